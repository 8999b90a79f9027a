/* Who may call, as sets of alternatives. */
#include "registry/registry_who.h"

#include <stdbool.h>
#include <string.h>

/* What a caller can be to the domain in question, and at all. */
static const char *const traits[] = {"self", "device-model", "control",
				     "hardware", "xenstore"};

enum { TRAITS = sizeof traits / sizeof *traits, CALLERS = 1 << TRAITS };

static unsigned trait_of(const char *word, size_t length)
{
	unsigned trait = 0;
	while (trait < TRAITS && (strlen(traits[trait]) != length ||
				  memcmp(traits[trait], word, length) != 0))
		trait++;
	return trait;
}

/* The traits of one alternative: "self&hardware". */
static unsigned traits_of(const char *text, size_t length)
{
	unsigned all = 0;
	for (size_t at = 0; at < length;) {
		size_t end = at + strcspn(text + at, "& ");
		unsigned trait = trait_of(text + at, end - at);
		if (trait < TRAITS)
			all |= 1U << trait;
		at = end + 1;
	}
	return all;
}

uint32_t who_of(const char *text)
{
	uint32_t all = WHO_NOBODY;
	if (strcmp(text, "anyone") == 0)
		return WHO_ANYONE;
	while (*text && strcmp(text, "nobody") != 0) {
		size_t length = strcspn(text, " ");
		all |= (uint32_t)1 << traits_of(text, length);
		text += length + (text[length] == ' ');
	}
	return all;
}

/* The first of the set from that one on; CALLERS: there is none. */
static unsigned next_of(uint32_t all, unsigned from)
{
	const uint32_t left = from < CALLERS ? all >> from << from : 0;
	return left ? (unsigned)__builtin_ctz(left) : CALLERS;
}

/* Without what another alternative takes in: "self" takes in "self&control". */
static uint32_t shortest(uint32_t all)
{
	uint32_t kept = all;
	for (unsigned a = next_of(all, 0); a < CALLERS; a = next_of(all, a + 1))
		for (unsigned b = next_of(all, a + 1); b < CALLERS;
		     b = next_of(all, b + 1))
			/* What takes in another is the smaller number. */
			if ((a & b) == a)
				kept &= ~((uint32_t)1 << b);
	return kept;
}

/* A domain is not its own device model: traits 0 and 1. */
static bool is_possible(unsigned all)
{
	return (all & 3) != 3;
}

uint32_t who_either(uint32_t a, uint32_t b)
{
	return shortest(a | b);
}

uint32_t who_both(uint32_t a, uint32_t b)
{
	uint32_t all = WHO_NOBODY;
	for (unsigned i = 0; i < CALLERS; i++)
		for (unsigned j = 0; a >> i & 1 && j < CALLERS; j++)
			if (b >> j & 1 && is_possible(i | j))
				all |= (uint32_t)1 << (i | j);
	return shortest(all);
}

static unsigned trait_count(unsigned all)
{
	unsigned count = 0;
	for (; all; all &= all - 1)
		count++;
	return count;
}

static const char *traits_shown(unsigned all, struct arena *arena)
{
	const char *text = "";
	for (unsigned i = 0; i < TRAITS; i++)
		if (all >> i & 1)
			text = arena_format(arena, "%s%s%s", text,
					    *text ? "&" : "", traits[i]);
	return text;
}

const char *who_shown(uint32_t who, struct arena *arena)
{
	const char *text = "";
	if (who == WHO_NOBODY)
		return "nobody";
	if (who & WHO_ANYONE)
		return "anyone";
	for (unsigned count = 1; count <= TRAITS; count++)
		for (unsigned i = 1; i < CALLERS; i++)
			if (who >> i & 1 && trait_count(i) == count)
				text = arena_format(arena, "%s%s%s", text,
						    *text ? " " : "",
						    traits_shown(i, arena));
	return text;
}
