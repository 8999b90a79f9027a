/* Which facts tell releases apart: no set of releases may be forgotten. */
#include <glob.h>
#include <stdio.h>

#include "world.h"

#include <string.h>

#include "base/file.h"
#include "registry/registry.h"

/* Two releases that the registry does not tell apart. */
static void find_alike(unsigned *a, unsigned *b)
{
	const struct registry *registry = &registry_builtin;
	for (*a = 0; *a < registry->release_count; ++*a)
		for (*b = *a + 1; *b < registry->release_count; ++*b)
			if (registry_same_facts(registry, *a, *b))
				return;
	fail();
}

/* No finding of the linter's is made of these; of all others some is. */
static const char *const asides[] = {
	"op_number.in", "entry.absent", "event.in",	 "handler.in",
	"hook_call.in", "hook.in",	"unverified.in", "fix.in",
	"fix.flawed",	"log_field.in", "log_line.in",	 "log_name.in",
	"tool.in",	"tool_use.in",	"op_reach.in"};

static bool is_aside(const char *name)
{
	for (size_t i = 0; i < sizeof asides / sizeof *asides; i++)
		if (strcmp(asides[i], name) == 0)
			return true;
	return false;
}

static void each_set_is_seen_or_said_not_to_be(void **state)
{
	unsigned a, b;
	(void)state;
	find_alike(&a, &b);
	for (const struct registry_set *set = registry_sets; set->name; set++) {
		struct registry registry = registry_builtin;
		const char **rows = (void *)((char *)&registry + set->rows);
		unsigned count = *(unsigned *)((char *)&registry + set->count);
		assert_true(count);
		char *copy = malloc(count * set->row_size);
		assert_non_null(copy);
		memcpy(copy, *rows, count * set->row_size);
		/* The last row: all are looked at. */
		struct release_set *last =
			(void *)(copy + (count - 1) * set->row_size +
				 set->offset);
		last->words[b / 64] ^= (uint64_t)1 << b % 64;
		*rows = copy;
		assert_int_equal(registry_same_facts(&registry, a, b),
				 is_aside(set->name));
		free(copy);
	}
}

static void what_a_release_takes_is_seen(void **state)
{
	enum { KINDS = 3 };
	unsigned a, b;
	(void)state;
	find_alike(&a, &b);
	for (unsigned kind = 0; kind < KINDS; kind++) {
		struct registry registry = registry_builtin;
		size_t size = registry.release_count * sizeof(struct release);
		struct release *releases = malloc(size);
		assert_non_null(releases);
		memcpy(releases, registry.releases, size);
		if (kind == 0)
			releases[b].unknown_refused ^= true;
		else if (kind == 1)
			releases[b].policy_versions[0]++;
		else
			releases[b].linux_versions[1]++;
		registry.releases = releases;
		assert_false(registry_same_facts(&registry, a, b));
		free(releases);
	}
}

static bool is_known(const char *row, const char *set)
{
	char name[200];
	snprintf(name, sizeof name, "%s.%s", row, set);
	for (const struct registry_set *known = registry_sets; known->name;
	     known++)
		if (strcmp(known->name, name) == 0)
			return true;
	return false;
}

/* Whether struct registry has a table of such rows. */
static bool is_row(const struct buffer *tables, const char *row)
{
	char pointer[130];
	snprintf(pointer, sizeof pointer, "\tconst struct %s *", row);
	return strstr(buffer_string(tables), pointer);
}

/* The sets of rows in a header that registry_sets[] is to know: how many. */
static unsigned look_at(const struct buffer *tables, const char *header)
{
	char row[100] = "", set[100];
	unsigned found = 0;
	for (const char *line = header; line;) {
		sscanf(line, "struct %99[a-z_] {", row);
		if (sscanf(line, "\tstruct release_set %99[a-z0-9_]", set) ==
			    1 &&
		    is_row(tables, row)) {
			found++;
			if (!is_known(row, set))
				fail_msg("%s.%s is in no row of registry_sets",
					 row, set);
		}
		line = strchr(line, '\n');
		line += line != NULL;
	}
	return found;
}

static void the_headers_have_no_other(void **state)
{
	enum { LIMIT = 1000000, FEWEST = 20 };
	struct world *world = *state;
	struct buffer tables = BUFFER_INIT;
	unsigned found = 0;
	glob_t headers;
	assert_true(file_read("cli/registry/registry_tables.h", LIMIT,
			      &world->diags, &tables));
	assert_int_equal(glob("cli/registry/*.h", 0, NULL, &headers), 0);
	for (size_t i = 0; i < headers.gl_pathc; i++) {
		struct buffer text = BUFFER_INIT;
		assert_true(file_read(headers.gl_pathv[i], LIMIT, &world->diags,
				      &text));
		found += look_at(&tables, buffer_string(&text));
		buffer_release(&text);
	}
	globfree(&headers);
	assert_true(found >= FEWEST);
	buffer_release(&tables);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_set_is_seen_or_said_not_to_be),
		cmocka_unit_test(what_a_release_takes_is_seen),
		WORLD_TEST(the_headers_have_no_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
