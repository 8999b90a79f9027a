/* Conditionals: an expression on booleans, and the rules of its branches. */
#include "policy/policy_rows.h"

#include <string.h>

/* A Xen's own stack has that many places. */
enum { DEPTH_AT_MOST = 10, STEP_SIZE = 8, CONDITIONAL_SIZE = 16 };

/* How the grammar of policy.conf binds, from loosest to tightest. */
enum binding {
	BINDS_OR,
	BINDS_XOR,
	BINDS_AND,
	BINDS_NOT,
	BINDS_EQUAL,
	BINDS_NAME
};

static const struct operation {
	const char *sign;
	enum binding binding;
	unsigned operands;
} operations[] = {
	[CONDITION_BOOLEAN] = {"", BINDS_NAME, 0},
	[CONDITION_NOT] = {"!", BINDS_NOT, 1},
	[CONDITION_OR] = {" || ", BINDS_OR, 2},
	[CONDITION_AND] = {" && ", BINDS_AND, 2},
	[CONDITION_XOR] = {" ^ ", BINDS_XOR, 2},
	[CONDITION_EQUAL] = {" == ", BINDS_EQUAL, 2},
	[CONDITION_UNEQUAL] = {" != ", BINDS_EQUAL, 2},
};

/* A step with what it is applied to: the second operand is for two only. */
struct node {
	const struct condition_step *step;
	const struct node *first, *second;
	bool value; /* by the booleans' defaults */
};

static const struct operation *operation_of(const struct node *node)
{
	return &operations[node->step->operation];
}

static bool value_of(enum condition_operator operation, bool a, bool b)
{
	switch (operation) {
	case CONDITION_NOT:
		return !a;
	case CONDITION_OR:
		return a || b;
	case CONDITION_AND:
		return a && b;
	case CONDITION_EQUAL:
		return a == b;
	case CONDITION_XOR:
	case CONDITION_UNEQUAL:
		return a != b;
	case CONDITION_BOOLEAN:
		break;
	}
	return false;
}

/* --- Text -------------------------------------------------------------- */

/* What is still to be written, from the last one to the first. */
struct pending {
	const char *sign;
	const struct node *node; /* when there is no sign */
};

struct writer {
	struct reader *reader;
	list_of(struct pending) pending;
	struct buffer text;
};

static void put(struct writer *writer, const char *sign,
		const struct node *node)
{
	*list_push(&writer->pending, writer->reader->scratch) =
		(struct pending){sign, node};
}

/* The node as it stands, or in parentheses. */
static void put_node(struct writer *writer, const struct node *node, bool bare)
{
	if (!bare)
		put(writer, ")", NULL);
	put(writer, NULL, node);
	if (!bare)
		put(writer, "(", NULL);
}

static void put_parts(struct writer *writer, const struct node *node)
{
	const struct operation *own = operation_of(node);
	enum condition_operator operation = node->step->operation;
	enum binding first = operation_of(node->first)->binding;
	/*
	 * "!a == b" is the grammar's "!(a == b)", which few readers know:
	 * everything but a name is put in parentheses behind a "!".
	 */
	if (operation == CONDITION_NOT) {
		put_node(writer, node->first, first == BINDS_NAME);
		put(writer, own->sign, NULL);
		return;
	}
	/* Of the same binding, && and || need none on either side. */
	bool associates =
		operation == CONDITION_AND || operation == CONDITION_OR;
	enum binding second = operation_of(node->second)->binding;
	put_node(writer, node->second,
		 second > own->binding ||
			 (associates && second == own->binding));
	put(writer, own->sign, NULL);
	put_node(writer, node->first, first >= own->binding);
}

/* The expression in policy.conf's words; NULL: it is too long. */
static const char *show(struct reader *reader, const struct node *root)
{
	const struct policy_boolean *booleans = reader->policy->booleans;
	struct writer writer = {.reader = reader};
	put_node(&writer, root, true);
	while (writer.pending.count &&
	       writer.text.length <= reader->text_left) {
		struct pending next =
			writer.pending.items[--writer.pending.count];
		if (next.sign)
			buffer_add_string(&writer.text, next.sign);
		else if (next.node->step->operation == CONDITION_BOOLEAN)
			buffer_add_string(
				&writer.text,
				booleans[next.node->step->boolean].name);
		else
			put_parts(&writer, next.node);
	}
	const char *text = text_keep(reader, &writer.text);
	buffer_release(&writer.text);
	return text;
}

