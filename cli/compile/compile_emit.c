/* From what an op takes to rules between the types of those who are meant. */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_emit.h"
#include "compile/compile_opens.h"
#include "compile/compile_quiet.h"

USES_MESSAGE(ISOLATION_UNFIT);

/* One caller and one target; either may be open (NULL). */
struct emit_pair {
	const struct model *model;
	const struct model_domain *caller, *target;
	const struct model_device *device;
	bool self;   /* the caller acts on itself */
	bool served; /* as device model and its guest, in either order */
};

enum emit_side { SIDE_CALLER, SIDE_TARGET, SIDE_HYPERVISOR };

static enum emit_side side_of(enum facet facet)
{
	return facet >= FACET_XEN	       ? SIDE_HYPERVISOR
	       : facet <= FACET_CALLER_CHANNEL ? SIDE_CALLER
					       : SIDE_TARGET;
}

/* How one domain sees the other. */
static unsigned view_of(const struct emit_pair *pair,
			const struct model_domain *seen,
			const struct model_domain *by)
{
	if (pair->self)
		return seen->self;
	if (pair->served && by && by->serves == seen)
		return seen->target;
	return seen->type;
}

static unsigned term_of(const struct emit_pair *pair, enum facet facet)
{
	const struct model_domain *caller = pair->caller;
	const struct model_domain *target = pair->target;
	switch (facet) {
	case FACET_CALLER:
		return caller->type;
	case FACET_CALLER_SELF:
		return caller->self;
	case FACET_CALLER_VIEW:
		return view_of(pair, caller, target);
	case FACET_CALLER_CHANNEL:
		return caller->channel;
	case FACET_TARGET:
		return target->type;
	case FACET_VIEW:
		return view_of(pair, target, caller);
	case FACET_THIRD:
		return target->serves ? target->serves->type
				      : view_of(pair, target, caller);
	case FACET_THIRD_VIEW:
		return target->serves ? target->serves->target : NO_TERM;
	case FACET_TARGET_CHANNEL:
		return target->channel;
	case FACET_LABEL:
		return target->becomes ? target->becomes->type : NO_TERM;
	case FACET_DEVICE:
		/* None is meant yet where each of the target's is tried. */
		return pair->device ? pair->device->type : NO_TERM;
	case FACET_XEN:
	case FACET_DOMXEN:
	case FACET_DOMIO:
	case FACET_SECURITY:
	case FACET_UNLABELED:
		return pair->model->objects[facet];
	case FACET_NONE:
	case FACET_COUNT:
		break;
	}
	return NO_TERM;
}

/* The term for all domains of a set; NO_TERM: each has its own. */
static unsigned set_term(const struct model *model,
			 const struct model_grant *grant, enum facet facet)
{
	switch (facet) {
	case FACET_CALLER:
	case FACET_CALLER_VIEW:
		return grant->to->types;
	case FACET_CALLER_CHANNEL:
		return grant->to->channels;
	case FACET_TARGET:
	case FACET_VIEW:
		return grant->on ? grant->on->types : NO_TERM;
	case FACET_TARGET_CHANNEL:
		return grant->on ? grant->on->channels : NO_TERM;
	case FACET_XEN:
	case FACET_DOMXEN:
	case FACET_DOMIO:
	case FACET_SECURITY:
	case FACET_UNLABELED:
		return model->objects[facet];
	case FACET_NONE:
	case FACET_CALLER_SELF:
	case FACET_THIRD:
	case FACET_THIRD_VIEW:
	case FACET_LABEL:
	case FACET_DEVICE:
	case FACET_COUNT:
		break;
	}
	return NO_TERM;
}

/* The trusted may do everything as it is, and have channels with everyone. */
static bool is_trusted(const struct model *model, unsigned term)
{
	const struct domain_set *control = &model->roles[ROLE_CONTROL];
	for (size_t i = 0; i < control->members.count; i++)
		if (control->members.items[i]->type == term ||
		    control->members.items[i]->channel == term)
			return true;
	return false;
}

