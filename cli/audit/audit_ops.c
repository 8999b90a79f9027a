/* Which ops ask an access, and what each does with the answer. */
#include <limits.h>
#include <string.h>

#include "audit/audit_explain.h"
#include "audit/audit_ground.h"
#include "audit/audit_log.h"
#include "audit/audit_ops.h"

static bool says_same(const struct audit_op *a, const struct audit_op *b)
{
	return a->op == b->op && a->here == b->here &&
	       (!a->here || (a->status == b->status && a->basis == b->basis)) &&
	       a->decides == b->decides && a->order == b->order &&
	       a->advice == b->advice &&
	       (a->access && b->access
			? a->access->subject == b->access->subject
			: a->access == b->access);
}

void add_op(struct audit_case *row, const struct audit_op *op,
	    struct arena *arena)
{
	for (size_t i = 0; i < row->ops.count; i++) {
		struct audit_op *old = &row->ops.items[i];
		if (!says_same(old, op))
			continue;
		for (size_t j = 0; j < sizeof op->in.words / sizeof(uint64_t);
		     j++)
			old->in.words[j] |= op->in.words[j];
		old->access = op->access;
		old->gives = op->gives;
		return;
	}
	*list_push(&row->ops, arena) = *op;
}

/*
 * How much of what a line shows must fit: all of it; or an object is shown in
 * no line that the hook does not tell it; or nothing.
 */
enum strictness { NO_MATTER, IF_SHOWN, EXACT };

/* What a line has on an object of the party: all of it, and nothing else. */
static unsigned shown_of(enum party party)
{
	switch (party) {
	case PARTY_DEVICE:
		return OBJECT_DEVICE;
	case PARTY_IRQ:
		return OBJECT_IRQ;
	case PARTY_IOMEM:
		return OBJECT_RANGE | OBJECT_BEYOND_PORTS;
	case PARTY_IOPORT:
		return OBJECT_RANGE;
	/* An interrupt that is nobody's has that label. */
	case PARTY_UNLABELED:
		return OBJECT_IRQ;
	case PARTY_SELF:
	case PARTY_XEN:
	case PARTY_SECURITY:
		return 0;
	case PARTY_CALLER:
	case PARTY_TARGET:
	case PARTY_OTHER:
	case PARTY_EVENT:
	case PARTY_LABEL:
	case PARTY_DOMXEN:
	case PARTY_DOMIO:
		return OBJECT_OTHER | OBJECT_PAGE;
	case PARTY_COUNT:
		break;
	}
	return ~0U;
}

/* Whether lines on the party show what it is, wherever they are given it. */
static bool is_shown(enum party party)
{
	return party == PARTY_DEVICE || party == PARTY_IRQ ||
	       party == PARTY_IOMEM || party == PARTY_IOPORT;
}

/* Whether the party is a domain of Xen's own, and the target another one. */
static bool is_other_domain(const struct facts *facts,
			    const struct audit_entry *entry, enum party party)
{
	return (party == PARTY_DOMXEN || party == PARTY_DOMIO) &&
	       !facts_is_known(facts, party, entry->target);
}

/* By what a line shows of it, whether it can be on that party. */
static bool shows_party(const struct facts *facts,
			const struct audit_entry *entry, enum party party,
			enum strictness strictness)
{
	if (strictness == NO_MATTER)
		return true;
	if (is_other_domain(facts, entry, party))
		return false;
	if (strictness == EXACT && !entry->objects && is_shown(party))
		return false;
	return !(entry->objects & ~shown_of(party));
}

/* The access of the way that an entry may be of; NULL: it asks no such. */
static const struct way_access *find_access(const struct facts *facts,
					    const struct way *way,
					    const struct audit_entry *entry,
					    enum strictness strictness)
{
	unsigned class = vectors_class(&facts->vectors, entry->object_class);
	uint32_t bit =
		vectors_permission(&facts->vectors, class, entry->permission);
	for (unsigned i = 0; bit && i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->object_class == class &&
		    access->permission == bit &&
		    shows_party(facts, entry, access->object, strictness))
			return access;
	}
	return NULL;
}

