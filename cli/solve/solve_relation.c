/* Who has a vector on whom, among all types. */
#include "base/search.h"
#include "policy/policy.h"
#include "right/right.h"
#include "solve/solve_relation.h"
#include "way/way.h"

#include <string.h>

void relation_make(struct relation *relation, struct row *row,
		   unsigned object_class, uint32_t permissions)
{
	*relation = (struct relation){.rights = row->rights,
				      .pool = row->pool,
				      .row = row,
				      .object_class = object_class,
				      .permissions = permissions};
}

/* --- The rules that grant some of it -------------------------------------- */

static bool grants(const struct relation *relation,
		   const struct policy_rule *rule)
{
	return rule->object_class == relation->object_class &&
	       (rule->permissions & relation->permissions);
}

static void make_index(struct relation *relation, struct rule_index *index,
		       bool by_target)
{
	const struct policy *policy = relation->rights->policy;
	struct arena *arena = relation->pool->arena;
	if (index->first)
		return;
	unsigned *first =
		arena_alloc(arena, policy->type_count + 2, sizeof *first);
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (grants(relation, rule))
			first[(by_target ? rule->target : rule->source) + 2]++;
	}
	for (unsigned i = 0; i < policy->type_count; i++)
		first[i + 2] += first[i + 1];
	index->items = arena_alloc(arena, first[policy->type_count + 1],
				   sizeof *index->items);
	/* first[t + 1] is where the next one of t goes, and so its end. */
	for (unsigned i = 0; i < policy->rule_count; i++) {
		const struct policy_rule *rule = &policy->rules[i];
		if (grants(relation, rule))
			index->items[first[(by_target ? rule->target
						      : rule->source) +
					   1]++] = i;
	}
	index->first = first;
}

/* --- Sets ----------------------------------------------------------------- */

static void add_name(struct relation *relation, uint64_t *set, unsigned name)
{
	if (relation->rights->policy->types[name].attribute)
		set_unite(set, row_members(relation->row, name),
			  relation->pool->word_count);
	else
		set_add(set, name);
}

/* The other ends of rules at the type that grant that one permission. */
static void gather(struct relation *relation, const struct rule_index *index,
		   bool by_target, unsigned type, unsigned bit, bool sometimes,
		   uint64_t *set)
{
	const struct policy *policy = relation->rights->policy;
	const struct names names = rights_names(relation->rights, type);
	for (unsigned i = 0; i < names.count; i++)
		for (unsigned j = index->first[names.items[i]];
		     j < index->first[names.items[i] + 1]; j++) {
			const struct policy_rule *rule =
				&policy->rules[index->items[j]];
			if (!(rule->permissions >> bit & 1) ||
			    (rule->condition != POLICY_ALWAYS && !sometimes))
				continue;
			add_name(relation, set,
				 by_target ? rule->source : rule->target);
		}
}

/* Takes off what bounds take back. */
static void keep_within_bounds(struct relation *relation, bool by_target,
			       unsigned type, bool sometimes, uint64_t *set)
{
	const unsigned limit = relation->rights->policy->type_count;
	for (unsigned i = set_next(set, 0, limit); i < limit;
	     i = set_next(set, i + 1, limit)) {
		const struct when when = relation_when(
			relation, by_target ? i : type, by_target ? type : i);
		if (sometimes ? when_is_never(&when) : !when_is_always(&when))
			set[i / 64] &= ~(UINT64_C(1) << i % 64);
	}
}

/* --- Sets that are known ------------------------------------------------- */

static struct known_set *find_slot(const struct known_sets *known,
				   const unsigned *names, unsigned count)
{
	size_t slot = numbers_hash(names, count) & (known->capacity - 1);
	while (known->slots[slot].set &&
	       (known->slots[slot].count != count ||
		(count && memcmp(known->slots[slot].names, names,
				 count * sizeof *names) != 0)))
		slot = (slot + 1) & (known->capacity - 1);
	return &known->slots[slot];
}

static void make_room(struct known_sets *known, struct arena *arena)
{
	const struct known_sets old = *known;
	if (old.count * 2 < old.capacity)
		return;
	known->capacity = old.capacity ? old.capacity * 2 : 16;
	known->slots =
		arena_alloc(arena, known->capacity, sizeof *known->slots);
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slots[i].set)
			*find_slot(known, old.slots[i].names,
				   old.slots[i].count) = old.slots[i];
}

