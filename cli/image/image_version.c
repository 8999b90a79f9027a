/*
 * Which versions an image says that it has: in the banner of the console, where
 * that is no picture, in the greeting of its EFI loader, in the head of its
 * .config.  Its numbers themselves stand in code.
 */
#include "image/image_version.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"

enum { VERSION_LIMIT = 64 };

static const char name[] = "Xen ";

/* The letters of a text in that width: 1 byte each, or 2 as EFI has them. */
struct letters {
	const char *at, *end;
	size_t width;
};

/* The letter of that index; '\0' behind the end and for what is not ASCII. */
static char letter(const struct letters *letters, size_t index)
{
	const char *at = letters->at + index * letters->width;
	if ((size_t)(letters->end - letters->at) < (index + 1) * letters->width)
		return '\0';
	return isprint((unsigned char)*at) && (letters->width == 1 || !at[1])
		       ? *at
		       : (char)(*at == '\n' ? '\n' : '\0');
}

static bool goes_on(const struct letters *letters, size_t index,
		    const char *text)
{
	for (size_t i = 0; text[i]; i++)
		if (letter(letters, index + i) != text[i])
			return false;
	return true;
}

/* "4.17" and what follows without a blank; its length, 0: there is none. */
static size_t version_length(const struct letters *letters, size_t start)
{
	size_t index = start, dots = 0;
	while (isdigit((unsigned char)letter(letters, index)) ||
	       (letter(letters, index) == '.' && index > start && !dots))
		dots += letter(letters, index++) == '.';
	if (!dots || letter(letters, index - 1) == '.')
		return 0;
	while (isgraph((unsigned char)letter(letters, index)))
		if (++index - start > VERSION_LIMIT)
			return 0;
	return index - start;
}

static void add_version(const struct letters *letters, size_t start,
			size_t length, struct arena *arena,
			struct image_versions *versions)
{
	char *version = arena_alloc(arena, length + 1, 1);
	for (size_t i = 0; i < length; i++)
		version[i] = letter(letters, start + i);
	if (!text_is_among(versions->list.items, versions->list.count, version))
		*list_push(&versions->list, arena) = version;
}

/* Adds the version behind the name, if what follows it is there. */
static void take(const struct letters *letters, const char *follows,
		 struct arena *arena, struct image_versions *versions)
{
	const size_t start = strlen(name);
	const size_t length = version_length(letters, start);
	if (length && goes_on(letters, start + length, follows))
		add_version(letters, start, length, arena, versions);
}

/* A string that is the banner: a blank may stand before, nothing behind. */
static bool is_banner(const char *bytes, const char *at,
		      const struct letters *letters)
{
	size_t length = version_length(letters, strlen(name));
	const char *end = letters->at + strlen(name) + length;
	if (at > bytes && at[-1] == ' ')
		at--;
	while (end < letters->end && *end == '\n')
		end++;
	return length && at > bytes && !at[-1] && end < letters->end && !*end;
}

void image_find_versions(const char *bytes, size_t length, struct arena *arena,
			 struct image_versions *versions)
{
	static const char wide[] = "\0\0X\0e\0n\0 ";
	const char *const end = bytes + length;
	for (const char *at = bytes;
	     (at = memmem(at, (size_t)(end - at), name, strlen(name))); at++) {
		const struct letters letters = {at, end, 1};
		if (is_banner(bytes, at, &letters))
			take(&letters, "\n", arena, versions);
	}
	for (const char *at = bytes;
	     (at = memmem(at, (size_t)(end - at), wide, sizeof wide)); at++) {
		const struct letters letters = {at + 2, end, 2};
		take(&letters, " (c/s ", arena, versions);
	}
}

void image_find_version_of_config(const char *config, struct arena *arena,
				  struct image_versions *versions)
{
	static const char head[] = "\n# Xen/", tail[] = " Configuration\n";
	const char *at = strstr(config, head);
	if (!at)
		return;
	at += strlen(head);
	at += strcspn(at, " \n");
	/* As if the name stood before it. */
	const struct letters letters = {at, at + strlen(at), 1};
	const size_t length = version_length(&letters, 1);
	if (length && goes_on(&letters, 1 + length, tail))
		add_version(&letters, 1, length, arena, versions);
}
