/* Files, whole: read with a limit, replaced at once or not at all. */
#include "world.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_replace.h"

USES_MESSAGE(FILE_TOO_LARGE);
USES_MESSAGE(FILE_UNREADABLE);
USES_MESSAGE(FILE_UNWRITABLE);

/* A directory for the test, which removes it. */
static char *place(struct world *world)
{
	char *path = directory_temporary(&world->arena, &world->diags);
	assert_non_null(path);
	return path;
}

static const char *inside(struct world *world, const char *directory,
			  const char *name)
{
	return arena_format(&world->arena, "%s/%s", directory, name);
}

static void put(struct world *world, const char *path, const char *text)
{
	assert_true(file_replace(path, text, strlen(text), &world->diags));
}

static void assert_content(struct world *world, const char *path,
			   const char *text)
{
	struct buffer content = BUFFER_INIT;
	assert_true(file_read(path, 1000, &world->diags, &content));
	assert_string_equal(buffer_string(&content), text);
	buffer_release(&content);
}

static size_t count_entries(const char *path)
{
	size_t count = 0;
	DIR *directory = opendir(path);
	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count - 2; /* "." and ".." */
}

static void content_is_added(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	struct buffer content = BUFFER_INIT;
	put(world, path, "one\n");
	assert_true(file_read(path, 4, &world->diags, &content));
	assert_true(file_read(path, 4, &world->diags, &content));
	assert_string_equal(buffer_string(&content), "one\none\n");
	buffer_release(&content);
	directory_remove(directory);
	assert_no_diags(world);
}

static void the_limit_is_exact(void **state)
{
	enum { LENGTH = 200000 };
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	struct buffer content = BUFFER_INIT;
	buffer_add_repeated(&content, 'x', LENGTH);
	assert_true(file_replace(path, content.data, LENGTH, &world->diags));
	buffer_clear(&content);
	assert_true(file_read(path, LENGTH, &world->diags, &content));
	assert_int_equal(content.length, LENGTH);
	assert_no_diags(world);
	buffer_clear(&content);
	assert_false(file_read(path, LENGTH - 1, &world->diags, &content));
	assert_diag(world, MESSAGE_FILE_TOO_LARGE);
	assert_string_equal(world->diags.list.items[0].at.file, path);
	buffer_release(&content);
	directory_remove(directory);
}

static void a_device_without_end_is_too_large(void **state)
{
	struct world *world = *state;
	struct buffer content = BUFFER_INIT;
	assert_false(file_read("/dev/zero", 1 << 20, &world->diags, &content));
	assert_diag(world, MESSAGE_FILE_TOO_LARGE);
	buffer_release(&content);
}

static void what_cannot_be_read_is_said(void **state)
{
	struct world *world = *state;
	struct buffer content = BUFFER_INIT;
	assert_false(file_read("/nowhere/at/all", 10, &world->diags, &content));
	assert_diag(world, MESSAGE_FILE_UNREADABLE);
	diags_release(&world->diags);
	assert_false(file_read("/", 10, &world->diags, &content));
	assert_diag(world, MESSAGE_FILE_UNREADABLE);
	assert_int_equal(content.length, 0);
	buffer_release(&content);
}

static void a_new_file_has_the_usual_mode(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	struct stat status;
	mode_t mask = umask(027);
	put(world, path, "new");
	umask(mask);
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0640);
	assert_content(world, path, "new");
	directory_remove(directory);
}

static void a_replaced_file_keeps_its_mode(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	struct stat status;
	put(world, path, "a longer text than the next");
	assert_int_equal(chmod(path, 0604), 0);
	put(world, path, "short");
	assert_content(world, path, "short");
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0604);
	assert_int_equal(count_entries(directory), 1);
	directory_remove(directory);
}

