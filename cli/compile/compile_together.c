/* Which grants open something together, and which of them is left out. */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_emit.h"
#include "compile/compile_together.h"

/* --- Whose rules it rests on ------------------------------------------ */

static bool is_granted(const struct model_grant *grant)
{
	return grant->verdict == VERDICT_GRANTED ||
	       grant->verdict == VERDICT_ACCEPTED;
}

static void want(struct model *model, const struct lint *lint,
		 const struct finding *finding, struct rule_search *search,
		 struct finding_details *details)
{
	lint_details(lint, finding, NULL, 0, model->arena, details);
	for (size_t i = 0; i < details->access_count; i++) {
		const struct finding_access *access = &details->accesses[i];
		struct wanted *row = list_push(&search->wanted, model->arena);
		row->source = model_find_term(model, access->source);
		row->target = model_find_term(model, access->target);
		row->object_class =
			vectors_class(&model->vectors, access->object_class);
		row->bit = vectors_permission(
			&model->vectors, row->object_class, access->permission);
		row->access = access;
	}
}

/* Makes the rules of all grants once more, and looks whose they are. */
static void find_grants(struct model *model, struct rule_search *search)
{
	model->search = search;
	for (size_t i = 0; i < model->granted.count; i++)
		if (is_granted(&model->granted.items[i]))
			model_emit(model, &model->granted.items[i]);
	model_emit_targets(model);
	model->search = NULL;
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

/* What is known of a finding. */
struct known_finding {
	const struct finding *finding;
	struct finding_details details;
	size_t first; /* of its accesses */
};

/* So many at a time: the grants are gone through once for all of them. */
enum { OPENINGS = 64 };

static size_t find_openings(struct model *model, const struct lint *lint,
			    const struct open_findings *open, size_t start,
			    struct rule_search *search,
			    struct known_finding *openings)
{
	size_t count = 0;
	*search = (struct rule_search){.wanted = LIST_INIT};
	for (; count < OPENINGS && start + count < open->count; count++) {
		struct known_finding *opening = &openings[count];
		opening->finding = &open->items[start + count];
		opening->first = search->wanted.count;
		want(model, lint, opening->finding, search, &opening->details);
	}
	find_grants(model, search);
	return count;
}

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

static void withhold(struct model *model, const struct rule_search *search,
		     const struct known_finding *opening)
{
	const struct wanted *wanted = &search->wanted.items[opening->first];
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
	struct known_finding openings[OPENINGS];
	struct rule_search search;
	size_t before = model->withheld.count;
	size_t count;
	for (size_t start = 0; start < open->count; start += count) {
		count = find_openings(model, lint, open, start, &search,
				      openings);
		for (size_t i = 0; i < count; i++)
			withhold(model, &search, &openings[i]);
	}
	return model->withheld.count != before ? model_again(model, diags)
					       : NULL;
}

static void tell(struct model *model, const struct rule_search *search,
		 const struct known_finding *opening, struct diags *diags)
{
	const struct wanted *wanted = &search->wanted.items[opening->first];
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
	struct known_finding openings[OPENINGS];
	struct rule_search search;
	size_t count;
	for (size_t start = 0; start < open->count; start += count) {
		count = find_openings(model, lint, open, start, &search,
				      openings);
		for (size_t i = 0; i < count; i++)
			tell(model, &search, &openings[i], diags);
	}
}
