/*
 * Rules and transitions, where they stand: whether each is in order, and how
 * many there are of each source.
 */
#include <stdlib.h>

#include "policy/policy_entry.h"
#include "policy/policy_rule.h"

static unsigned bits_of(uint32_t kinds)
{
	return (unsigned)__builtin_popcount(kinds);
}

/* Kinds that go together, and a word for each behind those of the key. */
static bool is_odd_old(const struct rule_entry *entry)
{
	unsigned accesses = bits_of(entry->kinds & KIND_ACCESSES);
	unsigned results = bits_of(entry->kinds & KIND_RESULTS);
	return (accesses == 0) == (results == 0) ||
	       entry->size != OLD_SIZE + ((size_t)accesses + results - 1) * 4;
}

static bool is_odd(const struct reader *reader, const struct rule_entry *entry)
{
	const struct policy *policy = reader->policy;
	uint32_t kinds = entry->kinds;
	uint32_t known = KIND_ACCESSES | KIND_RESULTS;
	if (entries_are_old(reader))
		return is_odd_old(entry);
	if (!policy->target_xen && policy->version >= VERSION_IOCTLS)
		known |= KIND_IOCTLS;
	return !(kinds & known) || (kinds & (kinds - 1));
}

/* NULL: the entry is in order; else what is not. */
static const char *strangeness(const struct reader *reader,
			       const struct rule_entry *entry)
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
	return is_odd(reader, entry) ? "a rule is of no known kind" : NULL;
}

/* --- Rules that stand twice ------------------------------------------- */

/* Types, class and kind of rules other than allow, a key for each kind. */
struct keys {
	list_of(uint64_t) list;
};

static void add_keys(const struct rule_entry *entry, struct arena *arena,
		     struct keys *keys)
{
	uint32_t others = entry->kinds & (KIND_ACCESSES | KIND_RESULTS) &
			  ~(uint32_t)KIND_ALLOW;
	for (; others; others &= others - 1)
		*list_push(&keys->list, arena) = (uint64_t)entry->source << 48 |
						 (uint64_t)entry->target << 32 |
						 (uint64_t)entry->object_class
							 << 16 |
						 (others & -others);
}

static int compare_keys(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/*
 * A Xen takes no second rule of the same kind, types and class among those
 * that always hold; of allow rules policy_sort.c tells it.
 */
static bool are_single(struct reader *reader, struct keys *keys)
{
	bool single = true;
	if (keys->list.count)
		qsort(keys->list.items, keys->list.count, sizeof(uint64_t),
		      compare_keys);
	for (size_t i = 1; i < keys->list.count && single; i++)
		single = keys->list.items[i] != keys->list.items[i - 1];
	return single ||
	       image_fail(&reader->image, "a rule of one kind, types and class "
					  "stands twice");
}

/* --- One after the other ---------------------------------------------- */

static bool scan_entry(struct reader *reader, unsigned condition,
		       struct arena *scratch, struct keys *keys)
{
	struct image *image = &reader->image;
	const unsigned char *at = image_take(image, entry_least(reader));
	if (!at)
		return false;
	struct rule_entry entry = entry_at(at, entries_are_old(reader));
	const char *strange = strangeness(reader, &entry);
	if (strange) {
		image->at = (size_t)(at - image->bytes);
		return image_fail(image, "%s", strange);
	}
	if (!image_take(image, entry.size - entry_least(reader)))
		return false;
	if (condition == POLICY_ALWAYS)
		add_keys(&entry, scratch, keys);
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
	uint32_t count = image_count(image, entry_least(reader));
	/* A Xen loads no policy without rules. */
	if (!count)
		return image_fail(image, "there are none");
	if (!reader->rule_counts)
		reader->rule_counts =
			arena_alloc(reader->scratch, reader->policy->type_count,
				    sizeof(size_t));
	*list_push(&reader->spans, reader->scratch) = (struct stored_rules){
		image->bytes + image->at, count, condition};
	struct arena scratch = ARENA_INIT;
	struct keys keys = {LIST_INIT};
	bool done = true;
	for (uint32_t i = 0; i < count && done; i++)
		done = scan_entry(reader, condition, &scratch, &keys);
	done = done && !image->error &&
	       (condition != POLICY_ALWAYS || are_single(reader, &keys));
	arena_release(&scratch);
	return done;
}
