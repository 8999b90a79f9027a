/* The rights of one caller, as sets of labels. */
#include "right/right.h"
#include "solve/solve_row.h"
#include "way/way.h"

void row_make(struct row *row, struct rights *rights, struct set_pool *pool)
{
	const struct policy *policy = rights->policy;
	struct arena *arena = pool->arena;
	*row = (struct row){.rights = rights, .pool = pool, .caller = NO_TYPE};
	row->asked = arena_alloc(arena, policy->class_count, sizeof(uint32_t));
	row->cell_of = arena_alloc(arena, policy->class_count * (size_t)32,
				   sizeof(unsigned));
	row->cells = arena_alloc(arena, policy->class_count * (size_t)32,
				 sizeof *row->cells);
	row->attributes =
		arena_alloc(arena, policy->type_count, sizeof(unsigned));
	row->names = arena_alloc(arena, policy->type_count, sizeof(unsigned));
	row->members =
		arena_alloc(arena, policy->type_count, sizeof(uint64_t *));
	uint64_t *all = set_new(pool);
	for (unsigned i = 0; i < policy->type_count; i++)
		if (!policy->types[i].attribute)
			set_add(all, i);
	row->all = all;
	row->none = set_new(pool);
}

void row_ask(struct row *row, unsigned object_class, uint32_t permissions)
{
	if (!(permissions & ~row->asked[object_class]))
		return;
	for (unsigned bit = 0; bit < 32; bit++) {
		unsigned *cell = &row->cell_of[object_class * 32 + bit];
		if (!(permissions >> bit & 1) || *cell)
			continue;
		row->cells[row->cell_count] =
			(struct cell){.object_class = object_class,
				      .permission = UINT32_C(1) << bit};
		*cell = ++row->cell_count;
	}
	row->asked[object_class] |= permissions;
	/* The caller is laid out again. */
	row->caller = NO_TYPE;
	row->attribute_count = NO_TYPE;
}

const uint64_t *row_members(struct row *row, unsigned name)
{
	const struct policy_type *type = &row->rights->policy->types[name];
	if (!row->members[name]) {
		uint64_t *set = set_new(row->pool);
		for (unsigned i = 0; i < type->member_count; i++)
			set_add(set, type->members[i]);
		row->members[name] = set;
	}
	return row->members[name];
}

static void add_target(struct row *row, uint64_t *set, unsigned target)
{
	if (row->rights->policy->types[target].attribute)
		set_unite(set, row_members(row, target), row->pool->word_count);
	else
		set_add(set, target);
}

/* --- Laying out ----------------------------------------------------------- */

static uint64_t *lower_of(struct row *row, unsigned index)
{
	struct cell *cell = &row->cells[index];
	if (cell->has_lower)
		return cell->lower;
	if (cell->lower)
		set_clear(cell->lower, row->pool->word_count);
	else
		cell->lower = set_new(row->pool);
	cell->has_lower = true;
	*list_push(&row->lower_touched, row->pool->arena) = index;
	return cell->lower;
}

/* The caller's own set, on top of that of its attributes. */
static uint64_t *own_of(struct row *row, unsigned index)
{
	struct cell *cell = &row->cells[index];
	if (cell->has_own)
		return cell->always;
	if (!cell->always)
		cell->always = set_new(row->pool);
	set_copy(cell->always, cell->has_lower ? cell->lower : row->none,
		 row->pool->word_count);
	cell->has_own = true;
	*list_push(&row->own_touched, row->pool->arena) = index;
	return cell->always;
}

static void add_rules(struct row *row, unsigned source, bool own)
{
	const struct rule_span span = rights_rules(row->rights, source);
	for (const struct policy_rule *rule = span.first; rule < span.end;
	     rule++) {
		uint32_t left =
			rule->permissions & row->asked[rule->object_class];
		const unsigned *cells = &row->cell_of[rule->object_class * 32];
		if (rule->condition != POLICY_ALWAYS)
			continue;
		for (; left; left &= left - 1) {
			unsigned index = cells[__builtin_ctz(left)] - 1;
			add_target(row,
				   own ? own_of(row, index)
				       : lower_of(row, index),
				   rule->target);
		}
	}
}

