/* References to variables, and what they come to. */
#include "base/text.h"
#include "source/source_make.h"
#include "source/source_make_expand.h"
#include "source/source_make_function.h"

#include <string.h>

/* What make or its surroundings set, which differs from run to run. */
static const char *const surroundings[] = {
	"MAKE",
	"MAKEFLAGS",
	"MAKEFILES",
	"MAKEFILE_LIST",
	"MAKECMDGOALS",
	"MAKELEVEL",
	"MAKEOVERRIDES",
	"MAKE_VERSION",
	"MAKE_HOST",
	"MAKE_RESTARTS",
	"MAKE_TERMOUT",
	"MAKE_TERMERR",
	"MAKE_COMMAND",
	"MFLAGS",
	"SHELL",
	"SUFFIXES",
	".FEATURES",
	".VARIABLES",
	".INCLUDE_DIRS",
	".DEFAULT_GOAL",
	".SHELLSTATUS",
	".LIBPATTERNS",
	"USER",
	"LOGNAME",
	"HOME",
	"PATH",
	"PWD",
	"OLDPWD",
	"HOSTNAME",
	"LANG",
	"TERM",
	"TMPDIR",
	"GNUMAKEFLAGS",
	"CC",
	"CXX",
	"CPP",
	"AR",
	"AS",
	"LD",
	"RM",
	"LEX",
	"YACC",
	"ARFLAGS",
	"GET",
	"CO",
	"OUTPUT_OPTION",
};

/*
 * Versions that makefiles ask programs for: of a policy, in which the same
 * stands whichever it is.
 */
static const char *const versions[] = {"OUTPUT_POLICY", "PV", "KV"};
static const char version[] = "30";

void make_wonder(struct make_doubt *doubt, struct location at, const char *why)
{
	if (!doubt->why)
		*doubt = (struct make_doubt){why, at};
}

bool make_spend(struct make *make, size_t amount, struct location at,
		struct make_doubt *doubt)
{
	make->spent += amount;
	if (make->spent <= MAKE_BUDGET)
		return true;
	make_wonder(doubt, at, "it takes too much to evaluate");
	return false;
}

struct make_variable *make_variable(const struct make *make, const char *name)
{
	return map_get(&make->variables, name);
}

void make_set(struct make *make, const char *name, const char *value)
{
	struct make_variable *variable =
		arena_alloc(make->arena, 1, sizeof *variable);
	*variable = (struct make_variable){
		.name = name, .value = value, .simple = true};
	map_set(&make->variables, name, variable, make->arena);
}

static bool is_of_surroundings(const char *name)
{
	for (size_t i = 0; i < sizeof surroundings / sizeof *surroundings; i++)
		if (strcmp(surroundings[i], name) == 0)
			return true;
	return strchr("@<^+?*%|", *name) != NULL;
}

const char *make_value(struct make *make, const char *name,
		       struct make_doubt *doubt)
{
	struct make_variable *variable = make_variable(make, name);
	if (!variable)
		return NULL;
	for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
		if (strcmp(versions[i], name) == 0)
			return version;
	if (variable->doubt.why)
		make_wonder(doubt, variable->doubt.at, variable->doubt.why);
	if (variable->simple)
		return variable->value;
	if (variable->busy) {
		make_wonder(doubt, variable->at,
			    "a variable that depends on itself");
		return "";
	}
	variable->busy = true;
	const char *value =
		make_expand(make, variable->value, variable->at, doubt);
	variable->busy = false;
	return value;
}

static const char *value_or_empty(struct make *make, const char *name,
				  struct location at, struct make_doubt *doubt)
{
	const char *value = make_value(make, name, doubt);
	if (!value && *name && is_of_surroundings(name))
		make_wonder(doubt, at,
			    arena_format(make->arena,
					 "$(%s) is not evaluated: it differs "
					 "from run to run",
					 name));
	return value ? value : "";
}

/* Behind the bracket that closes the one before the text; NULL: none does. */
static const char *find_end(const char *text, char open, char close)
{
	unsigned depth = 1;
	for (; *text; text++) {
		if (*text == open)
			depth++;
		else if (*text == close && --depth == 0)
			return text + 1;
	}
	return NULL;
}

struct make_words make_split(const char *text, struct arena *arena)
{
	static const char white[] = " \t\n";
	struct make_words words = {LIST_INIT};
	for (text += strspn(text, white); *text; text += strspn(text, white)) {
		size_t length = strcspn(text, white);
		*list_push(&words.list, arena) =
			arena_slice(arena, text, length);
		text += length;
	}
	return words;
}

bool make_matches(const char *word, const char *pattern)
{
	const char *percent = strchr(pattern, '%');
	if (!percent)
		return strcmp(word, pattern) == 0;
	size_t head = (size_t)(percent - pattern), tail = strlen(percent + 1);
	size_t length = strlen(word);
	return length >= head + tail && strncmp(word, pattern, head) == 0 &&
	       strcmp(word + length - tail, percent + 1) == 0;
}

