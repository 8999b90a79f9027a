/* Statements of a hook, one after the other, and where they may lead. */
#include <string.h>

#include "base/text.h"
#include "tree/tree_expression.h"
#include "tree/tree_function.h"
#include "tree/tree_hook.h"
#include "tree/tree_statement.h"
#include "tree/tree_token.h"
#include "tree/tree_value.h"
#include "tree/tree_walk.h"

enum { STATEMENT_LIMIT = 50000 };

/* How a run of statements ended. */
enum flow {
	FLOW_NEXT,  /* it goes on behind them */
	FLOW_BREAK, /* behind the switch or loop around them */
	FLOW_FAIL,  /* the function returned an error */
	FLOW_END,   /* the function returned something else */
};

static enum flow follow_one(struct call *call,
			    const struct tree_statement *statement);
static enum flow follow_list(struct call *call,
			     const struct tree_statement *statement);

bool walk_spend(struct walk *walk, size_t work)
{
	bool enough = *walk->left >= work;
	*walk->left = enough ? *walk->left - work : 0;
	return enough;
}

void walk_undecided(struct walk *walk, const char *reason)
{
	if (!walk->hook->undecided)
		walk->hook->undecided = reason;
}

/* --- Assignments ------------------------------------------------------ */

/*
 * What stands left of the sign: "ad.sdom" and "*sid" as they are, of a
 * declaration its last word.
 */
static const char *target_name(struct words words, struct arena *arena)
{
	size_t names = 0;
	bool member = false;
	const char *last = "";
	for (size_t i = 0; i < words.count; i++) {
		const struct token *token = &words.first[i];
		if (token_is(token, "["))
			break;
		member |= token_is(token, ".") || token_is(token, "->");
		if (token->kind != TOKEN_WORD)
			continue;
		names++;
		last = token->text;
	}
	return member || names < 2 ? words_text(words, arena) : last;
}

static void assign(struct call *call, struct words left, struct words right)
{
	struct arena *arena = call->walk->arena;
	struct value value = words_value(call, right);
	variable_set(&call->variables, target_name(left, arena), &value, arena);
	call->assigned = value;
}

/* NAME |= MASK */
static void add_to_mask(struct call *call, struct words left,
			struct words right)
{
	struct arena *arena = call->walk->arena;
	const char *name = target_name(left, arena);
	const struct value *old = variable_get(&call->variables, name);
	struct value value = {LIST_INIT};
	struct value more = words_value(call, right);
	if (old)
		value_join(&value, old, true, arena);
	value_join(&value, &more, true, arena);
	variable_set(&call->variables, name, &value, arena);
}

static void follow_plain(struct call *call, struct words words)
{
	while (words.count) {
		size_t end = words_find(words, ",");
		struct words one = words_part(words, 0, end);
		size_t equals = words_find(one, "=");
		size_t mask = words_find(one, "|=");
		if (equals < one.count)
			assign(call, words_part(one, 0, equals),
			       words_part(one, equals + 1, one.count));
		else if (mask < one.count)
			add_to_mask(call, words_part(one, 0, mask),
				    words_part(one, mask + 1, one.count));
		else
			words_value(call, one);
		words = words_part(words, end + (end < words.count),
				   words.count);
	}
}

/* --- Conditions ------------------------------------------------------- */

static bool is_error(const struct value *value)
{
	for (size_t i = 0; i < value->atoms.count; i++)
		if (!text_starts_with(value->atoms.items[i].text, "-E") &&
		    strcmp(value->atoms.items[i].text, "NULL") != 0)
			return false;
	return value->atoms.count > 0;
}

/* The variable that an `if (rc)` tests, or NULL. */
static const char *tested_variable(struct words condition)
{
	return condition.count == 1 && condition.first->kind == TOKEN_WORD
		       ? condition.first->text
		       : NULL;
}

/* if (!rc): it goes on only if nothing was refused. */
static bool goes_on_if_good(struct words condition)
{
	static const char *const results[] = {"rc", "rv", "ret"};
	if (condition.count != 2 || !token_is(condition.first, "!"))
		return false;
	for (size_t i = 0; i < sizeof results / sizeof *results; i++)
		if (token_is(&condition.first[1], results[i]))
			return true;
	return false;
}

static bool goes_on(enum flow flow)
{
	return flow == FLOW_NEXT || flow == FLOW_BREAK;
}

