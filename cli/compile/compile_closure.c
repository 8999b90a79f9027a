/* What a policy of the model opens that is not accepted. */
#include <string.h>

#include "compile/compile.h"

enum handle_unknown model_handle_unknown(const struct model *model)
{
	return strcmp(model->handle_unknown, "allow") == 0    ? UNKNOWN_ALLOW
	       : strcmp(model->handle_unknown, "reject") == 0 ? UNKNOWN_REJECT
							      : UNKNOWN_DENY;
}

/* --- Judging ---------------------------------------------------------- */

/* Whether one of the waivers accepts the finding on the object. */
static bool accepts_on(const struct model *model, const struct finding *finding,
		       const char *object)
{
	for (size_t i = 0; i < model->waivers.count; i++) {
		const struct waiver *row = &model->waivers.items[i];
		if (waiver_is_for_rule(row, finding->rule) &&
		    waiver_is_about(row, finding) &&
		    waiver_has_object(row, object))
			return true;
	}
	return false;
}

static bool accepts(struct model *model, const struct lint *lint,
		    const struct finding *finding)
{
	const char **objects;
	if (accepts_on(model, finding, NULL))
		return true;
	size_t count = lint_objects(lint, finding, model->arena, &objects);
	for (size_t i = 0; i < count; i++)
		if (!accepts_on(model, finding, objects[i]))
			return false;
	return count;
}

/* A role that XSA-77 carves out makes a note of it, but not for us. */
static bool is_serious(const struct model *model, const struct finding *finding)
{
	return finding->level == LEVEL_ERROR ||
	       (finding->role && !finding->doubtful && finding->op &&
		model_is_covered(model, finding->op));
}

void model_open_findings(struct model *model, const struct lint *lint,
			 struct open_findings *open)
{
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (is_serious(model, &finding) &&
		    !accepts(model, lint, &finding))
			*list_push(open, model->arena) = finding;
	}
}

/* Domains that are trusted beside dom0 are so for lint too. */
static const struct site *make_site(const struct model *model)
{
	const struct domain_set *control = &model->roles[ROLE_CONTROL];
	struct site *site = arena_alloc(model->arena, 1, sizeof *site);
	struct site_type *types = arena_alloc(
		model->arena, control->members.count, sizeof *types);
	for (size_t i = 0; i < control->members.count; i++) {
		types[i].type =
			model->terms.items[control->members.items[i]->type]
				.name;
		types[i].reason = "it controls the system";
	}
	site->path = model->path;
	site->types = types;
	site->type_count = control->members.count;
	return site;
}

const struct lint *model_lint(struct model *model, const struct policy *policy,
			      struct diags *diags)
{
	struct release_choice choice = {.used = model->release_index,
					.how = "given"};
	const struct lint_request request = {.registry = model->registry,
					     .policy = policy,
					     .release = &choice,
					     .site = make_site(model)};
	/* What lint warns of is for who lints it. */
	struct diags own = DIAGS_INIT;
	const struct lint *lint = lint_make(&request, model->arena, &own);
	for (size_t i = 0; i < own.list.count; i++)
		if (message_get(own.list.items[i].id)->severity ==
		    SEVERITY_ERROR)
			diags_add(diags, own.list.items[i].id,
				  own.list.items[i].at, "%s",
				  own.list.items[i].detail);
	diags_release(&own);
	return lint;
}

bool grant_is_missed(const struct model *model, const struct model_grant *grant)
{
	return grant->verdict == VERDICT_LEFT_OUT && !grant->withheld &&
	       model_is_covered(model, grant->op) &&
	       grant->wanting.items[0] != grant->op;
}

/* What was accepted is not left out in silence. */
static void tell_missed(const struct model *model,
			const struct model_grant *grant, struct diags *diags)
{
	diags_add(diags, MESSAGE_ACCEPTED_LEFT_OUT, grant->site->place,
		  "%s to %s on %s: %s; accept %s as well", grant->op->name,
		  grant->to->name, grant_object_name(grant),
		  grant_reason(model, grant), grant_wanted(model, grant));
}

bool model_judge(const struct model *model, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		if (grant_is_missed(model, grant))
			tell_missed(model, grant, diags);
		if (grant->verdict != VERDICT_REFUSED)
			continue;
		diags_add(diags, MESSAGE_COVERED_OP_GRANTED, grant->site->place,
			  "%s to %s on %s: %s; accept %s", grant->op->name,
			  grant->to->name, grant_object_name(grant),
			  grant_reason(model, grant),
			  grant_wanted(model, grant));
		good = false;
	}
	return good;
}
