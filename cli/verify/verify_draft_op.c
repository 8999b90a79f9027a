/* Ops of a proposed registry: their numbers, and what they are asked. */
#include <string.h>

#include "base/text.h"
#include "verify/verify_check.h"
#include "verify/verify_draft.h"
#include "verify/verify_draft_op.h"
#include "verify/verify_hook.h"
#include "verify/verify_tree.h"

/* --- Accesses --------------------------------------------------------- */

static const char *object_for(const struct hook_asked *asked)
{
	if (!asked->object || strcmp(asked->object, "any") == 0)
		return "target";
	return asked->object;
}

static enum access_subject subject_for(const struct hook_asked *asked)
{
	if (!asked->subject || strcmp(asked->subject, "caller") == 0)
		return SUBJECT_CALLER;
	return strcmp(asked->subject, "target") == 0 ? SUBJECT_TARGET
						     : SUBJECT_OTHER;
}

static const char *source_of(const struct registry_draft *draft,
			     const struct tree_hook *hook)
{
	return arena_format(draft->arena, "%s:%.*s", hook->file,
			    (int)strcspn(hook->function, ","), hook->function);
}

static struct access *add_access(struct registry_draft *draft, struct op *op,
				 const struct tree_hook *hook)
{
	struct access *access = list_push(&draft->accesses, draft->arena);
	*access = (struct access){.kind = ACCESS_NONE,
				  .in = draft_now(draft),
				  .source = source_of(draft, hook)};
	op->accesses.count++;
	return access;
}

static bool has_access(const struct registry_draft *draft, const struct op *op,
		       const struct hook_asked *asked)
{
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&draft->accesses.items[op->accesses.first + i];
		if (release_set_has(&access->in, draft->release) &&
		    access_is_asked(access, asked))
			return true;
	}
	return false;
}

/* The condition that a maintainer has to read the hook for. */
static unsigned proposed_condition(struct registry_draft *draft)
{
	static const char id[] = "proposed";
	for (unsigned i = 0; i < draft->conditions.count; i++)
		if (strcmp(draft->conditions.items[i].id, id) == 0)
			return i;
	*list_push(&draft->conditions, draft->arena) = (struct condition){
		.id = id,
		.kind = CONDITION_STATE,
		.text = "proposed: a condition of the hook",
	};
	return (unsigned)draft->conditions.count - 1;
}

static void add_condition(struct registry_draft *draft, struct access *access)
{
	unsigned condition = proposed_condition(draft);
	access->whens = (struct span){(unsigned)draft->condition_uses.count, 1};
	access->when = draft->conditions.items[condition].text;
	*list_push(&draft->condition_uses, draft->arena) =
		(struct condition_use){condition};
}

static void add_check(struct registry_draft *draft, struct op *op,
		      const struct tree_hook *hook,
		      const struct tree_check *check)
{
	struct hook_asked asked;
	if (!check_asked(draft->verification, op, hook, check, draft->arena,
			 &asked) ||
	    strcmp(asked.permission, NO_PERMISSION) == 0 ||
	    has_access(draft, op, &asked))
		return;
	struct access *access = add_access(draft, op, hook);
	access->kind = ACCESS_ASKED;
	access->subject = subject_for(&asked);
	access->object = object_for(&asked);
	access->object_class = asked.object_class;
	access->permission = asked.permission;
	access->nominal = asked.nominal;
	if (!check->certain)
		add_condition(draft, access);
}

/* What the hook asks for the op, or does with it when it asks nothing. */
static void add_hook(struct registry_draft *draft, struct op *op,
		     const struct tree_hook *hook)
{
	for (size_t i = 0; i < hook->checks.count; i++)
		add_check(draft, op, hook, &hook->checks.items[i]);
	if (!hook->checks.count && hook->answer == TREE_UNKNOWN)
		add_access(draft, op, hook)->kind = ACCESS_UNKNOWN;
}

static bool has_any(const struct registry_draft *draft, const struct op *op)
{
	for (unsigned i = 0; i < op->accesses.count; i++)
		if (release_set_has(
			    &draft->accesses.items[op->accesses.first + i].in,
			    draft->release))
			return true;
	return false;
}

static const struct tree_hook *function_hook(const struct registry_draft *draft,
					     const char *function)
{
	const struct tree_hooks *hooks = &draft->verification->hooks;
	for (size_t i = 0; i < hooks->list.count; i++)
		if (hooks->list.items[i].whole &&
		    strcmp(hooks->list.items[i].function, function) == 0)
			return &hooks->list.items[i];
	return NULL;
}