static void a_link_is_followed(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	const char *link = inside(world, directory, "b");
	struct stat status;
	put(world, path, "old");
	assert_int_equal(symlink("a", link), 0);
	put(world, link, "new");
	assert_content(world, path, "new");
	assert_int_equal(lstat(link, &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_int_equal(count_entries(directory), 2);
	directory_remove(directory);
}

/* The new bytes do not fit: the old ones stay, and nothing lies about. */
static void a_failure_leaves_the_old_file(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	struct buffer content = BUFFER_INIT;
	put(world, path, "old");
	buffer_add_repeated(&content, 'x', 1 << 16);
	pid_t child = fork();
	if (child == 0) {
		const struct rlimit limit = {4096, 4096};
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		bool done = file_replace(path, content.data, content.length,
					 &world->diags);
		_exit(done || world->diags.list.count != 1 ||
		      world->diags.list.items[0].message !=
			      MESSAGE_FILE_UNWRITABLE);
	}
	int status = -1;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_content(world, path, "old");
	assert_int_equal(count_entries(directory), 1);
	buffer_release(&content);
	directory_remove(directory);
}

static void a_missing_directory_is_said(void **state)
{
	struct world *world = *state;
	assert_false(file_replace("/nowhere/at/all", "x", 1, &world->diags));
	assert_diag(world, MESSAGE_FILE_UNWRITABLE);
	assert_string_equal(world->diags.list.items[0].at.file,
			    "/nowhere/at/all");
}

static void a_device_is_written_directly(void **state)
{
	struct world *world = *state;
	put(world, "/dev/null", "gone");
	assert_no_diags(world);
	assert_false(file_replace("/dev/full", "x", 1, &world->diags));
	assert_diag(world, MESSAGE_FILE_UNWRITABLE);
}

/* Until the end the file is as it was, and nothing else is to be seen. */
static void parts_come_to_their_place_at_the_end(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	const struct file_output outputs[] = {
		{.path = path, .in_parts = true},
		{.path = "/dev/null", .in_parts = true},
	};
	struct stat status;
	put(world, path, "old");
	assert_int_equal(chmod(path, 0604), 0);
	struct replacing *replacing =
		file_replace_start(outputs, 2, &world->diags);
	assert_non_null(replacing);
	for (size_t i = 0; i < 2; i++) {
		file_replace_add(replacing, i, "one ", 4);
		file_replace_add(replacing, i, "two", 3);
	}
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_size, 3);
	assert_int_equal(count_entries(directory), 1);
	assert_true(file_replace_finish(replacing));
	assert_content(world, path, "one two");
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0604);
	assert_int_equal(count_entries(directory), 1);
	assert_no_diags(world);
	directory_remove(directory);
}

static void parts_that_are_dropped_leave_the_old_file(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	const struct file_output output = {.path = path, .in_parts = true};
	put(world, path, "old");
	struct replacing *replacing =
		file_replace_start(&output, 1, &world->diags);
	assert_non_null(replacing);
	file_replace_add(replacing, 0, "new", 3);
	file_replace_drop(replacing);
	assert_content(world, path, "old");
	assert_int_equal(count_entries(directory), 1);
	directory_remove(directory);
}

/* What one part of them cannot have, none of them gets. */
static void parts_that_get_lost_are_said_at_the_end(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	const struct file_output outputs[] = {
		{.path = path, .in_parts = true},
		{.path = "/dev/full", .in_parts = true},
	};
	put(world, path, "old");
	struct replacing *replacing =
		file_replace_start(outputs, 2, &world->diags);
	assert_non_null(replacing);
	file_replace_add(replacing, 0, "new", 3);
	file_replace_add(replacing, 1, "new", 3);
	assert_false(file_replace_finish(replacing));
	assert_diag(world, MESSAGE_FILE_UNWRITABLE);
	assert_string_equal(world->diags.list.items[0].at.file, "/dev/full");
	assert_content(world, path, "old");
	assert_int_equal(count_entries(directory), 1);
	directory_remove(directory);
}

