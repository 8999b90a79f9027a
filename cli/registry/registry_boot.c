/*
 * What is decided at boot: the words of the hypervisor's command line, as Xen's
 * cmdline_parse() takes them, and what they come to in a release.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "registry/registry.h"

USES_MESSAGE(COMMAND_LINE_INVALID);

enum { COMMAND_LINE_LIMIT = 64 * 1024 };

const char *const boot_modules[] = {[BOOT_MODULE_UNSAID] = "",
				    [BOOT_MODULE_FLASK] = "flask",
				    [BOOT_MODULE_SILO] = "silo",
				    [BOOT_MODULE_DUMMY] = "dummy",
				    NULL};

const char *const boot_loadings[] = {
	[BOOT_LOADS_UNSAID] = "",   [BOOT_LOADS_AT_ONCE] = "boot",
	[BOOT_LOADS_LATE] = "late", [BOOT_LOADS_NEVER] = "never",
	[BOOT_STOPS] = "stops",	    NULL};

const char *const boot_answers[] = {
	[BOOT_UNSAID] = "", [BOOT_NO] = "no", [BOOT_YES] = "yes", NULL};

/* --- Words -------------------------------------------------------------- */

static bool fail(struct diags *diags, const char *path, const char *detail)
{
	diags_add(diags, MESSAGE_COMMAND_LINE_INVALID, location_file(path),
		  "%s", detail);
	return false;
}

/* Behind "--" stand words for dom0's kernel. */
static bool is_end(const char *word, size_t length)
{
	return length == 2 && strncmp(word, "--", 2) == 0;
}

static struct boot_word read_word(const char *at, size_t length,
				  struct arena *arena)
{
	char *text = arena_slice(arena, at, length);
	char *value = strchr(text, '=');
	struct boot_word word = {.text = arena_slice(arena, at, length),
				 .option = text};
	if (value)
		*value++ = '\0';
	word.value = value ? value : "";
	if (strncmp(text, "no-", 3) == 0) {
		word.option = text + 3;
		word.negated = true;
	}
	return word;
}

/* Xen parts words at blanks alone; a line that ends is no part of them. */
static bool read_words(const char *path, const char *text, struct arena *arena,
		       struct diags *diags, struct host_build *build)
{
	list_of(struct boot_word) words = LIST_INIT;
	for (size_t i = 0; i < build->word_count; i++)
		*list_push(&words, arena) = build->words[i];
	size_t length = strlen(text);
	while (length && (text[length - 1] == '\n' || text[length - 1] == '\r'))
		length--;
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ')
			return fail(diags, path,
				    "it is of several lines, or has tabs");
	for (const char *at = text, *end = text + length; at < end;) {
		const size_t blanks = strspn(at, " ");
		const size_t own = strcspn(at + blanks, " \r\n");
		if (is_end(at + blanks, own))
			break;
		if (own)
			*list_push(&words, arena) =
				read_word(at + blanks, own, arena);
		at += blanks + own;
	}
	list_push(&words, arena);
	build->words = words.items;
	build->word_count = words.count - 1;
	return true;
}

bool registry_take_words(const char *path, const char *text, bool overrides,
			 struct arena *arena, struct diags *diags,
			 struct host_build *build)
{
	build->overrides = overrides;
	if (overrides)
		build->command_line = text;
	return read_words(path, text, arena, diags, build);
}

static bool is_file(const char *text)
{
	struct stat status;
	return stat(text, &status) == 0;
}

bool registry_read_command_line(const char *text, struct arena *arena,
				struct diags *diags, struct host_build *build)
{
	struct buffer content = BUFFER_INIT;
	bool good = true;
	if (build->overrides)
		return true;
	build->command_line = text;
	if (!is_file(text) && (!*text || strpbrk(text, "= ")))
		return read_words(NULL, text, arena, diags, build);
	if (!file_read(text, COMMAND_LINE_LIMIT, diags, &content))
		good = false;
	else if (strlen(buffer_string(&content)) != content.length)
		good = fail(diags, text, "it is no text");
	else
		good = read_words(text, buffer_string(&content), arena, diags,
				  build);
	buffer_release(&content);
	return good;
}

/* --- Switches ----------------------------------------------------------- */

