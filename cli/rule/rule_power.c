/* What of the registry's words on what ops give a policy lets someone have. */
#include "rule/rule_power.h"

#include <string.h>

#include "run/run.h"

static const struct power_kind kinds[] = {
	{POWER_POLICY, "XSM101",
	 "may replace or switch off the policy, asked of",
	 "can replace the policy or switch its enforcement off", false, false,
	 0},
	{POWER_BOOLEANS, "XSM101", "may switch conditional rules, asked of",
	 "can switch the policy's conditional rules", false, false, 0},
	{POWER_RESOURCE_LABELS, "XSM101", "may label hardware, asked of",
	 "can choose the labels of hardware", false, false, 0},
	{POWER_LABEL, "XSM102", "may take the label",
	 "can take or give the label", true, true, 0},
	{POWER_MEMORY, "XSM103", "writes the memory of",
	 "can write the memory of", true, true, 0},
	{POWER_STATE, "XSM103", "writes the registers of",
	 "can write the registers of", true, true, 0},
	{POWER_READ, "XSM104", "reads the memory of", "can read the memory of",
	 true, false, 0},
	{POWER_READ_ANY, "XSM104", "copies any domain into",
	 "can copy any domain, its memory and registers, into", true, false, 0},
	{POWER_INTROSPECT, "XSM104", "introspects", "can introspect", true,
	 true, 0},
	{POWER_DEVICE_MODEL, "XSM105", "may be the device model of",
	 "can be the device model of", true, true, 0},
	{POWER_HYPERVISOR, "XSM106", "brings code under all domains, asked of",
	 "can bring code into what runs under all domains", false, false, 0},
	{POWER_UNISOLATED_DEVICE, "XSM107", "has, with no IOMMU between,",
	 "can be given, with no IOMMU between it and all memory,", true, false,
	 0},
	{POWER_DEVICE, "XSM107", "has, with an IOMMU between or none,",
	 "can be given, with an IOMMU between it and all memory or none,", true,
	 false, 2},
	{POWER_DEVICE_INTERRUPTS, "XSM107",
	 "has, with its interrupts not remapped,",
	 "can be given, with its interrupts not remapped,", true, false, 1},
};

bool power_level(const struct access *access, enum level *level)
{
	bool found = false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const enum level of_kind =
			(enum level)(LEVEL_ERROR - kinds[i].lower);
		if (!(access->powers & (unsigned)kinds[i].gives) ||
		    (found && of_kind <= *level))
			continue;
		*level = of_kind;
		found = true;
	}
	return found;
}

/* --- What the registry says of the release ------------------------------ */

/* The ways to ops by which someone has powers. */
struct power_list {
	struct power *items;
	size_t count, capacity;
};

static bool same_asks(const struct power *a, const struct power *b)
{
	if (a->count != b->count || a->system_domains != b->system_domains)
		return false;
	for (unsigned i = 0; i < a->count; i++)
		if (a->asks[i].subject != b->asks[i].subject ||
		    a->asks[i].object != b->asks[i].object ||
		    a->asks[i].object_class != b->asks[i].object_class ||
		    a->asks[i].permission != b->asks[i].permission)
			return false;
	return true;
}

static bool is_step(const struct power *power)
{
	/* A label given to another domain does nothing for the giver. */
	if (power->kind->gives == POWER_LABEL)
		for (unsigned i = 0; i < power->count; i++)
			if (power->asks[i].object == PARTY_TARGET)
				return false;
	return power->kind->step;
}

/* Copies what is asked of those who are to pass. */
static void take_asks(const struct way *way, const struct access *giver,
		      struct arena *arena, struct power *power)
{
	struct way_access *asks =
		arena_alloc(arena, way->access_count, sizeof *asks);
	struct requirement *needs =
		arena_alloc(arena, way->required.count, sizeof *needs);
	for (unsigned i = 0; i < way->access_count; i++) {
		if (way->accesses[i].answer != ANSWER_DECIDES)
			continue;
		if (way->accesses[i].access == giver)
			power->giver = power->count;
		asks[power->count++] = way->accesses[i];
	}
	if (way->required.count)
		memcpy(needs, way->required.items,
		       way->required.count * sizeof *needs);
	power->asks = asks;
	power->needs = needs;
	power->need_count = way->required.count;
	power->system_domains = way->system_domains;
}