/* How it was granted before the entry was denied; NULL: it was not. */
static const struct audit_granted *find_granted(const struct audit_entry *entry,
						const struct access *access,
						bool same_source,
						bool same_target)
{
	for (size_t i = 0; i < entry->after.count; i++) {
		const struct audit_entry *granted = entry->after.items[i].entry;
		if ((!same_source ||
		     strcmp(granted->source, entry->source) == 0) &&
		    (!same_target ||
		     strcmp(granted->target, entry->target) == 0) &&
		    strcmp(granted->object_class, access->object_class) == 0 &&
		    strcmp(granted->permission, access->permission) == 0)
			return &entry->after.items[i];
	}
	return NULL;
}

/*
 * What the log has of what the way asks before it: of the same pair, or where
 * another object is asked about, of the same source.  What is of the same class
 * may be asked at once.  What is once written down as granted of a pair always
 * is, as the policy's auditallow asks.
 */
static enum audit_order find_order(const struct audit *audit,
				   const struct way *way,
				   const struct way_access *access,
				   const struct audit_entry *entry)
{
	enum audit_order order = ORDER_UNSAID;
	bool unseen = false;
	for (const struct way_access *before = way->accesses; before < access;
	     before++) {
		const bool source = before->subject == access->subject;
		const bool target = before->object == access->object;
		/* The same of another object is not told from the line. */
		if (before->answer != ANSWER_DECIDES ||
		    (source && before->object_class == access->object_class &&
		     (target || before->permission == access->permission)))
			continue;
		if (source &&
		    audit_has_refused(audit, entry, before->access, target))
			return ORDER_REFUSED;
		const struct audit_granted *granted =
			find_granted(entry, before->access, source, target);
		if (granted && granted->just_before)
			order = ORDER_GRANTED;
		else if (!granted && !entry->after_cut && source && target &&
			 audit_has_granted(audit, entry, before->access, true))
			unseen = true;
	}
	return order == ORDER_UNSAID && unseen ? ORDER_UNSEEN : order;
}

/* What the ways of an op that ask the access come to. */
struct denied {
	const struct way_access *access;
	bool decides, filters, alone, passes, unknown;
	unsigned beside;	/* as in struct audit_op */
	enum audit_order order; /* of the likeliest of them */
};

static struct denied ask_ways(const struct audit *audit,
			      const struct facts *facts,
			      const struct op_ways *ways,
			      const struct audit_entry *entry,
			      enum strictness strictness)
{
	struct denied asked = {.beside = UINT_MAX, .order = ORDER_REFUSED};
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		const struct way_access *access =
			find_access(facts, way, entry, strictness);
		if (!access)
			continue;
		if (!asked.access || (access->answer == ANSWER_DECIDES &&
				      asked.access->answer != ANSWER_DECIDES))
			asked.access = access;
		asked.decides |= access->answer == ANSWER_DECIDES;
		asked.filters |= access->answer == ANSWER_FILTERS;
		asked.passes |= way->end == WAY_PASSES;
		asked.unknown |= way->end == WAY_UNKNOWN;
		asked.alone |= way->end == WAY_PASSES &&
			       access->answer == ANSWER_DECIDES &&
			       way->required.count == 1 &&
			       way->required.items[0].permissions ==
				       access->permission;
		if (way->required.count < asked.beside)
			asked.beside = (unsigned)way->required.count;
		const enum audit_order order =
			find_order(audit, way, access, entry);
		if (order < asked.order)
			asked.order = order;
	}
	return asked;
}

/* Why calling the op is of no use to anyone, or worse; NULL: it may be. */
static const char *find_harm(const struct registry *registry,
			     const struct op_ways *ways,
			     const struct denied *asked, unsigned release,
			     struct arena *arena)
{
	const struct op *op = ways->op;
	if (!ways->refused && !asked->passes && asked->unknown)
		return "the hook does not know the op: no rule can allow it, "
		       "and only handle-unknown=allow opens it";
	if (ways->refused || !asked->passes)
		return "whoever is allowed it, this hypervisor fails the op "
		       "for everyone";
	for (unsigned i = 0; i < op->crashes.count; i++) {
		const struct crash *crash =
			&registry->crashes[op->crashes.first + i];
		if (release_set_has(&crash->in, release))
			return arena_format(
				arena, "who calls the op stops the host: %s",
				crash->by);
	}
	return NULL;
}

/* Whether what asks only behind a hook that does not know the op is told. */
static bool tells_unknown(const struct audit *audit)
{
	for (size_t i = 0; i < audit->entries.count; i++)
		if (audit->entries.items[i]->unknown)
			return true;
	return false;
}