/* Renews a file that was read, and then replaced or written into. */
static void renew_changed(struct world *world, bool replaced)
{
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	const struct file_output output = {
		.path = path, .bytes = "new", .length = 3, .renews = path};
	struct diags other = DIAGS_INIT;
	put(world, path, "old");
	assert_content(world, path, "old");
	if (replaced) {
		assert_true(file_replace(path, "two", 3, &other));
	} else {
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fputs("edit", file);
		fclose(file);
	}
	diags_release(&other);
	assert_false(file_replace_all(&output, 1, &world->diags));
	assert_diag(world, MESSAGE_FILE_UNWRITABLE);
	assert_string_equal(world->diags.list.items[0].detail,
			    "it was changed since it was read");
	assert_content(world, path, replaced ? "two" : "edit");
	assert_int_equal(count_entries(directory), 1);
	directory_remove(directory);
}

static void an_edit_made_meanwhile_is_not_lost(void **state)
{
	renew_changed(*state, false);
}

static void the_second_of_two_updates_is_refused(void **state)
{
	renew_changed(*state, true);
}

static void what_is_as_it_was_read_is_renewed(void **state)
{
	struct world *world = *state;
	char *directory = place(world);
	const char *path = inside(world, directory, "a");
	const struct file_output output = {
		.path = path, .bytes = "new", .length = 3, .renews = path};
	put(world, path, "old");
	assert_content(world, path, "old");
	assert_true(file_replace_all(&output, 1, &world->diags));
	assert_no_diags(world);
	assert_content(world, path, "new");
	assert_int_equal(count_entries(directory), 1);
	directory_remove(directory);
}

static void temporary_directories_are_new_and_private(void **state)
{
	struct world *world = *state;
	struct stat status;
	char *one = place(world), *two = place(world);
	assert_string_not_equal(one, two);
	assert_int_equal(stat(one, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	put(world, inside(world, one, "a"), "x");
	directory_remove(one);
	directory_remove(two);
	assert_int_equal(stat(one, &status), -1);
	assert_int_equal(stat(two, &status), -1);
}

static void no_place_for_temporary_files_is_said(void **state)
{
	struct world *world = *state;
	const char *before = getenv("TMPDIR");
	const char *kept = arena_string(&world->arena, before);
	setenv("TMPDIR", "/nowhere/at/all", 1);
	assert_null(directory_temporary(&world->arena, &world->diags));
	if (kept)
		setenv("TMPDIR", kept, 1);
	else
		unsetenv("TMPDIR");
	assert_diag(world, MESSAGE_FILE_UNWRITABLE);
	assert_string_equal(world->diags.list.items[0].at.file,
			    "/nowhere/at/all");
}

static void standard_input_has_a_name(void **state)
{
	(void)state;
	assert_string_equal(file_shown("-"), "<stdin>");
	assert_string_equal(file_shown("policy"), "policy");
	assert_string_equal(file_shown("./-"), "./-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(content_is_added),
		WORLD_TEST(the_limit_is_exact),
		WORLD_TEST(a_device_without_end_is_too_large),
		WORLD_TEST(what_cannot_be_read_is_said),
		WORLD_TEST(a_new_file_has_the_usual_mode),
		WORLD_TEST(a_replaced_file_keeps_its_mode),
		WORLD_TEST(a_link_is_followed),
		WORLD_TEST(a_failure_leaves_the_old_file),
		WORLD_TEST(a_missing_directory_is_said),
		WORLD_TEST(a_device_is_written_directly),
		WORLD_TEST(parts_come_to_their_place_at_the_end),
		WORLD_TEST(parts_that_are_dropped_leave_the_old_file),
		WORLD_TEST(parts_that_get_lost_are_said_at_the_end),
		WORLD_TEST(an_edit_made_meanwhile_is_not_lost),
		WORLD_TEST(the_second_of_two_updates_is_refused),
		WORLD_TEST(what_is_as_it_was_read_is_renewed),
		WORLD_TEST(temporary_directories_are_new_and_private),
		WORLD_TEST(no_place_for_temporary_files_is_said),
		WORLD_TEST(standard_input_has_a_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
