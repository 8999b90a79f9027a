/*
 * Bounds of types, as the security server of a Xen applies them
 * (type_attribute_bounds_av() in xen/xsm/flask/ss/services.c): what a pair of
 * types is allowed it takes back as far as the pair with a bound in the place
 * of its type is not allowed it.  Compilers refuse rules that go beyond the
 * bound of their source, but not those beyond the bound of their target.
 *
 * Constraints are asked of the pair itself only.
 */
#include "right/right.h"

/* A pair of types and a class. */
struct bounded_pair {
	unsigned source, target, object_class;
};

static struct when pair_when(struct rights *rights,
			     const struct bounded_pair *pair, unsigned bit);

/* When the other pair is allowed all that this one is by rules. */
static struct when covers_when(struct rights *rights,
			       const struct bounded_pair *pair,
			       const struct bounded_pair *other)
{
	struct conditions *conditions = &rights->conditions;
	struct when when = when_always();
	uint32_t any =
		rights->any_sometimes[(size_t)pair->source *
					      rights->policy->class_count +
				      pair->object_class];
	for (unsigned bit = 0; bit < 32 && !when_is_never(&when); bit++) {
		if (!(any >> bit & 1))
			continue;
		struct when own =
			rules_when(rights, pair->source, pair->target,
				   pair->object_class, UINT32_C(1) << bit);
		struct when theirs = pair_when(rights, other, bit);
		struct when otherwise = when_not(conditions, &own);
		struct when either = when_or(conditions, &otherwise, &theirs);
		when = when_and(conditions, &when, &either);
	}
	return when;
}

/*
 * Of the pairs with one bound or both in place, the last is what counts; but
 * where an earlier one is allowed all of it, nothing is taken back.
 */
static struct when pair_when(struct rights *rights,
			     const struct bounded_pair *pair, unsigned bit)
{
	struct conditions *conditions = &rights->conditions;
	const unsigned *bounds = rights->policy->bounds;
	struct bounded_pair above = *pair, beyond = *pair, both = *pair;
	struct when own = rules_when(rights, pair->source, pair->target,
				     pair->object_class, UINT32_C(1) << bit);
	above.source = both.source = bounds[pair->source];
	beyond.target = both.target = bounds[pair->target];
	if (when_is_never(&own) || (above.source == POLICY_UNBOUNDED &&
				    beyond.target == POLICY_UNBOUNDED))
		return own;
	if (above.source == POLICY_UNBOUNDED ||
	    beyond.target == POLICY_UNBOUNDED) {
		struct when one = pair_when(
			rights,
			above.source == POLICY_UNBOUNDED ? &beyond : &above,
			bit);
		return when_and(conditions, &own, &one);
	}
	struct when last = pair_when(rights, &both, bit);
	struct when first = covers_when(rights, pair, &above);
	struct when second = covers_when(rights, pair, &beyond);
	struct when within = when_or(conditions, &first, &second);
	within = when_or(conditions, &within, &last);
	return when_and(conditions, &own, &within);
}

static bool is_bounded(const struct rights *rights, unsigned source,
		       unsigned target)
{
	return rights->policy->bounds[source] != POLICY_UNBOUNDED ||
	       rights->policy->bounds[target] != POLICY_UNBOUNDED;
}

uint32_t bounds_always(struct rights *rights, unsigned source, unsigned target,
		       unsigned object_class)
{
	const struct bounded_pair pair = {source, target, object_class};
	uint32_t permissions =
		rules_always(rights, source, target, object_class);
	if (!is_bounded(rights, source, target))
		return permissions;
	for (unsigned bit = 0; bit < 32; bit++) {
		if (!(permissions >> bit & 1))
			continue;
		struct when when = pair_when(rights, &pair, bit);
		if (!when_is_always(&when))
			permissions &= ~(UINT32_C(1) << bit);
	}
	return permissions;
}

struct when bounds_when(struct rights *rights, unsigned source, unsigned target,
			unsigned object_class, uint32_t permissions)
{
	const struct bounded_pair pair = {source, target, object_class};
	struct when when = when_always();
	if (!is_bounded(rights, source, target))
		return rules_when(rights, source, target, object_class,
				  permissions);
	for (unsigned bit = 0; bit < 32 && !when_is_never(&when); bit++) {
		if (!(permissions >> bit & 1))
			continue;
		struct when one = pair_when(rights, &pair, bit);
		when = when_and(&rights->conditions, &when, &one);
	}
	return when;
}