/* As parse_bool() of Xen's has it, or a number; UNSAID: it is neither. */
static enum boot_answer read_switch(const char *text, size_t length)
{
	static const char *const words[][2] = {
		{"no", "yes"},	       {"off", "on"}, {"false", "true"},
		{"disable", "enable"}, {"0", "1"},
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (size_t j = 0; j < 2; j++)
			if (strlen(words[i][j]) == length &&
			    strncmp(words[i][j], text, length) == 0)
				return j ? BOOT_YES : BOOT_NO;
	if (!length || strspn(text, "0123456789") != length)
		return BOOT_UNSAID;
	return strspn(text, "0") == length ? BOOT_NO : BOOT_YES;
}

/* "X", "X=yes", "no-X" as a switch. */
static enum boot_answer word_switch(const struct boot_word *word)
{
	if (!*word->value)
		return word->negated ? BOOT_NO : BOOT_YES;
	return word->negated ? BOOT_UNSAID
			     : read_switch(word->value, strlen(word->value));
}

/* What a part of "a,b=no,no-c" says of the one that is meant, or all. */
static enum boot_answer part_switch(const char *part, size_t length,
				    const char *meant)
{
	const size_t own = meant ? strlen(meant) : 0;
	const bool negated = length > 3 && strncmp(part, "no-", 3) == 0;
	if (!meant)
		return read_switch(part, length);
	if (negated)
		return length - 3 == own && strncmp(part + 3, meant, own) == 0
			       ? BOOT_NO
			       : BOOT_UNSAID;
	if (length < own || strncmp(part, meant, own) != 0)
		return BOOT_UNSAID;
	if (length == own)
		return BOOT_YES;
	return part[own] == '=' ? read_switch(part + own + 1, length - own - 1)
				: BOOT_UNSAID;
}

bool build_may_boot_with(const struct host_build *build, const char *option)
{
	const size_t own = strcspn(option, "=");
	const char *meant = option[own] ? option + own + 1 : NULL;
	enum boot_answer last = BOOT_NO;
	for (size_t i = 0; i < build->word_count; i++) {
		const struct boot_word *word = &build->words[i];
		if (strlen(word->option) != own ||
		    strncmp(word->option, option, own) != 0)
			continue;
		if (!*word->value && !meant)
			last = word->negated ? BOOT_NO : BOOT_YES;
		for (const char *at = word->value; *at && !word->negated;) {
			const size_t length = strcspn(at, ",");
			const enum boot_answer said =
				part_switch(at, length, meant);
			last = said ? said : last;
			at += length + (at[length] == ',');
		}
	}
	return last == BOOT_YES;
}

/* --- What it comes to ---------------------------------------------------- */

static void take(const struct boot *row, const struct boot_word *word,
		 struct boot_state *state)
{
	if (row->module) {
		state->module = row->module;
		state->by_module = word;
		state->open = NULL;
	}
	if (row->loads) {
		state->loads = row->loads;
		state->by_loads = word;
	}
	if (row->enforcing) {
		state->enforcing = row->enforcing;
		state->by_enforcing = word;
	}
}

/*
 * What is so without a word; or what the build alone decides.  The symbols that
 * name a module are a choice of Kconfig: where one is set no other one is.
 */
static void take_default(const struct boot *row, const struct host_build *build,
			 struct boot_state *state)
{
	const enum being being = row->config
					 ? config_in_build(row->config, build)
					 : HOLDS_ALWAYS;
	if (row->built == BOOT_NO) {
		if (being == HOLDS_ALWAYS)
			state->unbuilt = row;
	} else if (being == HOLDS_ALWAYS) {
		take(row, NULL, state);
		if (row->config)
			state->chosen = row;
	} else if (being == HOLDS_MAYBE && !state->chosen &&
		   row->module != state->module) {
		state->open = row;
	}
}

static bool says(const struct boot *row, const struct boot_word *word,
		 const struct host_build *build)
{
	if (row->config && config_in_build(row->config, build) == HOLDS_NEVER)
		return false;
	if (row->if_switch)
		return word_switch(word) == row->if_switch;
	if (word->negated)
		return !row->value && !*word->value;
	return !row->value || strcmp(row->value, word->value) == 0;
}

/* The first row that the word agrees with; NULL: it is of no row. */
static const struct boot *find_row(const struct registry *registry,
				   unsigned release,
				   const struct host_build *build,
				   const struct boot_word *word, bool *known)
{
	*known = false;
	for (unsigned i = 0; i < registry->boot_count; i++) {
		const struct boot *row = &registry->boots[i];
		if (!row->option || !release_set_has(&row->in, release) ||
		    strcmp(row->option, word->option) != 0)
			continue;
		*known = true;
		if (says(row, word, build))
			return row;
	}
	return NULL;
}

void registry_boot(const struct registry *registry, unsigned release,
		   const struct host_build *build, struct boot_state *state)
{
	*state = (struct boot_state){.known = build->command_line};
	for (unsigned i = 0; i < registry->boot_count; i++) {
		const struct boot *row = &registry->boots[i];
		if (!row->option && release_set_has(&row->in, release))
			take_default(row, build, state);
	}
	for (size_t i = 0; i < build->word_count; i++) {
		bool known;
		const struct boot_word *word = &build->words[i];
		const struct boot *row =
			find_row(registry, release, build, word, &known);
		if (row)
			take(row, word, state);
		else if (known && !(word->negated && *word->value))
			state->odd = word;
	}
}
