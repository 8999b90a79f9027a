/* Makefiles: lines, conditions, settings, rules. */
#include "base/directory.h"
#include "base/file.h"
#include "base/text.h"
#include "source/source_make.h"
#include "source/source_make_expand.h"
#include "source/source_make_read.h"
#include "source/source_make_setting.h"

#include <ctype.h>
#include <string.h>

USES_MESSAGE(POLICY_MAKEFILE);

enum { MAKEFILE_LIMIT = 4 * 1024 * 1024, NESTED = 32, INCLUDED = 8 };

/* A condition that is open. */
struct make_condition {
	bool taken, was_taken; /* this part; this or one before it */
	struct make_doubt doubt;
};

/* A makefile while it is read. */
struct make_reader {
	struct make *make;
	const char *name; /* from the directory */
	char *rest;
	unsigned line;	    /* of what is left */
	struct location at; /* of the line that is read */
	struct make_condition conditions[NESTED];
	unsigned depth, included;
	struct make_rule *rule; /* that a recipe would belong to, or NULL */
};

static bool refuse(const struct make_reader *reader, const char *why)
{
	diags_add(reader->make->diags, MESSAGE_POLICY_MAKEFILE, reader->at,
		  "%s", why);
	return false;
}

/* --- Lines ------------------------------------------------------------------
 */

static bool ends_in_backslash(const char *line)
{
	size_t count = 0, length = strlen(line);
	while (count < length && line[length - 1 - count] == '\\')
		count++;
	return count % 2;
}

/* The next line with those that continue it, in the arena; NULL: the end. */
static char *next_line(struct make_reader *reader)
{
	struct buffer joined = BUFFER_INIT;
	char *line = strsep(&reader->rest, "\n");
	if (!line)
		return NULL;
	reader->at = (struct location){directory_path(reader->make->directory,
						      reader->name,
						      reader->make->arena),
				       ++reader->line, 0};
	while (ends_in_backslash(line) && reader->rest) {
		buffer_add(&joined, line, strlen(line) - 1);
		buffer_add_char(&joined, ' ');
		line = strsep(&reader->rest, "\n");
		line += strspn(line, " \t");
		reader->line++;
	}
	buffer_add_string(&joined, line);
	line = arena_string(reader->make->arena, buffer_string(&joined));
	buffer_release(&joined);
	return line;
}

static void cut_comment(char *line)
{
	for (char *at = line; *at; at++)
		if (*at == '#' && (at == line || at[-1] != '\\')) {
			*at = '\0';
			return;
		}
}

/* Whether the line starts with the word; it is then what is behind it. */
static bool take_word(const char **line, const char *word)
{
	size_t length = strlen(word);
	const char *end = *line + length;
	if (strncmp(*line, word, length) != 0 ||
	    (*end && !strchr(" \t(", *end)))
		return false;
	*line = end + strspn(end, " \t");
	return true;
}

/* --- Conditions ------------------------------------------------------------
 */

static bool is_read(const struct make_reader *reader)
{
	for (unsigned i = 0; i < reader->depth; i++)
		if (!reader->conditions[i].taken &&
		    !reader->conditions[i].doubt.why)
			return false;
	return true;
}

/* What must be known for this line to be read. */
static struct make_doubt doubt_here(const struct make_reader *reader)
{
	struct make_doubt doubt = {0};
	for (unsigned i = 0; i < reader->depth; i++)
		if (reader->conditions[i].doubt.why)
			make_wonder(&doubt, reader->conditions[i].doubt.at,
				    reader->conditions[i].doubt.why);
	return doubt;
}

/* Cuts a quoted word, 'A' or "A"; NULL: there is none. */
static char *take_quoted(char **text)
{
	char *start = *text + strspn(*text, " \t");
	char *end = *start == '"' || *start == '\'' ? strchr(start + 1, *start)
						    : NULL;
	if (!end)
		return NULL;
	*end = '\0';
	*text = end + 1;
	return start + 1;
}

/* Where the comma outside of references is, or NULL. */
static char *find_comma(char *text)
{
	unsigned depth = 0;
	for (; *text; text++) {
		depth += *text == '(' || *text == '{';
		depth -= depth && (*text == ')' || *text == '}');
		if (*text == ',' && !depth)
			return text;
	}
	return NULL;
}

