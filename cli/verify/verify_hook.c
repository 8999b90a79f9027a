/* Which branches of which hooks are to be held against an op. */
#include <string.h>

#include "base/text.h"
#include "verify/verify_branch.h"
#include "verify/verify_facts.h"
#include "verify/verify_hook.h"
#include "verify/verify_row.h"

static bool same_function(const struct tree_hook *a, const struct tree_hook *b)
{
	return strcmp(a->function, b->function) == 0 &&
	       strcmp(a->file, b->file) == 0;
}

static bool has_label(const struct tree_hook *hook, const char *label)
{
	return !hook->whole && hook->label && strcmp(hook->label, label) == 0;
}

/* Whether the function has a case of the op's own. */
static bool function_names(const struct compared_op *facts,
			   const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &facts->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++)
		if (same_function(&hooks->list.items[i], function) &&
		    has_label(&hooks->list.items[i], op_macro(facts->op)))
			return true;
	return false;
}

static bool is_sibling(const struct compared_op *facts, const struct op *op)
{
	return op && op->hypercall == facts->op->hypercall &&
	       op->parent == facts->op->parent;
}

/* Whether the default branch's switch has cases for ops next to this one. */
static bool is_among(const struct compared_op *facts,
		     const struct tree_hook *branch)
{
	const struct tree_hooks *hooks = &facts->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		const struct op *op;
		if (!same_function(hook, branch) || hook->whole ||
		    !hook->label || !text_same(hook->outer, branch->outer))
			continue;
		op = verify_op(facts->verifier, hook->label);
		if (is_sibling(facts, op))
			return true;
	}
	return false;
}

/* The function's default branch for the op, or else the function as a whole. */
static const struct tree_hook *fallback(const struct compared_op *facts,
					const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &facts->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (same_function(hook, function) && !hook->whole &&
		    !hook->label && is_among(facts, hook))
			return hook;
	}
	return function;
}

/* Whether the registry says that the function asks for the op. */
static bool is_source(const struct compared_op *facts,
		      const struct tree_hook *function)
{
	for (size_t i = 0; i < facts->own.items.count; i++) {
		const struct access *access = facts->own.items.items[i];
		if (access->kind != ACCESS_NONE &&
		    access_is_in(access, function))
			return true;
	}
	return false;
}

/*
 * Whether a hook of another op, which has the same number, writes this op's
 * macro: up to Xen 4.6 one for sysctls took the names of domctls.
 */
static bool is_borrowed(const struct compared_op *facts,
			const struct tree_hook *function)
{
	struct verifier *verifier = facts->verifier;
	const struct registry *registry = verifier->registry;
	unsigned number =
		registry_op_number(registry, facts->op, verifier->release);
	if (is_source(facts, function))
		return false;
	for (unsigned i = 0; i < registry->op_count; i++) {
		struct compared_op other = {.verifier = verifier,
					    .op = &registry->ops[i]};
		if (other.op == facts->op ||
		    registry_op_number(registry, other.op, verifier->release) !=
			    number)
			continue;
		facts_accesses(verifier, other.op, &other.own);
		if (is_source(&other, function) &&
		    !function_names(&other, function))
			return true;
	}
	return false;
}

/* The hooks whose case it is. */
static void compare_cases(struct compared_op *facts)
{
	const struct tree_hooks *hooks = &facts->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (!has_label(hook, op_macro(facts->op)))
			continue;
		if (is_borrowed(facts, hook))
			facts_unverified(facts, hook,
					 verify_say(facts->verifier,
						    "%s means another op by it",
						    hook->function));
		else
			branch_compare(facts, hook, true);
	}
}

/* How many of the ops next to this one the release has. */
static size_t count_siblings(const struct compared_op *facts)
{
	const struct registry *registry = facts->verifier->registry;
	size_t count = 0;
	for (unsigned i = 0; i < registry->op_count; i++)
		count += is_sibling(facts, &registry->ops[i]) &&
			 release_set_has(&registry->ops[i].in,
					 facts->verifier->release);
	return count;
}

/*
 * Whether all ops of the hypercall, or all sub-subops of an op, pass the
 * function: it has cases for half of them.
 */
static bool is_entry(const struct compared_op *facts,
		     const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &facts->verifier->hooks;
	size_t count = 0;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		count += same_function(hook, function) && !hook->whole &&
			 hook->label &&
			 is_sibling(facts,
				    verify_op(facts->verifier, hook->label));
	}
	return count * 2 >= count_siblings(facts) && count > 0;
}

static bool passes_constants(const struct tree_hook *function)
{
	for (size_t i = 0; i < function->checks.count; i++)
		if (!function->checks.items[i].permission)
			return false;
	return true;
}

