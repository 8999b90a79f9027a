/* What an op takes: its accesses in the terms of a grant. */
#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_opens.h"

/* --- Ends ------------------------------------------------------------- */

static bool is_of(const struct access *access, enum party party)
{
	return party_of_object(access->object) == party;
}

static bool is_fixed(enum facet facet)
{
	return facet >= FACET_XEN;
}

/* Whether an event channel is asked to be bound: the channel is the subject. */
static bool is_binding(const struct access *access)
{
	return access->subject == SUBJECT_OTHER &&
	       access->asks & PERMISSION_BINDS;
}

/*
 * Whose label the op's event channel has.  The caller's where the op binds
 * both ends, or speaks of no other domain; the target's where it is made for
 * the target.
 */
static enum facet channel_of(const struct op_accesses *accesses,
			     enum context context)
{
	bool made = false, bound = false;
	for (size_t i = 0; i < accesses->list.count; i++) {
		const struct access *access = accesses->list.items[i];
		if (access->kind == ACCESS_NONE ||
		    access->kind == ACCESS_UNKNOWN || !access->object)
			continue;
		if (is_binding(access) && is_of(access, PARTY_SELF))
			return FACET_CALLER_CHANNEL;
		bound |= is_binding(access) && is_of(access, PARTY_CALLER);
		made |= is_of(access, PARTY_EVENT) &&
			access->asks & PERMISSION_MAKES;
	}
	if (context == CONTEXT_SELF)
		return FACET_CALLER_CHANNEL;
	if (bound || (made && context != CONTEXT_TALK))
		return FACET_TARGET_CHANNEL;
	return FACET_CALLER_CHANNEL;
}

static bool has_target(enum context context)
{
	return context == CONTEXT_SELF || context == CONTEXT_DOMAIN ||
	       context == CONTEXT_TALK || context == CONTEXT_OTHER;
}

/* The hypervisor's own objects, and what names them alone. */
static enum facet find_fixed(enum party party, enum context context)
{
	static const struct {
		enum party party;
		enum facet facet;
		enum context context;
	} fixed[] = {
		{PARTY_XEN, FACET_XEN, CONTEXT_HYPERVISOR},
		{PARTY_DOMXEN, FACET_DOMXEN, CONTEXT_DOMXEN},
		{PARTY_DOMIO, FACET_DOMIO, CONTEXT_DOMIO},
		{PARTY_SECURITY, FACET_SECURITY, CONTEXT_SECURITY},
		{PARTY_UNLABELED, FACET_UNLABELED, CONTEXT_UNLABELED},
	};
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (party == fixed[i].party)
			return context <= CONTEXT_HYPERVISOR ||
					       context == fixed[i].context ||
					       fixed[i].facet == FACET_XEN
				       ? fixed[i].facet
				       : FACET_NONE;
	return FACET_NONE;
}

/*
 * Another domain: of two the third one where the target is its device model,
 * else a second of the target's type.  Under a condition the op can do
 * without it, but for the pages of a guest that its device model shows.
 */
static enum facet find_other(const struct access *access)
{
	if (access->asks & PERMISSION_TALKS)
		return FACET_CALLER_VIEW;
	if (access->when)
		return access->as_model ? FACET_THIRD_VIEW : FACET_NONE;
	return FACET_THIRD;
}

/* The label that a domain gets: the caller itself, or one that it names. */
static enum facet find_label(const struct access *access, enum context context)
{
	const bool own = access->about & ABOUT_ITSELF;
	const bool others = access->about & ABOUT_NAMED_DOMAIN;
	bool fits = context == CONTEXT_SELF	? !others
		    : context == CONTEXT_DOMAIN ? !own
						: false;
	return fits ? FACET_LABEL : FACET_NONE;
}

