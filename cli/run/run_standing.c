/*
 * Whether a type can be a domain's label: some are only how a domain is seen.
 *
 * A domain gets its label when it is created, by a domain or by Xen itself, or
 * when it is relabelled.  The hooks of FLASK (flask_domain_create() and
 * flask_relabel_domain(), in all lines) ask for each: of the creator on the
 * new label; of who relabels on the new one, and of the old label on the new
 * one.  The registry says by which permissions.  Unasked, Xen's first domain,
 * that of its shim and one that is created without a label get the types of
 * initial SIDs.
 *
 * The results of type_transition of class domain are labels by which a domain
 * sees itself, or its device model sees it: they are taken without asking, and
 * make no domain.
 *
 * What is allowed on all labels alike says of none that domains have it.  Views
 * are judged all the same, as a note; the labels of Xen's own domains are those
 * of Xen's own domains then, which do not call, and which no op finds by an id.
 */
#include "run/run_ask.h"
#include "run/run_standing.h"
#include "run/run_types.h"

const char *const standing_role = "view";

/* What is found out about all types, by type. */
struct survey {
	struct run *run;
	const struct policy *policy;
	struct arena scratch;
	uint32_t *labelling; /* by class: permissions that give a label */
	bool *view;	     /* the result of a transition, so far no more */
	bool *system;	     /* of Xen's own domains, so far no more */
	bool *domain; /* it has labels to be seen by, or is given by name */
	bool *known;  /* as the one or the other, at first */
	unsigned known_count;
	unsigned *swept_by; /* rule, or POLICY_ALWAYS */
	/* Of the source that was asked for last: whether it labels all. */
	unsigned source;
	bool labels_all;
	unsigned *labelled_by; /* the source that was asked for last */
};

/* --- What gives a label ------------------------------------------------- */

static void find_labelling(struct survey *survey)
{
	const struct run *run = survey->run;
	for (unsigned i = 0; i < run->registry->access_count; i++) {
		const struct access *access = &run->registry->accesses[i];
		struct right right;
		if (access->kind != ACCESS_ASKED ||
		    !release_set_has(&access->in, run->release) ||
		    (!(access->powers & POWER_LABEL) &&
		     party_of_object(access->object) != PARTY_LABEL) ||
		    !run_find_right(run, access->object_class,
				    access->permission, &right))
			continue;
		survey->labelling[right.object_class] |= UINT32_C(1)
							 << right.bit;
	}
}

/* Whether by the rule somebody gives its target to domains as a label. */
static bool is_labelling(const struct survey *survey,
			 const struct policy_rule *rule)
{
	return (rule->permissions & survey->labelling[rule->object_class]) &&
	       survey->policy->types[rule->source].member_count;
}

static const struct policy_type *target_of(const struct survey *survey,
					   const struct policy_rule *rule)
{
	return &survey->policy->types[rule->target];
}

/* --- What is no domain's label by itself -------------------------------- */

static bool is_sid_type(const struct policy *policy, unsigned type)
{
	for (unsigned i = 0; i < policy->sid_count; i++)
		if (policy->sids[i].type == type)
			return true;
	return false;
}

/* The results of transitions, whatever rules say of them as sources. */
static void mark_views(struct survey *survey)
{
	const struct rights *rights = survey->run->rights;
	const struct policy *policy = survey->policy;
	for (size_t i = 0; i < rights->transition_count; i++) {
		const struct policy_transition *row = &rights->transitions[i];
		if (row->result == row->source)
			continue;
		survey->domain[row->source] = true;
		survey->view[row->result] =
			!is_sid_type(policy, row->result) &&
			!types_is_named(survey->run, row->result);
	}
}

/* Xen's own domains have their labels, which others can be given, too. */
static void mark_system(struct survey *survey)
{
	const struct registry *registry = survey->run->registry;
	for (unsigned given = 0; given <= 1; given++)
		for (unsigned i = 0; i < registry->sid_count; i++) {
			const struct initial_sid *row = &registry->sids[i];
			const bool own = row->labels == SID_LABELS_HYPERVISOR;
			const struct policy_sid *sid;
			if (given ? !sid_labels_domains(row) &&
					    row->labels != SID_LABELS_UNLABELED
				  : !own)
				continue;
			sid = types_sid(survey->run, row->name);
			if (sid)
				survey->system[sid->type] =
					own &&
					!types_is_named(survey->run, sid->type);
		}
}

/* --- What is given as a label by rules ------------------------------------ */

static void take_as_domain(struct survey *survey, unsigned type)
{
	survey->view[type] = false;
	survey->system[type] = false;
}

