/*
 * Rules and transitions.  There may be a million, which the compiler leaves
 * in the order of a hash: they are looked at once where they stand, and then
 * each goes to the place of its source.
 */
#include "policy/policy_rows.h"

#include <stdlib.h>
#include <string.h>

enum {
	KIND_ALLOW = 0x1,
	KIND_ACCESSES = 0x7, /* with auditallow and dontaudit */
	KIND_TRANSITION = 0x10,
	KIND_RESULTS = 0x70,  /* with type_change and type_member */
	KIND_IOCTLS = 0x700,  /* allowxperm and its like: not for Xen */
	KIND_ENABLED = 0x8000 /* of a conditional's rule; says nothing */
};

enum { ENTRY_SIZE = 12, IOCTLS_SIZE = 42, OLD_SIZE = 24, OLD_WORDS = 5 };

struct entry {
	uint32_t source, target, object_class; /* from 1 */
	uint32_t kinds;
	uint32_t data; /* permissions, or a type from 1 */
	size_t size;   /* in bytes */
};

static bool is_old(const struct reader *reader)
{
	return reader->policy->version < VERSION_ATTRIBUTES;
}

static size_t least_size(const struct reader *reader)
{
	return is_old(reader) ? OLD_SIZE : ENTRY_SIZE;
}

/* Reads as many bytes as an entry has at the least. */
static inline struct entry entry_at(const unsigned char *at, bool old)
{
	/* Several kinds with the same key: what counts here comes first. */
	if (old)
		return (struct entry){
			.source = number_at(at + 4),
			.target = number_at(at + 8),
			.object_class = number_at(at + 12),
			.kinds = number_at(at + 16),
			.data = number_at(at + 20),
			.size = ((size_t)number_at(at) + 1) * 4,
		};
	uint32_t kinds = short_at(at + 6) & ~(uint32_t)KIND_ENABLED;
	return (struct entry){
		.source = short_at(at),
		.target = short_at(at + 2),
		.object_class = short_at(at + 4),
		.kinds = kinds,
		.data = number_at(at + 8),
		.size = kinds & KIND_IOCTLS ? IOCTLS_SIZE : ENTRY_SIZE,
	};
}

static unsigned bits_of(uint32_t kinds)
{
	return (unsigned)__builtin_popcount(kinds);
}

/* NULL: the entry is in order; else what is not. */
static const char *strangeness_of_kinds(const struct reader *reader,
					const struct entry *entry)
{
	unsigned accesses = bits_of(entry->kinds & KIND_ACCESSES);
	unsigned results = bits_of(entry->kinds & KIND_RESULTS);
	unsigned words = accesses + results + OLD_WORDS - 1;
	if (is_old(reader))
		return (accesses == 0) == (results == 0) ||
				       entry->size != ((size_t)words + 1) * 4
			       ? "a rule has kinds that do not go together"
			       : NULL;
	if (bits_of(entry->kinds) != 1 ||
	    !(entry->kinds & (KIND_ACCESSES | KIND_RESULTS | KIND_IOCTLS)))
		return "a rule is not of one kind";
	if ((entry->kinds & KIND_IOCTLS) &&
	    (reader->policy->version < VERSION_IOCTLS ||
	     reader->policy->target_xen))
		return "a rule is on ioctls, before there were such rules";
	return NULL;
}

static const char *strangeness(const struct reader *reader,
			       const struct entry *entry)
{
	const struct policy *policy = reader->policy;
	if (entry->source - 1 >= policy->type_count ||
	    entry->target - 1 >= policy->type_count)
		return "a rule is on a type that is not there";
	if (entry->object_class - 1 >= policy->class_count)
		return "a rule is on a class that is not there";
	if ((entry->kinds & KIND_RESULTS) &&
	    entry->data - 1 >= policy->type_count)
		return "a rule results in a type that is not there";
	return strangeness_of_kinds(reader, entry);
}

static bool scan_entry(struct reader *reader, unsigned condition)
{
	struct image *image = &reader->image;
	const unsigned char *at = image_take(image, least_size(reader));
	if (!at)
		return false;
	struct entry entry = entry_at(at, is_old(reader));
	const char *strange = strangeness(reader, &entry);
	if (strange) {
		image->at = (size_t)(at - image->bytes);
		return image_fail(image, "%s", strange);
	}
	if (!image_take(image, entry.size - least_size(reader)))
		return false;
	if (entry.kinds & KIND_ALLOW)
		reader->rule_counts[entry.source - 1]++;
	else if (entry.kinds & KIND_TRANSITION)
		*list_push(&reader->transitions, reader->arena) =
			(struct policy_transition){
				.source = entry.source - 1,
				.target = entry.target - 1,
				.object_class = entry.object_class - 1,
				.result = entry.data - 1,
				.condition = condition,
			};
	return true;
}

