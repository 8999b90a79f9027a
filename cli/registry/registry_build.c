/* What a build of the hypervisor has: its architecture and its .config. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "registry/registry.h"

enum { CONFIG_LIMIT = 1 << 20 };

/* A .config while it is read. */
struct reading {
	const char *path;
	unsigned line;
	list_of(const char *) off;
	const char *arch; /* that it names, or NULL */
	bool any;	  /* symbol at all */
	struct arena *arena;
	struct diags *diags;
};

static bool fail(const struct reading *reading, const char *detail)
{
	const struct location at = {reading->path, reading->line, 0};
	diags_add(reading->diags, MESSAGE_CONFIG_INVALID, at, "%s", detail);
	return false;
}

static const char *arch_of(const char *symbol)
{
	static const char *const archs[][2] = {{"X86", "x86"}, {"ARM", "arm"}};
	for (size_t i = 0; i < sizeof archs / sizeof *archs; i++)
		if (strcmp(archs[i][0], symbol) == 0)
			return archs[i][1];
	return NULL;
}

static void take_symbol(struct reading *reading, const char *symbol, bool set)
{
	const char *arch = arch_of(symbol);
	reading->any = true;
	if (!set)
		*list_push(&reading->off, reading->arena) = symbol;
	else if (arch)
		reading->arch = arch;
}

/* "CONFIG_X=y" or "# CONFIG_X is not set"; else a comment or nothing. */
static bool read_line(struct reading *reading, char *line)
{
	static const char start[] = "CONFIG_", unset[] = " is not set";
	const bool comment = *line == '#';
	char *symbol = comment ? line + 1 + strspn(line + 1, " ") : line;
	const bool named = strncmp(symbol, start, strlen(start)) == 0;
	if (!named)
		return comment || !*line ||
		       fail(reading, "neither a symbol nor a comment");
	symbol += strlen(start);
	char *end = symbol + strcspn(symbol, comment ? " " : "=");
	if (comment && strcmp(end, unset) != 0)
		return true;
	if (!comment && !*end)
		return fail(reading, "a symbol without a value");
	const bool set = !comment && strcmp(end, "=n") != 0;
	*end = '\0';
	take_symbol(reading, symbol, set);
	return true;
}

static bool read_lines(struct reading *reading, char *text)
{
	for (char *line = text, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		line[strcspn(line, "\r")] = '\0';
		reading->line++;
		if (!read_line(reading, line))
			return false;
	}
	reading->line = 0;
	return reading->any || fail(reading, "it names no symbol");
}

bool registry_read_config(const char *path, struct arena *arena,
			  struct diags *diags, struct host_build *build)
{
	struct buffer content = BUFFER_INIT;
	struct reading reading = {.path = path, .arena = arena, .diags = diags};
	bool good = file_read(path, CONFIG_LIMIT, diags, &content);
	char *text = good ? arena_slice(arena, buffer_string(&content),
					content.length)
			  : NULL;
	buffer_release(&content);
	if (!good || !read_lines(&reading, text))
		return false;
	if (build->arch && reading.arch &&
	    strcmp(build->arch, reading.arch) != 0)
		return fail(&reading,
			    arena_format(arena, "it is of %s, and not of %s",
					 reading.arch, build->arch));
	if (reading.arch)
		build->arch = reading.arch;
	list_push(&reading.off, arena);
	build->off = reading.off.items;
	return true;
}

/* Whether one of the words is the symbol. */
static bool has_word(const char *words, const char *symbol)
{
	const size_t length = strlen(symbol);
	for (const char *at = words; at && *at;) {
		const size_t own = strcspn(at, " ");
		if (own == length && strncmp(at, symbol, length) == 0)
			return true;
		at += own + strspn(at + own, " ");
	}
	return false;
}

bool registry_fix_built(const struct fix *fix, const struct host_build *build)
{
	if (build->arch && fix->arch && strcmp(build->arch, fix->arch) != 0)
		return false;
	for (size_t i = 0; fix->config && build->off && build->off[i]; i++)
		if (has_word(fix->config, build->off[i]))
			return false;
	return true;
}
