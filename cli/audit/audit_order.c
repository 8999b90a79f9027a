/* The order of what one domain is asked: what was granted, and then denied. */
#include <string.h>

#include "audit/audit_access.h"
#include "audit/audit_collector.h"
#include "audit/audit_log.h"
#include "audit/audit_order.h"
#include "log/log.h"

/* The domain that the line is by; length 0: it does not say. */
static struct log_text domain_of(const struct collector *collector,
				 const struct log_access *access)
{
	for (size_t i = 0; i < collector->field_count; i++)
		if (access->has >> i & 1 &&
		    collect_tells_domain(collector, i) &&
		    strcmp(collector->rows[i]->is, "source") == 0)
			return access->fields[i];
	return (struct log_text){"", 0};
}

static void add_after(struct collector *collector, struct audit_entry *entry,
		      const struct audit_entry *granted, bool just_before)
{
	enum { AFTER_LIMIT = 32 };
	for (size_t i = 0; i < entry->after.count; i++)
		if (entry->after.items[i].entry == granted) {
			entry->after.items[i].just_before |= just_before;
			return;
		}
	if (entry->after.count < AFTER_LIMIT)
		*list_push(&entry->after, collector->arena) =
			(struct audit_granted){granted, just_before};
	else
		entry->after_cut = true;
}

static void note_granted(struct last_accesses *last, const struct shape *shape)
{
	unsigned i = 0;
	while (i < last->count && last->granted[i] != shape)
		i++;
	if (i == LAST_LIMIT) {
		last->cut = true;
		i = 0;
	}
	last->granted[i] = shape;
	last->latest = i;
	if (i == last->count)
		last->count++;
}

static void note_denied(struct collector *collector,
			const struct last_accesses *last,
			struct audit_entry *entry)
{
	entry->after_cut |= last->cut;
	for (unsigned i = 0; i < last->count; i++)
		for (unsigned j = 0; j < last->granted[i]->entry_count; j++)
			add_after(collector, entry,
				  last->granted[i]->entries[j],
				  i == last->latest);
}

void collect_order(struct collector *collector, const struct log_access *access,
		   const struct shape *shape)
{
	const struct log_text domain = domain_of(collector, access);
	struct last_accesses *last;
	unsigned sum = 0;
	for (size_t i = 0; i < domain.length; i++)
		sum = sum * 31 + (unsigned char)domain.start[i];
	last = &collector->last[sum % AUDIT_DOMAIN_LIMIT];
	if (!domain.length || domain.length >= sizeof last->domain)
		return;
	if (!log_text_is(domain, last->domain)) {
		/* What a domain of the same hash was granted is forgotten. */
		const bool cut = *last->domain != '\0';
		*last = (struct last_accesses){.cut = cut};
		memcpy(last->domain, domain.start, domain.length);
	}
	if (!access->denied) {
		note_granted(last, shape);
		return;
	}
	for (unsigned i = 0; i < shape->entry_count; i++)
		note_denied(collector, last, shape->entries[i]);
	last->count = 0;
	last->cut = false;
}