static void take_named(struct survey *survey)
{
	for (unsigned i = 0; i < survey->policy->rule_count; i++) {
		const struct policy_rule *rule = &survey->policy->rules[i];
		if (!is_labelling(survey, rule) ||
		    target_of(survey, rule)->attribute)
			continue;
		take_as_domain(survey, rule->target);
		survey->domain[rule->target] = true;
	}
}

static void count_known(struct survey *survey)
{
	for (unsigned i = 0; i < survey->policy->type_count; i++) {
		survey->known[i] = survey->domain[i] || survey->view[i];
		survey->domain[i] &= !survey->view[i];
		survey->known_count += survey->known[i];
	}
}

/* How many members of the attribute are marked. */
static unsigned count_marked(const struct policy_type *type, const bool *marked)
{
	unsigned count = 0;
	for (unsigned i = 0; i < type->member_count; i++)
		count += marked[type->members[i]];
	return count;
}

static bool holds_all(const struct survey *survey,
		      const struct policy_rule *rule)
{
	return count_marked(target_of(survey, rule), survey->known) ==
	       survey->known_count;
}

static bool holds_domain(const struct survey *survey,
			 const struct policy_rule *rule)
{
	return count_marked(target_of(survey, rule), survey->domain) != 0;
}

/* Whether all the source's rules together let it give each label. */
static bool labels_all(struct survey *survey, unsigned source)
{
	const struct rule_span span = rights_rules(survey->run->rights, source);
	unsigned count = 0;
	if (survey->source == source)
		return survey->labels_all;
	for (const struct policy_rule *rule = span.first; rule < span.end;
	     rule++) {
		const struct policy_type *type = target_of(survey, rule);
		if (!is_labelling(survey, rule))
			continue;
		for (unsigned i = 0; i < type->member_count; i++) {
			unsigned member = type->members[i];
			count += survey->known[member] &&
				 survey->labelled_by[member] != source;
			survey->labelled_by[member] = source;
		}
	}
	survey->source = source;
	survey->labels_all = count == survey->known_count;
	return survey->labels_all;
}

/*
 * A rule is no statement about a label where its attribute holds all domains
 * and all labels by which they are seen; or holds no domain, but all these
 * labels or none, while its source is granted all domains, too.
 */
static bool is_sweeping(struct survey *survey, const struct policy_rule *rule,
			unsigned view_count)
{
	unsigned views = count_marked(target_of(survey, rule), survey->view);
	return holds_all(survey, rule) ||
	       (!holds_domain(survey, rule) &&
		(views == 0 || views == view_count) &&
		labels_all(survey, rule->source));
}

static void note_swept(struct survey *survey, unsigned rule)
{
	const struct policy_type *type =
		target_of(survey, &survey->policy->rules[rule]);
	for (unsigned i = 0; i < type->member_count; i++)
		if (survey->swept_by[type->members[i]] == POLICY_ALWAYS)
			survey->swept_by[type->members[i]] = rule;
}

static unsigned count_views(const struct survey *survey)
{
	unsigned count = 0;
	for (unsigned i = 0; i < survey->policy->type_count; i++)
		count += survey->view[i];
	return count;
}

/* First by attributes that hold a domain, then by the others. */
static void take_by_attributes(struct survey *survey, bool of_domains)
{
	const unsigned view_count = count_views(survey);
	bool *taken = arena_alloc(&survey->scratch, survey->policy->type_count,
				  sizeof *taken);
	for (unsigned i = 0; i < survey->policy->rule_count; i++) {
		const struct policy_rule *rule = &survey->policy->rules[i];
		const struct policy_type *type = target_of(survey, rule);
		if (!is_labelling(survey, rule) || !type->attribute ||
		    holds_domain(survey, rule) != of_domains)
			continue;
		if (is_sweeping(survey, rule, view_count)) {
			note_swept(survey, i);
			continue;
		}
		for (unsigned j = 0; j < type->member_count; j++)
			taken[type->members[j]] = true;
	}
	for (unsigned i = 0; i < survey->policy->type_count; i++)
		if (taken[i])
			take_as_domain(survey, i);
}

/* --- What comes of it ---------------------------------------------------- */

/* A permissive type that is none of those whose standing is asked for. */
static unsigned find_permissive(const struct run *run)
{
	for (size_t i = 0; i < run->name_count; i++)
		if (run->policy->types[run->by_name[i]].permissive)
			return run->by_name[i];
	return NO_TYPE;
}