/* (A,B) or "A" "B". */
static bool take_operands(struct make_reader *reader, const char *text,
			  const char *operands[2])
{
	char *copy = arena_string(reader->make->arena, text);
	size_t length = strlen(copy);
	while (length && isspace((unsigned char)copy[length - 1]))
		copy[--length] = '\0';
	if (*copy != '(') {
		operands[0] = take_quoted(&copy);
		operands[1] = operands[0] ? take_quoted(&copy) : NULL;
		return operands[1] && !copy[strspn(copy, " \t")];
	}
	char *comma = find_comma(copy + 1);
	if (!comma || copy[length - 1] != ')')
		return false;
	copy[length - 1] = '\0';
	*comma = '\0';
	operands[0] = copy + 1;
	operands[1] = comma + 1 + strspn(comma + 1, " \t");
	return true;
}

/* Whether "ifeq ..." and the like hold; *known false: it is none of them. */
static bool evaluate(struct make_reader *reader, const char *line, bool *known,
		     struct make_doubt *doubt)
{
	struct make *make = reader->make;
	const char *operands[2];
	bool equal = take_word(&line, "ifeq");
	*known = true;
	if (equal || take_word(&line, "ifneq")) {
		if (!take_operands(reader, line, operands)) {
			make_wonder(doubt, reader->at,
				    "a condition that is not understood");
			return false;
		}
		const char *a =
			make_expand(make, operands[0], reader->at, doubt);
		const char *b =
			make_expand(make, operands[1], reader->at, doubt);
		return (strcmp(a, b) == 0) == equal;
	}
	bool defined = take_word(&line, "ifdef");
	if (!defined && !take_word(&line, "ifndef")) {
		*known = false;
		return false;
	}
	struct make_words name = make_split(
		make_expand(make, line, reader->at, doubt), make->arena);
	struct make_variable *variable =
		name.list.count == 1 ? make_variable(make, name.list.items[0])
				     : NULL;
	if (variable) {
		if (variable->doubt.why)
			make_wonder(doubt, variable->doubt.at,
				    variable->doubt.why);
	}
	return (variable && *variable->value) == defined;
}

static bool open_condition(struct make_reader *reader, const char *line,
			   bool *known)
{
	struct make_condition opened = {0};
	/* What is not read is not evaluated either. */
	bool read = is_read(reader);
	struct make_doubt ignored = {0};
	opened.taken =
		evaluate(reader, line, known, read ? &opened.doubt : &ignored);
	opened.was_taken = opened.taken;
	if (!*known)
		return true;
	if (reader->depth == NESTED)
		return refuse(reader, "conditions too deep");
	reader->conditions[reader->depth++] = opened;
	return true;
}

static bool turn_condition(struct make_reader *reader, const char *line)
{
	if (!reader->depth)
		return refuse(reader, "else without a condition");
	struct make_condition *open = &reader->conditions[reader->depth - 1];
	bool known = true, holds = true;
	open->taken = false;
	if (*line)
		holds = evaluate(reader, line, &known, &open->doubt);
	if (!known)
		return refuse(reader, "else with what is not understood");
	open->taken = !open->was_taken && holds;
	open->was_taken |= open->taken;
	return true;
}

/* Whether the line is one of a condition; then it is done with. */
static bool read_condition(struct make_reader *reader, const char *line,
			   bool *good)
{
	bool known = true;
	*good = true;
	if (take_word(&line, "endif")) {
		*good = reader->depth > 0 ||
			refuse(reader, "endif without a condition");
		reader->depth -= reader->depth > 0;
		return true;
	}
	if (take_word(&line, "else")) {
		*good = turn_condition(reader, line);
		return true;
	}
	*good = open_condition(reader, line, &known);
	return known;
}

/* --- Settings --------------------------------------------------------------
 */

static bool apply_setting(struct make_reader *reader,
			  const struct make_setting *setting)
{
	const char *refusal = make_apply(reader->make, setting, reader->at,
					 doubt_here(reader));
	return !refusal || refuse(reader, refusal);
}

