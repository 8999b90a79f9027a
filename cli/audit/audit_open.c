/* What allowing an op would open beside it. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_advise.h"
#include "audit/audit_explain.h"
#include "audit/audit_log.h"
#include "audit/audit_open.h"
#include "audit/audit_ops.h"
#include "right/right.h"

/* --- What the policy has already --------------------------------------- */

unsigned advisor_type(const struct advisor *advisor, const char *type)
{
	static const char sid_word[] = "SID ";
	const struct policy *policy = advisor->policy;
	if (strncmp(type, sid_word, strlen(sid_word)) == 0) {
		unsigned long number =
			strtoul(type + strlen(sid_word), NULL, 10);
		for (unsigned i = 0; i < policy->sid_count; i++)
			if (policy->sids[i].number == number)
				return policy->sids[i].type;
		return NO_TYPE;
	}
	unsigned index = policy_find_type(policy, type);
	return index == NO_TYPE || policy->types[index].attribute ? NO_TYPE
								  : index;
}

/* The type of the initial SID that stands for the party; NO_TYPE: none. */
static unsigned known_type(const struct advisor *advisor,
			   const struct facts *facts, enum party party)
{
	const struct policy *policy = advisor->policy;
	for (size_t i = 0; i < facts->vectors.sid_count; i++) {
		if (!facts->vectors.sids[i] ||
		    strcmp(facts->vectors.sids[i], party_name(party)) != 0)
			continue;
		for (unsigned j = 0; j < policy->sid_count; j++)
			if (policy->sids[j].number == i + 1)
				return policy->sids[j].type;
	}
	return NO_TYPE;
}

/* Who is meant by the party: NO_TYPE: anyone, or nobody that is known. */
static unsigned party_type(const struct advisor *advisor,
			   const struct facts *facts, enum party party,
			   unsigned source, unsigned target)
{
	switch (party) {
	case PARTY_CALLER:
	case PARTY_SELF:
		return source;
	case PARTY_TARGET:
	case PARTY_OTHER:
	case PARTY_EVENT:
		return target;
	case PARTY_XEN:
	case PARTY_DOMXEN:
	case PARTY_DOMIO:
	case PARTY_SECURITY:
	case PARTY_UNLABELED:
		return known_type(advisor, facts, party);
	case PARTY_DEVICE:
	case PARTY_IRQ:
	case PARTY_IOMEM:
	case PARTY_IOPORT:
	case PARTY_LABEL:
	case PARTY_COUNT:
		break;
	}
	return NO_TYPE;
}

/* The same permissions, as the policy numbers them; 0: it lacks some. */
static uint32_t translate(const struct advisor *advisor,
			  const struct facts *facts,
			  const struct requirement *requirement,
			  unsigned *class)
{
	const unsigned from = requirement->object_class;
	uint32_t permissions = 0;
	for (unsigned bit = 0; bit < PERMISSION_BITS; bit++) {
		unsigned to;
		if (!(requirement->permissions >> bit & 1))
			continue;
		if (!rights_find(advisor->policy, facts->vectors.classes[from],
				 facts->vectors.permissions[from][bit], class,
				 &to))
			return 0;
		permissions |= UINT32_C(1) << to;
	}
	return permissions;
}

/* Whether the policy allows it always, between those who are known. */
static bool has(const struct advisor *advisor, const struct facts *facts,
		const struct requirement *requirement, const char *source_type,
		const char *target_type)
{
	unsigned class = 0;
	if (!advisor->policy)
		return false;
	unsigned source = advisor_type(advisor, source_type);
	unsigned target = advisor_type(advisor, target_type);
	unsigned from = party_type(advisor, facts, requirement->subject, source,
				   target);
	unsigned on =
		party_type(advisor, facts, requirement->object, source, target);
	uint32_t permissions = translate(advisor, facts, requirement, &class);
	if (!permissions || from == NO_TYPE)
		return false;
	uint32_t given =
		on == NO_TYPE ? rights_any(advisor->rights, from, class)
			      : rights_always(advisor->rights, from, on, class);
	return (given & permissions) == permissions;
}

/* --- What the grant adds ----------------------------------------------- */

static bool requires(const struct requirements *required,
		     const struct requirement *one)
{
	for (unsigned i = 0; i < required->count; i++) {
		const struct requirement *item = &required->items[i];
		if (item->subject == one->subject &&
		    item->object == one->object &&
		    item->object_class == one->object_class &&
		    (item->permissions & one->permissions) == one->permissions)
			return true;
	}
	return false;
}

const struct op_ways *find_ways(const struct facts *facts, const struct op *op)
{
	for (size_t i = 0; i < facts->ways->count; i++)
		if (facts->ways->ops[i].op == op)
			return &facts->ways->ops[i];
	return NULL;
}

/* The shortest way through the op that the access is a part of. */
static const struct way *choose_way(const struct op_ways *ways,
				    const struct access *access)
{
	const struct way *chosen = NULL;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		bool asks = false;
		for (unsigned j = 0; j < way->access_count; j++)
			asks |= way->accesses[j].access == access;
		if (asks && way->end == WAY_PASSES &&
		    (!chosen || way->required.count < chosen->required.count))
			chosen = way;
	}
	return chosen;
}

/* Whether the way is passed with the grant, and not without. */
static bool is_opened(const struct advisor *advisor, const struct facts *facts,
		      const struct audit_entry *entry, const struct way *grant,
		      const struct way *way)
{
	bool added = false;
	for (unsigned i = 0; i < way->required.count; i++) {
		struct requirement one = way->required.items[i];
		const uint32_t all = one.permissions;
		/* One may be there already, and the other be granted. */
		for (unsigned bit = 0; bit < PERMISSION_BITS; bit++) {
			one.permissions = all & UINT32_C(1) << bit;
			if (!one.permissions ||
			    has(advisor, facts, &one, entry->source,
				entry->target))
				continue;
			if (!requires(&grant->required, &one))
				return false;
			added = true;
		}
	}
	return added;
}

static int compare_names(const void *a, const void *b)
{
	const struct op *const *first = a, *const *second = b;
	return strcmp((*first)->name, (*second)->name);
}

void advise_open(const struct advisor *advisor, const struct facts *facts,
		 const struct audit_case *row, struct audit_op *op)
{
	const struct op_ways *own = find_ways(facts, op->op);
	const struct way *grant = own ? choose_way(own, op->access) : NULL;
	list_of(const struct op *) opened = LIST_INIT;
	for (size_t i = 0; grant && i < facts->ways->count; i++) {
		const struct op_ways *ways = &facts->ways->ops[i];
		bool opens = false;
		if (ways == own || ways->refused)
			continue;
		for (size_t j = 0; !opens && j < ways->count; j++)
			opens = way_is_telling(ways, &ways->ways[j]) &&
				is_opened(advisor, facts, row->entry, grant,
					  &ways->ways[j]);
		if (opens)
			*list_push(&opened, advisor->arena) = ways->op;
	}
	if (opened.count)
		qsort(opened.items, opened.count, sizeof *opened.items,
		      compare_names);
	op->opens = opened.items;
	op->open_count = opened.count;
}
