/* Whether what a grant names is what its op is done to; else what would do. */
#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_fit.h"

/* A channel is one with the target, whoever has it. */
static bool is_of_target(enum facet facet)
{
	return facet == FACET_CALLER_CHANNEL ||
	       (facet >= FACET_TARGET && facet < FACET_XEN);
}

/* What a context's own object is, for those of the hypervisor. */
static enum facet object_of(enum context context)
{
	static const enum facet objects[CONTEXT_COUNT] = {
		[CONTEXT_HYPERVISOR] = FACET_XEN,
		[CONTEXT_DOMXEN] = FACET_DOMXEN,
		[CONTEXT_DOMIO] = FACET_DOMIO,
		[CONTEXT_SECURITY] = FACET_SECURITY,
		[CONTEXT_UNLABELED] = FACET_UNLABELED,
	};
	return objects[context];
}

static bool is_about_row(const struct access_row *row, enum context context)
{
	if (context == CONTEXT_SELF)
		return row->target < FACET_XEN;
	if (context == CONTEXT_TALK)
		return true;
	if (context == CONTEXT_DOMAIN || context == CONTEXT_OTHER)
		return is_of_target(row->source) || is_of_target(row->target);
	return row->target == object_of(context);
}

/* Whether some rule is about the object, or about devices. */
static bool is_about(const struct op_rows *rows, enum context context,
		     bool device)
{
	for (size_t i = 0; i < rows->rows.count; i++)
		if (device ? rows->rows.items[i].target == FACET_DEVICE
			   : is_about_row(&rows->rows.items[i], context))
			return true;
	return false;
}

/* --- What would do ---------------------------------------------------- */

/* What else the op is done to, as a grant says it; "": to nothing. */
static const char *find_others(struct model *model, const struct op *op)
{
	static const struct {
		enum context context;
		const char *words;
	} rows[] = {
		{CONTEXT_SELF, "on=\"self\""},
		{CONTEXT_DOMAIN, "a domain"},
		{CONTEXT_OTHER, "a domain with as=\"other\""},
		{CONTEXT_HYPERVISOR, "on=\"xen\""},
		{CONTEXT_DOMXEN, "on=\"domxen\""},
		{CONTEXT_DOMIO, "on=\"domio\""},
		{CONTEXT_SECURITY, "on=\"security\""},
		{CONTEXT_UNLABELED, "on=\"unlabeled\""},
	};
	const char *text = "";
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct op_rows *takes =
			model_op_rows(model, op, rows[i].context);
		const char *words = rows[i].words;
		if (takes->why_not || !is_about(takes, rows[i].context, false))
			continue;
		if (takes->needs_device && rows[i].context == CONTEXT_SELF)
			continue;
		if (takes->needs_device)
			words = "a device, or a domain that may have one";
		text = arena_format(model->arena, "%s%s%s", text,
				    *text ? ", " : "", words);
	}
	return text;
}

static const struct op_rows *refuse(struct model *model, const char *why,
				    bool misfit)
{
	struct op_rows *none = arena_alloc(model->arena, 1, sizeof *none);
	none->misfit = misfit;
	none->why_not = why;
	return none;
}

/* Says beside why it cannot be what can. */
static const struct op_rows *refuse_object(struct model *model,
					   const struct op *op, const char *why)
{
	const char *others = find_others(model, op);
	if (!*others)
		return refuse(model, why, false);
	return refuse(model,
		      arena_format(model->arena, "%s; what would do: %s", why,
				   others),
		      true);
}

/* --- What the grant names --------------------------------------------- */

/* Whether the grant names a domain that becomes another. */
static bool can_become(const struct model_grant *grant)
{
	const struct domain_set *set = grant->on ? grant->on : grant->to;
	for (size_t i = 0; i < set->members.count; i++)
		if (set->members.items[i]->becomes)
			return true;
	return false;
}

static bool names_label(const struct op_rows *rows)
{
	for (size_t i = 0; i < rows->rows.count; i++)
		if (rows->rows.items[i].target == FACET_LABEL)
			return true;
	return false;
}

/* Whether a domain that the grant is about may have a device. */
static bool has_device(const struct model_grant *grant)
{
	const struct domain_set *set = grant->on ? grant->on : grant->to;
	for (size_t i = 0; i < set->members.count; i++) {
		const struct model_domain *domain = set->members.items[i];
		if (grant->served)
			domain = domain->serves;
		if (domain && domain->devices.count)
			return true;
	}
	return false;
}

/* Those who may have a device, where some of them may not. */
static void leave_out_deviceless(struct model *model, struct model_grant *grant)
{
	const struct domain_set **named = grant->on ? &grant->on : &grant->to;
	struct domain_set *users = arena_alloc(model->arena, 1, sizeof *users);
	if (grant->served)
		return;
	users->name = (*named)->name;
	users->types = users->channels = NO_TERM;
	for (size_t i = 0; i < (*named)->members.count; i++)
		if ((*named)->members.items[i]->devices.count)
			domain_set_add(model, users,
				       (*named)->members.items[i]);
	if (users->members.count == (*named)->members.count)
		return;
	if (users->members.count == 1) {
		users->types = users->members.items[0]->type;
		users->channels = users->members.items[0]->channel;
	}
	*named = users;
}

/* Whether more is asked of who writes. */
static bool writes(struct model *model, const struct model_grant *grant)
{
	const struct op_rows *rows =
		model_op_rows(model, grant->op, grant->context);
	for (size_t i = 0; i < rows->rows.count; i++)
		if (rows->rows.items[i].permissions &
		    ~rows->rows.items[i].reading)
			return true;
	return false;
}

void model_fit_grant(struct model *model, struct model_grant *grant)
{
	const unsigned narrowing = (grant->served ? NARROW_BUILDERS : 0) |
				   (grant->read_only ? NARROW_WRITERS : 0);
	const struct op_rows *rows =
		model_narrow_rows(model, grant->op, grant->context, narrowing);
	const bool anything =
		grant->context == CONTEXT_HYPERVISOR && !grant->site->on;
	grant->rows = rows;
	if (rows->why_not)
		grant->rows = refuse_object(model, grant->op, rows->why_not);
	else if (grant->site->read_only && !writes(model, grant))
		grant->rows = refuse(model,
				     "what it asks is not less for who only "
				     "reads",
				     true);
	else if (names_label(rows) && !can_become(grant))
		grant->rows = refuse(model,
				     "no domain that the grant names becomes "
				     "another (becomes=)",
				     true);
	else if (rows->rows.count && !anything &&
		 !is_about(rows, grant->context, grant->device))
		grant->rows = refuse_object(
			model, grant->op,
			arena_format(model->arena, "it is not done to %s",
				     grant_object_name(grant)));
	else if (rows->needs_device && !grant->device && !has_device(grant))
		grant->rows = refuse_object(
			model, grant->op,
			"it is done to a device, and none that is "
			"declared may be given to the domain");
	else if (rows->needs_device && !grant->device)
		leave_out_deviceless(model, grant);
}
