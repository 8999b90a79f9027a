/* Conditionals: an expression on booleans, and the rules of its branches. */
#include "policy/policy_condition.h"
#include "policy/policy_image.h"
#include "policy/policy_parse.h"
#include "policy/policy_reader.h"
#include "policy/policy_rule.h"
#include "policy/policy_table.h"

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
} operations[] = {
	[CONDITION_BOOLEAN] = {"", BINDS_NAME},
	[CONDITION_NOT] = {"!", BINDS_NOT},
	[CONDITION_OR] = {" || ", BINDS_OR},
	[CONDITION_AND] = {" && ", BINDS_AND},
	[CONDITION_XOR] = {" ^ ", BINDS_XOR},
	[CONDITION_EQUAL] = {" == ", BINDS_EQUAL},
	[CONDITION_UNEQUAL] = {" != ", BINDS_EQUAL},
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

bool condition_apply(enum condition_operator operation, bool a, bool b)
{
	switch (operation) {
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
	case CONDITION_NOT:
		break;
	}
	return false;
}

/* --- Text -------------------------------------------------------------- */

/* What is still to be written, from the last one to the first. */
struct pending {
	const char *text;	 /* a name or a sign, */
	const struct node *node; /* unless it is another operation */
};

/* Room for one conditional after the other. */
struct room {
	struct reader *reader;
	struct node *nodes;
	uint32_t node_count;
	list_of(struct pending) pending;
	struct buffer text;
};

static void put_text(struct room *room, const char *text)
{
	*list_push(&room->pending, room->reader->scratch) =
		(struct pending){text, NULL};
}

/* The node as it stands, or in parentheses. */
static void put_node(struct room *room, const struct node *node, bool bare)
{
	const struct condition_step *step = node->step;
	if (step->operation == CONDITION_BOOLEAN) {
		put_text(room,
			 room->reader->policy->booleans[step->boolean].name);
		return;
	}
	if (!bare)
		put_text(room, ")");
	*list_push(&room->pending, room->reader->scratch) =
		(struct pending){NULL, node};
	if (!bare)
		put_text(room, "(");
}

static void put_parts(struct room *room, const struct node *node)
{
	const struct operation *own = operation_of(node);
	enum condition_operator operation = node->step->operation;
	enum binding first = operation_of(node->first)->binding;
	/*
	 * "!a == b" is the grammar's "!(a == b)", which few readers know:
	 * everything but a name is put in parentheses behind a "!".
	 */
	if (operation == CONDITION_NOT) {
		put_node(room, node->first, first == BINDS_NAME);
		put_text(room, own->sign);
		return;
	}
	/* Of the same binding, && and || need none on either side. */
	bool associates =
		operation == CONDITION_AND || operation == CONDITION_OR;
	enum binding second = operation_of(node->second)->binding;
	put_node(room, node->second,
		 second > own->binding ||
			 (associates && second == own->binding));
	put_text(room, own->sign);
	put_node(room, node->first, first >= own->binding);
}

/* The expression in policy.conf's words; NULL: it is too long. */
static const char *show(struct room *room, const struct node *root)
{
	buffer_clear(&room->text);
	room->pending.count = 0;
	put_node(room, root, true);
	while (room->pending.count &&
	       room->text.length <= room->reader->text_left) {
		const struct pending next =
			room->pending.items[--room->pending.count];
		if (next.node)
			put_parts(room, next.node);
		else
			buffer_add_string(&room->text, next.text);
	}
	return text_keep(room->reader, &room->text);
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

/* What is negated twice is as it was. */
static const struct node *negation(struct node *node, const struct node *first)
{
	node->first = first;
	node->value = !first->value;
	return first->step->operation == CONDITION_NOT ? first->first : node;
}

static const struct node *combination(struct node *node,
				      const struct node *first,
				      const struct node *second)
{
	node->first = first;
	node->second = second;
	node->value = condition_apply(node->step->operation, first->value,
				      second->value);
	return node;
}

/* Applies the node to the last ones on the stack, and puts it there. */
static bool apply(const struct policy *policy, struct node *node,
		  const struct node *stack[], unsigned *depth)
{
	enum condition_operator operation = node->step->operation;
	unsigned operands = operation == CONDITION_BOOLEAN ? 0
			    : operation == CONDITION_NOT   ? 1
							   : 2;
	if (*depth < operands || *depth - operands >= DEPTH_AT_MOST)
		return false;
	*depth -= operands;
	const struct node **top = &stack[(*depth)++];
	if (operation == CONDITION_BOOLEAN) {
		node->value =
			policy->booleans[node->step->boolean].default_state;
		*top = node;
	} else if (operation == CONDITION_NOT) {
		*top = negation(node, top[0]);
	} else {
		*top = combination(node, top[0], top[1]);
	}
	return true;
}

/* The whole expression as one node, in the room. */
static const struct node *read_expression(struct room *room, uint32_t count,
					  struct condition_step *steps)
{
	struct reader *reader = room->reader;
	const struct node *stack[DEPTH_AT_MOST] = {NULL};
	unsigned depth = 0;
	bool good = true;
	if (count > room->node_count) {
		room->nodes = arena_alloc(reader->scratch, count,
					  sizeof *room->nodes);
		room->node_count = count;
	}
	for (uint32_t i = 0; i < count && good; i++) {
		if (!read_step(reader, &steps[i]))
			return NULL;
		room->nodes[i] = (struct node){.step = &steps[i]};
		good = apply(reader->policy, &room->nodes[i], stack, &depth);
	}
	if (good && depth == 1)
		return stack[0];
	image_fail(&reader->image, "its steps are no expression");
	return NULL;
}

/* --- Branches ---------------------------------------------------------- */

static bool add_condition(struct room *room, const struct node *root,
			  const struct condition_step *steps, uint32_t count,
			  bool negated)
{
	static const struct condition_step not_step = {CONDITION_NOT, 0};
	struct node not_root = {.step = &not_step};
	const struct node *shown = negated ? negation(&not_root, root) : root;
	struct policy_condition *row =
		list_push(&room->reader->conditions, room->reader->arena);
	*row = (struct policy_condition){
		.expression = show(room, shown),
		.default_state = root->value != negated,
		.steps = steps,
		.step_count = count,
		.negated = negated,
	};
	return row->expression;
}

static bool read_conditional(struct room *room)
{
	struct reader *reader = room->reader;
	struct image *image = &reader->image;
	image_number(image); /* whether it was in force */
	uint32_t count = image_count(image, STEP_SIZE);
	struct condition_step *steps =
		arena_alloc(reader->arena, count, sizeof *steps);
	const struct node *root = read_expression(room, count, steps);
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
		if (!add_condition(room, root, steps, count, negated) ||
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
	struct room room = {.reader = reader};
	bool done = !reader->image.error;
	for (uint32_t i = 0; i < count && done; i++)
		done = read_conditional(&room);
	buffer_release(&room.text);
	policy->conditions = reader->conditions.items;
	policy->condition_count = (unsigned)reader->conditions.count;
	return done;
}