/* --- Expressions ------------------------------------------------------- */

static bool read_step(struct reader *reader, struct condition_step *step)
{
	struct image *image = &reader->image;
	uint32_t kind = image_number(image);
	if (kind < 1 || kind > sizeof operations / sizeof *operations)
		return image_fail(image, "no step has the number %u", kind);
	step->operation = (enum condition_operator)(kind - 1);
	if (step->operation == CONDITION_BOOLEAN)
		return image_index(image, reader->policy->boolean_count,
				   "boolean", &step->boolean);
	return image_take(image, 4);
}

/* Applies the step to the last of the nodes on the stack. */
static bool apply(const struct policy *policy, struct node *node,
		  const struct node *stack[], unsigned *depth)
{
	enum condition_operator operation = node->step->operation;
	unsigned operands = operations[operation].operands;
	if (*depth < operands || *depth - operands >= DEPTH_AT_MOST)
		return false;
	*depth -= operands;
	if (operands == 0) {
		node->value =
			policy->booleans[node->step->boolean].default_state;
	} else {
		node->first = stack[*depth];
		node->second = operands > 1 ? stack[*depth + 1] : NULL;
		node->value = value_of(operation, node->first->value,
				       operands > 1 && node->second->value);
	}
	/* What is negated twice is shown as it was. */
	if (operation == CONDITION_NOT &&
	    node->first->step->operation == CONDITION_NOT)
		stack[(*depth)++] = node->first->first;
	else
		stack[(*depth)++] = node;
	return true;
}

/* The whole expression as one node, in scratch memory. */
static const struct node *read_expression(struct reader *reader, uint32_t count,
					  struct condition_step *steps)
{
	const struct node *stack[DEPTH_AT_MOST];
	struct node *nodes = arena_alloc(reader->scratch, count, sizeof *nodes);
	unsigned depth = 0;
	bool good = true;
	for (uint32_t i = 0; i < count && good; i++) {
		if (!read_step(reader, &steps[i]))
			return NULL;
		nodes[i].step = &steps[i];
		good = apply(reader->policy, &nodes[i], stack, &depth);
	}
	if (good && depth == 1)
		return stack[0];
	image_fail(&reader->image, "its steps are no expression");
	return NULL;
}

/* --- Branches
 * ----------------------------------------------------------------- */

static bool add_condition(struct reader *reader, const struct node *root,
			  const struct condition_step *steps, uint32_t count,
			  bool negated)
{
	static const struct condition_step not_step = {CONDITION_NOT, 0};
	struct node negation = {&not_step, root, NULL, !root->value};
	const struct node *shown = root;
	if (negated)
		shown = root->step->operation == CONDITION_NOT ? root->first
							       : &negation;
	struct policy_condition *row =
		list_push(&reader->conditions, reader->arena);
	*row = (struct policy_condition){
		.expression = show(reader, shown),
		.default_state = root->value != negated,
		.steps = steps,
		.step_count = count,
		.negated = negated,
	};
	return row->expression;
}

static bool read_conditional(struct reader *reader)
{
	struct image *image = &reader->image;
	image_number(image); /* whether it was in force */
	uint32_t count = image_count(image, STEP_SIZE);
	struct condition_step *steps =
		arena_alloc(reader->arena, count, sizeof *steps);
	const struct node *root = read_expression(reader, count, steps);
	if (!root)
		return false;
	for (int negated = 0; negated < 2; negated++) {
		size_t at = image->at;
		bool empty = image_number(image) == 0;
		if (image->error)
			return false;
		if (empty)
			continue;
		image->at = at;
		unsigned condition = (unsigned)reader->conditions.count;
		if (!add_condition(reader, root, steps, count, negated) ||
		    !rules_scan(reader, condition))
			return false;
	}
	return true;
}

bool conditionals_read(struct reader *reader)
{
	struct policy *policy = reader->policy;
	reader->image.part = "conditionals";
	uint32_t count = image_count(&reader->image, CONDITIONAL_SIZE);
	for (uint32_t i = 0; i < count; i++)
		if (!read_conditional(reader))
			return false;
	policy->conditions = reader->conditions.items;
	policy->condition_count = (unsigned)reader->conditions.count;
	return !reader->image.error;
}