static struct rule_cause cause_of(const struct model *model,
				  const struct model_grant *grant)
{
	return (struct rule_cause){
		.grant = (unsigned)(grant - model->granted.items),
		.op = grant->op};
}

/* What the op takes of domains that others do it to. */
static struct rule_cause cause_of_others(const struct op *op)
{
	return (struct rule_cause){.grant = NO_INDEX, .op = op};
}

static void allow(struct model *model, unsigned source, unsigned target,
		  const struct access_row *row, struct rule_cause cause)
{
	if (source == NO_TERM || target == NO_TERM || is_trusted(model, source))
		return;
	if (cause.grant != NO_INDEX &&
	    model->granted.items[cause.grant].site->quiet)
		model_hush(model, source, target, row, cause.op);
	else
		model_allow(model, source, target, row, &cause);
}

static void emit_pair(struct model *model, const struct emit_pair *pair,
		      const struct access_row *row, struct rule_cause cause)
{
	bool device =
		row->source == FACET_DEVICE || row->target == FACET_DEVICE;
	if (!device || pair->device) {
		allow(model, term_of(pair, row->source),
		      term_of(pair, row->target), row, cause);
		return;
	}
	struct emit_pair with = *pair;
	for (size_t i = 0; i < pair->target->devices.count; i++) {
		with.device = pair->target->devices.items[i];
		allow(model, term_of(&with, row->source),
		      term_of(&with, row->target), row, cause);
	}
}

static bool domain_set_has(const struct domain_set *set,
			   const struct model_domain *domain)
{
	return set->has[domain->index / 8] >> domain->index % 8 & 1;
}

/* --- The members of the sets ------------------------------------------ */

/* A domain and itself, or a device model and its guest: target NULL: none. */
static struct emit_pair own_pair(struct model *model,
				 const struct model_grant *grant, size_t index)
{
	const struct model_domain *caller = grant->to->members.items[index];
	return (struct emit_pair){.model = model,
				  .caller = caller,
				  .target = grant->served ? caller->serves
							  : caller,
				  .self = !grant->served,
				  .served = grant->served};
}

static void emit_own(struct model *model, const struct model_grant *grant,
		     const struct access_row *row)
{
	if (row->source == FACET_CALLER &&
	    side_of(row->target) == SIDE_HYPERVISOR) {
		allow(model, grant->to->types, model->objects[row->target], row,
		      cause_of(model, grant));
		return;
	}
	for (size_t i = 0; i < grant->to->members.count; i++) {
		const struct emit_pair pair = own_pair(model, grant, i);
		if (pair.target)
			emit_pair(model, &pair, row, cause_of(model, grant));
	}
}

/* Both ends are of one domain, or one is a device of its. */
static void emit_side(struct model *model, const struct model_grant *grant,
		      const struct access_row *row, enum emit_side side)
{
	const struct domain_set *set =
		side == SIDE_CALLER ? grant->to : grant->on;
	for (size_t i = 0; set && i < set->members.count; i++) {
		const struct model_domain *domain = set->members.items[i];
		struct emit_pair pair = {.model = model,
					 .caller = domain,
					 .target = domain,
					 .device = grant->device};
		emit_pair(model, &pair, row, cause_of(model, grant));
	}
}

static void emit_each(struct model *model, const struct model_grant *grant,
		      const struct access_row *row)
{
	for (size_t i = 0; i < grant->to->members.count; i++)
		for (size_t j = 0; grant->on && j < grant->on->members.count;
		     j++) {
			struct emit_pair pair = {
				.model = model,
				.caller = grant->to->members.items[i],
				.target = grant->on->members.items[j],
				.device = grant->device};
			emit_pair(model, &pair, row, cause_of(model, grant));
		}
}

/* A device model and its guest, where both are meant. */
static void emit_model_pair(struct model *model,
			    const struct model_grant *grant,
			    const struct emit_pair *served,
			    const struct access_row *row)
{
	struct emit_pair plain = *served;
	plain.served = false;
	/* What both see as all see it is in the sets' rule. */
	if (grant->served ||
	    term_of(&plain, row->source) != term_of(served, row->source) ||
	    term_of(&plain, row->target) != term_of(served, row->target))
		emit_pair(model, served, row, cause_of(model, grant));
}

