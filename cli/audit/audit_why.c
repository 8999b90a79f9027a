/* Why a policy denies what a line says that it denied. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_advise.h"
#include "audit/audit_explain.h"
#include "audit/audit_ground.h"
#include "audit/audit_log.h"
#include "audit/audit_why.h"
#include "base/text.h"
#include "right/right.h"

/* A party of a line, as the policy knows it. */
struct labelled {
	unsigned type; /* NO_TYPE: the policy has no such */
	struct policy_sid context;
	bool whole; /* the context is known, and is one */
	bool known; /* it is known */
};

/* Whether user, role and type go together in the policy. */
static bool is_context(const struct policy *policy,
		       const struct policy_sid *context)
{
	if (context->user == NO_TYPE || context->role == NO_TYPE ||
	    context->type == NO_TYPE)
		return false;
	return policy_user_has_role(policy, context->user, context->role) &&
	       policy_role_has_type(policy, context->role, context->type);
}

static struct labelled find_label(const struct advisor *advisor,
				  const char *type, const char *context)
{
	const struct policy *policy = advisor->policy;
	struct labelled found = {.type = ground_type(advisor->policy, type)};
	if (!context)
		return found;
	char *rest = arena_string(advisor->arena, context);
	const char *user = strsep(&rest, ":");
	const char *role = strsep(&rest, ":");
	found.context =
		(struct policy_sid){.user = policy_find_user(policy, user),
				    .role = policy_find_role(policy, role),
				    .type = found.type,
				    .context = context};
	found.known = true;
	found.whole = is_context(policy, &found.context);
	return found;
}

static enum verdict ask_constraints(const struct advisor *advisor,
				    const struct labelled *source,
				    const struct labelled *target,
				    unsigned class, uint32_t permission)
{
	struct question question = {
		.parties = {{source->type,
			     source->known ? &source->context : NULL},
			    {target->type,
			     target->known ? &target->context : NULL}},
		.party_count = 2,
		.contacts = {{0, 1, target->type, class, permission}},
		.contact_count = 1,
	};
	if (!constraints_touch(advisor->constraints, class, permission))
		return VERDICT_YES;
	return constraints_answer(advisor->constraints, &question);
}

static void say(struct audit_case *row, const char *why, const char *reason)
{
	row->why = why;
	row->why_text = reason;
}

/* What the rules allow, and something takes back. */
static void say_allowed(const struct advisor *advisor, struct audit_case *row,
			const struct labelled *source,
			const struct labelled *target, unsigned class,
			uint32_t permission)
{
	struct rights *rights = advisor->rights;
	struct when when = rules_when(rights, source->type, target->type, class,
				      permission);
	struct when bounded =
		advisor->policy->bounds
			? bounds_when(rights, source->type, target->type, class,
				      permission)
			: when;
	enum verdict verdict =
		ask_constraints(advisor, source, target, class, permission);
	bool by_default = true;
	if (when_is_never(&bounded)) {
		say(row, "bounds",
		    "the rules allow it, and the bound of a type takes it "
		    "back: what the bounding type is not allowed, the bounded "
		    "one is not");
	} else if (verdict == VERDICT_NO) {
		say(row, "constraint",
		    "the rules allow it, and a constraint forbids it between "
		    "these contexts");
	} else if (!when_is_always(&bounded)) {
		row->guard =
			when_text(&rights->conditions, &bounded, &by_default);
		say(row, "boolean",
		    arena_format(advisor->arena,
				 "it is allowed while %s, which is %s by "
				 "default",
				 row->guard, by_default ? "so" : "not so"));
	} else if (verdict == VERDICT_UNKNOWN) {
		say(row, "levels",
		    "the rules allow it, and a constraint on levels of MLS "
		    "may forbid it");
	} else {
		say(row, "allowed",
		    "this policy allows it: it is not the one that was loaded "
		    "then");
	}
}

static const char *lacked(const struct advisor *advisor)
{
	switch (advisor->policy->handle_unknown) {
	case UNKNOWN_DENY:
		return "the policy does not have the permission, and denies "
		       "what it does not have: no rule can allow it; build "
		       "the policy for the release that runs";
	case UNKNOWN_REJECT:
		return "the policy does not have the permission, and is not "
		       "loaded where it is asked: it is another that was "
		       "loaded then";
	case UNKNOWN_ALLOW:
		break;
	}
	return "the policy does not have the permission, and allows what it "
	       "does not have: it is another that was loaded then";
}

void advise_why(const struct advisor *advisor, struct audit_case *row)
{
	const struct audit_entry *entry = row->entry;
	struct labelled source =
		find_label(advisor, entry->source, entry->source_context);
	struct labelled target =
		find_label(advisor, entry->target, entry->target_context);
	unsigned class, bit;
	if (source.type == NO_TYPE || target.type == NO_TYPE) {
		say(row, "unknown-type",
		    arena_format(advisor->arena,
				 "the policy has no type %s: it is another "
				 "that was loaded then",
				 source.type == NO_TYPE ? entry->source
							: entry->target));
		return;
	}
	if (!rights_find(advisor->policy, entry->object_class,
			 entry->permission, &class, &bit)) {
		say(row, "unknown-permission", lacked(advisor));
		return;
	}
	if ((source.known && !source.whole) ||
	    (target.known && !target.whole)) {
		say(row, "role",
		    arena_format(advisor->arena,
				 "%s joins a user, a role and a type that do "
				 "not go together in the policy",
				 source.known && !source.whole
					 ? entry->source_context
					 : entry->target_context));
		return;
	}
	const uint32_t permission = UINT32_C(1) << bit;
	struct when when = rules_when(advisor->rights, source.type, target.type,
				      class, permission);
	if (when_is_never(&when))
		say(row, "no-rule", "no rule of the policy allows it");
	else
		say_allowed(advisor, row, &source, &target, class, permission);
}
