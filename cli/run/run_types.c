/* Which type is who: trusted, a caller, of a role of the site. */
#include "base/search.h"
#include "run/run_types.h"

#include <stdlib.h>
#include <string.h>

#include "run/run_ability.h"
#include "run/run_plan.h"
#include "run/run_shared.h"
#include "run/run_standing.h"

USES_MESSAGE(POLICY_UNTYPED_SID);

/* The release by which the policy numbers its SIDs, as far as it is known. */
static unsigned sid_release(const struct run *run)
{
	const struct release_choice *choice = run->request.release;
	for (size_t i = 0; i < choice->candidate_count; i++)
		if (choice->candidates[i] == run->release)
			return run->release;
	return choice->candidate_count
		       ? choice->candidates[choice->candidate_count - 1]
		       : run->release;
}

const struct policy_sid *types_sid(const struct run *run, const char *name)
{
	struct arena scratch = ARENA_INIT;
	const struct policy_sid *found = NULL;
	const char **names;
	size_t count = registry_sids(run->registry, sid_release(run), &scratch,
				     &names);
	for (unsigned i = 0; i < count; i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		for (unsigned j = 0; j < run->policy->sid_count; j++)
			if (run->policy->sids[j].number == i + 1)
				found = &run->policy->sids[j];
	}
	arena_release(&scratch);
	return found;
}

const struct policy_sid *types_control_sid(const struct run *run)
{
	const struct registry *registry = run->registry;
	const struct policy_sid *found = NULL;
	for (unsigned i = 0; i < registry->sid_count && !found; i++)
		if (registry->sids[i].trusted &&
		    sid_labels_domains(&registry->sids[i]))
			found = types_sid(run, registry->sids[i].name);
	return found;
}

static bool sid_is_missing(struct run *run, const struct policy_sid *sid,
			   const char *name)
{
	if (!sid)
		diags_add(run->diags, MESSAGE_POLICY_UNTYPED_SID,
			  location_file(run->policy->path), "%s", name);
	return !sid;
}

/* The types of objects that are the hypervisor's own. */
static bool find_known(struct run *run)
{
	static const enum party known[] = {PARTY_XEN, PARTY_DOMXEN, PARTY_DOMIO,
					   PARTY_SECURITY, PARTY_UNLABELED};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		const char *name = party_name(known[i]);
		const struct policy_sid *sid = types_sid(run, name);
		if (sid_is_missing(run, sid, name))
			return false;
		run->known[known[i]] = sid;
	}
	return true;
}

/* What the site says of the type, or NULL. */
static const struct site_type *site_type_of(const struct run *run,
					    unsigned type)
{
	const struct site *site = run->site;
	for (size_t i = 0; site && i < site->type_count; i++)
		if (policy_type_is_called(run->policy, type,
					  site->types[i].type))
			return &site->types[i];
	return NULL;
}

bool types_is_named(const struct run *run, unsigned type)
{
	return site_type_of(run, type) != NULL;
}

/* Who is, by the registry; a domain that calls as such must have a type. */
static bool find_trusted(struct run *run)
{
	const struct registry *registry = run->registry;
	run->trusted =
		arena_alloc(run->arena, run->policy->type_count, sizeof(bool));
	for (unsigned i = 0; i < registry->sid_count; i++) {
		const struct initial_sid *row = &registry->sids[i];
		if (!row->trusted)
			continue;
		const struct policy_sid *sid = types_sid(run, row->name);
		if (sid)
			run->trusted[sid->type] = true;
		else if (sid_labels_domains(row))
			return !sid_is_missing(run, sid, row->name);
	}
	const struct site *site = run->site;
	for (size_t i = 0; site && i < site->type_count; i++) {
		unsigned type =
			policy_find_type(run->policy, site->types[i].type);
		if (!site->types[i].role && type < run->policy->type_count &&
		    !run->policy->types[type].attribute)
			run->trusted[type] = true;
	}
	return true;
}

/* --- Orders -----------------------------------------------------------------
 */

/* --- Who calls
 * ---------------------------------------------------------------- */

/* Whether it may do anything but bind event channels, as their labels do. */
static bool does_anything(const struct run *run, unsigned type,
			  unsigned event_class, uint32_t bind)
{
	for (unsigned i = 0; i < run->policy->class_count; i++) {
		uint32_t any = rights_any_sometimes(run->rights, type, i);
		if (any & ~(i == event_class ? bind : 0))
			return true;
	}
	return false;
}

struct named_type {
	const char *name;
	unsigned type;
};

static int compare_named(const void *a, const void *b)
{
	const struct named_type *x = a, *y = b;
	return strcmp(x->name, y->name);
}