/* The label of a guest for its device model, where both are in the sets. */
static void emit_views(struct model *model, const struct model_grant *grant,
		       const struct access_row *row)
{
	for (size_t i = 0; grant->on && i < grant->to->members.count; i++) {
		const struct model_domain *caller = grant->to->members.items[i];
		struct emit_pair pair = {
			.model = model, .caller = caller, .served = true};
		for (size_t j = 0; j < caller->models.count; j++) {
			pair.target = caller->models.items[j];
			if (domain_set_has(grant->on, pair.target))
				emit_model_pair(model, grant, &pair, row);
		}
		pair.target = caller->serves;
		if (pair.target && domain_set_has(grant->on, pair.target))
			emit_model_pair(model, grant, &pair, row);
	}
}

static void emit_row(struct model *model, const struct model_grant *grant,
		     const struct access_row *row)
{
	enum emit_side source = side_of(row->source),
		       target = side_of(row->target);
	if (grant->served && grant->on) {
		emit_views(model, grant, row);
		return;
	}
	if (grant->context == CONTEXT_SELF || grant->served) {
		emit_own(model, grant, row);
		return;
	}
	if (grant->device && row->source == FACET_CALLER &&
	    row->target == FACET_DEVICE) {
		allow(model, grant->to->types, grant->device->type, row,
		      cause_of(model, grant));
		return;
	}
	if (source == target) {
		emit_side(model, grant, row, source);
		return;
	}
	unsigned from = set_term(model, grant, row->source);
	unsigned to = set_term(model, grant, row->target);
	if (from != NO_TERM && to != NO_TERM)
		allow(model, from, to, row, cause_of(model, grant));
	else
		emit_each(model, grant, row);
	if (source != SIDE_HYPERVISOR && target != SIDE_HYPERVISOR)
		emit_views(model, grant, row);
}

void model_emit(struct model *model, const struct model_grant *grant)
{
	for (size_t i = 0; i < grant->rows->rows.count; i++)
		emit_row(model, grant, &grant->rows->rows.items[i]);
}

/* --- What others' ops ask of them ------------------------------------- */

static bool is_hardware(const struct way_access *access)
{
	return access->object >= PARTY_DEVICE && access->object <= PARTY_IOPORT;
}

static bool is_device(const struct way_access *access)
{
	return access->object == PARTY_DEVICE;
}

/* A device that may be passed through waits for it in quarantine: it is
   assigned to the domain that owns I/O memory, as if that were a user. */
static bool is_quarantined(const struct model *model, const struct op *op,
			   const struct way_access *access)
{
	return is_device(access) &&
	       registry_names_system(model->registry, op, model->release_index,
				     party_name(PARTY_TARGET),
				     party_name(PARTY_DOMIO));
}

/* What is of the device tree alone is nobody's between its users. */
static bool can_wait(const struct model_device *device)
{
	const struct site_device *site = device->site;
	for (size_t i = 0; i < site->resource_count; i++)
		if (site->resources[i].kind != RESOURCE_DTREE)
			return true;
	return !site->resource_count;
}

/* Whoever passes a device through, its user must be allowed to have it. */
static void emit_use(struct model *model, const struct op *op,
		     const struct way_access *access)
{
	const struct access_row row = {.source = FACET_TARGET,
				       .target = FACET_DEVICE,
				       .object_class = access->object_class,
				       .permissions = access->permission};
	for (size_t i = 0; row.permissions && i < model->devices.count; i++) {
		const struct model_device *device = model->devices.items[i];
		for (size_t j = 0; j < device->users.count; j++)
			allow(model, device->users.items[j]->type, device->type,
			      &row, cause_of_others(op));
		if (is_quarantined(model, op, access) && can_wait(device))
			allow(model, model->objects[FACET_DOMIO], device->type,
			      &row, cause_of_others(op));
	}
}