/* Those of the type's names of which some rule of the index speaks. */
static unsigned names_spoken_of(const struct relation *relation,
				const struct rule_index *index, unsigned type,
				unsigned *spoken)
{
	const struct names names = rights_names(relation->rights, type);
	unsigned count = 0;
	for (unsigned i = 0; i < names.count; i++)
		if (index->first[names.items[i] + 1] >
		    index->first[names.items[i]])
			spoken[count++] = names.items[i];
	return count;
}

static const uint64_t *make_set(struct relation *relation, bool by_target,
				unsigned type, bool sometimes)
{
	const struct rights *rights = relation->rights;
	const size_t words = relation->pool->word_count;
	const struct rule_index *index =
		by_target ? &relation->by_target : &relation->by_source;
	uint64_t *set = set_new(relation->pool);
	set_copy(set, relation->row->all, words);
	for (uint32_t left = relation->permissions; left; left &= left - 1) {
		uint64_t *one = set_take(relation->pool);
		gather(relation, index, by_target, type,
		       (unsigned)__builtin_ctz(left), sometimes, one);
		set_cut(set, one, words);
		set_give_back(relation->pool, one);
	}
	if (rights->policy->bounds)
		keep_within_bounds(relation, by_target, type, sometimes, set);
	for (size_t i = 0; by_target && i < rights->permissive.count; i++)
		set_add(set, rights->permissive.items[i]);
	return set;
}

static const uint64_t *get_set(struct relation *relation, bool by_target,
			       unsigned type, bool sometimes)
{
	struct arena *arena = relation->pool->arena;
	struct known_sets *known = &relation->known[by_target][sometimes];
	const struct policy *policy = relation->rights->policy;
	make_index(relation,
		   by_target ? &relation->by_target : &relation->by_source,
		   by_target);
	if (!by_target && policy->types[type].permissive)
		return relation->row->all;
	if (policy->bounds)
		return make_set(relation, by_target, type, sometimes);
	const unsigned count = names_spoken_of(relation,
					       by_target ? &relation->by_target
							 : &relation->by_source,
					       type, relation->row->names);
	make_room(known, arena);
	struct known_set *slot = find_slot(known, relation->row->names, count);
	if (!slot->set) {
		unsigned *names = arena_alloc(arena, count, sizeof *names);
		if (count)
			memcpy(names, relation->row->names,
			       count * sizeof *names);
		*slot = (struct known_set){
			names, count,
			make_set(relation, by_target, type, sometimes)};
		known->count++;
	}
	return slot->set;
}

/* That of the type; most relations are never asked for one. */
static const uint64_t *ask_set(struct relation *relation, bool by_target,
			       unsigned type, bool sometimes)
{
	const uint64_t ***sets =
		&(by_target ? relation->sources : relation->targets)[sometimes];
	if (!*sets)
		*sets = arena_alloc(relation->pool->arena,
				    relation->rights->policy->type_count,
				    sizeof **sets);
	if (!(*sets)[type])
		(*sets)[type] = get_set(relation, by_target, type, sometimes);
	return (*sets)[type];
}

const uint64_t *relation_targets(struct relation *relation, unsigned source,
				 bool sometimes)
{
	return ask_set(relation, false, source, sometimes);
}

const uint64_t *relation_sources(struct relation *relation, unsigned target,
				 bool sometimes)
{
	return ask_set(relation, true, target, sometimes);
}

const uint64_t *relation_subjects(struct relation *relation, bool sometimes)
{
	const struct rights *rights = relation->rights;
	const struct policy *policy = rights->policy;
	if (relation->subjects[sometimes])
		return relation->subjects[sometimes];
	uint64_t *set = set_new(relation->pool);
	for (unsigned i = 0; i < policy->type_count; i++) {
		uint32_t any =
			sometimes
				? rights_any_sometimes(rights, i,
						       relation->object_class)
				: rights_any(rights, i, relation->object_class);
		if (!policy->types[i].attribute &&
		    !(relation->permissions & ~any))
			set_add(set, i);
	}
	relation->subjects[sometimes] = set;
	return set;
}

struct when relation_when(struct relation *relation, unsigned source,
			  unsigned target)
{
	return rights_when(relation->rights, source, target,
			   relation->object_class, relation->permissions);
}

bool relation_has(struct relation *relation, unsigned source, unsigned target,
		  bool sometimes)
{
	return set_has(relation_targets(relation, source, sometimes), target);
}
