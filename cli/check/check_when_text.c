/* Truth tables as expressions. */
#include <stdlib.h>
#include <string.h>

#include "check/when.h"
#include "base/text.h"

/* A product: the booleans of care, each on or off as in value. */
struct product {
	unsigned care, value;
};

/* The table with its booleans in the order of their names. */
struct sum {
	const char *names[WHEN_BOOLEANS];
	unsigned count;
	bool on[1 << WHEN_BOOLEANS];
	bool covered[1 << WHEN_BOOLEANS];
};

static bool covers(struct product product, unsigned state)
{
	return (state & product.care) == product.value;
}

/* Whether all its states are on. */
static bool is_implicant(const struct sum *sum, struct product product)
{
	for (unsigned state = 0; state < 1U << sum->count; state++)
		if (covers(product, state) && !sum->on[state])
			return false;
	return true;
}

/* Whether no boolean of it can be left out. */
static bool is_prime(const struct sum *sum, struct product product)
{
	for (unsigned bit = 1; bit < 1U << sum->count; bit <<= 1) {
		struct product wider = {product.care & ~bit,
					product.value & ~bit};
		if ((product.care & bit) && is_implicant(sum, wider))
			return false;
	}
	return is_implicant(sum, product);
}

static unsigned newly_covered(const struct sum *sum, struct product product)
{
	unsigned count = 0;
	for (unsigned state = 0; state < 1U << sum->count; state++)
		count += covers(product, state) && !sum->covered[state];
	return count;
}

static void cover(struct sum *sum, struct product product)
{
	for (unsigned state = 0; state < 1U << sum->count; state++)
		sum->covered[state] |= covers(product, state);
}

/* Products whose booleans stand first, and are on, come first. */
static int compare_products(const void *a, const void *b)
{
	const struct product *x = a, *y = b;
	for (unsigned bit = 1; bit < 1U << WHEN_BOOLEANS; bit <<= 1) {
		if ((x->care & bit) != (y->care & bit))
			return x->care & bit ? -1 : 1;
		if ((x->value & bit) != (y->value & bit))
			return x->value & bit ? -1 : 1;
	}
	return 0;
}

static size_t find_primes(const struct sum *sum, struct product primes[])
{
	size_t count = 0;
	for (unsigned care = 0; care < 1U << sum->count; care++)
		/* All subsets of care, from itself down to none. */
		for (unsigned value = care;; value = (value - 1) & care) {
			struct product product = {care, value};
			if (is_prime(sum, product))
				primes[count++] = product;
			if (!value)
				break;
		}
	qsort(primes, count, sizeof *primes, compare_products);
	return count;
}

/* Whether no other product covers some state that this one does. */
static bool is_essential(const struct sum *sum, const struct product *primes,
			 size_t count, size_t index)
{
	for (unsigned state = 0; state < 1U << sum->count; state++) {
		size_t others = 0;
		if (!covers(primes[index], state))
			continue;
		for (size_t i = 0; i < count; i++)
			others += i != index && covers(primes[i], state);
		if (!others)
			return true;
	}
	return false;
}

/* Those that are needed: the essential, then what covers most. */
static size_t choose(struct sum *sum, struct product *primes, size_t count)
{
	size_t chosen = 0;
	for (size_t i = 0; i < count; i++)
		if (is_essential(sum, primes, count, i)) {
			struct product product = primes[i];
			cover(sum, product);
			memmove(&primes[chosen + 1], &primes[chosen],
				(i - chosen) * sizeof *primes);
			primes[chosen++] = product;
		}
	for (;;) {
		size_t best = chosen;
		unsigned most = 0;
		for (size_t i = chosen; i < count; i++) {
			unsigned covered = newly_covered(sum, primes[i]);
			if (covered > most) {
				most = covered;
				best = i;
			}
		}
		if (!most)
			break;
		struct product product = primes[best];
		cover(sum, product);
		primes[best] = primes[chosen];
		primes[chosen++] = product;
	}
	qsort(primes, chosen, sizeof *primes, compare_products);
	return chosen;
}

static const char *product_text(const struct sum *sum, struct product product,
				bool alone, struct arena *arena)
{
	const char *text = "";
	unsigned literals = 0;
	for (unsigned i = 0; i < sum->count; i++)
		if (product.care >> i & 1)
			text = arena_format(arena, "%s%s%s%s", text,
					    literals++ ? " && " : "",
					    product.value >> i & 1 ? "" : "!",
					    sum->names[i]);
	return literals > 1 && !alone ? arena_format(arena, "(%s)", text)
				      : text;
}

static void fill(struct sum *sum, const struct policy *policy,
		 const struct when *when)
{
	sum->count = when->count;
	for (unsigned i = 0; i < when->count; i++)
		sum->names[i] = policy->booleans[when->booleans[i]].name;
	qsort(sum->names, sum->count, sizeof *sum->names, text_compare_items);
	for (unsigned state = 0; state < 1U << when->count; state++) {
		unsigned renamed = 0;
		for (unsigned i = 0; i < when->count; i++)
			for (unsigned j = 0; j < when->count; j++)
				if (sum->names[j] ==
				    policy->booleans[when->booleans[i]].name)
					renamed |= (state >> i & 1) << j;
		sum->on[renamed] = when->states[state / 64] >> (state % 64) & 1;
	}
}

/* Every state is covered: there are at most 3^count products. */
static const char *sum_text(const struct policy *policy,
			    const struct when *when, struct arena *arena)
{
	struct arena scratch = ARENA_INIT;
	struct sum sum = {.count = 0};
	size_t limit = 1;
	fill(&sum, policy, when);
	for (unsigned i = 0; i < sum.count; i++)
		limit *= 3;
	struct product *products =
		arena_alloc(&scratch, limit, sizeof *products);
	size_t count = find_primes(&sum, products);
	count = choose(&sum, products, count);
	const char *text = "";
	for (size_t i = 0; i < count; i++)
		text = arena_format(
			arena, "%s%s%s", text, i ? " || " : "",
			product_text(&sum, products[i], count == 1, arena));
	arena_release(&scratch);
	return text;
}

static bool default_of(const struct policy *policy, const struct when *when)
{
	unsigned state = 0;
	for (unsigned i = 0; i < when->count; i++)
		if (policy->booleans[when->booleans[i]].default_state)
			state |= 1U << i;
	return when->states[state / 64] >> (state % 64) & 1;
}

static const char *find_text(struct conditions *conditions,
			     const struct when *when)
{
	const struct policy *policy = conditions->policy;
	if (when->text)
		return when->text;
	for (unsigned i = 0; i < policy->condition_count; i++)
		if (when_equal(condition_when(conditions, i), when))
			return policy->conditions[i].expression;
	return sum_text(policy, when, conditions->arena);
}

const char *when_text(struct conditions *conditions, const struct when *when,
		      bool *default_state)
{
	*default_state = true;
	if (when_is_always(when))
		return NULL;
	for (size_t i = 0; i < conditions->texts.count; i++) {
		const struct when_text *row = &conditions->texts.items[i];
		if (when_equal(&row->when, when)) {
			*default_state = row->default_state;
			return row->text;
		}
	}
	const char *text = find_text(conditions, when);
	*default_state = when->text ? when->text_default
				    : default_of(conditions->policy, when);
	*list_push(&conditions->texts, conditions->arena) =
		(struct when_text){*when, text, *default_state};
	return text;
}