/* An object that only what has a target speaks of. */
static enum facet find_open(const struct op_accesses *accesses,
			    const struct access *access, enum party object,
			    enum context context)
{
	switch ((unsigned)object) {
	case PARTY_EVENT:
		return access->subject == SUBJECT_TARGET &&
				       context == CONTEXT_DOMAIN
			       ? FACET_TARGET_CHANNEL
			       : channel_of(accesses, context);
	case PARTY_TARGET:
		return FACET_VIEW;
	case PARTY_LABEL:
		return find_label(access, context);
	case PARTY_OTHER:
		return is_binding(access)
			       ? (context == CONTEXT_DOMAIN ? FACET_NONE
							    : FACET_VIEW)
			       : find_other(access);
	case PARTY_DEVICE:
	case PARTY_IRQ:
	case PARTY_IOMEM:
	case PARTY_IOPORT:
		return FACET_DEVICE;
	default:
		return FACET_NONE;
	}
}

static enum facet find_object(const struct op_accesses *accesses,
			      const struct access *access, enum context context)
{
	const enum party object = party_of_object(access->object);
	if (object == PARTY_SELF)
		return is_binding(access) ? FACET_CALLER_VIEW
					  : FACET_CALLER_SELF;
	if (object == PARTY_CALLER)
		return has_target(context) ? FACET_CALLER_VIEW : FACET_NONE;
	const enum facet fixed = find_fixed(object, context);
	if (fixed != FACET_NONE || !has_target(context))
		return fixed;
	return find_open(accesses, access, object, context);
}

/*
 * What an op asks only of one that does it to others, or for parameters that
 * are set by who builds the domain.
 */
static bool is_for_others(const struct access *access)
{
	return access->about & (ABOUT_OTHERS | ABOUT_BUILDER);
}

/* Where the caller is the target, and the domain in question the other one. */
static struct access_ends resolve_other(const struct access *access)
{
	const enum party object = party_of_object(access->object);
	struct access_ends ends = {FACET_CALLER,
				   find_fixed(object, CONTEXT_OTHER)};
	if (object == PARTY_OTHER)
		ends.target = FACET_VIEW;
	else if (object == PARTY_TARGET || object == PARTY_CALLER ||
		 object == PARTY_SELF)
		ends.target = FACET_CALLER_SELF;
	if (access->subject == SUBJECT_OTHER || is_for_others(access) ||
	    ends.target == FACET_NONE)
		return (struct access_ends){FACET_NONE, FACET_NONE};
	return ends;
}

struct access_ends access_resolve(const struct op_accesses *accesses,
				  const struct access *access,
				  enum context context)
{
	struct access_ends ends = {FACET_CALLER, FACET_NONE};
	if (context == CONTEXT_SELF && is_for_others(access))
		return (struct access_ends){FACET_NONE, FACET_NONE};
	if (context == CONTEXT_OTHER)
		return resolve_other(access);
	ends.target = find_object(accesses, access, context);
	if (access->subject == SUBJECT_TARGET)
		/* An equal, and the domain itself, is its own target. */
		ends.source = !has_target(context) ? FACET_NONE
			      : context == CONTEXT_SELF ||
					      (context == CONTEXT_TALK &&
					       is_of(access, PARTY_EVENT))
				      ? FACET_CALLER
				      : FACET_TARGET;
	if (access->subject == SUBJECT_OTHER)
		ends.source = !is_binding(access) ? FACET_NONE
			      : is_of(access, PARTY_SELF)
				      ? FACET_TARGET_CHANNEL
				      : channel_of(accesses, context);
	if (context == CONTEXT_SELF && ends.source == FACET_TARGET_CHANNEL)
		ends.source = FACET_CALLER_CHANNEL;
	if (ends.source == FACET_NONE || ends.target == FACET_NONE)
		ends = (struct access_ends){FACET_NONE, FACET_NONE};
	return ends;
}

bool access_is_unisolated(const struct model *model,
			  const struct access *access)
{
	return ((access->about & ABOUT_NOT_ISOLATED) &&
		model->iommu < IOMMU_ANY) ||
	       ((access->about & ABOUT_ISOLATED_MEMORY) &&
		model->iommu < IOMMU_MEMORY);
}

/* --- Rows ------------------------------------------------------------- */

/* An op while its rows are made. */
struct rows_making {
	struct model *model;
	const struct op_ways *ways;
	enum context context;
	struct op_rows *rows;
	bool filtered; /* nothing but filters is asked */
};

