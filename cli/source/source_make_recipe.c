/* What the commands of a recipe do to a policy. */
#include "base/text.h"
#include "source/source_make.h"
#include "source/source_make_expand.h"
#include "source/source_make_recipe.h"

#include <stdint.h>
#include <string.h>

/* --- The shell's words ------------------------------------------------------
 */

/* Adds a word, without its quotes; returns what is behind it, or NULL. */
static const char *take_shell_word(const char *text, struct buffer *word)
{
	if (*text == '>') {
		buffer_add(word, text, 1);
		return text + 1;
	}
	while (*text && !strchr(" \t>", *text)) {
		char quote = *text;
		if (quote != '"' && quote != '\'') {
			/* What means something to the shell. */
			if (strchr(";&|$`\\*?[]~#(){}!<\n", quote))
				return NULL;
			buffer_add(word, text++, 1);
			continue;
		}
		const char *end = strchr(text + 1, quote);
		size_t length = end ? (size_t)(end - text) - 1 : 0;
		if (!end || (quote == '"' && (memchr(text + 1, '$', length) ||
					      memchr(text + 1, '`', length) ||
					      memchr(text + 1, '\\', length))))
			return NULL;
		buffer_add(word, text + 1, length);
		text = end + 1;
	}
	/* A number before it is that of a descriptor. */
	if (*text == '>' && strchr("0123456789", text[-1]))
		return NULL;
	return text;
}

/* False where the shell would do more than to part the words. */
static bool take_shell_words(const char *text, struct arena *arena,
			     struct make_words *words)
{
	struct buffer word = BUFFER_INIT;
	for (text += strspn(text, " \t"); text && *text;
	     text = text ? text + strspn(text, " \t") : NULL) {
		buffer_clear(&word);
		text = take_shell_word(text, &word);
		if (text)
			*list_push(&words->list, arena) =
				arena_string(arena, buffer_string(&word));
	}
	buffer_release(&word);
	return text != NULL;
}

/* From PATH, or where systems have it: not from the tree. */
static bool is_program(const char *word, const char *name)
{
	static const char *const places[] = {"", "/usr/bin/", "/bin/",
					     "/usr/local/bin/"};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (text_starts_with(word, places[i]) &&
		    strcmp(word + strlen(places[i]), name) == 0)
			return true;
	return false;
}

/* --- Programs ----------------------------------------------------------------
 */

/* m4 [-s] [-D NAME[=VALUE]]... FILE... > TARGET */
static const char *read_m4(const struct make_words *words, struct arena *arena,
			   struct make_policy *policy)
{
	size_t count = words->list.count;
	const char *const *items = words->list.items;
	if (count < 3 || strcmp(items[count - 2], ">") != 0)
		return "what m4 writes does not become policy.conf";
	for (size_t i = 1; i + 2 < count; i++) {
		bool define = text_starts_with(items[i], "-D");
		if (strchr(items[i], '>'))
			return "m4's command is not understood";
		if (*items[i] != '-') {
			*list_push(&policy->files.list, arena) = items[i];
			continue;
		}
		if (strcmp(items[i], "-s") == 0)
			continue;
		if (!define || policy->files.list.count)
			return arena_format(arena,
					    "the option %s of m4, or its place "
					    "among the files, is not "
					    "understood",
					    items[i]);
		const char *name = items[i] + strlen("-D");
		if (!*name)
			name = ++i + 2 < count ? items[i] : "";
		if (!*name)
			return "an option -D of m4 without a name";
		*list_push(&policy->definitions.list, arena) = name;
	}
	return policy->files.list.count ? NULL : "m4 is given no files";
}

/* checkpolicy [-t Xen] [-c VERSION] [-M] POLICY.CONF -o BINARY */
static const char *read_checkpolicy(const struct make_words *words,
				    struct arena *arena)
{
	for (size_t i = 1; i < words->list.count; i++) {
		const char *word = words->list.items[i];
		bool valued = strcmp(word, "-t") == 0 ||
			      strcmp(word, "-c") == 0 ||
			      strcmp(word, "-o") == 0;
		if (strchr(word, '>'))
			return "checkpolicy's command is not understood";
		if (*word == '-' && !valued && strcmp(word, "-M") != 0)
			return arena_format(arena,
					    "the option %s of checkpolicy is "
					    "not understood",
					    word);
		i += valued;
	}
	return NULL;
}

