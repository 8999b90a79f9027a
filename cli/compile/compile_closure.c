/* What a policy of the model opens that is not accepted. */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_opens.h"

USES_MESSAGE(ACCEPTED_LEFT_OUT);
USES_MESSAGE(COVERED_OP_GRANTED);

enum handle_unknown model_handle_unknown(const struct model *model)
{
	return strcmp(model->handle_unknown, "allow") == 0    ? UNKNOWN_ALLOW
	       : strcmp(model->handle_unknown, "reject") == 0 ? UNKNOWN_REJECT
							      : UNKNOWN_DENY;
}

/* --- Judging ---------------------------------------------------------- */

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
		/* A waiver for a permission lets nothing be opened. */
		if (is_serious(model, &finding) &&
		    (!finding.waiver || finding.waiver->permission))
			*list_push(open, model->arena) = finding;
	}
}

/* What is accepted; what rests on a permission comes last. */
static void add_waivers(const struct model *model, struct site *site)
{
	size_t count = model->waivers.count;
	size_t of_permissions = model->waivers_of_permissions.count;
	struct waiver *waivers = arena_alloc(
		model->arena, count + of_permissions, sizeof *waivers);
	for (size_t i = 0; i < count; i++)
		waivers[i] = model->waivers.items[i];
	for (size_t i = 0; i < of_permissions; i++)
		waivers[count + i] = model->waivers_of_permissions.items[i];
	site->waivers = waivers;
	site->waiver_count = count + of_permissions;
}

/* Domains that are trusted beside dom0 are so for lint too. */
const struct site *model_site(const struct model *model)
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
	add_waivers(model, site);
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
					     .site = model_site(model),
					     .build = &model->host};
	/* What lint warns of is for who lints it. */
	struct diags own = DIAGS_INIT;
	const struct lint *lint = lint_make(&request, model->arena, &own);
	for (size_t i = 0; i < own.list.count; i++)
		if (own.list.items[i].message->severity == SEVERITY_ERROR)
			diags_add(diags, own.list.items[i].message,
				  own.list.items[i].at, "%s",
				  own.list.items[i].detail);
	diags_release(&own);
	return lint;
}

bool grant_is_missed(const struct model *model, const struct model_grant *grant)
{
	return grant->verdict == VERDICT_LEFT_OUT &&
	       model_is_covered(model, grant->op) && grant->accepted;
}

void model_tell_missed(const struct model *model, struct diags *diags)
{
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		if (grant_is_missed(model, grant))
			diags_add(diags, MESSAGE_ACCEPTED_LEFT_OUT,
				  grant->site->place,
				  "%s to %s on %s: %s; accept %s as well",
				  grant->op->name, grant->to->name,
				  grant_object_name(grant),
				  grant_reason(model, grant),
				  grant_wanted(model, grant));
	}
}

bool model_judge(const struct model *model, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
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
