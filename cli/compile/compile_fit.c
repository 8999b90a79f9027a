/* Whether what a grant names is what its op is done to; else what would do. */
#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_fit.h"
#include "compile/compile_talk.h"

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

/* Who of those that a grant names is fit for it. */
typedef bool fit_function(struct model *model,
			  const struct model_domain *domain);

static bool has_device(struct model *model, const struct model_domain *domain)
{
	(void)model;
	return domain->devices.count;
}

/* Of those of whom it says so: of a device model, whom it serves. */
static bool fits_any(struct model *model, const struct domain_set *set,
		     bool served, fit_function *fits)
{
	for (size_t i = 0; i < set->members.count; i++) {
		const struct model_domain *domain = set->members.items[i];
		if (served)
			domain = domain->serves;
		if (domain && fits(model, domain))
			return true;
	}
	return false;
}

/* The set without those who are not fit. */
static const struct domain_set *narrow(struct model *model,
				       const struct domain_set *named,
				       fit_function *fits)
{
	struct domain_set *fit = arena_alloc(model->arena, 1, sizeof *fit);
	fit->name = named->name;
	fit->types = fit->channels = NO_TERM;
	for (size_t i = 0; i < named->members.count; i++)
		if (fits(model, named->members.items[i]))
			domain_set_add(model, fit, named->members.items[i]);
	if (fit->members.count == named->members.count)
		return named;
	if (fit->members.count == 1) {
		fit->types = fit->members.items[0]->type;
		fit->channels = fit->members.items[0]->channel;
	}
	return fit;
}

/* Whether a domain that the grant is about may have a device. */
static bool names_device(struct model *model, const struct model_grant *grant)
{
	return grant->device ||
	       fits_any(model, grant->on ? grant->on : grant->to, grant->served,
			has_device);
}

/* Those who may have a device, where some of them may not. */
static void leave_out_deviceless(struct model *model, struct model_grant *grant)
{
	const struct domain_set **named = grant->on ? &grant->on : &grant->to;
	if (!grant->served && !grant->device)
		*named = narrow(model, *named, has_device);
}

/* --- Channels --------------------------------------------------------- */

static bool is_channel(enum facet facet)
{
	return facet == FACET_CALLER_CHANNEL || facet == FACET_TARGET_CHANNEL;
}

/*
 * Whose channel the op is about, where it does not come to be by the grant
 * itself; FACET_NONE: nobody's.
 */
static enum facet find_channel(const struct op_rows *rows)
{
	enum facet channel = FACET_NONE;
	if (!rows->needs_channel)
		return FACET_NONE;
	for (size_t i = 0; i < rows->rows.count; i++) {
		const struct access_row *row = &rows->rows.items[i];
		if (is_channel(row->source))
			return FACET_NONE;
		if (is_channel(row->target))
			channel = row->target;
	}
	return channel;
}

/* The domains whose channels they are; of a served one NULL. */
static const struct domain_set **find_owners(struct model_grant *grant,
					     enum facet channel)
{
	if (channel == FACET_CALLER_CHANNEL)
		return &grant->to;
	return grant->on ? &grant->on : NULL;
}

static bool names_channel(struct model *model, struct model_grant *grant,
			  enum facet channel)
{
	const struct domain_set **owners = find_owners(grant, channel);
	return fits_any(model, owners ? *owners : grant->to, !owners,
			model_talks);
}

/* Those who have channels, where some have none. */
static void leave_out_silent(struct model *model, struct model_grant *grant,
			     enum facet channel)
{
	const struct domain_set **owners = find_owners(grant, channel);
	if (owners)
		*owners = narrow(model, *owners, model_talks);
}

/* --- All that is asked ------------------------------------------------ */

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
	const enum facet channel = grant->context == CONTEXT_TALK
					   ? FACET_NONE
					   : find_channel(rows);
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
	else if (rows->needs_device && !names_device(model, grant))
		grant->rows = refuse_object(
			model, grant->op,
			"it is done to a device, and none that is "
			"declared may be given to the domain");
	else if (channel != FACET_NONE && !names_channel(model, grant, channel))
		grant->rows = refuse(
			model,
			channel == FACET_CALLER_CHANNEL
				? "it is about an event channel of whom it is "
				  "granted, and there is none; what would do: "
				  "a talk by=\"event\""
				: "it is about an event channel of the domain, "
				  "and it has none; what would do: a talk "
				  "by=\"event\"",
			true);
	else {
		if (rows->needs_device)
			leave_out_deviceless(model, grant);
		if (channel != FACET_NONE)
			leave_out_silent(model, grant, channel);
	}
}
