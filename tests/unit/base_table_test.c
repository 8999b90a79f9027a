/* Rows of strings, and the messages with their places. */
#include "world.h"

#include "base/table.h"

USES_MESSAGE(NOTHING_FOUND);
USES_MESSAGE(XML_DAMAGED);

static const char *const columns[] = {"release", "op"};

static void add(struct world *world, struct table *table, const char *release,
		const char *op)
{
	const char **row = table_add_row(table, &world->arena);
	assert_string_equal(row[0], "");
	assert_string_equal(row[1], "");
	row[0] = release;
	row[1] = op;
}

static void rows_are_sorted_as_the_columns_stand(void **state)
{
	struct world *world = *state;
	static const char *const sorted[][2] = {{"4.9.0", "b"},
						{"4.10.0", "a"},
						{"4.10.0", "b2"},
						{"4.10.0", "b10"}};
	struct table table = {
		.name = "ops", .columns = columns, .column_count = 2};
	table_sort(&table);
	add(world, &table, "4.10.0", "b10");
	add(world, &table, "4.9.0", "b");
	add(world, &table, "4.10.0", "b2");
	add(world, &table, "4.10.0", "a");
	table_sort(&table);
	assert_int_equal(table.rows.count, 4);
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < 2; j++)
			assert_string_equal(table.rows.items[i][j],
					    sorted[i][j]);
}

static void messages_keep_their_place(void **state)
{
	struct world *world = *state;
	char file[] = "registry.xml";
	const struct location at = {file, 12, 3};
	diags_add(&world->diags, MESSAGE_XML_DAMAGED, at, "%s %d", "row", 7);
	file[0] = 'R';
	diags_add(&world->diags, MESSAGE_NOTHING_FOUND, location_file(NULL),
		  "%s", "%s");
	assert_int_equal(world->diags.list.count, 2);
	/* A warning is no error. */
	assert_int_equal(world->diags.errors, 1);
	const struct diag *first = &world->diags.list.items[0];
	const struct diag *second = &world->diags.list.items[1];
	assert_string_equal(first->at.file, "registry.xml");
	assert_int_equal(first->at.line, 12);
	assert_int_equal(first->at.column, 3);
	assert_string_equal(first->detail, "row 7");
	assert_null(second->at.file);
	assert_int_equal(second->at.line, 0);
	assert_string_equal(second->detail, "%s");
	diags_release(&world->diags);
	assert_int_equal(world->diags.list.count + world->diags.errors, 0);
}

/* Users see the names, so they are unlike each other and of one form. */
static void the_catalogue_is_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; message_catalogue[i]; i++) {
		const struct message *message = message_catalogue[i];
		assert_ptr_equal(message_find(message->name), message);
		assert_int_equal(
			strspn(message->name, "abcdefghijklmnopqrstuvwxyz-"),
			strlen(message->name));
		assert_true(*message->title);
		size_t length = strlen(message->explanation);
		assert_true(length > 20);
		assert_int_equal(message->explanation[length - 1], '.');
	}
	assert_null(message_find("no-such-message"));
	assert_null(message_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(rows_are_sorted_as_the_columns_stand),
		WORLD_TEST(messages_keep_their_place),
		cmocka_unit_test(the_catalogue_is_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
