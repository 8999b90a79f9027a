/*
 * What the rows of a policy allow between contexts, against what libsepol's
 * security server decides.  Behind policy_judge.h.
 */
#ifndef UNIT_POLICY_DECISION_H
#define UNIT_POLICY_DECISION_H

#include "policy_judge.h"
#include "policy_meaning.h"

static inline bool may_follow(const struct policy *policy, unsigned role,
			      unsigned new_role)
{
	bool found = role == new_role;
	for (unsigned i = 0; i < policy->role_rule_count; i++)
		found |= policy->role_rules[i].role == role &&
			 policy->role_rules[i].new_role == new_role;
	return found;
}

/* What constraints forbid the pair; and of what that is not known. */
static inline uint32_t forbidden(const struct policy *policy,
				 unsigned object_class,
				 const struct place *source,
				 const struct place *target, uint32_t *unknown)
{
	uint32_t bits = 0;
	*unknown = 0;
	for (unsigned i = 0; i < policy->constraint_count; i++) {
		const struct policy_constraint *row = &policy->constraints[i];
		if (row->object_class != object_class)
			continue;
		enum truth truth =
			constraint_truth(policy, row, source, target);
		if (truth == NO)
			bits |= row->permissions;
		else if (truth == UNKNOWN)
			*unknown |= row->permissions;
	}
	return bits;
}

/* Of a pair, all classes: the same permissions, but for those not known. */
static inline void assert_pair(const struct judge *judge,
			       const struct policy *policy, unsigned state,
			       const struct place *source,
			       const struct place *target)
{
	for (unsigned i = 0; i < policy->class_count; i++) {
		uint32_t unknown = 0, theirs = 0;
		uint32_t ours = rules_allow(policy, state, source, target, i);
		ours &= ~forbidden(policy, i, source, target, &unknown);
		/* This server asks it of processes, that of a Xen of domains.
		 */
		if (!may_follow(policy, source->role, target->role) &&
		    i + 1 == judge->db.process_class)
			ours &= ~judge->db.process_trans_dyntrans;
		assert_true(
			judge_allowed(source->text, target->text, i, &theirs));
		theirs &= judge_permissions(&judge->db, i + 1);
		if ((ours ^ theirs) & ~unknown)
			fail_msg("%s %s:%s in state %u: %x, not %x",
				 source->text, target->text,
				 policy->classes[i].name, state, ours, theirs);
	}
}

struct places {
	list_of(struct place) list;
};

/* All contexts that the rows take for valid are, and no others. */
static inline void find_places(struct world *world, const struct policy *policy,
			       struct places *places)
{
	for (unsigned i = 0; i < policy->user_count; i++)
		for (unsigned j = 0; j < policy->role_count; j++)
			for (unsigned k = 0; k < policy->type_count; k++) {
				const struct policy_user *user =
					&policy->users[i];
				const struct policy_role *role =
					&policy->roles[j];
				struct place place = {i, j, k, NULL};
				uint32_t allowed = 0;
				if (policy->types[k].attribute)
					continue;
				place.text = arena_format(
					&world->arena, "%s:%s:%s%s", user->name,
					role->name, policy->types[k].name,
					policy->mls ? ":s0" : "");
				bool valid =
					among(user->roles, user->role_count,
					      j) &&
					among(role->types, role->type_count, k);
				assert_int_equal(judge_allowed(place.text,
							       place.text, 0,
							       &allowed),
						 valid);
				if (valid)
					*list_push(&places->list,
						   &world->arena) = place;
			}
}

#endif
