/* The site file that stands beside a policy, or above it. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/directory.h"
#include "site/site_find.h"

USES_MESSAGE(FILE_UNREADABLE);
USES_MESSAGE(SITE_FOREIGN);

/* What is in the top directory of a repository. */
static const char *const repositories[] = {".git", ".hg", ".svn", ".bzr"};

static bool fail(const char *path, struct diags *diags)
{
	diags_add(diags, MESSAGE_FILE_UNREADABLE, location_file(path), "%s",
		  strerror(errno));
	return false;
}

/* The directory in which the path is named. */
static const char *directory_of(const char *path, struct arena *arena)
{
	const char *end = path + strlen(path);
	while (end > path && end[-1] != '/')
		end--;
	while (end > path + 1 && end[-1] == '/')
		end--;
	return end == path ? "."
			   : arena_slice(arena, path, (size_t)(end - path));
}

static bool is_plain(const char *name)
{
	return *name && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/*
 * The directory above, as the kernel has it: a link is not what its name says,
 * and neither is "..".
 */
static const char *parent_of(const char *directory, struct arena *arena)
{
	const char *slash = strrchr(directory, '/');
	const char *name = slash ? slash + 1 : directory;
	struct stat status;
	if (strcmp(directory, ".") == 0)
		return "..";
	if (is_plain(name) && lstat(directory, &status) == 0 &&
	    S_ISDIR(status.st_mode))
		return directory_of(directory, arena);
	return directory_path(directory, "..", arena);
}

static bool is_repository(const char *directory, struct arena *arena)
{
	struct stat status;
	for (size_t i = 0; i < sizeof repositories / sizeof *repositories; i++)
		if (lstat(directory_path(directory, repositories[i], arena),
			  &status) == 0)
			return true;
	return false;
}

/* It accepts findings, so that it must not be anybody's. */
static bool is_ours(const struct stat *file, const struct stat *policy)
{
	return file->st_uid == geteuid() || file->st_uid == 0 ||
	       file->st_uid == policy->st_uid;
}

/* Whether the file is there; *good: nothing speaks against it. */
static bool is_there(const char *path, const struct stat *policy,
		     struct diags *diags, bool *good)
{
	struct stat link, file;
	*good = true;
	if (lstat(path, &link) != 0) {
		*good = errno == ENOENT || errno == ENOTDIR ||
			fail(path, diags);
		return false;
	}
	if (stat(path, &file) != 0) {
		*good = fail(path, diags);
		return true;
	}
	if (!S_ISREG(file.st_mode)) {
		diags_add(diags, MESSAGE_FILE_UNREADABLE, location_file(path),
			  "it is no regular file");
		*good = false;
	} else if (!is_ours(&link, policy) || !is_ours(&file, policy)) {
		diags_add(diags, MESSAGE_SITE_FOREIGN, location_file(path),
			  "name it with --site, or use --no-site");
		*good = false;
	}
	return true;
}

bool site_find(const char *policy, struct arena *arena, struct diags *diags,
	       const char **found)
{
	struct stat status, above;
	bool good = true;
	*found = NULL;
	/* What is wrong with the policy itself is said by its reader. */
	if (strcmp(policy, "-") == 0 || stat(policy, &status) != 0 ||
	    !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)))
		return true;
	const char *directory =
		S_ISDIR(status.st_mode) ? policy : directory_of(policy, arena);
	struct stat here;
	if (stat(directory, &here) != 0)
		return fail(directory, diags);
	for (;;) {
		const char *path =
			directory_path(directory, SITE_FILE_NAME, arena);
		if (is_there(path, &status, diags, &good))
			*found = path;
		if (*found || !good || is_repository(directory, arena))
			return good;
		directory = parent_of(directory, arena);
		if (stat(directory, &above) != 0)
			return fail(directory, diags);
		if (above.st_dev != here.st_dev || above.st_ino == here.st_ino)
			return true;
		here = above;
	}
}