/* Hooks that are called in the op's case. */
static void add_called(struct registry_draft *draft, struct op *op,
		       const char *macro)
{
	const struct tree_calls *calls = &draft->verification->calls;
	for (size_t i = 0; i < calls->list.count; i++) {
		const struct tree_call *call = &calls->list.items[i];
		if (call->without_policy || !label_has_name(call->label, macro))
			continue;
		const struct tree_hook *hook = function_hook(
			draft, arena_format(draft->arena, "flask_%s",
					    call->hook + strlen("xsm_")));
		if (hook)
			add_hook(draft, op, hook);
	}
}

/* Whether the function has a case for an op next to this one. */
static bool has_neighbour(const struct registry_draft *draft,
			  const struct op *op, const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &draft->verification->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (hook->whole || !hook->label ||
		    strcmp(hook->function, function->function) != 0)
			continue;
		for (unsigned j = 0; j < draft->old->op_count; j++) {
			const struct op *other = &draft->old->ops[j];
			if (other->hypercall == op->hypercall &&
			    other->parent == op->parent &&
			    strcmp(op_macro(other), hook->label) == 0)
				return true;
		}
	}
	return false;
}

/* What the function that knows its neighbours does with what it does not. */
static const struct tree_hook *default_branch(
	const struct registry_draft *draft, const struct op *op)
{
	const struct tree_hooks *hooks = &draft->verification->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (!hook->whole && !hook->label && !hook->outer &&
		    hook->answer == TREE_UNKNOWN &&
		    has_neighbour(draft, op, hook))
			return hook;
	}
	return NULL;
}

/* A new op: its case, the hooks in its handler's, or none that knows it. */
static void add_first_accesses(struct registry_draft *draft, struct op *op,
			       const char *macro)
{
	const struct tree_hooks *hooks = &draft->verification->hooks;
	const struct tree_hook *otherwise = default_branch(draft, op);
	const struct tree_hook nowhere = {
		.file = "xen/xsm/flask/hooks.c",
		.function =
			strrchr(draft->hypercalls.items[op->hypercall].source,
				':') +
			1,
	};
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (!hook->whole && hook->label &&
		    strcmp(hook->label, macro) == 0)
			add_hook(draft, op, hook);
	}
	add_called(draft, op, macro);
	if (!has_any(draft, op) && otherwise)
		add_hook(draft, op, otherwise);
	if (!has_any(draft, op))
		add_access(draft, op, &nowhere);
}

/* --- Changes ---------------------------------------------------------- */

static bool is_row(const struct difference *row, enum difference_kind kind,
		   const struct op *op)
{
	return row->kind == kind && row->topic == TOPIC_OP &&
	       strcmp(row->subject, op->name) == 0;
}

/* What a hook that asks something else was said to ask, it does no more. */
static void end_accesses(struct registry_draft *draft, const struct op *op,
			 const struct tree_hook *hook)
{
	const char *source = source_of(draft, hook);
	for (unsigned i = 0; i < op->accesses.count; i++) {
		struct access *access =
			&draft->accesses.items[op->accesses.first + i];
		bool is_hooks =
			access->source && strcmp(access->source, source) == 0;
		for (size_t j = 0; !is_hooks && j < hook->checks.count; j++)
			for (const char *const *name =
				     hook->checks.items[j].through;
			     access->source && *name; name++)
				is_hooks |=
					strcmp(access->source,
					       arena_format(draft->arena,
							    "%s:%s", hook->file,
							    *name)) == 0;
		if (is_hooks || access->kind == ACCESS_NONE)
			draft_end(draft, &access->in);
	}
}

static void change_accesses(struct registry_draft *draft, struct op *op)
{
	const struct verification *verification = draft->verification;
	bool any = false;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (!is_row(row, DIFFERENCE_RECHECKED, op) || !row->hook)
			continue;
		end_accesses(draft, op, row->hook);
		any = true;
	}
	for (size_t i = 0; any && i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (is_row(row, DIFFERENCE_RECHECKED, op) && row->hook)
			add_hook(draft, op, row->hook);
	}
	if (!any)
		return;
	add_called(draft, op, op_macro(op));
	if (!has_any(draft, op))
		add_first_accesses(draft, op, op_macro(op));
}

static void add_number(struct registry_draft *draft, struct op *op,
		       unsigned number, const struct release_set *in)
{
	for (unsigned i = 0; i < op->numbers.count; i++) {
		struct op_number *row =
			&draft->op_numbers.items[op->numbers.first + i];
		if (row->number != number)
			continue;
		for (size_t j = 0; j < sizeof in->words / sizeof *in->words;
		     j++)
			row->in.words[j] |= in->words[j];
		return;
	}
	*list_push(&draft->op_numbers, draft->arena) =
		(struct op_number){number, *in};
	op->numbers.count++;
}

