/* What one branch of a hook asks, against what the registry has of the op. */
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "verify/verify_branch.h"
#include "verify/verify_check.h"
#include "verify/verify_facts.h"
#include "verify/verify_row.h"

static bool is_asking(const struct access *access)
{
	return access->object_class != NULL;
}

static bool any_is_asked(const struct access *const *accesses, size_t count,
			 const struct hook_asked *asked)
{
	for (size_t i = 0; i < count; i++)
		if (access_is_asked(accesses[i], asked))
			return true;
	return false;
}

/* Whether the registry has a check that the branch makes. */
static bool is_known(struct compared_op *facts, const struct tree_check *check,
		     const struct hook_asked *asked)
{
	return any_is_asked(facts->accesses.list.items,
			    facts->accesses.list.count, asked) ||
	       (!check->certain &&
		any_is_asked(facts->inner.items.items, facts->inner.items.count,
			     asked));
}

/* Whether an inner case is another op's: that one is looked at by itself. */
static bool is_of_inner_op(struct compared_op *facts,
			   const struct tree_check *check)
{
	return check->label && verify_op(facts->verifier, check->label);
}

/* Whether another hook asks, which may be there for other ops as well. */
static bool is_shared(const struct tree_check *check)
{
	unsigned hooks = 0;
	for (size_t i = 0; check->through[i]; i++)
		hooks += text_starts_with(check->through[i], "flask_");
	return hooks > 1;
}

/* Whether the registry has the check for another op of the hypercall. */
static bool is_neighbours(const struct compared_op *facts,
			  const struct hook_asked *asked)
{
	struct verifier *verifier = facts->verifier;
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		struct access_list list = {LIST_INIT};
		if (registry->ops[i].hypercall != facts->op->hypercall)
			continue;
		facts_accesses(verifier, &registry->ops[i], &list);
		if (any_is_asked(list.items.items, list.items.count, asked))
			return true;
	}
	return false;
}

/* It is so in every build and for all arguments. */
static bool is_always(const struct access *access)
{
	return !access->whens.count && !access->builds.count && !access->choice;
}

/* Whether the registry has the check, and without any condition. */
static bool says_always(const struct compared_op *facts,
			const struct hook_asked *asked)
{
	bool always = false;
	if (any_is_asked(facts->inner.items.items, facts->inner.items.count,
			 asked))
		return false;
	for (size_t i = 0; i < facts->accesses.list.count; i++) {
		const struct access *access = facts->accesses.list.items[i];
		if (!access_is_asked(access, asked))
			continue;
		if (!is_always(access))
			return false;
		always = true;
	}
	return always;
}

enum found { FOUND_KNOWN, FOUND_OTHER, FOUND_UNDECIDED };

/* One check of a branch; all: the branch is the op's own. */
static enum found find_check(struct compared_op *facts,
			     const struct tree_hook *hook,
			     const struct tree_check *check, bool all)
{
	struct verifier *verifier = facts->verifier;
	struct hook_asked asked;
	if (is_of_inner_op(facts, check))
		return FOUND_KNOWN;
	if (!check_asked(verifier->out, facts->op, hook, check, verifier->arena,
			 &asked))
		return FOUND_UNDECIDED;
	if (!asked.subject || !asked.object)
		facts_unverified(facts, hook,
				 verify_say(verifier,
					    "%s asks %s: whose label is %s",
					    hook->function,
					    check_words(facts, hook, check),
					    asked.subject ? check->object
							  : check->subject));
	if (asked_is_any(&asked))
		facts_unverified(facts, hook,
				 verify_say(verifier,
					    "%s asks about a domain that the "
					    "registry does not name",
					    hook->function));
	if (is_known(facts, check, &asked))
		return all && !check->certain && says_always(facts, &asked)
			       ? FOUND_OTHER
			       : FOUND_KNOWN;
	if (check->certain || (all && !is_shared(check)))
		return FOUND_OTHER;
	if (!all)
		return FOUND_KNOWN;
	return is_neighbours(facts, &asked) ? FOUND_UNDECIDED : FOUND_OTHER;
}

/* False when the branch asks what the registry does not have. */
static bool checks_are_known(struct compared_op *facts,
			     const struct tree_hook *hook, bool all)
{
	struct verifier *verifier = facts->verifier;
	for (size_t i = 0; i < hook->checks.count; i++) {
		const struct tree_check *check = &hook->checks.items[i];
		enum found found = find_check(facts, hook, check, all);
		if (found == FOUND_OTHER)
			return false;
		if (found == FOUND_UNDECIDED)
			facts_unverified(
				facts, hook,
				verify_say(verifier, "%s may ask %s",
					   hook->function,
					   check_words(facts, hook, check)));
	}
	return true;
}

static bool access_is_made(struct compared_op *facts,
			   const struct tree_hook *hook,
			   const struct access *access)
{
	struct verifier *verifier = facts->verifier;
	for (size_t i = 0; i < hook->checks.count; i++) {
		struct hook_asked asked;
		if (!check_asked(verifier->out, facts->op, hook,
				 &hook->checks.items[i], verifier->arena,
				 &asked) ||
		    access_is_asked(access, &asked))
			return true;
	}
	return false;
}

/* Whether the access's source is that function of the file. */
static bool is_source_of(const struct access *access, const char *file,
			 const char *function)
{
	const char *colon =
		access->source ? strrchr(access->source, ':') : NULL;
	return colon && strcmp(colon + 1, function) == 0 &&
	       strlen(file) == (size_t)(colon - access->source) &&
	       text_starts_with(access->source, file);
}

