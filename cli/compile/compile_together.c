/* Which grants open something together, and which of them is left out. */
#include <stdlib.h>
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_together.h"

USES_MESSAGE(GRANTS_OPEN_MORE);

/* --- Whose rules it rests on ------------------------------------------ */

/* An access of a finding, and who makes its rules. */
struct wanted {
	const struct finding_access *access;
	list_of(const struct model_grant *) grants; /* each once, in order */
	bool fixed; /* it is there without them too */
};

/* A finding, and what it rests on. */
struct known_opening {
	const struct finding *finding;
	struct finding_details details;
	struct wanted *wanted; /* by access */
};

static int compare_grants(const void *a, const void *b)
{
	const struct model_grant *const *x = a, *const *y = b;
	return (*x > *y) - (*x < *y);
}

static void sort_grants(struct wanted *wanted)
{
	const struct model_grant **grants = wanted->grants.items;
	size_t kept = 0;
	if (wanted->grants.count)
		qsort(grants, wanted->grants.count, sizeof *grants,
		      compare_grants);
	for (size_t i = 0; i < wanted->grants.count; i++)
		if (!i || grants[i] != grants[i - 1])
			grants[kept++] = grants[i];
	wanted->grants.count = kept;
}

/* What the trusted are granted stays, whatever others are. */
static void add_causes(struct model *model, const struct model_rule *rule,
		       uint32_t bit, struct wanted *wanted)
{
	for (size_t i = 0; i < rule->causes.count; i++) {
		const struct rule_cause *cause = &rule->causes.items[i];
		if (!(cause->permissions & bit))
			continue;
		if (cause->grant == NO_INDEX ||
		    model->granted.items[cause->grant].verdict ==
			    VERDICT_TRUSTED)
			wanted->fixed = true;
		else
			*list_push(&wanted->grants, model->arena) =
				&model->granted.items[cause->grant];
	}
}

static struct known_opening find_opening(struct model *model,
					 const struct lint *lint,
					 const struct finding *finding)
{
	struct known_opening opening = {.finding = finding};
	struct access_rules rules = LIST_INIT;
	lint_details(lint, finding, NULL, 0, model->arena, &opening.details);
	opening.wanted = arena_alloc(model->arena, opening.details.access_count,
				     sizeof *opening.wanted);
	for (size_t i = 0; i < opening.details.access_count; i++) {
		struct wanted *wanted = &opening.wanted[i];
		wanted->access = &opening.details.accesses[i];
		const uint32_t bit =
			model_access_rules(model, wanted->access, &rules);
		for (size_t j = 0; j < rules.count; j++)
			add_causes(model, rules.items[j], bit, wanted);
		sort_grants(wanted);
	}
	return opening;
}

/* --- What would close it ---------------------------------------------- */

/* Whether all of its grants are such as are left out. */
static bool may_go(const struct wanted *wanted)
{
	for (size_t i = 0; i < wanted->grants.count; i++)
		if (!wanted->grants.items[i]->site->if_safe)
			return false;
	return true;
}

/*
 * The access without which the finding falls, and with it the least: that
 * whose grants begin last.  NULL: none that may go.
 */
static const struct wanted *find_last(const struct wanted *wanted, size_t count,
				      bool if_safe)
{
	const struct wanted *last = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct wanted *row = &wanted[i];
		if (!row->grants.count || row->fixed ||
		    (if_safe && !may_go(row)))
			continue;
		if (!last || row->grants.items[0] > last->grants.items[0])
			last = row;
	}
	return last;
}

/* --- In words --------------------------------------------------------- */

/* "OP, OP to TO on ON (FILE:LINE)" of the grants of one element from i on. */
static const char *name_grants(struct model *model, const struct wanted *wanted,
			       size_t *i)
{
	const struct model_grant *first = wanted->grants.items[*i];
	const char *text = "", *place = "";
	for (; *i < wanted->grants.count; ++*i) {
		const struct model_grant *grant = wanted->grants.items[*i];
		if (grant->site != first->site)
			break;
		text = arena_format(model->arena, "%s%s%s", text,
				    *text ? ", " : "", op_macro(grant->op));
	}
	if (first->site->place.file)
		place = arena_format(model->arena, " (%s:%u)",
				     first->site->place.file,
				     first->site->place.line);
	return arena_format(model->arena, "%s to %s on %s%s", text,
			    first->to->name, grant_object_name(first), place);
}

