/* What a site does without of what its profile grants. */
#include <string.h>

#include "base/embedded.h"
#include "compile/compile_model.h"
#include "compile/compile_without.h"

USES_MESSAGE(NOTHING_LEFT_OUT);

static bool is_of_profile(struct location place)
{
	return place.file && embedded_find(place.file, NULL);
}

/* Whether what the site says, if it says something, is what the profile does.
 */
static bool agrees(const char *said, const char *name)
{
	return !said || (name && strcmp(said, name) == 0);
}

static bool is_about(const struct site_without *without, const char *to,
		     const char *on)
{
	return agrees(without->to, to) && agrees(without->on, on);
}

bool model_is_without(const struct model *model, const struct site_grant *grant,
		      const struct op *op)
{
	for (size_t i = 0; i < model->withouts.count; i++) {
		const struct site_without *row = model->withouts.items[i];
		if (!row->op || !op_matches(op, row->op) ||
		    !is_about(row, grant->to, grant->on) ||
		    !is_of_profile(grant->place) || grant->quiet)
			continue;
		model->without_used[i] = true;
		return true;
	}
	return false;
}

/* Which of two ways round the talk is the one that is meant, if any. */
static bool is_talk(const struct site_without *without,
		    const struct site_talk *talk)
{
	return (strcmp(without->from, talk->from) == 0 &&
		strcmp(without->to, talk->to) == 0) ||
	       (strcmp(without->from, talk->to) == 0 &&
		strcmp(without->to, talk->from) == 0);
}

static bool leave_out_grants(struct model *model,
			     const struct site_without *without)
{
	size_t left = 0;
	for (size_t i = 0; i < model->grants.count; i++) {
		const struct site_grant *grant = model->grants.items[i];
		if (!is_of_profile(grant->place) || grant->quiet ||
		    !grant->group ||
		    strcmp(grant->group, without->group) != 0 ||
		    !is_about(without, grant->to, grant->on))
			model->grants.items[left++] = grant;
	}
	const bool used = left != model->grants.count;
	model->grants.count = left;
	return used;
}

static bool leave_out_talks(struct model *model,
			    const struct site_without *without)
{
	bool used = false;
	for (size_t i = 0; i < model->talks.count; i++) {
		const struct site_talk *talk = model->talks.items[i];
		if (!is_of_profile(talk->place) || !is_talk(without, talk))
			continue;
		struct site_talk *less =
			arena_alloc(model->arena, 1, sizeof *less);
		*less = *talk;
		less->event &= !without->event;
		less->grant &= !without->grant;
		less->argo &= !without->argo;
		used |= less->event != talk->event ||
			less->grant != talk->grant || less->argo != talk->argo;
		model->talks.items[i] = less;
	}
	return used;
}

void model_leave_out(struct model *model)
{
	model->without_used = arena_alloc(model->arena, model->withouts.count,
					  sizeof *model->without_used);
	for (size_t i = 0; i < model->withouts.count; i++) {
		const struct site_without *row = model->withouts.items[i];
		if (row->group)
			model->without_used[i] = leave_out_grants(model, row);
		else if (row->from)
			model->without_used[i] = leave_out_talks(model, row);
	}
}

bool model_check_left_out(const struct model *model, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < model->withouts.count; i++) {
		const struct site_without *row = model->withouts.items[i];
		if (model->without_used[i])
			continue;
		diags_add(diags, MESSAGE_NOTHING_LEFT_OUT, row->place, "%s%s%s",
			  row->from ? row->from
			  : row->op ? row->op
				    : row->group,
			  row->from ? " to " : "", row->from ? row->to : "");
		good = false;
	}
	return good;
}
