/* Conditions as expressions. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "right/right_guard.h"
#include "right/right_guard_text.h"

enum {
	TABLE_BOOLEANS =
		8, /* with more of them no shortest sum is looked for */
	TEXT_LIMIT = 1 << 14, /* bytes of an expression */
	TERM_LIMIT = 1 << 10, /* of what is joined alike */
};

/* A truth table; state s has boolean i on when its bit i is set. */
struct table_of_states {
	unsigned count;
	unsigned booleans[TABLE_BOOLEANS]; /* ascending */
	bool on[1 << TABLE_BOOLEANS];
};

/* A product: the booleans of care, each on or off as in value. */
struct product {
	unsigned care, value;
};

/* The table with its booleans in the order of their names. */
struct sum {
	const char *names[TABLE_BOOLEANS];
	unsigned count;
	bool on[1 << TABLE_BOOLEANS];
	bool covered[1 << TABLE_BOOLEANS];
};

static bool covers(struct product product, unsigned state)
{
	return (state & product.care) == product.value;
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
	for (unsigned bit = 1; bit < 1U << TABLE_BOOLEANS; bit <<= 1) {
		if ((x->care & bit) != (y->care & bit))
			return x->care & bit ? -1 : 1;
		if ((x->value & bit) != (y->value & bit))
			return x->value & bit ? -1 : 1;
	}
	return 0;
}

/*
 * Products as numbers to the base of 3, a digit for each boolean: 0 off, 1 on,
 * 2 where it is left out, so that a wider one comes after those within it.
 */
static size_t count_products(const struct sum *sum)
{
	size_t count = 1;
	for (unsigned i = 0; i < sum->count; i++)
		count *= 3;
	return count;
}

static struct product product_of(const struct sum *sum, size_t number)
{
	struct product product = {0, 0};
	for (unsigned i = 0; i < sum->count; i++, number /= 3) {
		product.care |= (unsigned)(number % 3 != 2) << i;
		product.value |= (unsigned)(number % 3 == 1) << i;
	}
	return product;
}

/* By number: whether all states of the product are on. */
static const bool *find_implicants(const struct sum *sum, struct arena *arena)
{
	const size_t count = count_products(sum);
	const unsigned all = (1U << sum->count) - 1;
	bool *implied = arena_alloc(arena, count, sizeof *implied);
	for (size_t i = 0; i < count; i++) {
		const struct product product = product_of(sum, i);
		size_t place = 1;
		for (unsigned bit = 1; product.care & bit; bit <<= 1)
			place *= 3;
		implied[i] =
			product.care == all
				? sum->on[product.value]
				: implied[i - place] && implied[i - 2 * place];
	}
	return implied;
}

/* Whether no boolean of it can be left out. */
static bool is_prime(const struct sum *sum, const bool *implied, size_t number)
{
	const struct product product = product_of(sum, number);
	size_t place = 1;
	for (unsigned i = 0; i < sum->count; i++, place *= 3) {
		const size_t to_two = product.value >> i & 1 ? 1 : 2;
		if ((product.care >> i & 1) && implied[number + to_two * place])
			return false;
	}
	return true;
}

static size_t find_primes(const struct sum *sum, struct product primes[])
{
	struct arena scratch = ARENA_INIT;
	const bool *implied = find_implicants(sum, &scratch);
	const size_t all = count_products(sum);
	size_t count = 0;
	for (size_t i = 0; i < all; i++)
		if (implied[i] && is_prime(sum, implied, i))
			primes[count++] = product_of(sum, i);
	qsort(primes, count, sizeof *primes, compare_products);
	arena_release(&scratch);
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
		 const struct table_of_states *when)
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
		sum->on[renamed] = when->on[state];
	}
}

