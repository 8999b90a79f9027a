/* Which condition implies which, by trying all states of the booleans. */
#include "random_game.h"

#include "random_condition.h"
#include "right/right.h"

enum { NAMES = 4, PAIRS = 3000, LONG = 4096 };

static uint32_t draw(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % below;
}

/* An expression in as many parentheses as it takes. */
static void write(uint32_t *state, unsigned depth, struct buffer *text)
{
	static const char *const signs[] = {" || ", " && ", " ^ "};
	uint32_t kind = depth ? draw(state, 5) : 4;
	if (kind == 4) {
		buffer_format(text, "b%u", draw(state, NAMES));
	} else if (kind == 3) {
		buffer_add_string(text, "!(");
		write(state, depth - 1, text);
		buffer_add_string(text, ")");
	} else {
		buffer_add_string(text, "(");
		write(state, depth - 1, text);
		buffer_add_string(text, ")");
		buffer_add_string(text, signs[kind]);
		write(state, depth - 1, text);
	}
}

static bool implies(const char *narrow, const char *wide)
{
	for (uint32_t state = 0; state < 1U << NAMES; state++)
		if (holds_in(narrow, state) && !holds_in(wide, state))
			return false;
	return true;
}

static void as_by_all_states(void **state)
{
	uint32_t seed = 7;
	size_t found[2] = {0, 0};
	struct buffer narrow = BUFFER_INIT, wide = BUFFER_INIT;
	(void)state;
	for (unsigned i = 0; i < PAIRS; i++) {
		buffer_clear(&narrow);
		buffer_clear(&wide);
		write(&seed, 3, &narrow);
		write(&seed, 3, &wide);
		bool wanted =
			implies(buffer_string(&narrow), buffer_string(&wide));
		assert_int_equal(when_text_implies(buffer_string(&narrow),
						   buffer_string(&wide)),
				 wanted);
		found[wanted]++;
	}
	assert_true(found[0] > PAIRS / 10 && found[1] > PAIRS / 10);
	buffer_release(&narrow);
	buffer_release(&wide);
}

static void binds_as_policy_conf(void **state)
{
	(void)state;
	assert_true(when_text_implies("a && b || c", "c || b"));
	assert_false(when_text_implies("a && (b || c)", "c"));
	assert_true(when_text_implies("a == b", "!(a ^ b)"));
	assert_true(when_text_implies("a != b && c", "a || b"));
	assert_true(when_text_implies("a-b.c_1", "a-b.c_1"));
	assert_true(when_text_implies("a", NULL));
	assert_true(when_text_implies("a && !a", "b"));
	assert_false(when_text_implies(NULL, "a"));
}

/* What is not understood implies nothing. */
static void refuses_the_rest(void **state)
{
	static const char *const bad[] = {"",	    "a b",     "a &&", "(a",
					  "a)",	    "a & b",   "!",    "a | b",
					  "a && |", "\xc3\xa4"};
	struct buffer deep = BUFFER_INIT;
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_false(when_text_implies(bad[i], "a"));
		assert_false(when_text_implies("a", bad[i]));
	}
	buffer_add_repeated(&deep, '(', LONG);
	buffer_add_string(&deep, "a");
	buffer_add_repeated(&deep, ')', LONG);
	assert_false(when_text_implies(buffer_string(&deep), "a"));
	buffer_release(&deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_by_all_states),
		cmocka_unit_test(binds_as_policy_conf),
		cmocka_unit_test(refuses_the_rest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
