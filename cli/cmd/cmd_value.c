/* What options and commands take, by the names that their usage has for it. */
#include <string.h>

#include "cmd/cmd_names.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_value.h"
#include "compile/compile.h"
#include "rule/rule.h"
#include "way/way.h"
#include "word/word.h"

const char *const value_whens[] = {"auto", "always", "never", NULL};
const char *const value_archs[] = {"x86", "arm", NULL};
const char *const value_levels[] = {"note", "warning", "error", NULL};
/* "never" is above all levels; known flaws come beside errors. */
const char *const value_thresholds[] = {"note",	 "warning",	"error",
					"never", "known-flaws", NULL};

const char *const value_shells[] = {"bash", "zsh", "fish", NULL};

static void add_all(const char *const *all, struct value_words *words)
{
	for (; *all; all++)
		*list_push(&words->list, words->arena) = *all;
}

/* A function that adds those of a list of words. */
#define ADDS_WORDS(function, all)                             \
	static void function(const struct registry *registry, \
			     struct value_words *words)       \
	{                                                     \
		(void)registry;                               \
		add_all(all, words);                          \
	}

ADDS_WORDS(add_whens, value_whens)
ADDS_WORDS(add_archs, value_archs)
ADDS_WORDS(add_levels, value_levels)
ADDS_WORDS(add_thresholds, value_thresholds)
ADDS_WORDS(add_shells, value_shells)

/* Likewise of the names that questions may have. */
#define ADDS_NAMES(function, kind)                                       \
	static void function(const struct registry *registry,            \
			     struct value_words *words)                  \
	{                                                                \
		add_all(names_all(registry, kind, words->arena), words); \
	}

ADDS_NAMES(add_permissions, NAME_PERMISSION)
ADDS_NAMES(add_hypercalls, NAME_HYPERCALL)
ADDS_NAMES(add_statuses, NAME_STATUS)
ADDS_NAMES(add_bases, NAME_BASIS)
ADDS_NAMES(add_fix_kinds, NAME_FIX_KIND)
ADDS_NAMES(add_powers, NAME_POWER)
ADDS_NAMES(add_modules, NAME_MODULE)

static void add_ops(const struct registry *registry, struct value_words *words)
{
	for (unsigned i = 0; i < registry->op_count; i++)
		*list_push(&words->list, words->arena) = registry->ops[i].name;
}

static void add_releases(const struct registry *registry,
			 struct value_words *words)
{
	*list_push(&words->list, words->arena) = "latest";
	for (unsigned i = 0; i < registry->release_count; i++) {
		if (registry_ends_line(registry, i))
			*list_push(&words->list, words->arena) =
				registry->releases[i].line;
		*list_push(&words->list, words->arena) =
			registry->releases[i].name;
	}
}

static void add_profiles(const struct registry *registry,
			 struct value_words *words)
{
	(void)registry;
	for (const struct profile *profile = compile_profiles; profile->name;
	     profile++)
		*list_push(&words->list, words->arena) = profile->name;
}

static void add_rules(const struct registry *registry,
		      struct value_words *words)
{
	(void)registry;
	for (size_t i = 0; i < rule_count(); i++)
		*list_push(&words->list, words->arena) = rule_at(i)->code;
}

static void add_tables(const struct registry *registry,
		       struct value_words *words)
{
	(void)registry;
	add_all(registry_tables, words);
	*list_push(&words->list, words->arena) = ways_table_name;
}

/* What explain knows; commands of two words are left out. */
static void add_known(const struct registry *registry,
		      struct value_words *words)
{
	const char *const *name = word_names(registry, words->arena);
	for (; *name; name++)
		if (!strchr(*name, ' '))
			*list_push(&words->list, words->arena) = *name;
}

static void add_kinds(const struct registry *registry,
		      struct value_words *words)
{
	(void)registry;
	for (const struct value_kind *kind = value_kinds; kind->name; kind++)
		if (kind->add || kind->source == VALUE_COMMAND)
			*list_push(&words->list, words->arena) = kind->name;
}

const struct value_kind value_kinds[] = {
	{"ARCH", VALUE_WORDS, add_archs},
	{"BASIS", VALUE_WORDS, add_bases},
	{"CLASS:PERMISSION", VALUE_NAMES, add_permissions},
	{"COMMAND", VALUE_COMMAND, NULL},
	{"DIR", VALUE_FOLDER, NULL},
	{"FILE", VALUE_FILE, NULL},
	{"FORMAT", VALUE_FORMAT, NULL},
	{"FORMAT=FILE", VALUE_FORMATTED, NULL},
	{"HYPERCALL", VALUE_NAMES, add_hypercalls},
	{"KIND", VALUE_WORDS, add_fix_kinds},
	{"LEVEL", VALUE_WORDS, add_levels},
	{"LOG", VALUE_FILE, NULL},
	{"MODULE", VALUE_WORDS, add_modules},
	{"NAME", VALUE_NAMES, add_kinds},
	{"NUMBER", VALUE_TEXT, NULL},
	{"OLD-POLICY", VALUE_FILE, NULL},
	{"OP", VALUE_NAMES, add_ops},
	{"PATTERN", VALUE_NAMES, add_ops},
	{"POLICY", VALUE_FILE, NULL},
	{"POWER", VALUE_WORDS, add_powers},
	{"PROFILE", VALUE_WORDS, add_profiles},
	{"RELEASE", VALUE_NAMES, add_releases},
	{"RULE", VALUE_NAMES, add_rules},
	{"SECONDS", VALUE_TEXT, NULL},
	{"SHELL", VALUE_WORDS, add_shells},
	{"SITE", VALUE_FILE, NULL},
	{"STATUS", VALUE_WORDS, add_statuses},
	{"TABLE", VALUE_WORDS, add_tables},
	{"TEXT", VALUE_TEXT, NULL},
	{"THRESHOLD", VALUE_WORDS, add_thresholds},
	{"TYPE", VALUE_TEXT, NULL},
	{"WHEN", VALUE_WORDS, add_whens},
	{"WORD", VALUE_NAMES, add_known},
	{NULL, VALUE_TEXT, NULL},
};

const struct value_kind *value_kind_find(const char *name, size_t length)
{
	for (const struct value_kind *kind = value_kinds; kind->name; kind++)
		if (strlen(kind->name) == length &&
		    strncmp(kind->name, name, length) == 0)
			return kind;
	return NULL;
}

const struct value_kind *value_kind_next(const char **names)
{
	const size_t length = *names ? strcspn(*names, "|") : 0;
	if (!length)
		return NULL;
	const struct value_kind *kind = value_kind_find(*names, length);
	*names += length + ((*names)[length] == '|');
	return kind;
}

const char *value_argument(const struct command *command, size_t index,
			   struct arena *arena, bool *repeated)
{
	const char *at = command->arguments;
	*repeated = false;
	/* Options that stand there are no arguments, nor what they take. */
	if (*at == '-')
		return NULL;
	for (size_t i = 0; *at; i++) {
		const size_t length = strcspn(at, " ");
		char *word = arena_slice(arena, at, length);
		*repeated = strstr(word, "...");
		word += *word == '[';
		word[strcspn(word, "].")] = '\0';
		if (i == index || *repeated)
			return word;
		at += length + (at[length] == ' ');
	}
	return NULL;
}