static void note_guard(struct row *row, struct cell *cell, unsigned type,
		       const struct when *when)
{
	struct conditions *conditions = &row->rights->conditions;
	struct when so_far = {cell->guards[type]};
	if (!set_has(cell->maybe, type))
		so_far = when_never();
	set_add(cell->maybe, type);
	cell->guards[type] = when_or(conditions, &so_far, when).node;
}

static struct cell *maybe_of(struct row *row, unsigned index)
{
	struct cell *cell = &row->cells[index];
	if (cell->has_maybe)
		return cell;
	if (cell->maybe) {
		set_clear(cell->maybe, row->pool->word_count);
	} else {
		cell->maybe = set_new(row->pool);
		cell->guards = arena_alloc(row->pool->arena,
					   row->rights->policy->type_count,
					   sizeof *cell->guards);
	}
	cell->has_maybe = true;
	*list_push(&row->maybe_touched, row->pool->arena) = index;
	return cell;
}

static void add_conditional(struct row *row, unsigned source)
{
	const struct policy_type *types = row->rights->policy->types;
	const struct rule_span span = rights_rules(row->rights, source);
	for (const struct policy_rule *rule = span.first; rule < span.end;
	     rule++) {
		uint32_t left =
			rule->permissions & row->asked[rule->object_class];
		const unsigned *cells = &row->cell_of[rule->object_class * 32];
		if (rule->condition == POLICY_ALWAYS || !left)
			continue;
		const struct policy_type *target = &types[rule->target];
		const struct when when = condition_when(
			&row->rights->conditions, rule->condition);
		for (; left; left &= left - 1) {
			struct cell *cell =
				maybe_of(row, cells[__builtin_ctz(left)] - 1);
			for (unsigned i = 0; i < target->member_count; i++)
				note_guard(row, cell, target->members[i],
					   &when);
		}
	}
}

/* Whether the names but the caller are those of the lower sets. */
static bool same_attributes(const struct row *row, const struct names *names,
			    unsigned caller)
{
	unsigned count = 0;
	for (unsigned i = 0; i < names->count; i++) {
		if (names->items[i] == caller)
			continue;
		if (row->attribute_count == NO_TYPE ||
		    count == row->attribute_count ||
		    row->attributes[count] != names->items[i])
			return false;
		count++;
	}
	return count == row->attribute_count;
}

static void load_lower(struct row *row, const struct names *names,
		       unsigned caller)
{
	if (same_attributes(row, names, caller))
		return;
	for (size_t i = 0; i < row->lower_touched.count; i++)
		row->cells[row->lower_touched.items[i]].has_lower = false;
	row->lower_touched.count = 0;
	row->attribute_count = 0;
	row->lower_load++;
	for (unsigned i = 0; i < names->count; i++) {
		if (names->items[i] == caller)
			continue;
		row->attributes[row->attribute_count++] = names->items[i];
		add_rules(row, names->items[i], false);
	}
}

void row_load(struct row *row, unsigned caller)
{
	const struct names names = rights_names(row->rights, caller);
	if (row->caller == caller)
		return;
	for (size_t i = 0; i < row->own_touched.count; i++) {
		struct cell *cell = &row->cells[row->own_touched.items[i]];
		cell->has_own = cell->bounded = false;
	}
	for (size_t i = 0; i < row->maybe_touched.count; i++)
		row->cells[row->maybe_touched.items[i]].has_maybe = false;
	row->own_touched.count = row->maybe_touched.count = 0;
	row->caller = caller;
	row->permissive = row->rights->policy->types[caller].permissive;
	if (row->permissive)
		return;
	load_lower(row, &names, caller);
	add_rules(row, caller, true);
	for (unsigned i = 0; row->rights->conditional && i < names.count; i++)
		add_conditional(row, names.items[i]);
}