static const char *name_all(struct model *model, const struct wanted *wanted)
{
	const char *text = "";
	for (size_t i = 0; i < wanted->grants.count;)
		text = arena_format(model->arena, "%s%s%s", text,
				    *text ? " and " : "",
				    name_grants(model, wanted, &i));
	return text;
}

/* "CLASS:PERMISSION on TYPE by ..." */
static const char *name_access(struct model *model, const struct wanted *wanted)
{
	const struct finding_access *access = wanted->access;
	return arena_format(model->arena, "%s:%s on %s%s%s",
			    access->object_class, access->permission,
			    access->target, wanted->grants.count ? " by " : "",
			    name_all(model, wanted));
}

/* What is opened, and with what else, once each: all but what is left out. */
static const char *name_reason(struct model *model, const char *message,
			       const struct wanted *wanted, size_t count,
			       const struct wanted *last)
{
	const char *others = "";
	struct map named = {0};
	map_set(&named, name_all(model, last), model, model->arena);
	for (size_t i = 0; i < count; i++) {
		const char *name = name_all(model, &wanted[i]);
		if (!*name || map_get(&named, name))
			continue;
		map_set(&named, name, model, model->arena);
		others = arena_format(model->arena, "%s%s%s", others,
				      *others ? ", and " : ", with ", name);
	}
	return arena_format(model->arena, "%s%s", message, others);
}

/* --- One finding after the other -------------------------------------- */

static bool is_withheld(const struct model *model,
			const struct model_grant *grant)
{
	for (size_t i = 0; i < model->withheld.count; i++)
		if (&model->granted.items[model->withheld.items[i].grant] ==
		    grant)
			return true;
	return false;
}

/* Whether one of its accesses is no longer there. */
static bool is_closed(const struct model *model, const struct wanted *wanted,
		      size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool gone = wanted[i].grants.count && !wanted[i].fixed;
		for (size_t j = 0; gone && j < wanted[i].grants.count; j++)
			gone = is_withheld(model, wanted[i].grants.items[j]);
		if (gone)
			return true;
	}
	return false;
}

static void withhold(struct model *model, const struct known_opening *opening)
{
	const struct wanted *wanted = opening->wanted;
	size_t count = opening->details.access_count;
	if (is_closed(model, wanted, count))
		return;
	const struct wanted *last = find_last(wanted, count, true);
	for (size_t i = 0; last && i < last->grants.count; i++)
		if (!is_withheld(model, last->grants.items[i]))
			*list_push(&model->withheld,
				   model->arena) = (struct withheld){
				(size_t)(last->grants.items[i] -
					 model->granted.items),
				name_reason(model, opening->details.message,
					    wanted, count, last),
				waiver_wanted(opening->finding, model->arena)};
}

struct model *model_withhold(struct model *model, const struct lint *lint,
			     const struct open_findings *open,
			     struct diags *diags)
{
	const size_t before = model->withheld.count;
	for (size_t i = 0; i < open->count; i++) {
		const struct known_opening opening =
			find_opening(model, lint, &open->items[i]);
		withhold(model, &opening);
	}
	return model->withheld.count != before ? model_again(model, diags)
					       : NULL;
}

static void tell(struct model *model, const struct known_opening *opening,
		 struct diags *diags)
{
	const struct wanted *wanted = opening->wanted;
	size_t count = opening->details.access_count;
	const struct wanted *last = find_last(wanted, count, false);
	struct location place = location_file(model->path);
	const char *text = opening->details.message;
	for (size_t i = 0; i < count; i++)
		text = arena_format(model->arena, "%s%s%s", text,
				    i ? "; " : ": ",
				    name_access(model, &wanted[i]));
	if (last && last->grants.items[0]->site->place.file)
		place = last->grants.items[0]->site->place;
	diags_add(diags, MESSAGE_GRANTS_OPEN_MORE, place, "%s; accept %s%s%s",
		  text, waiver_wanted(opening->finding, model->arena),
		  last ? ", or take out " : "",
		  last ? name_all(model, last) : "");
}

void model_tell_open(struct model *model, const struct lint *lint,
		     const struct open_findings *open, struct diags *diags)
{
	for (size_t i = 0; i < open->count; i++) {
		const struct known_opening opening =
			find_opening(model, lint, &open->items[i]);
		tell(model, &opening, diags);
	}
}