/* Every state is covered: there are at most 3^count products. */
static const char *sum_text(const struct policy *policy,
			    const struct table_of_states *when,
			    struct arena *arena)
{
	struct arena scratch = ARENA_INIT;
	struct sum sum = {.count = 0};
	fill(&sum, policy, when);
	struct product *products =
		arena_alloc(&scratch, count_products(&sum), sizeof *products);
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

/* --- Tables ----------------------------------------------------------------
 */

/* Adds it in its place; false: there are too many. */
static bool add_boolean(struct table_of_states *table, unsigned boolean)
{
	unsigned place = 0;
	while (place < table->count && table->booleans[place] < boolean)
		place++;
	if (place < table->count && table->booleans[place] == boolean)
		return true;
	if (table->count == TABLE_BOOLEANS)
		return false;
	memmove(&table->booleans[place + 1], &table->booleans[place],
		(table->count - place) * sizeof *table->booleans);
	table->booleans[place] = boolean;
	table->count++;
	return true;
}

/*
 * Adds the booleans below the node; false when they are too many.  It goes down
 * no more ways than there are states of those that fit.
 */
static bool gather_booleans(const struct conditions *conditions, unsigned node,
			    struct table_of_states *table)
{
	const struct when_node *row = &conditions->nodes.items[node];
	if (node <= WHEN_ALWAYS)
		return true;
	return row->boolean != WHEN_UNDECIDED &&
	       add_boolean(table, row->boolean) &&
	       gather_booleans(conditions, row->low, table) &&
	       gather_booleans(conditions, row->high, table);
}

static bool value_in(const struct conditions *conditions, unsigned node,
		     const struct table_of_states *table, unsigned state)
{
	while (node > WHEN_ALWAYS) {
		const struct when_node *row = &conditions->nodes.items[node];
		unsigned place = 0;
		while (place < table->count &&
		       table->booleans[place] != row->boolean)
			place++;
		assert(place < table->count);
		node = state >> place & 1 ? row->high : row->low;
	}
	return node == WHEN_ALWAYS;
}

/* False: it has too many booleans for one. */
static bool make_table(const struct conditions *conditions, unsigned node,
		       struct table_of_states *table)
{
	table->count = 0;
	if (!gather_booleans(conditions, node, table))
		return false;
	for (unsigned state = 0; state < 1U << table->count; state++)
		table->on[state] = value_in(conditions, node, table, state);
	return true;
}

/* --- How it came about -----------------------------------------------------
 */

/* What is joined alike, each once. */
struct terms {
	struct conditions *conditions;
	enum joint joint;
	const char **items;
	size_t count;
	size_t left_out; /* for want of room */
	bool cut;	 /* that, or something within one of them */
	uint64_t hash;	 /* of these */
	struct arena scratch;
};

static const char *node_text(struct conditions *conditions, unsigned node);

/* What differs in what is not shown is not the same. */
static void leave_out(struct terms *terms, const char *text)
{
	terms->conditions->cut = terms->cut = true;
	terms->left_out++;
	do
		terms->hash = (terms->hash ^ (unsigned char)*text) *
			      UINT64_C(1099511628211);
	while (*text++);
}

static void add_term(struct terms *terms, unsigned node)
{
	const char *text = node_text(terms->conditions, node);
	terms->cut |= when_story(terms->conditions, node)->cut;
	if (terms->count == TERM_LIMIT) {
		leave_out(terms, text);
		return;
	}
	terms->items[terms->count++] =
		strchr(text, ' ') ? arena_format(&terms->scratch, "(%s)", text)
				  : text;
}

static bool is_joined(const struct terms *terms, unsigned node)
{
	const struct when_story *story = when_story(terms->conditions, node);
	return story->joint == terms->joint && !story->own;
}

/* The last ones first: what came about step by step is a chain of firsts. */
static void add_terms(struct terms *terms, unsigned node)
{
	struct conditions *conditions = terms->conditions;
	while (is_joined(terms, node)) {
		const struct when_story row = *when_story(conditions, node);
		if (is_joined(terms, row.second))
			add_terms(terms, row.second);
		else
			add_term(terms, row.second);
		node = row.first;
	}
	add_term(terms, node);
}

/* By text, each once, as far as there is room. */
static const char *join_terms(struct terms *terms, struct arena *arena)
{
	const char *sign = terms->joint == JOINT_AND ? " && " : " || ";
	struct buffer text = BUFFER_INIT;
	qsort(terms->items, terms->count, sizeof *terms->items,
	      text_compare_items);
	for (size_t i = 0; i < terms->count; i++) {
		if (i && strcmp(terms->items[i], terms->items[i - 1]) == 0)
			continue;
		if (i && text.length + strlen(terms->items[i]) > TEXT_LIMIT) {
			leave_out(terms, terms->items[i]);
			continue;
		}
		if (i)
			buffer_add_string(&text, sign);
		buffer_add_string(&text, terms->items[i]);
	}
	if (terms->left_out)
		buffer_format(&text, "%s(%zu more: %016llx)", sign,
			      terms->left_out, (unsigned long long)terms->hash);
	const char *copy = arena_string(arena, buffer_string(&text));
	buffer_release(&text);
	return copy;
}

static const char *origin_text(struct conditions *conditions, unsigned node)
{
	const struct when_story row = *when_story(conditions, node);
	struct terms terms = {.conditions = conditions,
			      .joint = row.joint,
			      .hash = UINT64_C(14695981039346656037)};
	if (row.joint == JOINT_NOT) {
		const char *text = node_text(conditions, row.first);
		const bool cut = when_story(conditions, row.first)->cut;
		when_own_story(conditions, node)->cut = cut;
		return arena_format(conditions->arena,
				    strchr(text, ' ') ? "!(%s)" : "!%s", text);
	}
	terms.items =
		arena_alloc(&terms.scratch, TERM_LIMIT, sizeof *terms.items);
	add_terms(&terms, node);
	const char *text = join_terms(&terms, conditions->arena);
	when_own_story(conditions, node)->cut = terms.cut;
	arena_release(&terms.scratch);
	return text;
}

/* --- Texts -----------------------------------------------------------------
 */

static const char *node_text(struct conditions *conditions, unsigned node)
{
	struct table_of_states table;
	if (!when_story(conditions, node)->text) {
		const char *text = make_table(conditions, node, &table)
					   ? sum_text(conditions->policy,
						      &table, conditions->arena)
					   : origin_text(conditions, node);
		when_own_story(conditions, node)->text = text;
	}
	return when_story(conditions, node)->text;
}

/* The policy's own conditions are called as it calls them, the first first. */
static void name_own(struct conditions *conditions)
{
	const struct policy *policy = conditions->policy;
	for (unsigned i = 0; i < policy->condition_count; i++) {
		const struct when when = condition_when(conditions, i);
		if (when.node <= WHEN_ALWAYS ||
		    when_story(conditions, when.node)->own)
			continue;
		struct when_story *story =
			when_own_story(conditions, when.node);
		story->own = true;
		story->text = policy->conditions[i].expression;
	}
	conditions->named = true;
}

const char *when_text(struct conditions *conditions, const struct when *when,
		      bool *default_state)
{
	*default_state = conditions->nodes.items[when->node].by_default;
	if (when_is_always(when))
		return NULL;
	if (!conditions->named)
		name_own(conditions);
	const char *text = node_text(conditions, when->node);
	const struct when_node *node = &conditions->nodes.items[when->node];
	if (node->boolean == WHEN_UNDECIDED)
		map_set(&conditions->open, text, conditions, conditions->arena);
	if (when_story(conditions, when->node)->cut)
		map_set(&conditions->short_of, text, conditions,
			conditions->arena);
	return text;
}

bool when_text_is_open(const struct conditions *conditions, const char *text)
{
	return text && map_get(&conditions->open, text);
}

bool when_text_is_cut(const struct conditions *conditions, const char *text)
{
	return text && map_get(&conditions->short_of, text);
}
