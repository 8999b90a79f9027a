/* The names that somebody may mean who wrote another word. */
#include "base/near.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "base/memory.h"

enum { LONGEST = 64, PART_LIMIT = 16 };

/* What a letter that is wrong costs, and what else does. */
enum {
	COST_LETTER = 6,
	COST_START = 1,	    /* the name has something else before it */
	COST_SKIPPED = 4,   /* the word has parts that the name lacks */
	COST_SHORTENED = 4, /* and one for each letter that is left out */
	COST_ORDER = 12,
};

/* A letter in so many may be wrong, and so many at most. */
enum { LETTERS_A_FAULT = 3, FAULT_LIMIT = 4 };

/* A word as its letters in small, and where each of its parts starts. */
struct word_parts {
	char text[LONGEST + 1];
	size_t starts[PART_LIMIT + 1]; /* with its end */
	size_t count;
};

static bool is_of_part(char byte)
{
	return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

/* False: it has no letters, or too many. */
static bool split(const char *word, struct word_parts *parts)
{
	size_t length = 0;
	bool within = false;
	parts->count = 0;
	for (; *word; word++) {
		bool letter = is_of_part(*word);
		if (letter && !within && parts->count < PART_LIMIT)
			parts->starts[parts->count++] = length;
		within = letter;
		if (!letter)
			continue;
		if (length == LONGEST)
			return false;
		parts->text[length++] = (char)tolower((unsigned char)*word);
	}
	parts->text[length] = '\0';
	parts->starts[parts->count] = length;
	return length > 0;
}

static size_t length_of(const struct word_parts *parts)
{
	return parts->starts[parts->count];
}

/* Whether they have the same first parts, so many. */
static bool start_alike(const struct word_parts *a, const struct word_parts *b,
			size_t count)
{
	if (a->count < count || b->count < count)
		return false;
	for (size_t i = 0; i <= count; i++)
		if (a->starts[i] != b->starts[i])
			return false;
	return memcmp(a->text, b->text, a->starts[count]) == 0;
}

/* --- How far ----------------------------------------------------------- */

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned near_distance(const char *a, const char *b)
{
	unsigned rows[3][LONGEST + 1];
	size_t length_a = strlen(a), length_b = strlen(b);
	if (length_a > LONGEST || length_b > LONGEST)
		return UINT_MAX;
	for (size_t j = 0; j <= length_b; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= length_a; i++) {
		unsigned *row = rows[i % 3];
		const unsigned *above = rows[(i - 1) % 3];
		const unsigned *two_above = rows[(i + 1) % 3];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= length_b; j++) {
			int x = tolower((unsigned char)a[i - 1]);
			int y = tolower((unsigned char)b[j - 1]);
			row[j] = least(above[j] + 1, row[j - 1] + 1);
			row[j] = least(row[j], above[j - 1] + (x != y));
			if (i > 1 && j > 1 &&
			    x == tolower((unsigned char)b[j - 2]) &&
			    y == tolower((unsigned char)a[i - 2]))
				row[j] = least(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[length_a % 3][length_b];
}

/* Another number is not a fault in writing one, but another thing. */
static bool same_digits(const char *a, const char *b)
{
	static const char digits[] = "0123456789";
	for (;;) {
		a += strcspn(a, digits);
		b += strcspn(b, digits);
		if (!*a || *a != *b)
			return *a == *b;
		a++;
		b++;
	}
}

/* Letters that are wrong; UINT_MAX: too many of them. */
static unsigned cost_of_letters(const char *word, const char *name)
{
	const size_t length = strlen(word), name_length = strlen(name);
	const size_t shorter = length < name_length ? length : name_length;
	const size_t longer = length < name_length ? name_length : length;
	const size_t faults = shorter / LETTERS_A_FAULT < FAULT_LIMIT
				      ? shorter / LETTERS_A_FAULT
				      : FAULT_LIMIT;
	if (longer - shorter > faults || !same_digits(word, name))
		return UINT_MAX;
	const unsigned distance = near_distance(word, name);
	return distance > faults ? UINT_MAX : distance * COST_LETTER;
}

/* --- Parts ------------------------------------------------------------- */

/* What is looked for. */
struct near_search {
	struct word_parts word;
	size_t common; /* of its first parts, those that names start with */
};

/* Whether what is left of a word behind that part still says which it is. */
static bool says_enough(const struct near_search *search, size_t part,
			bool exact)
{
	const struct word_parts *word = &search->word;
	enum { LETTERS = 4 };
	const size_t end = length_of(word);
	const size_t left = end - word->starts[part];
	const size_t all = end - word->starts[search->common];
	return left >= LETTERS && (2 * left >= all || (exact && part == 1));
}

/* Some parts of a word, one behind the other. */
struct part_run {
	const struct word_parts *of;
	size_t first, end;
};

static size_t part_length(const struct word_parts *parts, size_t part)
{
	return parts->starts[part + 1] - parts->starts[part];
}

static bool same_part(const struct part_run *a, size_t part_a,
		      const struct part_run *b, size_t part_b)
{
	const size_t length = part_length(a->of, part_a);
	return length == part_length(b->of, part_b) &&
	       memcmp(a->of->text + a->of->starts[part_a],
		      b->of->text + b->of->starts[part_b], length) == 0;
}

/* Takes away what they start or end with alike, but for a last part of each. */
static void take_alike(struct part_run *a, struct part_run *b)
{
	while (a->first + 1 < a->end && b->first + 1 < b->end &&
	       same_part(a, a->first, b, b->first)) {
		a->first++;
		b->first++;
	}
	while (a->first + 1 < a->end && b->first + 1 < b->end &&
	       same_part(a, a->end - 1, b, b->end - 1)) {
		a->end--;
		b->end--;
	}
}

static const char *run_text(const struct part_run *run, char text[LONGEST + 1])
{
	const size_t from = run->of->starts[run->first];
	const size_t length = run->of->starts[run->end] - from;
	memcpy(text, run->of->text + from, length);
	text[length] = '\0';
	return text;
}

/* Both from a part on to the end. */
static unsigned cost_of_runs(struct part_run word, struct part_run name)
{
	char word_text[LONGEST + 1], name_text[LONGEST + 1];
	const char *whole = run_text(&word, word_text);
	const size_t length = strlen(whole);
	const size_t name_length = strlen(run_text(&name, name_text));
	if (length > 1 && strncmp(name_text, whole, length) == 0 &&
	    name_length > length)
		return (unsigned)(COST_SHORTENED + name_length - length);
	if (strcmp(whole, name_text) == 0)
		return 0;
	take_alike(&word, &name);
	return cost_of_letters(run_text(&word, word_text),
			       run_text(&name, name_text));
}

/* From one part on to the end, in both. */
static unsigned cost_from(const struct near_search *search,
			  const struct word_parts *name, size_t part,
			  size_t name_part)
{
	const struct word_parts *word = &search->word;
	unsigned cost =
		cost_of_runs((struct part_run){word, part, word->count},
			     (struct part_run){name, name_part, name->count});
	if (cost == UINT_MAX)
		return cost;
	if (part > search->common) {
		if (!says_enough(search, part, cost == 0))
			return UINT_MAX;
		cost += COST_SKIPPED;
	}
	if (part != name_part || !start_alike(word, name, part))
		cost += COST_START;
	return cost;
}

/* All parts of the word in any order, anywhere in the name. */
static unsigned cost_of_order(const struct near_search *search,
			      const struct word_parts *name)
{
	const struct word_parts *word = &search->word;
	enum { LETTERS = 3, SHARE = 3 };
	const size_t from = start_alike(word, name, search->common)
				    ? name->starts[search->common]
				    : 0;
	const size_t length = length_of(name) - from;
	size_t covered = 0;
	for (size_t i = search->common; i < word->count; i++) {
		char part[LONGEST + 1];
		const size_t letters = word->starts[i + 1] - word->starts[i];
		memcpy(part, word->text + word->starts[i], letters);
		part[letters] = '\0';
		if (letters < LETTERS || !strstr(name->text + from, part))
			return UINT_MAX;
		covered += letters;
	}
	if (covered <= LETTERS || covered > length || SHARE * covered < length)
		return UINT_MAX;
	return (unsigned)(COST_ORDER + length - covered);
}

static unsigned cost_of_name(const struct near_search *search, const char *text)
{
	struct word_parts name;
	if (!split(text, &name))
		return UINT_MAX;
	unsigned cost = cost_of_order(search, &name);
	for (size_t i = 0; i < search->word.count; i++)
		for (size_t j = 0; j < name.count; j++)
			cost = least(cost, cost_from(search, &name, i, j));
	return cost;
}

/* How many first parts of the word two names start with, but for its last. */
static size_t common_parts(const struct word_parts *word,
			   const char *const names[], size_t count)
{
	size_t once = 0, twice = 0;
	for (size_t i = 0; i < count; i++) {
		struct word_parts name;
		size_t same = 0;
		if (!split(names[i], &name))
			continue;
		while (same + 1 < word->count &&
		       start_alike(word, &name, same + 1))
			same++;
		if (same > once) {
			twice = once;
			once = same;
		} else if (same > twice) {
			twice = same;
		}
	}
	return twice;
}

/* --- Names ------------------------------------------------------------- */

size_t near_find(const char *word, const char *const names[], size_t count,
		 const char *found[NEAR_LIMIT])
{
	struct near_search search;
	unsigned best = UINT_MAX - 1;
	size_t found_count = 0;
	if (!split(word, &search.word))
		return 0;
	search.common = common_parts(&search.word, names, count);
	for (size_t i = 0; i < count; i++) {
		const unsigned cost = cost_of_name(&search, names[i]);
		bool again = strcmp(word, names[i]) == 0;
		if (again || cost > best)
			continue;
		if (cost < best)
			found_count = 0;
		best = cost;
		for (size_t j = 0; j < found_count; j++)
			again |= strcmp(found[j], names[i]) == 0;
		if (!again && found_count < NEAR_LIMIT)
			found[found_count++] = names[i];
	}
	return found_count;
}

const char *near_hint(const char *word, const char *const names[], size_t count,
		      struct arena *arena)
{
	const char *found[NEAR_LIMIT];
	const size_t found_count = near_find(word, names, count, found);
	const char *text = "";
	for (size_t i = 0; i < found_count; i++)
		text = arena_format(arena, "%s%s%s", text,
				    !i			   ? "; do you mean "
				    : i + 1 == found_count ? " or "
							   : ", ",
				    found[i]);
	return found_count ? arena_format(arena, "%s?", text) : text;
}

const char *near_hint_of(const char *word, const char *const names[],
			 struct arena *arena)
{
	size_t count = 0;
	while (names[count])
		count++;
	return near_hint(word, names, count, arena);
}