/* That one, or a known one that takes the same. */
static struct power *get_power(struct power_list *list,
			       const struct power *like, struct arena *arena)
{
	for (size_t i = 0; i < list->count; i++) {
		struct power *power = &list->items[i];
		if (power->kind == like->kind && power->giver == like->giver &&
		    same_asks(power, like))
			return power;
	}
	struct power *power = list_push(list, arena);
	*power = *like;
	return power;
}

static void add_way(const struct way *way, const struct access *giver,
		    struct arena *arena, struct power_list *list)
{
	struct power like = {.kind = NULL};
	if (!way->required.grantable)
		return;
	take_asks(way, giver, arena, &like);
	const enum party object = like.asks[like.giver].object;
	like.over_known = !party_is_open(object);
	like.right = right_of(&like.asks[like.giver]);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!(giver->powers & (unsigned)kinds[i].gives))
			continue;
		like.kind = &kinds[i];
		like.step = is_step(&like);
		struct power *power = get_power(list, &like, arena);
		const size_t count = power->ops.count;
		if (!count || power->ops.items[count - 1] != way->op)
			*list_push(&power->ops, arena) = way->op;
	}
}

/* What the op's own accesses give; its parent's are given by the parent. */
static void add_op(const struct run *run, const struct op *op,
		   struct power_list *list)
{
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&run->registry->accesses[op->accesses.first + i];
		if (!access->gives || access->kind != ACCESS_ASKED ||
		    !release_set_has(&access->in, run->release))
			continue;
		const struct op_ways *ways = run_op_ways(run, op);
		for (size_t j = 0; j < ways->count; j++)
			if (way_is_telling_of(ways, &ways->ways[j], access) &&
			    !way_takes_away(&ways->ways[j]))
				add_way(&ways->ways[j], access,
					run->shared->arena, list);
	}
}

static const struct power_list *make_list(const struct run *run)
{
	struct power_list *list =
		arena_alloc(run->shared->arena, 1, sizeof *list);
	for (unsigned i = 0; i < run->registry->op_count; i++) {
		const struct op *op = &run->registry->ops[i];
		if (release_set_has(&op->in, run->release))
			add_op(run, op, list);
	}
	return list;
}

/* --- Who has them -------------------------------------------------------- */

const struct way_access *power_giver(const struct power *power)
{
	return &power->asks[power->giver];
}

struct right power_right(const struct power *power)
{
	return power->right;
}

bool power_is_over_hardware(const struct power *power)
{
	const enum party object = power_giver(power)->object;
	return object == PARTY_DEVICE || object == PARTY_IOMEM ||
	       object == PARTY_IOPORT;
}

/* A query for who has it and over whom, by whomever it is asked. */
static struct query *make_query(const struct run *run,
				const struct power *power)
{
	const struct way_access *giver = power_giver(power);
	unsigned given = 1U << giver->subject;
	if (party_is_open(giver->object))
		given |= 1U << giver->object;
	return query_make_given(run->solver, power->needs, power->need_count,
				given, power->system_domains);
}

struct powers powers_make(struct run *run)
{
	if (!run->shared->powers)
		run->shared->powers = make_list(run);
	const struct power_list *list = run->shared->powers;
	struct query **queries =
		arena_alloc(run->arena, list->count, sizeof *queries);
	for (size_t i = 0; i < list->count; i++)
		queries[i] = make_query(run, &list->items[i]);
	return (struct powers){list->items, list->count, queries};
}

bool power_is_possible(const struct run *run, const struct power *power,
		       unsigned holder)
{
	return run_may_have(run, holder, power_right(power));
}

static const struct asked *list_asked(const struct power *power,
				      const struct trial *trial,
				      struct arena *arena)
{
	struct asked *asked = arena_alloc(arena, power->count, sizeof *asked);
	for (unsigned i = 0; i < power->count; i++)
		asked[i] = asked_of(&power->asks[i], trial);
	return asked;
}

bool power_find(struct run *run, const struct powers *powers,
		const struct power *power, unsigned holder, unsigned over,
		bool always, struct hold *hold)
{
	const struct way_access *giver = power_giver(power);
	struct query *query = powers->queries[power - powers->items];
	unsigned types[PARTY_COUNT];
	struct trial trial;
	types[giver->subject] = holder;
	types[giver->object] = over;
	if (giver->subject == PARTY_CALLER)
		solver_load(run->solver, holder);
	*hold = (struct hold){.power = power, .holder = holder, .over = over};
	hold->when =
		query_given_when(run->solver, query, types, always, &trial);
	if (when_is_never(&hold->when))
		return false;
	hold->asked = list_asked(power, &trial, run->arena);
	return true;
}