static void sort_by_name(struct run *run)
{
	const struct policy *policy = run->policy;
	struct arena scratch = ARENA_INIT;
	struct named_type *list =
		arena_alloc(&scratch, policy->type_count, sizeof *list);
	for (unsigned i = 0; i < policy->type_count; i++)
		if (!policy->types[i].attribute)
			list[run->name_count++] =
				(struct named_type){policy->types[i].name, i};
	if (run->name_count)
		qsort(list, run->name_count, sizeof *list, compare_named);
	unsigned *types =
		arena_alloc(run->arena, run->name_count, sizeof *types);
	unsigned *rank =
		arena_alloc(run->arena, policy->type_count, sizeof *rank);
	for (unsigned i = 0; i < run->name_count; i++) {
		types[i] = list[i].type;
		rank[list[i].type] = i;
	}
	run->by_name = types;
	run->rank = rank;
	arena_release(&scratch);
}

/* Of numbers below an end; false, and nothing done: one is there twice. */
static bool sort_by_bits(unsigned *numbers, size_t count, size_t end)
{
	enum { BITS = 64 };
	struct arena scratch = ARENA_INIT;
	uint64_t *set = arena_alloc(&scratch, end / BITS + 1, sizeof *set);
	bool twice = false;
	for (size_t i = 0; i < count; i++) {
		const uint64_t bit = UINT64_C(1) << (numbers[i] % BITS);
		twice |= (set[numbers[i] / BITS] & bit) != 0;
		set[numbers[i] / BITS] |= bit;
	}
	for (unsigned i = 0, kept = 0; !twice && i <= end / BITS; i++)
		for (uint64_t left = set[i]; left; left &= left - 1)
			numbers[kept++] =
				i * BITS + (unsigned)__builtin_ctzll(left);
	arena_release(&scratch);
	return !twice;
}

const char *run_type_name(const struct run *run, unsigned type)
{
	return run->policy->types[type].name;
}

void run_sort_types(const struct run *run, unsigned *types, size_t count)
{
	/* Where there are many, a set of them all is soon looked through. */
	const bool many = count > run->name_count / 16 + 8;
	for (size_t i = 0; i < count; i++)
		types[i] = run->rank[types[i]];
	if (count && !(many && sort_by_bits(types, count, run->name_count)))
		qsort(types, count, sizeof *types, numbers_compare);
	for (size_t i = 0; i < count; i++)
		types[i] = run->by_name[types[i]];
}

unsigned *run_by_name(const struct run *run, const struct type_list *types,
		      struct arena *arena)
{
	unsigned *copy = arena_alloc(arena, types->count, sizeof *copy);
	if (types->count)
		memcpy(copy, types->items, types->count * sizeof *copy);
	run_sort_types(run, copy, types->count);
	return copy;
}

static void find_subjects(struct run *run)
{
	const struct policy *policy = run->policy;
	unsigned *subjects =
		arena_alloc(run->arena, run->name_count, sizeof *subjects);
	unsigned binding;
	const uint32_t binds =
		vectors_find(&run->shared->vectors, PERMISSION_BINDS, &binding);
	run->calls = arena_alloc(run->arena, policy->type_count, sizeof(bool));
	for (size_t i = 0; i < run->name_count; i++) {
		unsigned type = run->by_name[i];
		run->calls[type] = !run->trusted[type] &&
				   (policy->types[type].permissive ||
				    (standing_is_possible(run, type) &&
				     does_anything(run, type, binding, binds)));
		if (run->calls[type])
			subjects[run->subject_count++] = type;
	}
	run->subjects = subjects;
}

bool types_find(struct run *run)
{
	if (!find_known(run) || !find_trusted(run))
		return false;
	sort_by_name(run);
	standings_find(run);
	find_subjects(run);
	return true;
}

/* --- How domains are seen
 * ------------------------------------------------------ */

bool run_sees(struct run *run, unsigned caller, unsigned label)
{
	struct arena scratch = ARENA_INIT;
	struct views views = {LIST_INIT, LIST_INIT};
	views_make(run->solver, caller, &scratch, &views);
	bool sees = views_have(&views, label);
	arena_release(&scratch);
	return sees;
}

unsigned run_self_label(const struct run *run, unsigned type)
{
	return run_guest_label(run, type, type);
}

unsigned run_guest_label(const struct run *run, unsigned device_model,
			 unsigned guest)
{
	struct arena scratch = ARENA_INIT;
	struct outcome *outcomes;
	size_t count = rights_transition(run->rights, guest, device_model,
					 &scratch, &outcomes);
	unsigned label = guest;
	for (size_t i = 0; i < count; i++)
		if (when_is_always(&outcomes[i].when))
			label = outcomes[i].label;
	arena_release(&scratch);
	return label;
}