static void add_row(struct rows_making *making, enum facet source,
		    enum facet target, const struct access *access)
{
	const struct vectors *vectors = &making->model->vectors;
	unsigned class = vectors_class(vectors, access->object_class);
	uint32_t bit = class == NO_INDEX
			       ? 0
			       : vectors_permission(vectors, class,
						    access->permission);
	if (!bit) {
		making->rows->why_not = "the policy cannot name a permission "
					"that it asks for";
		return;
	}
	bool asked = access->kind == ACCESS_ASKED && !access->whens.count;
	uint32_t needed = asked || making->filtered ? bit : 0;
	uint32_t common = access->about & ABOUT_BUILDER ? 0 : bit;
	uint32_t reading = access->about & ABOUT_WRITABLE ? 0 : bit;
	for (size_t i = 0; i < making->rows->rows.count; i++) {
		struct access_row *row = &making->rows->rows.items[i];
		if (row->source != source || row->target != target ||
		    row->object_class != class)
			continue;
		row->permissions |= bit;
		row->needed |= needed;
		row->common |= common;
		row->reading |= reading;
		return;
	}
	*list_push(&making->rows->rows, making->model->arena) =
		(struct access_row){source, target, class,  bit,
				    needed, common, reading};
}

static bool asks(const struct access *access)
{
	return access->kind == ACCESS_ASKED || access->kind == ACCESS_FILTER;
}

static void add_access(struct rows_making *making, const struct access *access)
{
	if (!asks(access))
		return;
	struct access_ends ends = access_resolve(&making->ways->accesses,
						 access, making->context);
	if (ends.source != FACET_NONE)
		add_row(making, ends.source, ends.target, access);
	/* Of a copy either domain may be the one that it is copied from. */
	if (ends.source == FACET_TARGET && ends.target == FACET_CALLER_VIEW)
		add_row(making, FACET_CALLER, FACET_VIEW, access);
}

/* Whether the grant can do without what cannot be named. */
static bool is_needed(const struct access *access)
{
	return access->kind == ACCESS_ASKED && !access->whens.count &&
	       !is_binding(access);
}

/* How well what is asked fits what the grant names. */
enum access_fit {
	FIT_NOT_OBJECT,	     /* it cannot name what is asked for in all cases */
	FIT_NOT_ALTERNATIVE, /* nor what one of the choices is made for */
	FIT_EMPTY,	     /* nothing is asked in a choice */
	FIT_OTHER,	     /* an object of the hypervisor's own is */
	FIT_WANTED,	     /* what the grant names is */
};

static enum access_fit fit_access(const struct rows_making *making,
				  const struct access *access)
{
	const enum access_fit unfit =
		access->choice ? FIT_NOT_ALTERNATIVE : FIT_NOT_OBJECT;
	if (access->choice &&
	    (access->unreached || access_is_unisolated(making->model, access)))
		return unfit;
	if (!asks(access))
		return FIT_EMPTY;
	struct access_ends ends = access_resolve(&making->ways->accesses,
						 access, making->context);
	if (ends.source == FACET_NONE)
		return is_needed(access) ? unfit : FIT_EMPTY;
	return has_target(making->context) && is_fixed(ends.target)
		       ? FIT_OTHER
		       : FIT_WANTED;
}

/* A choice that is not made, as it is about nothing, tells nothing. */
static bool skips_choice(const struct way *way)
{
	for (unsigned i = 0; i < way->condition_count; i++)
		if (way->conditions[i].decides == DECIDES_CHOICE &&
		    !way->conditions[i].holds)
			return true;
	return false;
}

/* How well the best of each choice fits, added up; or why the way does not. */
static unsigned fit_way(const struct rows_making *making, const struct way *way)
{
	unsigned fits[ACCESS_LIMIT + 1] = {0}, all = FIT_EMPTY;
	bool misfit = skips_choice(way);
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct access *access = way->accesses[i].access;
		const enum access_fit fit = fit_access(making, access);
		if (fit == FIT_NOT_OBJECT)
			return FIT_NOT_OBJECT;
		misfit |= fit == FIT_NOT_ALTERNATIVE;
		if (access->choice && fit > fits[access->choice])
			fits[access->choice] = fit;
	}
	for (unsigned i = 0; i <= ACCESS_LIMIT; i++)
		all += fits[i] > FIT_EMPTY ? fits[i] - FIT_EMPTY : 0;
	return misfit ? FIT_NOT_ALTERNATIVE : all;
}