/* define NAME ... endef: the variable is set, to what is not evaluated. */
static bool read_define(struct make_reader *reader, const char *line)
{
	struct make *make = reader->make;
	struct make_words words = make_split(line, make->arena);
	struct location at = reader->at;
	if (!words.list.count || strchr(words.list.items[0], '$'))
		return refuse(reader, "it is not clear which variable is set");
	struct make_variable *variable =
		make_declare(make, words.list.items[0]);
	variable->at = at;
	make_wonder(&variable->doubt, at, "what define sets is not evaluated");
	const char *inner;
	while ((inner = next_line(reader))) {
		inner += strspn(inner, " \t");
		if (take_word(&inner, "endef"))
			return true;
	}
	return refuse(reader, "define without endef");
}

/* --- Rules -----------------------------------------------------------------
 */

static void add_command(struct make_reader *reader, const char *text)
{
	*list_push(&reader->rule->recipe, reader->make->arena) =
		(struct make_line){text, reader->at, doubt_here(reader)};
}

/* The colon outside of references, or NULL. */
static const char *find_colon(const char *text)
{
	unsigned depth = 0;
	for (; *text; text++) {
		depth += *text == '(' || *text == '{';
		depth -= depth && (*text == ')' || *text == '}');
		if (*text == ':' && !depth)
			return text;
	}
	return NULL;
}

/* A line that is no rule: nothing may come of it. */
static bool read_other(struct make_reader *reader, const char *line)
{
	struct make_doubt doubt = doubt_here(reader);
	const char *text = make_expand(reader->make, line, reader->at, &doubt);
	if (doubt.why)
		return refuse(reader, doubt.why);
	return !text[strspn(text, " \t")] ||
	       refuse(reader, "a line that is not understood");
}

static bool read_prerequisites(struct make_reader *reader,
			       struct make_rule *rule, const char *text)
{
	struct make *make = reader->make;
	struct make_setting setting;
	const char *expanded =
		make_expand(make, text, reader->at, &rule->prerequisite_doubt);
	char *words = arena_string(make->arena, expanded);
	if (make_take_setting(reader->make, text, &setting) ||
	    find_colon(text) || strchr(words, ':'))
		return refuse(reader, "a variable of one target, or a static "
				      "pattern, is not evaluated");
	char *bar = strchr(words, '|');
	if (bar)
		*bar = ' ';
	rule->prerequisites = make_split(words, make->arena);
	return true;
}

static bool read_rule(struct make_reader *reader, const char *line)
{
	struct make *make = reader->make;
	const char *colon = find_colon(line);
	const char *semicolon = strchr(line, ';');
	if (!colon || (semicolon && semicolon < colon))
		return read_other(reader, line);
	struct make_rule *rule = arena_alloc(make->arena, 1, sizeof *rule);
	*rule = (struct make_rule){
		.head = line, .at = reader->at, .doubt = doubt_here(reader)};
	const char *behind = colon + 1 + (colon[1] == ':');
	behind += strspn(behind, " \t");
	const char *prerequisites =
		semicolon ? arena_slice(make->arena, behind,
					(size_t)(semicolon - behind))
			  : behind;
	rule->targets =
		make_split(make_expand(make,
				       arena_slice(make->arena, line,
						   (size_t)(colon - line)),
				       reader->at, &rule->doubt),
			   make->arena);
	if (!read_prerequisites(reader, rule, prerequisites))
		return false;
	if (make->rules.count == MAKE_RULES)
		return refuse(reader, "more rules than are followed");
	reader->rule = rule;
	*list_push(&make->rules, make->arena) = rule;
	if (semicolon)
		add_command(reader, semicolon + 1);
	return true;
}

/* --- The file --------------------------------------------------------------
 */

static bool read_file(struct make *make, const char *name, unsigned included);

/* What lies above the directory belongs to the build of Xen, or nowhere. */
static bool is_outside(const char *name)
{
	return *name == '/' || strstr(name, "../") != NULL;
}