/* --- The parts that types play
 * --------------------------------------------------- */

/* Whether the type is found to be a device model: it has labels for guests. */
static bool serves_guests(struct run *run, unsigned type)
{
	struct arena scratch = ARENA_INIT;
	struct views made = {LIST_INIT, LIST_INIT};
	const struct views *views = &made;
	bool serves = false;
	if (solver_caller(run->solver) == type)
		views = solver_views(run->solver);
	else
		views_make(run->solver, type, &scratch, &made);
	for (size_t i = 0; i < views->guests.count; i++)
		serves |= views->guests.items[i].seen !=
			  views->guests.items[i].own;
	arena_release(&scratch);
	return serves;
}

const char *run_role_of(struct run *run, unsigned type)
{
	const struct site_type *said = site_type_of(run, type);
	if (said)
		return said->role;
	if (strcmp(run->policy->types[type].name, "xenstore_t") == 0)
		return "xenstore";
	return serves_guests(run, type) ? "device-model" : NULL;
}

/* Whether the subject has rights on doubtful types; of ALL_TYPES some has. */
static bool speaks_of_doubtful(const struct run *run, unsigned subject)
{
	if (subject >= run->policy->type_count ||
	    run->policy->types[subject].permissive)
		return run->swept_count;
	return rights_speak(run->rights, subject, run->swept_names);
}

bool types_role_needs_objects(const struct run *run, unsigned subject,
			      const char *role, const struct meaning *meaning)
{
	if (role)
		return strcmp(role, "device-model") == 0;
	return meaning->domains && speaks_of_doubtful(run, subject);
}

/* Whether the label is what the device model sees a guest of its own with. */
static bool is_guest_label(const struct views *views, unsigned label,
			   bool own_types)
{
	for (size_t i = 0; i < views->guests.count; i++) {
		const struct view *view = &views->guests.items[i];
		if (view->seen == label && (own_types || view->own != label))
			return true;
	}
	return false;
}

struct meaning meaning_of_party(enum party party, unsigned system_domains)
{
	return (struct meaning){party == PARTY_TARGET || party == PARTY_OTHER,
				system_domains, NULL};
}

struct meaning meaning_of_group(const struct group *group)
{
	struct meaning meaning = {false, 0, NULL};
	for (size_t i = 0; i < group->way_count; i++) {
		const struct plan_way *way = &group->ways[i];
		meaning.system_domains |= way->system_domains;
		if (way_is_about_domain(way))
			meaning.domains = true;
		else
			meaning.group = group;
	}
	return meaning;
}

/* Whether the group's ops are about the object as anything but a domain. */
static bool is_met_otherwise(struct run *run, const struct group *group,
			     unsigned subject, unsigned object)
{
	if (subject >= run->policy->type_count)
		return true;
	solver_load(run->solver, subject);
	for (size_t i = 0; i < group->way_count; i++) {
		const struct plan_way *way = &group->ways[i];
		if (way_is_about_domain(way))
			continue;
		const struct when when = query_when(
			run->solver, way_query(run, way), object, false, NULL);
		if (!when_is_never(&when))
			return true;
	}
	return false;
}

/* Whether the subject sees a domain by the label, which there is for certain.
 */
static bool is_seen(const struct run *run, const struct views *views,
		    unsigned label)
{
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == label)
			return true;
	for (size_t i = 0; i < views->guests.count; i++)
		if (views->guests.items[i].seen == label &&
		    !standing_is_doubtful(run, views->guests.items[i].own))
			return true;
	return false;
}

/* What is looked at: which objects are of the part that a role has. */
struct parting {
	struct run *run;
	unsigned subject;
	enum part part;
	const struct meaning *meaning;
	struct views views;
	bool said; /* the site says what the subject is */
};

static bool is_doubtful(const struct parting *parting, unsigned object)
{
	const struct meaning *meaning = parting->meaning;
	return meaning->domains && standing_is_doubtful(parting->run, object) &&
	       !standing_is_named(parting->run, meaning->system_domains,
				  object) &&
	       !is_seen(parting->run, &parting->views, object) &&
	       !(meaning->group &&
		 is_met_otherwise(parting->run, meaning->group,
				  parting->subject, object));
}

/* Whether the part of the role, in a wider sense or not, has the object. */
static bool is_of_role(const struct parting *parting, unsigned object)
{
	if (is_guest_label(&parting->views, object, parting->said))
		return true;
	return (parting->part == PART_NOTED ||
		parting->part == PART_BESIDE_NOTED) &&
	       is_doubtful(parting, object);
}

