/*
 * Which domains have event channels with somebody: what is done to the channels
 * of others is granted in vain.  It is told from talks and grants, since no
 * rule is there yet when a grant is judged.
 */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_op.h"
#include "compile/compile_talk.h"

static void mark(struct model *model, const struct model_domain *domain)
{
	model->talkers[domain->channel] = true;
}

static const struct domain_set *find_set(const struct model *model,
					 const char *name)
{
	return name ? map_get(&model->names, name) : NULL;
}

static void mark_set(struct model *model, const struct domain_set *set)
{
	for (size_t i = 0; set && i < set->members.count; i++)
		mark(model, set->members.items[i]);
}

/* Device models of the set, and whom they serve. */
static void mark_served(struct model *model, const struct domain_set *set,
			bool models)
{
	for (size_t i = 0; set && i < set->members.count; i++) {
		const struct model_domain *domain = set->members.items[i];
		if (domain->serves)
			mark(model, models ? domain : domain->serves);
	}
}

/* --- Talks ------------------------------------------------------------ */

static void mark_talk(struct model *model, const struct site_talk *talk)
{
	const struct domain_set *from = find_set(model, talk->from);
	const struct domain_set *to = find_set(model, talk->to);
	if (!talk->event || !from)
		return;
	if (strcmp(talk->to, "served") == 0) {
		mark_served(model, from, true);
		mark_served(model, from, false);
		return;
	}
	for (size_t i = 0; i < from->members.count; i++)
		if (to ? to->members.count > 0
		       : from->members.items[i]->site->many)
			mark(model, from->members.items[i]);
	if (from->members.count)
		mark_set(model, to);
}

/* --- Ops -------------------------------------------------------------- */

static bool asks_to_bind(struct model *model, const struct op *op)
{
	const struct ways_asked asked =
		op_ways_asked(model_op_ways(model, op), model->arena);
	for (size_t i = 0; i < asked.list.count; i++)
		if (asked.list.items[i]->access->asks & PERMISSION_BINDS)
			return true;
	return false;
}

/* Whether some channel of that kind is bound where the op is granted. */
static bool binds(const struct op_rows *rows, enum facet channel)
{
	for (size_t i = 0; i < rows->rows.count; i++)
		if (rows->rows.items[i].source == channel)
			return true;
	return false;
}

static void mark_op(struct model *model, const struct site_grant *grant,
		    const struct op *op, enum context context)
{
	const struct op_rows *rows = model_op_rows(model, op, context);
	const bool served = strcmp(grant->on, "served") == 0;
	const struct domain_set *to = find_set(model, grant->to);
	if (binds(rows, FACET_CALLER_CHANNEL)) {
		if (served)
			mark_served(model, to, true);
		else
			mark_set(model, to);
	}
	if (binds(rows, FACET_TARGET_CHANNEL)) {
		if (served)
			mark_served(model, to, false);
		else
			mark_set(model, find_set(model, grant->on));
	}
}

static void mark_grant(struct model *model, const struct site_grant *grant)
{
	const bool self = grant->on && strcmp(grant->on, "self") == 0;
	const bool named = grant->on && (strcmp(grant->on, "served") == 0 ||
					 find_set(model, grant->on));
	const struct op **ops;
	size_t count;
	/* What is wrong with it is said when it is granted. */
	struct diags own = DIAGS_INIT;
	if ((self || named) && !grant->quiet && !grant->as_other &&
	    model_grant_ops(model, grant, &own, &ops, &count))
		for (size_t i = 0; i < count; i++)
			if (asks_to_bind(model, ops[i]))
				mark_op(model, grant, ops[i],
					self ? CONTEXT_SELF : CONTEXT_DOMAIN);
	diags_release(&own);
}

/* --- All -------------------------------------------------------------- */

static void find_talkers(struct model *model)
{
	/* By the term of their channels: what is to become another has its. */
	model->talkers = arena_alloc(model->arena, model->terms.count,
				     sizeof *model->talkers);
	mark_set(model, &model->roles[ROLE_CONTROL]);
	for (size_t i = 0; i < model->talks.count; i++)
		mark_talk(model, model->talks.items[i]);
	for (size_t i = 0; i < model->grants.count; i++)
		mark_grant(model, model->grants.items[i]);
}

bool model_talks(struct model *model, const struct model_domain *domain)
{
	if (!model->talkers)
		find_talkers(model);
	return model->talkers[domain->channel];
}
