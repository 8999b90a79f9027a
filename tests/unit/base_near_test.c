/* The names that somebody may mean who wrote another word. */
#include "world.h"

#include <limits.h>
#include <string.h>

#include "base/near.h"

static const struct {
	const char *a, *b;
	unsigned distance;
} distances[] = {
	{"", "", 0},
	{"", "abc", 3},
	{"pause", "pause", 0},
	{"pause", "Pause", 0},
	{"pause", "pauses", 1},		   /* insert */
	{"pause", "paus", 1},		   /* delete */
	{"pause", "parse", 1},		   /* replace */
	{"pausedomain", "pausedomian", 1}, /* swap */
	{"kitten", "sitting", 3},
	{"ca", "abc", 3}, /* what was swapped is not touched again */
	{"XEN_DOMCTL_pausedomain", "XEN_DOMCTL_unpausedomain", 2},
};

static void distance_counts_steps(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof distances / sizeof *distances; i++) {
		unsigned there = near_distance(distances[i].a, distances[i].b);
		unsigned back = near_distance(distances[i].b, distances[i].a);
		assert_int_equal(there, back);
		if (there != distances[i].distance)
			fail_msg("%s to %s: %u", distances[i].a, distances[i].b,
				 there);
	}
}

static void long_words_are_far(void **state)
{
	char longest[65], longer[66];
	(void)state;
	memset(longest, 'x', 64);
	memset(longer, 'x', 65);
	longest[64] = longer[65] = '\0';
	assert_int_equal(near_distance(longest, longest), 0);
	assert_int_equal(near_distance(longest, ""), 64);
	assert_int_equal(near_distance(longest, longer), UINT_MAX);
	assert_int_equal(near_distance(longer, longer), UINT_MAX);
}

/* What is near each word, of these names, up to the NULL. */
static const struct {
	const char *word;
	const char *names[8];
	const char *hint;
} rows[] = {
	/* Letters. */
	{"puase", {"pause", "unpause"}, "; do you mean pause?"},
	{"dommain", {"domain", "xen"}, "; do you mean domain?"},
	{"zzz", {"pause", "xen", "vcp"}, ""},
	{"sure", {"safe", "covered"}, ""},
	{"", {"pause"}, ""},
	{"---", {"pause"}, ""},
	{"x", {"xen"}, ""},
	/* What many names start with says nothing. */
	{"__HYPERVISOR_tmem_op",
	 {"__HYPERVISOR_set_gdt", "__HYPERVISOR_iret"},
	 ""},
	/* Nor does what they end with. */
	{"__HYPERVISOR_tmem_op",
	 {"__HYPERVISOR_set_timer_op", "__HYPERVISOR_iret"},
	 ""},
	{"__HYPERVISOR_irett",
	 {"__HYPERVISOR_set_gdt", "__HYPERVISOR_iret"},
	 "; do you mean __HYPERVISOR_iret?"},
	{"XEN_DOMCTL_pausedomian",
	 {"XEN_DOMCTL_pausedomain", "XEN_DOMCTL_unpausedomain"},
	 "; do you mean XEN_DOMCTL_pausedomain?"},
	/* Digits are not mistaken. */
	{"XSM999", {"XSM309", "XSM201"}, ""},
	{"XSM30", {"XSM309", "XSM201"}, "; do you mean XSM309?"},
	{"4,17", {"4.17", "4.18"}, "; do you mean 4.17?"},
	/* Another start, or none. */
	{"XEN_SYSCTL_pausedomain",
	 {"XEN_DOMCTL_pausedomain", "XEN_SYSCTL_physinfo"},
	 "; do you mean XEN_DOMCTL_pausedomain?"},
	{"pausedomian",
	 {"XEN_DOMCTL_pausedomain", "XEN_SYSCTL_physinfo"},
	 "; do you mean XEN_DOMCTL_pausedomain?"},
	{"__HYPERVISOR_domctl", {"domctl", "sysctl"}, "; do you mean domctl?"},
	/* Case, and what stands between parts. */
	{"xen-domctl-pausedomain",
	 {"XEN_DOMCTL_pausedomain"},
	 "; do you mean XEN_DOMCTL_pausedomain?"},
	{"devicemodel", {"device-model"}, "; do you mean device-model?"},
	/* The start of a name, or of a part. */
	{"expl", {"explain", "export"}, "; do you mean explain?"},
	{"ex", {"explain", "export"}, "; do you mean export?"},
	{"XEN_DOMCTL_pause",
	 {"XEN_DOMCTL_pausedomain", "XEN_DOMCTL_unpausedomain"},
	 "; do you mean XEN_DOMCTL_pausedomain?"},
	/* Parts in another order. */
	{"domain_pause",
	 {"XEN_DOMCTL_pausedomain", "XEN_DOMCTL_setdomain"},
	 "; do you mean XEN_DOMCTL_pausedomain?"},
	/* Several, each once. */
	{"pause:domain",
	 {"domain:pause", "domain:pause", "xen:pause"},
	 "; do you mean domain:pause?"},
	{"hvmcontext",
	 {"gethvmcontext", "sethvmcontext", "other"},
	 "; do you mean gethvmcontext or sethvmcontext?"},
	{"aXc", {"abc", "aec", "adc", "afc"}, "; do you mean abc, aec or adc?"},
};

static void names_are_near_by_parts(void **state)
{
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *hint = near_hint_of(rows[i].word, rows[i].names,
						&world->arena);
		if (strcmp(hint, rows[i].hint) != 0)
			fail_msg("%s: \"%s\"", rows[i].word, hint);
	}
}

/* Words and names of any length are no fault. */
static void long_ones_are_near_none(void **state)
{
	char word[400];
	const char *const names[] = {"pause", word, ""};
	const char *found[NEAR_LIMIT];
	(void)state;
	for (size_t i = 0; i + 1 < sizeof word; i++)
		word[i] = i % 2 ? '_' : 'a';
	word[sizeof word - 1] = '\0';
	assert_int_equal(near_find(word, names, 3, found), 0);
	assert_int_equal(near_find("pausd", names, 3, found), 1);
	assert_int_equal(near_find("pausd", names, 0, found), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distance_counts_steps),
		cmocka_unit_test(long_words_are_far),
		WORLD_TEST(names_are_near_by_parts),
		cmocka_unit_test(long_ones_are_near_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