bool rules_scan(struct reader *reader, unsigned condition)
{
	struct image *image = &reader->image;
	uint32_t count = image_count(image, least_size(reader));
	/* A Xen loads no policy without rules. */
	if (!count)
		return image_fail(image, "there are none");
	if (!reader->rule_counts)
		reader->rule_counts =
			arena_alloc(reader->scratch, reader->policy->type_count,
				    sizeof(size_t));
	*list_push(&reader->spans, reader->scratch) =
		(struct rule_span){image->bytes + image->at, count, condition};
	for (uint32_t i = 0; i < count; i++)
		if (!scan_entry(reader, condition))
			return false;
	return !image->error;
}

/* --- Sorted rows --------------------------------------------------------- */

/* Puts each rule to its source's others; ends: where those go on. */
static void place_rules(const struct reader *reader, size_t *ends,
			struct policy_rule *rows)
{
	unsigned classes = reader->policy->class_count;
	uint32_t *known = arena_alloc(reader->scratch, classes, sizeof *known);
	bool old = is_old(reader);
	for (unsigned i = 0; i < classes; i++)
		known[i] = class_permissions(&reader->classes[i]);
	for (size_t i = 0; i < reader->spans.count; i++) {
		const struct rule_span *span = &reader->spans.items[i];
		const unsigned char *at = span->entries;
		for (uint32_t j = 0; j < span->count; j++) {
			struct entry entry = entry_at(at, old);
			at += entry.size;
			if (!(entry.kinds & KIND_ALLOW))
				continue;
			/* A "*" or "~" of the text has all 32 bits. */
			rows[ends[entry.source - 1]++] = (struct policy_rule){
				.source = entry.source - 1,
				.target = entry.target - 1,
				.object_class = entry.object_class - 1,
				.permissions = entry.data &
					       known[entry.object_class - 1],
				.condition = span->condition,
			};
		}
	}
}

static int compare_numbers(const unsigned *a, const unsigned *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

/* Of the same source. */
static int compare_rules(const void *a, const void *b)
{
	const struct policy_rule *x = a, *y = b;
	const unsigned left[] = {x->target, x->object_class, x->permissions,
				 x->condition};
	const unsigned right[] = {y->target, y->object_class, y->permissions,
				  y->condition};
	return compare_numbers(left, right, 4);
}

static int compare_transitions(const void *a, const void *b)
{
	const struct policy_transition *x = a, *y = b;
	const unsigned left[] = {x->source, x->target, x->object_class,
				 x->result, x->condition};
	const unsigned right[] = {y->source, y->target, y->object_class,
				  y->result, y->condition};
	return compare_numbers(left, right, 5);
}

/* The compiler writes all permissions of a key at once, and a Xen relies on it.
 */
static bool check_twice(struct reader *reader, const struct policy_rule *rows,
			size_t count)
{
	struct image *image = &reader->image;
	const struct policy *policy = reader->policy;
	const struct policy_rule *last = NULL;
	for (const struct policy_rule *row = rows; row < rows + count; row++) {
		if (row->condition != POLICY_ALWAYS)
			continue;
		if (last && last->target == row->target &&
		    last->object_class == row->object_class &&
		    last->source == row->source) {
			image->part = "rules";
			image->at = (size_t)(reader->spans.items[0].entries -
					     image->bytes);
			return image_fail(image, "two are on %s and %s",
					  policy->types[row->source].name,
					  policy->types[row->target].name);
		}
		last = row;
	}
	return true;
}

bool rules_resolve(struct reader *reader)
{
	struct policy *policy = reader->policy;
	size_t *ends = reader->rule_counts;
	size_t count = 0;
	for (unsigned i = 0; i < policy->type_count; i++) {
		size_t own = ends[i];
		ends[i] = count;
		count += own;
	}
	struct policy_rule *rows =
		arena_alloc(reader->arena, count, sizeof *rows);
	place_rules(reader, ends, rows);
	for (size_t i = 0, first = 0; i < policy->type_count; i++) {
		if (ends[i] - first > 1)
			qsort(rows + first, ends[i] - first, sizeof *rows,
			      compare_rules);
		first = ends[i];
	}
	if (reader->transitions.count)
		qsort(reader->transitions.items, reader->transitions.count,
		      sizeof *reader->transitions.items, compare_transitions);
	policy->rules = rows;
	policy->rule_count = (unsigned)count;
	policy->transitions = reader->transitions.items;
	policy->transition_count = (unsigned)reader->transitions.count;
	return check_twice(reader, rows, count);
}
