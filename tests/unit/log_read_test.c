/* The reader of logs: lines whole, cut at every place, and two in one. */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log/log.h"

static const char *const fields[] = {"source", "target", "irq"};
static const char *const patterns[] = {
	"Flask: class {class} is {rest}",
	"{function}: {number} left.",
	"Xen version {version} ({rest}",
};
static const struct log_grammar grammar = {fields, 3, patterns, 3, NULL};

static const char line[] =
	"(XEN) avc:  denied  { pause unpause } for source=d3 target=d[IDLE] "
	"scontext=system_u:system_r:ui_t tcontext=system_u:system_r:domU_t:s0 "
	"tclass=domain";

/* What the reader found of some text. */
struct found {
	const struct log_reader *reader;
	unsigned counts[LOG_EVENT_FOREIGN + 1];
	char class[40], hole[40];
	struct log_count count;
};

static void keep(char to[40], struct log_text text)
{
	snprintf(to, 40, "%.*s", (int)text.length, text.start);
}

static void take(void *context, const struct log_event *event)
{
	struct found *found = context;
	found->counts[event->kind]++;
	if (event->kind == LOG_EVENT_ACCESS)
		keep(found->class, event->access.object_class);
	if (event->kind == LOG_EVENT_LINE)
		keep(found->hole, log_hole(found->reader, event, "class"));
}

static struct found read_text(struct world *world, const char *text,
			      size_t length)
{
	char path[] = "/tmp/log_read_test.XXXXXX";
	struct found found = {NULL, {0}, "", "", {0, 0}};
	int descriptor = mkstemp(path);
	assert_true(descriptor >= 0);
	assert_int_equal(write(descriptor, text, length), length);
	close(descriptor);
	struct log_reader *reader =
		log_reader_make(&grammar, take, &found, &world->arena);
	found.reader = reader;
	assert_true(log_read(reader, path, &world->diags, &found.count));
	unlink(path);
	return found;
}

static void a_whole_line_is_an_access(void **state)
{
	struct found found = read_text(*state, line, strlen(line));
	assert_int_equal(found.counts[LOG_EVENT_ACCESS], 1);
	assert_int_equal(found.counts[LOG_EVENT_DAMAGED], 0);
	assert_int_equal(found.count.lines, 1);
	assert_int_equal(found.count.marked, 1);
	assert_string_equal(found.class, "domain");
}

/* From where "avc:" is whole to where the class begins. */
static void a_line_that_is_cut_is_told(void **state)
{
	size_t first = (size_t)(strstr(line, "denied") - line);
	size_t class = (size_t)(strstr(line, "tclass=") - line) + 7;
	for (size_t length = first + 6; length <= class; length++) {
		struct found found = read_text(*state, line, length);
		assert_int_equal(found.counts[LOG_EVENT_ACCESS], 0);
		assert_int_equal(found.counts[LOG_EVENT_DAMAGED], 1);
	}
}

/* Another line begins inside of it: that one is read, it is not. */
static void of_two_in_one_the_second_counts(void **state)
{
	size_t first = (size_t)(strstr(line, "denied") - line);
	for (size_t length = first + 6; length < strlen(line); length++) {
		char text[2 * sizeof line];
		snprintf(text, sizeof text, "%.*s%s\n", (int)length, line,
			 line);
		struct found found = read_text(*state, text, strlen(text));
		assert_in_range(found.counts[LOG_EVENT_ACCESS] +
					found.counts[LOG_EVENT_DAMAGED],
				2, 2);
		assert_true(found.counts[LOG_EVENT_ACCESS] >= 1);
	}
}

/* A guest's line, with whatever in it, is never an access. */
static void what_a_guest_writes_is_none(void **state)
{
	static const char *const starts[] = {"(d4) ", "Nov 30 host xen: (d4) ",
					     "[    1.2] (d12) ", "(d4) [x] "};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		for (size_t skip = 0; skip < 7; skip++) {
			char text[2 * sizeof line];
			snprintf(text, sizeof text, "%s%s", starts[i],
				 line + skip);
			struct found found =
				read_text(*state, text, strlen(text));
			assert_int_equal(found.counts[LOG_EVENT_ACCESS], 0);
			assert_int_equal(
				found.counts[LOG_EVENT_FOREIGN] +
					found.counts[LOG_EVENT_DAMAGED],
				1);
		}
}

static void patterns_have_holes(void **state)
{
	static const char text[] =
		"(XEN) [2026-11-30 01:02:03] Flask:  class grant is odd \r\n"
		"(XEN) some_function: 5 left.\n"
		"(XEN) some function: 5 left.\n"
		"(XEN) Xen version 4.17.5 (me)\n"
		"(XEN) Flask: nothing of the kind\n";
	struct found found = read_text(*state, text, strlen(text));
	assert_int_equal(found.counts[LOG_EVENT_LINE], 3);
	assert_int_equal(found.counts[LOG_EVENT_DAMAGED], 1);
	assert_int_equal(found.count.lines, 5);
}

/* Lines longer than what is kept of one, and bytes of any kind. */
static void long_lines_end(void **state)
{
	enum { LENGTH = 300 * 1024 };
	char *text = malloc(LENGTH + sizeof line);
	for (size_t i = 0; i < LENGTH; i++)
		text[i] = (char)(i * 7 % 251);
	for (size_t i = 0; i < LENGTH; i++)
		if (text[i] == '\n')
			text[i] = ' ';
	text[LENGTH - 1] = '\n';
	memcpy(text + LENGTH, line, sizeof line - 1);
	struct found found = read_text(*state, text, LENGTH + sizeof line - 1);
	assert_int_equal(found.count.lines, 2);
	assert_int_equal(found.counts[LOG_EVENT_ACCESS], 1);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(a_whole_line_is_an_access),
		WORLD_TEST(a_line_that_is_cut_is_told),
		WORLD_TEST(of_two_in_one_the_second_counts),
		WORLD_TEST(what_a_guest_writes_is_none),
		WORLD_TEST(patterns_have_holes),
		WORLD_TEST(long_lines_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