/* Whether both are ways of one build. */
static bool is_of_build(const struct way *way, const struct way *other)
{
	for (unsigned i = 0; i < way->condition_count; i++) {
		bool found = way->conditions[i].decides != DECIDES_BUILD;
		for (unsigned j = 0; !found && j < other->condition_count; j++)
			found = way_condition_equal(&way->conditions[i],
						    &other->conditions[j]);
		if (!found)
			return false;
	}
	return true;
}

/* Takes of each build the ways that fit best; false: none fits anywhere. */
static bool choose_ways(const struct rows_making *making, bool *chosen,
			unsigned *best)
{
	const struct op_ways *ways = making->ways;
	bool any = false;
	*best = FIT_NOT_OBJECT;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		if (way->end != WAY_PASSES)
			continue;
		const unsigned fit = fit_way(making, way);
		chosen[i] = fit >= FIT_EMPTY;
		for (size_t j = 0; j < ways->count && chosen[i]; j++)
			chosen[i] = ways->ways[j].end != WAY_PASSES ||
				    !is_of_build(way, &ways->ways[j]) ||
				    fit_way(making, &ways->ways[j]) <= fit;
		any |= chosen[i];
		if (fit > *best)
			*best = fit;
	}
	return any;
}

static bool is_device(enum facet facet)
{
	return facet == FACET_DEVICE;
}

static bool is_channel(enum facet facet)
{
	return facet == FACET_CALLER_CHANNEL || facet == FACET_TARGET_CHANNEL;
}

static bool asks_about(const struct rows_making *making, const struct way *way,
		       bool (*is_meant)(enum facet facet))
{
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->answer == ANSWER_DECIDES &&
		    is_meant(access_resolve(&making->ways->accesses,
					    access->access, making->context)
				     .target))
			return true;
	}
	return false;
}

/*
 * Whether each way that is taken for the grant, and needs one, is about a
 * device, or a channel.  One that is not, and that others go before, gives
 * nothing.
 */
static bool needs(const struct rows_making *making, const bool *chosen,
		  bool (*is_meant)(enum facet facet))
{
	bool any = false;
	for (size_t i = 0; i < making->ways->count; i++) {
		const struct way *way = &making->ways->ways[i];
		if (!chosen[i] || way_is_unchecked(way))
			continue;
		if (!asks_about(making, way, is_meant))
			return false;
		any = true;
	}
	return any;
}

/* Why none of the ways does for the grant; NULL: none asks anything. */
static const char *find_unfit(const struct rows_making *making, unsigned best)
{
	if (op_ways_end(making->ways, WAY_PASSES) && best == FIT_NOT_OBJECT)
		return has_target(making->context)
			       ? "it asks for something that a grant cannot "
				 "name"
			       : "it is done to a domain, and the grant names "
				 "none";
	if (op_ways_end(making->ways, WAY_PASSES) ||
	    op_ways_end(making->ways, WAY_REFUSED))
		return "all that it can be done to is other than what the "
		       "grant names, or a device without isolation";
	return op_ways_end(making->ways, WAY_ABSENT)
		       ? NULL
		       : "the hypervisor's hook does not know it";
}

static bool is_in_chosen(const struct op_ways *ways, const bool *chosen,
			 const struct access *access)
{
	for (size_t i = 0; i < ways->count; i++)
		for (unsigned j = 0;
		     chosen[i] && j < ways->ways[i].access_count; j++)
			if (ways->ways[i].accesses[j].access == access)
				return true;
	return false;
}