static bool has_redirection(const struct make_words *words)
{
	for (size_t i = 0; i < words->list.count; i++)
		if (strchr(words->list.items[i], '>'))
			return true;
	return false;
}

enum make_command make_read_command(struct make *make,
				    const struct make_line *line,
				    struct make_policy *policy,
				    struct make_doubt *doubt)
{
	struct make_doubt own = line->doubt;
	struct make_words words = {LIST_INIT};
	const char *text = make_expand(make, line->text, line->at, &own);
	const char *refusal = NULL;
	enum make_command command = COMMAND_OTHER;
	text += strspn(text, " \t@+-");
	if (own.why && !*text)
		make_wonder(doubt, own.at, own.why);
	if (!*text || *text == '#')
		return COMMAND_HARMLESS;
	bool plain = take_shell_words(text, make->arena, &words);
	const char *program = words.list.count ? words.list.items[0] : "";
	if (plain && strcmp(program, "echo") == 0 && !has_redirection(&words))
		return COMMAND_HARMLESS;
	if (plain && is_program(program, "m4")) {
		command = COMMAND_M4;
		refusal = read_m4(&words, make->arena, policy);
		policy->at = line->at;
	} else if (plain && is_program(program, "checkpolicy")) {
		command = COMMAND_HARMLESS;
		refusal = read_checkpolicy(&words, make->arena);
	} else {
		refusal = "a command that is not understood";
	}
	if (own.why)
		make_wonder(doubt, own.at, own.why);
	if (refusal)
		make_wonder(doubt, line->at, refusal);
	return command;
}

/* --- Known rules -------------------------------------------------------------
 */

/* Of 64 bits, by Fowler, Noll and Vo; white space counts as one blank. */
static uint64_t digest(uint64_t hash, const char *text)
{
	enum { PRIME_LOW = 0x1b3 };
	const uint64_t prime = ((uint64_t)1 << 40) + PRIME_LOW;
	bool blank = true;
	for (; *text; text++) {
		bool white = strchr(" \t\n", *text) != NULL;
		if (white && blank)
			continue;
		hash = (hash ^ (unsigned char)(white ? ' ' : *text)) * prime;
		blank = white;
	}
	return (hash ^ '\n') * prime;
}

static uint64_t rule_digest(const struct make_rule *rule)
{
	uint64_t hash = digest(0xcbf29ce484222325, rule->head);
	for (size_t i = 0; i < rule->recipe.count; i++)
		hash = digest(hash, rule->recipe.items[i].text);
	return hash;
}

/*
 * Digests of rules: those of the reference policy's monolithic build, as Xen
 * 3.4 and OpenXT have it, and as Xen 4.0 and 4.1 have it; what they make is
 * what source_tree.c, source_m4.c and source_order.c make.
 */
static const uint64_t known[] = {
	0xc618f18ca5afdcac, /* policy.conf, of 3.4 */
	0xb34d883e0dbbc278, /* policy.conf */
	0x55ea62bf1e83ba7a, /* pre_te_files.conf */
	0xf7f80f30b3ee679e, /* generated_definitions.conf, of 3.4 */
	0xf37f436e71e45162, /* all_interfaces.conf, of 3.4 */
	0x40990d90b0398d15, /* all_interfaces.conf */
	0x4ca082dbae491982, /* all_te_files.conf */
	0xfc11b512d4202ffc, /* post_te_files.conf */
	0x0a949b1f545b93f9, /* attributes, rules and contexts, of 3.4 */
	0x6ad4099e4dee709d, /* attributes and contexts: made with the next */
	0xb2e3e7c0f08cd608, /* attributes, rules and contexts */
};

bool make_knows(const struct make_rule *rule)
{
	uint64_t hash = rule_digest(rule);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i] == hash)
			return true;
	return false;
}