static enum standing standing_of(const struct survey *survey, unsigned type,
				 bool permissive)
{
	if (!survey->view[type] && !survey->system[type])
		return STANDING_DOMAIN;
	if (survey->policy->types[type].permissive)
		return STANDING_SWEPT;
	if (!survey->view[type])
		return STANDING_SYSTEM;
	return permissive || survey->swept_by[type] != POLICY_ALWAYS
		       ? STANDING_SWEPT
		       : STANDING_VIEW;
}

static struct survey survey_start(struct run *run)
{
	const struct policy *policy = run->policy;
	const unsigned count = policy->type_count;
	struct survey survey = {
		.run = run, .policy = policy, .source = NO_TYPE};
	struct arena *arena = &survey.scratch;
	survey.labelling = arena_alloc(arena, policy->class_count,
				       sizeof *survey.labelling);
	survey.view = arena_alloc(arena, count, sizeof *survey.view);
	survey.system = arena_alloc(arena, count, sizeof *survey.system);
	survey.domain = arena_alloc(arena, count, sizeof *survey.domain);
	survey.known = arena_alloc(arena, count, sizeof *survey.known);
	survey.labelled_by =
		arena_alloc(arena, count, sizeof *survey.labelled_by);
	survey.swept_by =
		arena_alloc(run->arena, count, sizeof *survey.swept_by);
	for (unsigned i = 0; i < count; i++) {
		survey.labelled_by[i] = NO_TYPE;
		survey.swept_by[i] = POLICY_ALWAYS;
	}
	return survey;
}

void standings_find(struct run *run)
{
	const unsigned count = run->policy->type_count;
	const bool permissive = find_permissive(run) != NO_TYPE;
	enum standing *standing =
		arena_alloc(run->arena, count, sizeof *standing);
	struct survey survey = survey_start(run);
	find_labelling(&survey);
	mark_views(&survey);
	mark_system(&survey);
	take_named(&survey);
	count_known(&survey);
	take_by_attributes(&survey, true);
	take_by_attributes(&survey, false);
	unsigned *swept = arena_alloc(run->arena, count, sizeof *swept);
	bool *swept_names = arena_alloc(run->arena, count, sizeof *swept_names);
	for (unsigned i = 0; i < count; i++) {
		standing[i] = standing_of(&survey, i, permissive);
		if (standing[i] != STANDING_SWEPT)
			continue;
		swept[run->swept_count++] = i;
		const struct names names = rights_names(run->rights, i);
		for (unsigned j = 0; j < names.count; j++)
			swept_names[names.items[j]] = true;
	}
	run->swept = swept;
	run->swept_names = swept_names;
	run->standing = standing;
	run->swept_by = survey.swept_by;
	arena_release(&survey.scratch);
}

bool standing_is_possible(const struct run *run, unsigned type)
{
	return run->standing[type] <= STANDING_SWEPT;
}

static bool names(const struct run *run, unsigned system_domains, unsigned row,
		  unsigned type)
{
	return system_domains >> row & 1 &&
	       run->known[named_domains[row].system]->type == type;
}

bool standing_is_named(const struct run *run, unsigned system_domains,
		       unsigned type)
{
	for (unsigned i = 0; i < SYSTEM_DOMAIN_COUNT; i++)
		if (names(run, system_domains, i, type))
			return true;
	return false;
}

bool standing_admits(const struct run *run, unsigned system_domains,
		     enum party party, unsigned type)
{
	if (party != PARTY_TARGET && party != PARTY_OTHER)
		return true;
	if (standing_is_possible(run, type))
		return true;
	for (unsigned i = 0; i < SYSTEM_DOMAIN_COUNT; i++)
		if (named_domains[i].party == party &&
		    names(run, system_domains, i, type))
			return true;
	return false;
}

bool standing_is_doubtful(const struct run *run, unsigned subject)
{
	return subject < run->policy->type_count &&
	       run->standing[subject] == STANDING_SWEPT;
}

const char *standing_reason(const struct run *run, unsigned type,
			    struct arena *arena)
{
	const struct policy_type *types = run->policy->types;
	const unsigned index = run->swept_by[type];
	if (index == POLICY_ALWAYS)
		return arena_format(
			arena,
			"no domain has the label %s, unless %s, which "
			"is permissive, gives it",
			types[type].name, types[find_permissive(run)].name);
	const struct policy_rule *rule = &run->policy->rules[index];
	return arena_format(arena,
			    "no domain has the label %s, unless %s gives it, "
			    "by what it may do to %s, as to all labels",
			    types[type].name, types[rule->source].name,
			    types[rule->target].name);
}