const char *make_substitute(struct make *make, const char *word,
			    const char *from, const char *to)
{
	if (!make_matches(word, from))
		return word;
	const char *percent = strchr(from, '%'), *target = strchr(to, '%');
	if (!percent || !target)
		return to;
	size_t head = (size_t)(percent - from);
	size_t stem = strlen(word) - head - strlen(percent + 1);
	return arena_format(make->arena, "%.*s%.*s%s", (int)(target - to), to,
			    (int)stem, word + head, target + 1);
}

/* $(NAME:FROM=TO) */
static const char *expand_substitution(struct make *make, const char *name,
				       const char *colon, struct location at,
				       struct make_doubt *doubt)
{
	struct arena *arena = make->arena;
	const char *equals = strchr(colon, '=');
	if (!equals) {
		make_wonder(doubt, at, "a reference that is not understood");
		return "";
	}
	const char *from =
		arena_slice(arena, colon + 1, (size_t)(equals - colon) - 1);
	const char *to = equals + 1;
	if (!strchr(from, '%')) {
		from = arena_format(arena, "%%%s", from);
		to = arena_format(arena, "%%%s", to);
	}
	name = arena_slice(arena, name, (size_t)(colon - name));
	struct make_words words =
		make_split(value_or_empty(make, name, at, doubt), arena);
	struct buffer out = BUFFER_INIT;
	for (size_t i = 0; i < words.list.count && out.length < MAKE_VALUE;
	     i++) {
		if (i)
			buffer_add_char(&out, ' ');
		buffer_add_string(
			&out,
			make_substitute(make, words.list.items[i], from, to));
	}
	if (out.length >= MAKE_VALUE)
		make_wonder(doubt, at, "a value that is too long");
	make_spend(make, out.length, at, doubt);
	const char *value = arena_string(arena, buffer_string(&out));
	buffer_release(&out);
	return value;
}

/* What stands between the brackets of a reference. */
static const char *expand_reference(struct make *make, const char *text,
				    struct location at,
				    struct make_doubt *doubt)
{
	size_t word = strcspn(text, " \t:$(),=");
	if (text[word] == ' ' || text[word] == '\t')
		return make_call(make, arena_slice(make->arena, text, word),
				 text + word + strspn(text + word, " \t"), at,
				 doubt);
	const char *name = make_expand(make, text, at, doubt);
	const char *colon = strchr(name, ':');
	return colon ? expand_substitution(make, name, colon, at, doubt)
		     : value_or_empty(make, name, at, doubt);
}

/* The reference behind the "$"; returns what stands behind it. */
static const char *add_reference(struct make *make, const char *at_text,
				 struct location at, struct make_doubt *doubt,
				 struct buffer *out)
{
	const char one[] = {*at_text, '\0'};
	if (*at_text == '$') {
		buffer_add_char(out, '$');
		return at_text + 1;
	}
	if (*at_text != '(' && *at_text != '{') {
		buffer_add_string(out, value_or_empty(make, one, at, doubt));
		return *at_text ? at_text + 1 : at_text;
	}
	const char *end =
		find_end(at_text + 1, *at_text, *at_text == '(' ? ')' : '}');
	if (!end) {
		make_wonder(doubt, at, "a reference that does not end");
		return at_text + strlen(at_text);
	}
	const char *inner = arena_slice(make->arena, at_text + 1,
					(size_t)(end - at_text) - 2);
	buffer_add_string(out, expand_reference(make, inner, at, doubt));
	return end;
}

/* Adds what the text comes to, as far as there is room for it. */
static void add_expanded(struct make *make, const char *text,
			 struct location at, struct make_doubt *doubt,
			 struct buffer *out)
{
	while (*text && out->length < MAKE_VALUE &&
	       make_spend(make, 1, at, doubt)) {
		size_t plain = strcspn(text, "$");
		buffer_add(out, text, plain);
		text += plain;
		if (*text)
			text = add_reference(make, text + 1, at, doubt, out);
	}
	if (*text)
		make_wonder(doubt, at, "a value that is too long");
}

const char *make_expand(struct make *make, const char *text, struct location at,
			struct make_doubt *doubt)
{
	struct buffer out = BUFFER_INIT;
	if (make->depth == MAKE_DEPTH) {
		make_wonder(doubt, at, "it is too deep to evaluate");
		return "";
	}
	make->depth++;
	add_expanded(make, text, at, doubt, &out);
	make->depth--;
	make_spend(make, out.length, at, doubt);
	const char *value = arena_string(make->arena, buffer_string(&out));
	buffer_release(&out);
	return value;
}