bool row_is_shared(const struct row *row, unsigned object_class,
		   uint32_t permissions)
{
	if (row->permissive || row->rights->policy->bounds)
		return false;
	for (; permissions; permissions &= permissions - 1) {
		const unsigned bit = (unsigned)__builtin_ctz(permissions);
		const struct cell *cell =
			&row->cells[row->cell_of[object_class * 32 + bit] - 1];
		if (cell->has_own || cell->has_maybe)
			return false;
	}
	return true;
}

/* --- Asking --------------------------------------------------------------- */

/* Takes off what bounds take back. */
static void keep_within_bounds(struct row *row, unsigned index)
{
	struct cell *cell = &row->cells[index];
	uint64_t *set = own_of(row, index);
	const unsigned limit = row->rights->policy->type_count;
	for (unsigned type = set_next(set, 0, limit); type < limit;
	     type = set_next(set, type + 1, limit))
		if (!(rights_always(row->rights, row->caller, type,
				    cell->object_class) &
		      cell->permission))
			set[type / 64] &= ~(UINT64_C(1) << type % 64);
	cell->bounded = true;
}

const uint64_t *row_always(struct row *row, unsigned object_class, unsigned bit)
{
	const unsigned index = row->cell_of[object_class * 32 + bit] - 1;
	struct cell *cell = &row->cells[index];
	if (row->permissive)
		return row->all;
	if (row->rights->policy->bounds && !cell->bounded)
		keep_within_bounds(row, index);
	return cell->has_own	 ? cell->always
	       : cell->has_lower ? cell->lower
				 : row->none;
}

/* With bounds, what holds always by rules may hold in some state alone. */
static const uint64_t *maybe_bounded(struct row *row, struct cell *cell,
				     unsigned index)
{
	cell = maybe_of(row, index);
	set_unite(cell->maybe, cell->has_lower ? cell->lower : row->none,
		  row->pool->word_count);
	const struct rule_span span = rights_rules(row->rights, row->caller);
	for (const struct policy_rule *rule = span.first; rule < span.end;
	     rule++)
		if (rule->object_class == cell->object_class &&
		    (rule->permissions & cell->permission))
			add_target(row, cell->maybe, rule->target);
	return cell->maybe;
}

const uint64_t *row_maybe(struct row *row, unsigned object_class, unsigned bit)
{
	const unsigned index = row->cell_of[object_class * 32 + bit] - 1;
	struct cell *cell = &row->cells[index];
	if (row->permissive)
		return NULL;
	if (row->rights->policy->bounds && row->rights->conditional)
		return maybe_bounded(row, cell, index);
	return cell->has_maybe ? cell->maybe : NULL;
}

bool row_has(struct row *row, unsigned label, unsigned object_class,
	     uint32_t permissions)
{
	for (; permissions; permissions &= permissions - 1)
		if (!set_has(row_always(row, object_class,
					(unsigned)__builtin_ctz(permissions)),
			     label))
			return false;
	return true;
}

struct when row_when(struct row *row, unsigned label, unsigned object_class,
		     uint32_t permissions)
{
	struct when when = when_always();
	if (row->permissive)
		return when;
	if (row->rights->policy->bounds)
		return rights_when(row->rights, row->caller, label,
				   object_class, permissions);
	for (; permissions; permissions &= permissions - 1) {
		const unsigned bit = (unsigned)__builtin_ctz(permissions);
		const struct cell *cell =
			&row->cells[row->cell_of[object_class * 32 + bit] - 1];
		if (set_has(row_always(row, object_class, bit), label))
			continue;
		if (!cell->has_maybe || !set_has(cell->maybe, label))
			return when_never();
		const struct when one = {cell->guards[label]};
		when = when_and(&row->rights->conditions, &when, &one);
		if (when_is_never(&when))
			break;
	}
	return when;
}