static void add_asked(const struct audit *audit, const struct facts *facts,
		      const struct op_ways *ways, const struct denied *asked,
		      struct audit_case *row, struct arena *arena)
{
	const struct registry *registry = audit->registry;
	struct op_status status =
		registry_op_status(registry, ways->op, facts->release);
	struct audit_op op = {
		.op = ways->op,
		.in = facts->in,
		.here = true,
		.status = status.status,
		.basis = status.basis,
		.access = asked->access->access,
		.decides = asked->alone && !ways->refused,
		.beside = asked->beside,
		.narrowed = asked->access->access->whens.count,
		.order = asked->order,
		.gives = asked->access->access->gives,
	};
	if (!ways->refused && !asked->passes && asked->unknown &&
	    !tells_unknown(audit))
		op.order = ORDER_UNTOLD;
	const char *harm =
		find_harm(registry, ways, asked, facts->release, arena);
	if (!row->entry->denied) {
		op.advice = ADVICE_NOTHING_REFUSED;
		op.reason = "it was allowed, and written down as the policy's "
			    "auditallow asks";
	} else if (!asked->decides) {
		op.advice = ADVICE_NOTHING_REFUSED;
		op.reason = asked->filters
				    ? "the op does not fail: what was denied "
				      "is left out of its answer"
				    : "the op does not fail: the answer to "
				      "this check is not used";
	} else if (harm) {
		op.advice = ADVICE_DO_NOT_GRANT;
		op.reason = harm;
	}
	add_op(row, &op, arena);
}

/* Ops of which somebody is asked this who has no part in them. */
static void add_bystanders(const struct audit *audit, const struct facts *facts,
			   struct audit_case *row, struct arena *arena)
{
	const struct registry *registry = audit->registry;
	const char *asked =
		arena_format(arena, "%s:%s", row->entry->object_class,
			     row->entry->permission);
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		for (unsigned j = 0; j < op->cautions.count; j++) {
			const struct caution *caution =
				&registry->cautions[op->cautions.first + j];
			if (!caution->asks ||
			    strcmp(caution->asks, asked) != 0 ||
			    !release_set_has(&caution->in, facts->release))
				continue;
			struct op_status status = registry_op_status(
				registry, op, facts->release);
			add_op(row,
			       &(struct audit_op){.op = op,
						  .order = ORDER_UNSAID,
						  .in = facts->in,
						  .here = true,
						  .status = status.status,
						  .basis = status.basis,
						  .advice = ADVICE_DO_NOT_GRANT,
						  .reason = caution->text},
			       arena);
		}
	}
}

void explain_access(const struct audit *audit, const struct facts *facts,
		    struct audit_case *row, struct arena *arena)
{
	const struct vectors *vectors = &facts->vectors;
	unsigned class = vectors_class(vectors, row->entry->object_class);
	uint32_t bit =
		vectors_permission(vectors, class, row->entry->permission);
	bool any = false;
	add_bystanders(audit, facts, row, arena);
	if (!bit)
		return;
	const struct op_list *list =
		&facts->asking[class * PERMISSION_BITS +
			       (unsigned)__builtin_ctz(bit)];
	/* First by all that the line shows of the object, last without it. */
	for (unsigned strictness = EXACT + 1; strictness-- > 0 && !any;)
		for (size_t i = 0; i < list->count; i++) {
			const struct op_ways *ways = list->items[i];
			struct denied asked = ask_ways(audit, facts, ways,
						       row->entry, strictness);
			if (!asked.access)
				continue;
			any = true;
			add_asked(audit, facts, ways, &asked, row, arena);
		}
}

static void index_way(struct facts *facts, const struct op_ways *ways,
		      const struct way *way, struct arena *arena)
{
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->object_class == NO_INDEX || !access->permission)
			continue;
		struct op_list *list =
			&facts->asking[access->object_class * PERMISSION_BITS +
				       (unsigned)__builtin_ctz(
					       access->permission)];
		if (!list->count || list->items[list->count - 1] != ways)
			*list_push(list, arena) = ways;
	}
}

void facts_index(struct facts *facts, struct arena *arena)
{
	facts->asking =
		arena_alloc(arena, facts->vectors.class_count * PERMISSION_BITS,
			    sizeof *facts->asking);
	for (size_t i = 0; i < facts->ways->count; i++)
		for (size_t j = 0; j < facts->ways->ops[i].count; j++)
			index_way(facts, &facts->ways->ops[i],
				  &facts->ways->ops[i].ways[j], arena);
}
