/* What a build of the hypervisor has: its architecture and its .config. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "registry/registry.h"

USES_MESSAGE(CONFIG_INVALID);

enum { CONFIG_LIMIT = 1 << 20 };

/* A .config while it is read. */
struct reading {
	const char *path;
	unsigned line;
	list_of(const char *) on, off;
	const char *arch;  /* that it names, or NULL */
	const char *words; /* for the hypervisor, or NULL */
	bool any;	   /* symbol at all */
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

static bool is_word(const char *start, const char *end, const char *word)
{
	return (size_t)(end - start) == strlen(word) &&
	       strncmp(start, word, strlen(word)) == 0;
}

static void take_symbol(struct reading *reading, const char *symbol, bool set)
{
	const char *arch = arch_of(symbol);
	reading->any = true;
	if (set)
		*list_push(&reading->on, reading->arena) = symbol;
	else
		*list_push(&reading->off, reading->arena) = symbol;
	if (set && arch)
		reading->arch = arch;
}

/* What stands between quotes, without the escapes. */
static const char *unquote(const char *value, struct arena *arena)
{
	char *text = arena_slice(arena, value + 1, strlen(value) - 1);
	size_t length = 0;
	for (size_t i = 0; text[i] && text[i] != '"'; i++) {
		i += text[i] == '\\' && text[i + 1];
		text[length++] = text[i];
	}
	text[length] = '\0';
	return text;
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
	if (!comment && end[1] == '"' && is_word(symbol, end, "CMDLINE"))
		reading->words = unquote(end + 1, reading->arena);
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

static bool is_among(const char *const *symbols, const char *word,
		     size_t length)
{
	for (size_t i = 0; symbols && symbols[i]; i++)
		if (strlen(symbols[i]) == length &&
		    strncmp(symbols[i], word, length) == 0)
			return true;
	return false;
}

bool registry_take_config(const char *path, const char *text,
			  struct arena *arena, struct diags *diags,
			  struct host_build *build)
{
	struct reading reading = {.path = path, .arena = arena, .diags = diags};
	if (!read_lines(&reading, arena_string(arena, text)))
		return false;
	if (build->arch && reading.arch &&
	    strcmp(build->arch, reading.arch) != 0)
		return fail(&reading,
			    arena_format(arena, "it is of %s, and not of %s",
					 reading.arch, build->arch));
	if (reading.arch)
		build->arch = reading.arch;
	list_push(&reading.on, arena);
	list_push(&reading.off, arena);
	build->config = path;
	build->on = reading.on.items;
	build->off = reading.off.items;
	const bool overrides = is_among(build->on, "CMDLINE_OVERRIDE",
					strlen("CMDLINE_OVERRIDE"));
	return !reading.words ||
	       registry_take_words(path, reading.words, overrides, arena, diags,
				   build);
}

bool registry_read_config(const char *path, struct arena *arena,
			  struct diags *diags, struct host_build *build)
{
	struct buffer content = BUFFER_INIT;
	const bool good = file_read(path, CONFIG_LIMIT, diags, &content) &&
			  registry_take_config(path, buffer_string(&content),
					       arena, diags, build);
	buffer_release(&content);
	return good;
}

/* --- What a build has --------------------------------------------------- */

/* "PV", or "!PV": that it is not set. */
static enum being symbol_holds(const char *word, size_t length,
			       const struct host_build *build)
{
	const bool not = *word == '!';
	const bool on = is_among(build->on, word + not, length - not );
	const bool off = is_among(build->off, word + not, length - not );
	if (!on && !off)
		return HOLDS_MAYBE;
	return on != not ? HOLDS_ALWAYS : HOLDS_NEVER;
}

/* "PV|HVM": one of them. */
static enum being word_holds(const char *word, size_t length,
			     const struct host_build *build)
{
	enum being best = HOLDS_NEVER;
	for (size_t i = 0; i < length;) {
		size_t own = strcspn(word + i, "| ");
		const enum being holding = symbol_holds(word + i, own, build);
		if (holding > best)
			best = holding;
		i += own + 1;
	}
	return best;
}

/* Several words: all of them. */
enum being config_in_build(const char *words, const struct host_build *build)
{
	enum being least = HOLDS_ALWAYS;
	while (words && *words) {
		const size_t own = strcspn(words, " ");
		const enum being holding = word_holds(words, own, build);
		if (holding < least)
			least = holding;
		words += own + strspn(words + own, " ");
	}
	return least;
}

static enum being arch_holds(const char *arch, const struct host_build *build)
{
	if (!arch)
		return HOLDS_ALWAYS;
	if (!build->arch)
		return HOLDS_MAYBE;
	return strcmp(arch, build->arch) == 0 ? HOLDS_ALWAYS : HOLDS_NEVER;
}

const struct host_build *host_known(const struct host_build *build)
{
	return build && (build->arch || build->config || build->command_line)
		       ? build
		       : NULL;
}

enum being condition_in_build(const struct condition *condition,
			      const struct host_build *build)
{
	if (!build)
		return HOLDS_MAYBE;
	if (condition->option && build->command_line &&
	    !build_may_boot_with(build, condition->option))
		return HOLDS_NEVER;
	const enum being arch = arch_holds(condition->arch, build);
	const enum being config = config_in_build(condition->config, build);
	const enum being both = arch < config ? arch : config;
	const bool decided = condition->kind == CONDITION_BUILD &&
			     (condition->arch || condition->config);
	return both == HOLDS_ALWAYS && !decided ? HOLDS_MAYBE : both;
}

/* As far as the architecture is known that it is needed on. */
static enum being need_in_build(const struct registry *registry,
				const struct hypercall_need *need,
				const struct host_build *build)
{
	const enum being here = arch_holds(need->arch, build);
	enum being least = HOLDS_ALWAYS;
	if (here == HOLDS_NEVER)
		return HOLDS_ALWAYS;
	for (unsigned i = 0; i < need->conditions.count; i++) {
		const enum being holding = condition_in_build(
			registry_condition(registry, need->conditions, i),
			build);
		if (holding < least)
			least = holding;
	}
	return here == HOLDS_MAYBE && least == HOLDS_NEVER ? HOLDS_MAYBE
							   : least;
}

bool op_on_arch(const struct registry *registry, const struct op *op,
		unsigned release, const char *arch)
{
	const bool x86 = strcmp(arch, "x86") == 0;
	for (;;) {
		const struct release_set *elsewhere =
			x86 ? &op->arm_only : &op->x86_only;
		if (release_set_has(elsewhere, release) ||
		    (strcmp(op->arch, "all") != 0 &&
		     strcmp(op->arch, arch) != 0))
			return false;
		if (op->parent == NO_INDEX)
			return true;
		op = &registry->ops[op->parent];
	}
}

enum being hypercall_in_build(const struct registry *registry,
			      const struct hypercall *hypercall,
			      unsigned release, const struct host_build *build)
{
	const struct hypercall_need *needs =
		registry->hypercall_needs + hypercall->needs.first;
	enum being least = HOLDS_ALWAYS;
	for (unsigned i = 0; build && i < hypercall->needs.count; i++) {
		if (!release_set_has(&needs[i].in, release))
			continue;
		const enum being holding =
			need_in_build(registry, &needs[i], build);
		if (holding < least)
			least = holding;
	}
	return least;
}

bool registry_fix_built(const struct fix *fix, const struct host_build *build)
{
	return arch_holds(ref_text(fix->arch), build) != HOLDS_NEVER &&
	       config_in_build(ref_text(fix->config), build) != HOLDS_NEVER;
}