static void emit_uses(struct model *model, const struct op *op)
{
	const struct ways_asked asked =
		op_ways_asked(model_op_ways(model, op), model->arena);
	for (size_t i = 0; i < asked.list.count; i++) {
		const struct way_access *access = asked.list.items[i];
		if (access->answer == ANSWER_DECIDES &&
		    access->subject == PARTY_TARGET && is_hardware(access) &&
		    !access->access->refused &&
		    !access_is_unisolated(model, access->access))
			emit_use(model, op, access);
	}
}

/*
 * Whether the op asks of who gets a device what is granted in some builds
 * alone, and in the others what is withheld since the device is not isolated.
 */
static bool is_out_of_reach(struct model *model, const struct op *op)
{
	bool somewhere = false, everywhere = false, withheld = false;
	const struct ways_asked asked =
		op_ways_asked(model_op_ways(model, op), model->arena);
	for (size_t i = 0; i < asked.list.count; i++) {
		const struct way_access *access = asked.list.items[i];
		if (access->answer != ANSWER_DECIDES ||
		    access->subject != PARTY_TARGET || !is_device(access))
			continue;
		const bool always =
			!access->access->builds.count || model->host.arch;
		bool granted = !access_is_unisolated(model, access->access);
		withheld |= !granted && always;
		somewhere |= granted;
		everywhere |= granted && always;
	}
	return withheld && !everywhere && (somewhere || model->host.arch);
}

/* Nodes of a device tree are there alone; else the site must say it. */
static bool is_for_arm(const struct model *model,
		       const struct site_resource *resource)
{
	return resource->kind == RESOURCE_DTREE ||
	       (model->host.arch && strcmp(model->host.arch, "arm") == 0);
}

void model_check_isolation(struct model *model, struct diags *diags)
{
	const struct registry *registry = model->registry;
	bool unfit = false;
	for (unsigned i = 0; i < registry->op_count && !unfit; i++)
		unfit = release_set_has(&registry->ops[i].in,
					model->release_index) &&
			is_out_of_reach(model, &registry->ops[i]);
	if (!unfit)
		return;
	for (size_t i = 0; i < model->devices.count; i++) {
		const struct site_device *site = model->devices.items[i]->site;
		for (size_t j = 0; j < site->resource_count; j++)
			if (is_for_arm(model, &site->resources[j]) &&
			    site->user_count)
				diags_add(diags, MESSAGE_ISOLATION_UNFIT,
					  site->resources[j].place,
					  "%s: on Arm, Xen %s lets no domain "
					  "have it with iommu=\"isolating\", "
					  "but with memory-isolating",
					  site->resources[j].path
						  ? site->resources[j].path
						  : site->name,
					  model->release->name);
	}
}

/* Whoever makes a domain the device model of another. */
static void emit_model(struct model *model, const struct model_domain *domain,
		       const struct op *op)
{
	const struct op_rows *rows = model_op_rows(model, op, CONTEXT_DOMAIN);
	struct emit_pair pair = {
		.model = model, .caller = domain, .target = domain};
	for (size_t i = 0; i < rows->rows.count; i++)
		if (rows->rows.items[i].source == FACET_TARGET)
			emit_pair(model, &pair, &rows->rows.items[i],
				  cause_of_others(op));
}

/* Whether it asks device models for what each of them needs on its guest. */
static bool asks_models(struct model *model, const struct op *op)
{
	const struct ways_asked asked =
		op_ways_asked(model_op_ways(model, op), model->arena);
	for (size_t i = 0; i < asked.list.count; i++)
		if (asked.list.items[i]->access->as_model)
			return true;
	return false;
}

void model_emit_targets(struct model *model)
{
	const struct registry *registry = model->registry;
	for (unsigned i = 0; model->devices.count && i < registry->op_count;
	     i++)
		if (model_has_op(model, &registry->ops[i]))
			emit_uses(model, &registry->ops[i]);
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (!model_has_op(model, op) || !asks_models(model, op))
			continue;
		for (size_t j = 0; j < model->domains.count; j++)
			if (model->domains.items[j]->serves)
				emit_model(model, model->domains.items[j], op);
	}
}