/* A file of that build, in which source_make_outside.c looks. */
static bool is_of_xen(const char *name)
{
	static const char *const names[] = {
		"../../../tools/Rules.mk", "../../../Config.mk",
		"../../../.config", "../../Rules.mk"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static bool read_include(struct make_reader *reader, const char *line,
			 bool needed)
{
	struct make *make = reader->make;
	struct make_doubt doubt = doubt_here(reader);
	struct make_words names = make_split(
		make_expand(make, line, reader->at, &doubt), make->arena);
	if (doubt.why)
		return refuse(reader, "it is not clear what is included");
	if (reader->included == INCLUDED)
		return refuse(reader, "includes too deep");
	for (size_t i = 0; i < names.list.count; i++) {
		const char *name = names.list.items[i];
		if (text_starts_with(name, "./"))
			name += strlen("./");
		if (is_of_xen(name))
			continue;
		if (is_outside(name))
			return refuse(reader,
				      arena_format(make->arena,
						   "%s, which it includes, "
						   "is not one of its "
						   "directory",
						   name));
		if (strpbrk(name, "*?["))
			return refuse(reader,
				      "it is not clear what is included");
		if (!directory_has_file(make->directory, name)) {
			if (needed)
				return refuse(reader,
					      arena_format(make->arena,
							   "there is no %s, "
							   "which it includes",
							   name));
			continue;
		}
		if (!read_file(make, name, reader->included + 1))
			return false;
	}
	return true;
}

/* Takes off what stands before a setting; false: it is none then. */
static bool read_directive(struct make_reader *reader, const char *line,
			   bool *done)
{
	static const char *const modifiers[] = {"override", "export",
						"private"};
	struct make_setting setting;
	*done = true;
	reader->rule = NULL;
	if (take_word(&line, "include"))
		return read_include(reader, line, true);
	if (take_word(&line, "-include") || take_word(&line, "sinclude"))
		return read_include(reader, line, false);
	for (size_t i = 0; i < sizeof modifiers / sizeof *modifiers; i++)
		if (take_word(&line, modifiers[i]))
			i = (size_t)-1;
	if (take_word(&line, "define"))
		return read_define(reader, line);
	if (take_word(&line, "undefine"))
		return refuse(reader, "undefine is not evaluated");
	if (take_word(&line, "vpath"))
		return refuse(reader, "it changes which files are read");
	if (take_word(&line, "load") || take_word(&line, "-load"))
		return refuse(reader, "it loads a program into make");
	if (make_take_setting(reader->make, line, &setting))
		return apply_setting(reader, &setting);
	*done = false;
	return true;
}

static bool read_line(struct make_reader *reader, char *line)
{
	bool good, done;
	if (*line == '\t' && reader->rule) {
		if (is_read(reader))
			add_command(reader, line + 1);
		return true;
	}
	cut_comment(line);
	const char *text = line + strspn(line, " \t");
	if (read_condition(reader, text, &good))
		return good;
	if (!is_read(reader) || !*text)
		return true;
	struct make_rule *rule = reader->rule;
	if (!read_directive(reader, text, &done))
		return false;
	/* "export NAME" and "unexport NAME" set nothing. */
	if (done || take_word(&text, "export") || take_word(&text, "unexport"))
		return true;
	reader->rule = rule;
	return read_rule(reader, text);
}

static bool read_file(struct make *make, const char *name, unsigned included)
{
	struct make_reader reader = {
		.make = make, .name = name, .included = included};
	struct buffer text = BUFFER_INIT;
	*list_push(&make->files.list, make->arena) = name;
	bool good = file_read_regular(
		directory_path(make->directory, name, make->arena),
		MAKEFILE_LIMIT, make->diags, &text);
	char *line;
	reader.at = location_file(
		directory_path(make->directory, name, make->arena));
	if (good && strlen(buffer_string(&text)) != text.length)
		good = refuse(&reader, "it has bytes that are no text");
	reader.rest = text.data;
	while (good && (line = next_line(&reader)))
		good = read_line(&reader, line);
	if (good && reader.depth)
		good = refuse(&reader, "a condition without endif");
	buffer_release(&text);
	return good;
}

bool make_read(struct make *make, const char *name)
{
	return read_file(make, name, 0);
}