static void draft_numbers(struct registry_draft *draft, struct op *op)
{
	const struct verification *verification = draft->verification;
	const struct op_number *old =
		draft->old->op_numbers + op->numbers.first;
	unsigned count = op->numbers.count;
	const struct difference *change = NULL;
	for (size_t i = 0; i < verification->rows.count; i++)
		if (is_row(&verification->rows.items[i], DIFFERENCE_RENUMBERED,
			   op))
			change = &verification->rows.items[i];
	op->numbers = (struct span){(unsigned)draft->op_numbers.count, 0};
	for (unsigned i = 0; i < count; i++) {
		struct release_set in = draft_moved(draft, &old[i].in);
		if (change)
			draft_end(draft, &in);
		add_number(draft, op, old[i].number, &in);
	}
	struct release_set now = draft_now(draft);
	if (change)
		add_number(draft, op, change->number, &now);
}

static bool is_stale(const struct registry_draft *draft, const struct op *op,
		     const char *says)
{
	const struct verification *verification = draft->verification;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (row->topic == TOPIC_UNVERIFIED &&
		    strcmp(row->subject, op->name) == 0 &&
		    strcmp(row->name, says) == 0)
			return true;
	}
	return false;
}

static void draft_unverified(struct registry_draft *draft, struct op *op)
{
	unsigned first = op->unverified.first;
	op->unverified.first = (unsigned)draft->unverified.count;
	for (unsigned i = 0; i < op->unverified.count; i++) {
		struct unverified *row =
			list_push(&draft->unverified, draft->arena);
		*row = draft->old->unverified[first + i];
		row->in = draft_moved(draft, &row->in);
		if (is_stale(draft, op, row->says))
			draft_end(draft, &row->in);
	}
}

/* An op that the tree has, and the release before it had not. */
static const struct difference *find_new(const struct registry_draft *draft,
					 const char *name)
{
	const struct verification *verification = draft->verification;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (row->kind == DIFFERENCE_NEW && row->topic == TOPIC_OP &&
		    strcmp(row->subject, name) == 0)
			return row;
	}
	return NULL;
}

/* One that an older release had already. */
static void revive(struct registry_draft *draft, struct op *op,
		   const struct difference *row)
{
	release_set_add(&op->in, draft->release);
	add_first_accesses(draft, op, row->name);
}

static void draft_op(struct registry_draft *draft, struct op op)
{
	const struct access *old = draft->old->accesses + op.accesses.first;
	size_t count;
	op.in = draft_moved(draft, &op.in);
	op.refused = draft_moved(draft, &op.refused);
	if (!tree_find_macro(&draft->verification->macros, op_macro(&op),
			     &count))
		draft_end(draft, &op.in);
	draft_numbers(draft, &op);
	const struct difference *again = find_new(draft, op.name);
	if (again) {
		struct release_set now = draft_now(draft);
		add_number(draft, &op, again->number, &now);
	}
	op.accesses.first = (unsigned)draft->accesses.count;
	for (unsigned i = 0; i < op.accesses.count; i++) {
		struct access *row = list_push(&draft->accesses, draft->arena);
		*row = old[i];
		row->in = draft_moved(draft, &row->in);
	}
	change_accesses(draft, &op);
	if (again)
		revive(draft, &op, again);
	draft_unverified(draft, &op);
	*list_push(&draft->ops, draft->arena) = op;
}

static void add_op(struct registry_draft *draft, const struct difference *row)
{
	struct release_set now = draft_now(draft);
	struct op op = {
		.name = row->subject,
		.hypercall = row->hypercall,
		.parent = row->parent,
		.arch = row->arches == TREE_X86	  ? "x86"
			: row->arches == TREE_ARM ? "arm"
						  : "all",
		.header = row->file,
		.in = now,
		.numbers = {(unsigned)draft->op_numbers.count, 0},
		.accesses = {(unsigned)draft->accesses.count, 0},
	};
	add_number(draft, &op, row->number, &now);
	add_first_accesses(draft, &op, row->name);
	*list_push(&draft->ops, draft->arena) = op;
}

static bool is_known(const struct registry *registry, const char *name)
{
	for (unsigned i = 0; i < registry->op_count; i++)
		if (strcmp(registry->ops[i].name, name) == 0)
			return true;
	return false;
}

void draft_ops(struct registry_draft *draft)
{
	const struct verification *verification = draft->verification;
	for (unsigned i = 0; i < draft->old->op_count; i++)
		draft_op(draft, draft->old->ops[i]);
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (row->kind == DIFFERENCE_NEW && row->topic == TOPIC_OP &&
		    row->hypercall != NO_INDEX &&
		    !is_known(draft->old, row->subject))
			add_op(draft, row);
	}
}
