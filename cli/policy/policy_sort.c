/*
 * Rules as sorted rows.  There may be a million, which the compiler leaves in
 * the order of a hash: each goes to the place of its source, and those of one
 * source are few.
 */
#include <stdlib.h>
#include <string.h>

#include "policy/policy_class.h"
#include "policy/policy_entry.h"
#include "policy/policy_sort.h"

/* Puts each rule to its source's others; ends: where those go on. */
static void place_rules(const struct reader *reader, size_t *ends,
			struct policy_rule *rows)
{
	unsigned classes = reader->policy->class_count;
	uint32_t *known = arena_alloc(reader->scratch, classes, sizeof *known);
	bool old = entries_are_old(reader);
	for (unsigned i = 0; i < classes; i++)
		known[i] = class_permissions(&reader->classes[i]);
	for (size_t i = 0; i < reader->spans.count; i++) {
		const struct stored_rules *span = &reader->spans.items[i];
		const unsigned char *at = span->entries;
		for (uint32_t j = 0; j < span->count; j++) {
			struct rule_entry entry = entry_at(at, old);
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

/* Of the same source, target and class. */
static int compare_rules(const void *a, const void *b)
{
	const struct policy_rule *x = a, *y = b;
	const unsigned left[] = {x->permissions, x->condition};
	const unsigned right[] = {y->permissions, y->condition};
	return compare_numbers(left, right, 2);
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

/* Room to sort the rules of one source in. */
struct sorter {
	uint64_t *keys, *spare;
	struct policy_rule *rows;
};

enum { FEW = 32, DIGIT = 8, VALUES = 1 << DIGIT, DIGITS = 4, LOWEST = 32 };

static void insert_keys(uint64_t *keys, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		uint64_t key = keys[i];
		size_t at = i;
		for (; at > 0 && keys[at - 1] > key; at--)
			keys[at] = keys[at - 1];
		keys[at] = key;
	}
}

static unsigned digit_of(uint64_t key, unsigned digit)
{
	return (key >> (LOWEST + DIGIT * digit)) % VALUES;
}

/* From how many keys with each value of a digit to where those go. */
static void sum_counts(uint32_t *counts)
{
	uint32_t sum = 0;
	for (unsigned i = 0; i < VALUES; i++) {
		uint32_t own = counts[i];
		counts[i] = sum;
		sum += own;
	}
}

/*
 * Which of the two has the sorted keys in the end.  Comparing many in no order
 * at all is a guess each time, so that their digits are counted instead, the
 * lowest first.  Below those, the keys are in order as they come.
 */
static const uint64_t *sort_keys(struct sorter *sorter, size_t count)
{
	uint64_t *from = sorter->keys, *to = sorter->spare;
	if (count <= FEW) {
		insert_keys(from, count);
		return from;
	}
	uint32_t counts[DIGITS][VALUES] = {{0}};
	for (size_t i = 0; i < count; i++)
		for (unsigned digit = 0; digit < DIGITS; digit++)
			counts[digit][digit_of(from[i], digit)]++;
	for (unsigned digit = 0; digit < DIGITS; digit++) {
		uint32_t *places = counts[digit];
		if (places[digit_of(from[0], digit)] == count)
			continue; /* all have the same */
		sum_counts(places);
		for (size_t i = 0; i < count; i++)
			to[places[digit_of(from[i], digit)]++] = from[i];
		uint64_t *swapped = from;
		from = to;
		to = swapped;
	}
	return from;
}

/*
 * Rules with the same key.  A compiler joins those that always hold, which a
 * Xen relies on: it refuses a second one.
 */
static bool sort_equals(struct reader *reader, struct policy_rule *rows,
			size_t count)
{
	unsigned always = 0;
	for (size_t i = 0; i < count; i++)
		always += rows[i].condition == POLICY_ALWAYS;
	if (always > 1)
		return image_fail(&reader->image, "%s has two on %s",
				  reader->types[rows->source].name,
				  reader->types[rows->target].name);
	qsort(rows, count, sizeof *rows, compare_rules);
	return true;
}

/* Sorts those of a source by target and class, then those with equal ones. */
static bool sort_rules(struct reader *reader, struct sorter *sorter,
		       struct policy_rule *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		sorter->keys[i] = (uint64_t)rows[i].target << 48 |
				  (uint64_t)rows[i].object_class << 32 | i;
	memcpy(sorter->rows, rows, count * sizeof *rows);
	const uint64_t *keys = sort_keys(sorter, count);
	for (size_t i = 0, first = 0; i < count; i++) {
		rows[i] = sorter->rows[(uint32_t)keys[i]];
		if (i + 1 < count && keys[i + 1] >> 32 == keys[i] >> 32)
			continue;
		if (i > first &&
		    !sort_equals(reader, rows + first, i + 1 - first))
			return false;
		first = i + 1;
	}
	return true;
}

bool rules_resolve(struct reader *reader)
{
	struct policy *policy = reader->policy;
	size_t *ends = reader->rule_counts;
	size_t count = 0, most = 0;
	reader->image.part = "rules";
	reader->image.at = reader->rules_at;
	for (unsigned i = 0; i < policy->type_count; i++) {
		size_t own = ends[i];
		ends[i] = count;
		count += own;
		most = own > most ? own : most;
	}
	struct policy_rule *rows =
		arena_alloc(reader->arena, count, sizeof *rows);
	place_rules(reader, ends, rows);
	struct sorter sorter = {
		arena_alloc(reader->scratch, most, sizeof(uint64_t)),
		arena_alloc(reader->scratch, most, sizeof(uint64_t)),
		arena_alloc(reader->scratch, most, sizeof *rows),
	};
	for (size_t i = 0, first = 0; i < policy->type_count; i++) {
		if (!sort_rules(reader, &sorter, rows + first, ends[i] - first))
			return false;
		first = ends[i];
	}
	if (reader->transitions.count)
		qsort(reader->transitions.items, reader->transitions.count,
		      sizeof *reader->transitions.items, compare_transitions);
	policy->rules = rows;
	policy->rule_count = (unsigned)count;
	policy->transitions = reader->transitions.items;
	policy->transition_count = (unsigned)reader->transitions.count;
	return true;
}