/* What follows two ways of which one is taken. */
static enum flow join_flows(enum flow a, enum flow b)
{
	if (a == FLOW_NEXT || b == FLOW_NEXT)
		return FLOW_NEXT;
	if (a == FLOW_BREAK || b == FLOW_BREAK)
		return FLOW_BREAK;
	return a == FLOW_FAIL && b == FLOW_FAIL ? FLOW_FAIL : FLOW_END;
}

/* A statement, or a list of them. */
struct tree_way {
	const struct tree_statement *first;
	bool list;
	bool certain;
};

/* A way behind a condition; what the variables are there goes to `behind`. */
static enum flow follow_way(struct call *call, struct tree_way way,
			    struct variables *behind)
{
	struct variables before =
		variables_copy(&call->variables, call->walk->arena);
	bool was = call->certain;
	enum flow flow = FLOW_NEXT;
	call->certain = way.certain;
	call->assigned = (struct value){LIST_INIT};
	call->ways++;
	if (way.list)
		flow = follow_list(call, way.first);
	else if (way.first)
		flow = follow_one(call, way.first);
	call->ways--;
	call->certain = was;
	*behind = call->variables;
	call->variables = before;
	return flow;
}

/* The variables behind two ways, as far as these go on. */
static void join_variables(struct call *call, enum flow flow_a,
			   const struct variables *a, enum flow flow_b,
			   const struct variables *b)
{
	if (!goes_on(flow_a))
		call->variables = *b;
	else if (!goes_on(flow_b))
		call->variables = *a;
	else
		variables_merge(&call->variables, a, b, call->walk->arena);
}

static enum flow follow_if(struct call *call,
			   const struct tree_statement *statement)
{
	const struct tree_way then_way = {
		statement->body, false,
		call->certain && goes_on_if_good(statement->words)};
	const struct tree_way else_way = {statement->otherwise, false, false};
	struct variables yes, no;
	const char *was = call->tested;
	enum truth truth = condition_truth(call, statement->words);
	words_value(call, statement->words);
	if (truth != TRUTH_UNKNOWN) {
		const struct tree_statement *way =
			truth == TRUTH_YES ? statement->body
					   : statement->otherwise;
		return way ? follow_one(call, way) : FLOW_NEXT;
	}
	call->tested = tested_variable(statement->words);
	enum flow then = follow_way(call, then_way, &yes);
	call->tested = was;
	enum flow otherwise = follow_way(call, else_way, &no);
	join_variables(call, then, &yes, otherwise, &no);
	return join_flows(then, otherwise);
}

/* What may be taken or not: what another build has, the body of a loop. */
static void follow_maybe(struct call *call,
			 const struct tree_statement *statement)
{
	struct variables with;
	enum flow flow = follow_way(
		call, (struct tree_way){statement, false, false}, &with);
	struct variables without = call->variables;
	join_variables(call, flow, &with, FLOW_NEXT, &without);
}

/* --- Switches --------------------------------------------------------- */

static bool is_branch(const struct tree_statement *statement)
{
	return statement->kind == STATEMENT_CASE ||
	       statement->kind == STATEMENT_DEFAULT;
}

static const struct tree_statement *chosen_branch(
	const struct call *call, const struct tree_statement *statement)
{
	const struct walk *walk = call->walk;
	for (size_t i = 0; i < walk->choice_count; i++)
		if (walk->choices[i].of == statement)
			return walk->choices[i].branch;
	return NULL;
}

/* Every branch in turn: each may be the one. */
static enum flow follow_branches(struct call *call,
				 const struct tree_statement *statement)
{
	const struct tree_statement *at = statement->body->body;
	struct variables before =
		variables_copy(&call->variables, call->walk->arena);
	struct variables behind = before;
	const char *label = call->label;
	unsigned guard = call->guard;
	enum flow flow = FLOW_NEXT;
	bool complete = false, any = false;
	for (; at; at = at->next) {
		struct variables way;
		if (!is_branch(at))
			continue;
		if (at->kind == STATEMENT_CASE)
			call->label = words_text(at->words, call->walk->arena);
		complete |= at->kind == STATEMENT_DEFAULT;
		call->guard = at->guard;
		enum flow one = follow_way(
			call, (struct tree_way){at->next, true, false}, &way);
		call->label = label;
		call->guard = guard;
		join_variables(call, any ? flow : FLOW_END, &behind, one, &way);
		behind = call->variables;
		flow = any ? join_flows(flow, one) : one;
		any = true;
		call->variables = variables_copy(&before, call->walk->arena);
	}
	if (!complete)
		join_variables(call, any ? flow : FLOW_END, &behind, FLOW_NEXT,
			       &before);
	else
		call->variables = behind;
	return !complete || goes_on(flow) ? FLOW_NEXT : flow;
}