/*
 * That a label is the guest's own type, the site alone can vouch for.  The
 * views are in the arena.
 */
static struct parting parting_of(struct run *run, unsigned subject,
				 enum part part, const struct meaning *meaning,
				 struct arena *arena)
{
	const bool known = subject < run->policy->type_count;
	struct parting parting = {.run = run,
				  .subject = subject,
				  .part = part,
				  .meaning = meaning,
				  .views = {LIST_INIT, LIST_INIT},
				  .said = known && site_type_of(run, subject)};
	if (known && solver_caller(run->solver) == subject)
		parting.views = *solver_views(run->solver);
	else if (known)
		views_make(run->solver, subject, arena, &parting.views);
	return parting;
}

struct type_list types_part(struct run *run, unsigned subject, enum part part,
			    const struct meaning *meaning,
			    const struct type_list *objects,
			    struct arena *arena)
{
	struct arena scratch = ARENA_INIT;
	bool inside = part == PART_OF_ROLE || part == PART_NOTED;
	if (part == PART_ALL)
		return *objects;
	unsigned *kept = arena_alloc(arena, objects->count, sizeof *kept);
	struct type_list list = {kept, 0};
	const struct parting parting =
		parting_of(run, subject, part, meaning, &scratch);
	for (size_t i = 0; i < objects->count; i++)
		if (is_of_role(&parting, objects->items[i]) == inside)
			kept[list.count++] = objects->items[i];
	arena_release(&scratch);
	return list;
}

/* How many objects of the set are of the role, and whether none by label. */
static unsigned count_of_role(struct run *run, unsigned subject, enum part part,
			      const struct meaning *meaning,
			      const uint64_t *objects, bool *by_label)
{
	struct arena scratch = ARENA_INIT;
	const struct parting parting =
		parting_of(run, subject, part, meaning, &scratch);
	const struct views *views = &parting.views;
	uint64_t *seen = arena_alloc(
		&scratch, set_words(run->policy->type_count), sizeof *seen);
	unsigned count = 0;
	/* No others are of a role than labels of guests and doubtful types. */
	for (size_t i = 0; i < views->guests.count + run->swept_count; i++) {
		const size_t swept = i - views->guests.count;
		const unsigned type = i < views->guests.count
					      ? views->guests.items[i].seen
					      : run->swept[swept];
		if (!set_has(objects, type) || set_has(seen, type))
			continue;
		set_add(seen, type);
		count += is_of_role(&parting, type);
		*by_label |= is_guest_label(views, type, parting.said);
	}
	arena_release(&scratch);
	return count;
}

unsigned types_roles_of_set(struct run *run, unsigned subject, const char *role,
			    const uint64_t *objects,
			    const struct meaning *meaning,
			    struct role_part parts[2])
{
	const enum part inside = meaning->domains ? PART_NOTED : PART_OF_ROLE;
	const enum part beside =
		meaning->domains ? PART_BESIDE_NOTED : PART_BESIDE_ROLE;
	bool by_label = false, whole = true;
	unsigned own = 0;
	if (types_role_needs_objects(run, subject, role, meaning)) {
		own = count_of_role(run, subject, inside, meaning, objects,
				    &by_label);
		whole = own &&
			own == set_count(objects,
					 set_words(run->policy->type_count));
		if (own && !by_label)
			role = standing_role;
	}
	if (whole) {
		parts[0] = (struct role_part){role, PART_ALL};
		return 1;
	}
	parts[0] = (struct role_part){NULL, own ? beside : PART_ALL};
	parts[1] = (struct role_part){role, inside};
	return own ? 2 : 1;
}

unsigned types_roles(struct run *run, unsigned subject, const char *role,
		     const struct type_list *objects,
		     const struct meaning *meaning, struct role_part parts[2])
{
	struct arena scratch = ARENA_INIT;
	uint64_t *set = arena_alloc(
		&scratch, set_words(run->policy->type_count), sizeof *set);
	for (size_t i = 0; i < objects->count; i++)
		set_add(set, objects->items[i]);
	const unsigned count =
		types_roles_of_set(run, subject, role, set, meaning, parts);
	arena_release(&scratch);
	return count;
}

bool types_are_doubtful(struct run *run, unsigned subject,
			const struct meaning *meaning,
			const struct type_list *objects)
{
	struct role_part parts[2];
	return types_roles(run, subject, NULL, objects, meaning, parts) == 1 &&
	       parts[0].role == standing_role;
}