bool access_is_in(const struct access *access, const struct tree_hook *hook)
{
	return is_source_of(access, hook->file, hook->function);
}

/* Whether the branch comes through the function that the access names. */
static bool is_on_the_way(const struct access *access,
			  const struct tree_hook *hook)
{
	if (access_is_in(access, hook))
		return true;
	for (size_t i = 0; i < hook->checks.count; i++) {
		const char *const *name = hook->checks.items[i].through;
		for (; *name; name++)
			if (is_source_of(access, hook->file, *name))
				return true;
	}
	return false;
}

/*
 * A function on the way may ask about somebody else when another one calls it:
 * what it asks by itself it is held against then.
 */
static bool is_made_elsewhere(struct compared_op *facts,
			      const struct tree_hook *hook,
			      const struct access *access)
{
	const struct tree_hooks *hooks = &facts->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *other = &hooks->list.items[i];
		if (other->whole && access_is_in(access, other) &&
		    !access_is_in(access, hook))
			return access_is_made(facts, other, access);
	}
	return false;
}

/* What the registry says of the functions on the way, the branch makes. */
static bool accesses_are_made(struct compared_op *facts,
			      const struct tree_hook *hook)
{
	for (size_t i = 0; i < facts->own.items.count; i++) {
		const struct access *access = facts->own.items.items[i];
		if (is_asking(access) && is_on_the_way(access, hook) &&
		    !access_is_made(facts, hook, access) &&
		    !is_made_elsewhere(facts, hook, access))
			return false;
		/* A case that is in every build is known in every build. */
		if (access->kind == ACCESS_UNKNOWN && !access->whens.count &&
		    !access->choice && access_is_in(access, hook) &&
		    !hook->guard && hook->answer != TREE_UNKNOWN)
			return false;
	}
	return true;
}

/* A case may be there in some builds only; no case is so in every one. */
static bool says_unknown(const struct compared_op *facts, bool always)
{
	for (size_t i = 0; i < facts->own.items.count; i++) {
		const struct access *access = facts->own.items.items[i];
		if (access->kind == ACCESS_UNKNOWN &&
		    (!always || is_always(access)))
			return true;
	}
	return false;
}

/* Whether other functions of the file are said to ask for the op. */
static bool says_elsewhere(const struct compared_op *facts,
			   const struct tree_hook *hook)
{
	for (size_t i = 0; i < facts->own.items.count; i++) {
		const struct access *access = facts->own.items.items[i];
		if (is_asking(access) &&
		    text_starts_with(access->source, hook->file) &&
		    !access_is_in(access, hook))
			return true;
	}
	return false;
}

/* What the branch does with the op is not what the registry says of it. */
static bool answer_differs(const struct compared_op *facts,
			   const struct tree_hook *hook)
{
	if (hook->checks.count || hook->whole)
		return false;
	if (hook->answer == TREE_UNKNOWN)
		return !says_unknown(facts, !hook->label);
	return !hook->label && says_elsewhere(facts, hook);
}

/* Whether it is for an architecture of that name, or needs that option. */
static bool is_for(const struct condition *condition, const char *option)
{
	size_t length = strlen(option);
	const char *at = condition->config;
	if (condition->arch && strcasecmp(condition->arch, option) == 0)
		return true;
	while (at && *at) {
		size_t word = strcspn(at, " ");
		if (word == length && memcmp(at, option, length) == 0)
			return true;
		at += word;
		at += *at == ' ';
	}
	return false;
}

static bool any_is_for(const struct registry *registry, struct span builds,
		       const char *option)
{
	for (unsigned i = 0; i < builds.count; i++)
		if (is_for(registry_condition(registry, builds, i), option))
			return true;
	return false;
}

static bool all_are_for(const struct compared_op *facts,
			const struct access_list *list, const char *option,
			bool *any)
{
	const struct registry *registry = facts->verifier->registry;
	for (size_t i = 0; i < list->items.count; i++) {
		const struct access *access = list->items.items[i];
		if (!is_asking(access))
			continue;
		*any = true;
		if (!any_is_for(registry, access->builds, option))
			return false;
	}
	return true;
}

/* Whether all that is asked is said to be so in a build with that alone. */
static bool says_build(const struct compared_op *facts, const char *guard)
{
	static const char option[] = "CONFIG_";
	bool any = false;
	if (text_starts_with(guard, option))
		guard += strlen(option);
	return all_are_for(facts, &facts->own, guard, &any) &&
	       all_are_for(facts, &facts->inner, guard, &any) && any;
}

void branch_compare(struct compared_op *facts, const struct tree_hook *hook,
		    bool all)
{
	struct verifier *verifier = facts->verifier;
	facts->decided = true;
	if (hook->undecided) {
		facts_unverified(facts, hook,
				 verify_say(verifier, "%s: %s", hook->function,
					    hook->undecided));
		return;
	}
	if ((all && answer_differs(facts, hook)) ||
	    !checks_are_known(facts, hook, all) ||
	    !accesses_are_made(facts, hook)) {
		facts_differ(facts, hook);
		return;
	}
	facts->verifier->out->agreed++;
	if (hook->guard && !says_build(facts, hook->guard))
		facts_unverified(
			facts, hook,
			verify_say(verifier, "only if %s", hook->guard));
}