/* Whether another function that is a source tells this one what to ask. */
static bool is_helper(const struct compared_op *facts,
		      const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &facts->verifier->hooks;
	if (passes_constants(function))
		return false;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *other = &hooks->list.items[i];
		if (!other->whole || same_function(other, function) ||
		    !is_source(facts, other))
			continue;
		for (size_t j = 0; j < other->checks.count; j++) {
			const char *const *name =
				other->checks.items[j].through;
			for (; *name; name++)
				if (strcmp(*name, function->function) == 0)
					return true;
		}
	}
	return false;
}

/* Functions that have no case for it, but that it passes. */
static void compare_functions(struct compared_op *facts)
{
	const struct tree_hooks *hooks = &facts->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *function = &hooks->list.items[i];
		if (!function->whole || function_names(facts, function))
			continue;
		bool source = is_source(facts, function);
		if (source && is_helper(facts, function))
			continue;
		const struct tree_hook *branch = fallback(facts, function);
		if (source || (branch != function && is_entry(facts, function)))
			branch_compare(facts, branch, branch != function);
	}
}

static bool is_read(const char *source)
{
	return text_starts_with(source, "xen/xsm/flask/hooks.c:") ||
	       text_starts_with(source, "xen/xsm/flask/flask_op.c:");
}

static bool function_exists(const struct verifier *verifier,
			    const struct access *access)
{
	for (size_t i = 0; i < verifier->hooks.list.count; i++)
		if (access_is_in(access, &verifier->hooks.list.items[i]))
			return true;
	return false;
}

/* Sources that are not read, and functions that the tree does not have. */
static void compare_sources(struct compared_op *facts)
{
	struct verifier *verifier = facts->verifier;
	const char *last = "";
	for (size_t i = 0; i < facts->own.items.count; i++) {
		const struct access *access = facts->own.items.items[i];
		if (access->kind == ACCESS_NONE || !access->source ||
		    strcmp(access->source, last) == 0)
			continue;
		last = access->source;
		if (!is_read(last)) {
			facts_unverified(
				facts, NULL,
				verify_say(verifier, "it is up to %s", last));
		} else if (!function_exists(verifier, access)) {
			const char *colon = strrchr(last, ':');
			const struct tree_hook none = {
				.file = arena_slice(verifier->arena, last,
						    (size_t)(colon - last)),
				.function = verify_say(verifier,
						       "%s, which is not there",
						       colon + 1),
			};
			facts_differ(facts, &none);
		}
	}
}

static void collect_inner(struct compared_op *facts, unsigned parent)
{
	const struct registry *registry = facts->verifier->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (op->parent != parent ||
		    !release_set_has(&op->in, facts->verifier->release))
			continue;
		facts_accesses(facts->verifier, op, &facts->inner);
		collect_inner(facts, i);
	}
}

bool label_has_name(const char *label, const char *name)
{
	size_t length = strlen(name);
	while (*label) {
		size_t word = strcspn(label, " /");
		if (word == length && strncmp(label, name, length) == 0)
			return true;
		label += word + strspn(label + word, " /");
	}
	return false;
}

/*
 * An op that no hook names, and that is said to be asked nothing: no hook may
 * be called in its case.  Functions behind that are held against the registry
 * call by call.
 */
static void compare_unchecked(struct compared_op *facts)
{
	struct verifier *verifier = facts->verifier;
	for (size_t i = 0; i < facts->own.items.count; i++)
		if (facts->own.items.items[i]->kind != ACCESS_NONE) {
			facts_unverified(facts, NULL, "no hook names it");
			return;
		}
	for (size_t i = 0; i < verifier->calls.list.count; i++) {
		const struct tree_call *call = &verifier->calls.list.items[i];
		if (facts->inner.items.count || call->without_policy ||
		    !label_has_name(call->label, op_macro(facts->op)))
			continue;
		const struct tree_hook hook = {
			.file = call->file,
			.function = verify_say(verifier, "%s, which calls %s",
					       call->function, call->hook),
			.line = call->line,
		};
		facts_differ(facts, &hook);
		return;
	}
	verifier->out->agreed++;
}

static void check_op(struct verifier *verifier, unsigned index)
{
	const struct registry *registry = verifier->registry;
	struct compared_op facts = {.verifier = verifier,
				    .op = &registry->ops[index]};
	registry_op_accesses(registry, facts.op, verifier->release,
			     verifier->arena, &facts.accesses);
	if (!facts.accesses.recorded) {
		facts_unverified(&facts, NULL, "its accesses are not recorded");
		return;
	}
	facts_accesses(verifier, facts.op, &facts.own);
	collect_inner(&facts, index);
	compare_cases(&facts);
	compare_functions(&facts);
	compare_sources(&facts);
	if (!facts.decided && !facts.noted)
		compare_unchecked(&facts);
	facts_finish(&facts);
}

void verify_checks(struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		size_t count;
		/* What the headers do not have was said to be missing. */
		if (release_set_has(&op->in, verifier->release) &&
		    tree_find_macro(&verifier->macros, op_macro(op), &count))
			check_op(verifier, i);
	}
}