/* What all ways that fit ask, first what is asked beside the choices. */
static void make_rows(struct rows_making *making)
{
	const struct op_ways *ways = making->ways;
	const struct op_accesses *accesses = &ways->accesses;
	bool *chosen =
		arena_alloc(making->model->arena, ways->count, sizeof *chosen);
	unsigned choices = 0, best;
	making->filtered = true;
	for (size_t i = 0; i < accesses->list.count; i++) {
		const struct access *access = accesses->list.items[i];
		making->filtered &= access->kind != ACCESS_ASKED;
		if (access->choice > choices)
			choices = access->choice;
	}
	making->rows->chosen = chosen;
	if (!choose_ways(making, chosen, &best))
		making->rows->why_not = find_unfit(making, best);
	making->rows->needs_device = needs(making, chosen, is_device);
	making->rows->needs_channel = needs(making, chosen, is_channel);
	for (unsigned choice = 0; choice <= choices; choice++)
		for (size_t i = 0; i < accesses->list.count; i++)
			if (accesses->list.items[i]->choice == choice &&
			    is_in_chosen(ways, chosen, accesses->list.items[i]))
				add_access(making, accesses->list.items[i]);
}

/* Why nobody has any use of the op in the release, or NULL. */
static const char *find_futile(const struct model *model, const struct op *op)
{
	if (release_set_has(&op->refused, model->release_index))
		return "the hypervisor of the release fails it for everyone";
	for (unsigned i = 0; i < op->crashes.count; i++) {
		const struct crash *crash =
			&model->registry->crashes[op->crashes.first + i];
		if (!crash->when && !crash->build &&
		    release_set_has(&crash->in, model->release_index))
			return "in this release whoever calls it stops the "
			       "host";
	}
	return NULL;
}

const struct op_ways *model_op_ways(struct model *model, const struct op *op)
{
	const struct way_request request = {model->registry,
					    model->release_index,
					    &model->vectors, &model->host};
	const struct op_ways **kept =
		&model->op_ways[op - model->registry->ops];
	if (!*kept) {
		struct op_ways *ways =
			arena_alloc(model->arena, 1, sizeof *ways);
		op_ways_make(&request, op, model->arena, ways);
		*kept = ways;
	}
	return *kept;
}

static const struct op_rows **slot_of(struct model *model, const struct op *op,
				      enum context context, unsigned narrowing)
{
	size_t index =
		(size_t)(op - model->registry->ops) * CONTEXT_COUNT + context;
	return &model->op_rows[index * NARROWINGS + narrowing];
}

static void add_opens(struct model *model, const struct op *op,
		      enum context context, struct op_rows *rows)
{
	const struct op **opens;
	size_t count = model_opens(model, rows->rows.items, rows->rows.count,
				   context, true, &opens);
	for (size_t i = 0; i < count; i++)
		if (opens[i] != op)
			*list_push(&rows->opens, model->arena) = opens[i];
}

const struct op_rows *model_op_rows(struct model *model, const struct op *op,
				    enum context context)
{
	const struct op_rows **slot = slot_of(model, op, context, 0);
	const struct op_rows *made = *slot;
	if (made)
		return made;
	struct op_rows *rows = arena_alloc(model->arena, 1, sizeof *rows);
	struct rows_making making = {.model = model,
				     .ways = model_op_ways(model, op),
				     .context = context,
				     .rows = rows};
	make_rows(&making);
	const char *futile = find_futile(model, op);
	if (futile)
		rows->why_not = futile;
	add_opens(model, op, context, rows);
	*slot = rows;
	return rows;
}

const struct op_rows *model_narrow_rows(struct model *model,
					const struct op *op,
					enum context context,
					unsigned narrowing)
{
	const struct op_rows **slot = slot_of(model, op, context, narrowing);
	const struct op_rows *whole = model_op_rows(model, op, context);
	const struct op_rows *made = *slot;
	bool narrower = false;
	if (made)
		return made;
	struct op_rows *rows = arena_alloc(model->arena, 1, sizeof *rows);
	rows->chosen = whole->chosen;
	rows->why_not = whole->why_not;
	rows->misfit = whole->misfit;
	rows->needs_device = whole->needs_device;
	rows->needs_channel = whole->needs_channel;
	for (size_t i = 0; i < whole->rows.count; i++) {
		struct access_row row = whole->rows.items[i];
		if (narrowing & NARROW_BUILDERS)
			row.permissions &= row.common;
		if (narrowing & NARROW_WRITERS)
			row.permissions &= row.reading;
		narrower |= row.permissions != whole->rows.items[i].permissions;
		if (row.permissions)
			*list_push(&rows->rows, model->arena) = row;
	}
	add_opens(model, op, context, rows);
	*slot = narrower ? rows : whole;
	return *slot;
}