static enum flow follow_switch(struct call *call,
			       const struct tree_statement *statement)
{
	const struct tree_statement *branch = chosen_branch(call, statement);
	words_value(call, statement->words);
	if (!statement->body || statement->body->kind != STATEMENT_BLOCK) {
		walk_undecided(call->walk, "a switch has no braces");
		return FLOW_NEXT;
	}
	if (!branch)
		return follow_branches(call, statement);
	struct fact *fact = list_push(&call->facts, call->walk->arena);
	fact->expression = words_text(statement->words, call->walk->arena);
	if (branch->kind == STATEMENT_CASE)
		fact->value = words_text(branch->words, call->walk->arena);
	fact->of = statement;
	call->guard = branch->guard;
	enum flow flow = follow_list(call, branch->next);
	return flow == FLOW_BREAK ? FLOW_NEXT : flow;
}

/* --- Statements ------------------------------------------------------- */

static enum flow follow_return(struct call *call,
			       const struct tree_statement *statement)
{
	const struct words words = statement->words;
	struct value value = words_value(call, words);
	value_join(&call->returned, &value, call_is_certain(call),
		   call->walk->arena);
	if (is_error(&value) || (call->tested && words.count == 1 &&
				 strcmp(words.first->text, call->tested) == 0))
		return FLOW_FAIL;
	call->escaped |= call->ways > 0;
	return FLOW_END;
}

/* A label that is gone to cleans up, and returns what was refused. */
static enum flow follow_goto(struct call *call)
{
	if (call->tested || is_error(&call->assigned))
		return FLOW_FAIL;
	if (call->ways == 0)
		walk_undecided(call->walk, "it goes to a label");
	call->escaped = true;
	return FLOW_END;
}

static enum flow follow(struct call *call,
			const struct tree_statement *statement)
{
	enum flow flow = FLOW_NEXT;
	switch (statement->kind) {
	case STATEMENT_PLAIN:
		follow_plain(call, statement->words);
		break;
	case STATEMENT_BLOCK:
		return follow_list(call, statement->body);
	case STATEMENT_IF:
		return follow_if(call, statement);
	case STATEMENT_SWITCH:
		return follow_switch(call, statement);
	case STATEMENT_LOOP:
		words_value(call, statement->words);
		follow_maybe(call, statement->body);
		break;
	case STATEMENT_RETURN:
		return follow_return(call, statement);
	case STATEMENT_BREAK:
		flow = FLOW_BREAK;
		break;
	case STATEMENT_GOTO:
		return follow_goto(call);
	case STATEMENT_CASE:
	case STATEMENT_DEFAULT:
		break;
	}
	return flow;
}

static enum flow follow_one(struct call *call,
			    const struct tree_statement *statement)
{
	unsigned guard = call->guard;
	if (++call->walk->statements > STATEMENT_LIMIT ||
	    *call->walk->left == 0) {
		walk_undecided(call->walk, "it is too long");
		return FLOW_END;
	}
	walk_spend(call->walk, 1);
	if (guard_covers(call->function->source, statement->guard, guard))
		return follow(call, statement);
	call->guard = statement->guard;
	follow_maybe(call, statement);
	call->guard = guard;
	return FLOW_NEXT;
}

static enum flow follow_list(struct call *call,
			     const struct tree_statement *statement)
{
	enum flow flow = FLOW_NEXT;
	for (; statement && flow == FLOW_NEXT; statement = statement->next)
		if (!is_branch(statement))
			flow = follow_one(call, statement);
	return flow;
}

bool call_is_certain(const struct call *call)
{
	return call->certain && !call->escaped;
}

struct value function_follow(struct walk *walk, const struct function *function,
			     const struct value *arguments, size_t count,
			     const struct call *caller)
{
	struct call call = {
		.walk = walk,
		.function = function,
		.caller = caller,
		.depth = caller ? caller->depth + 1 : 0,
		.certain = !caller || call_is_certain(caller),
		.guard = function->guard,
		.label = caller ? caller->label : NULL,
	};
	for (size_t i = 0; i < count && i < function->parameters.count; i++)
		variable_set(&call.variables, function->parameters.items[i],
			     &arguments[i], walk->arena);
	if (function->broken)
		walk_undecided(walk, function->broken);
	if (function->source->hidden)
		walk_undecided(walk, "a macro of the file asks by itself");
	follow_list(&call, function->body);
	if (!call.returned.atoms.count)
		return value_of("", walk->arena);
	return call.returned;
}
