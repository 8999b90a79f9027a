#include <ctype.h>
#include <string.h>

#include "compile/template.h"

/* Where the expansion is. */
struct expansion {
	const struct compilation *from;
	struct arena *arena;
	struct buffer *conf;
	const char *stands; /* what @ stands for; NULL outside of loops */
	/* Of directives, for the next line; or NULL. */
	const char *op, *if_sid;
};

/* --- One line ---------------------------------------------------------- */

static const char *substitute(const struct expansion *expansion,
			      const char *line)
{
	struct buffer text = BUFFER_INIT;
	for (; *line; line++)
		if (*line == '@' && expansion->stands)
			buffer_add_string(&text, expansion->stands);
		else
			buffer_add_char(&text, *line);
	const char *copy = arena_string(expansion->arena, buffer_string(&text));
	buffer_release(&text);
	return copy;
}

static bool is_accepted(const struct expansion *expansion, const char *op)
{
	for (size_t i = 0;
	     expansion->from->accepted && expansion->from->accepted[i]; i++)
		if (strcmp(expansion->from->accepted[i], op) == 0)
			return true;
	return false;
}

static bool is_covered(const struct expansion *expansion, const char *name,
		       bool *exists)
{
	const struct registry *registry = expansion->from->registry;
	unsigned release = expansion->from->release;
	const struct op *op = registry_find_op(registry, name);
	*exists = op && release_set_has(&op->in, release);
	return *exists && registry_op_status(registry, op, release).status ==
				  STATUS_COVERED;
}

static void add_reason(struct expansion *expansion, const char *name,
		       bool accepted)
{
	const struct registry *registry = expansion->from->registry;
	unsigned release = expansion->from->release;
	struct op_status status = registry_op_status(
		registry, registry_find_op(registry, name), release);
	buffer_format(expansion->conf, "# %s is %s in %s (%s); %s\n", name,
		      status_name(status.status),
		      registry->releases[release].name,
		      basis_name(status.basis),
		      accepted ? "accepted by name:" : "left out:");
}

/*
 * Whether a line has to be left out that is there for the first of the ops.
 * The others are what it opens as well: where the first is safe they decide,
 * and what an accepted one opens the proof finds.
 */
static bool leaves_out(struct expansion *expansion, const char *ops)
{
	char *rest = arena_string(expansion->arena, ops);
	const char *first = strsep(&rest, " ");
	const char *name;
	bool exists;
	if (is_covered(expansion, first, &exists)) {
		bool accepted = is_accepted(expansion, first);
		add_reason(expansion, first, accepted);
		return !accepted;
	}
	if (!exists)
		return true;
	while ((name = strsep(&rest, " "))) {
		if (!is_covered(expansion, name, &exists))
			continue;
		bool accepted = is_accepted(expansion, name);
		add_reason(expansion, name, accepted);
		if (!accepted)
			return true;
	}
	return false;
}

/* Keeps of "CLASS { a b c };" or "CLASS a;" what the release has. */
static const char *fit_permissions(struct expansion *expansion,
				   const char *object_class, const char *text)
{
	const char *kept = "";
	for (text += strspn(text, " {\t");
	     *text && *text != '}' && *text != ';';
	     text += strspn(text, " \t")) {
		size_t length = strcspn(text, " \t};");
		const char *name = arena_slice(expansion->arena, text, length);
		if (strcmp(name, "*") == 0 ||
		    release_has_permission(expansion->from, object_class, name))
			kept = arena_format(expansion->arena, "%s%s%s", kept,
					    *kept ? " " : "", name);
		text += length;
	}
	return kept;
}

/*
 * A rule with the permissions that the release has, or nothing.  A rule is
 * one line: KEYWORD SOURCE TARGET:CLASS PERMISSIONS;
 */
static void add_rule(struct expansion *expansion, const char *line)
{
	const char *colon = strchr(line, ':');
	const char *name = colon + 1;
	size_t length = strcspn(name, " \t");
	const char *object_class = arena_slice(expansion->arena, name, length);
	if (!release_has_class(expansion->from, object_class))
		return;
	const char *kept =
		fit_permissions(expansion, object_class, name + length);
	if (!*kept)
		return;
	bool several = strchr(kept, ' ');
	buffer_format(expansion->conf, "%.*s%s %s%s%s;\n", (int)(name - line),
		      line, object_class, several ? "{ " : "", kept,
		      several ? " }" : "");
}

static bool is_rule(const char *line)
{
	line += strspn(line, "\t ");
	return strncmp(line, "allow ", 6) == 0 ||
	       strncmp(line, "neverallow ", 11) == 0;
}

/* A transition of a class that the release does not have is left out. */
static bool is_foreign_transition(const struct expansion *expansion,
				  const char *line)
{
	const char *colon = strchr(line, ':');
	if (strncmp(line, "type_transition ", 16) != 0 || !colon)
		return false;
	return !release_has_class(expansion->from,
				  arena_slice(expansion->arena, colon + 1,
					      strcspn(colon + 1, " \t")));
}

static bool has_sid(const struct expansion *expansion, const char *name)
{
	const char **names;
	size_t count = registry_sids(expansion->from->registry,
				     expansion->from->release, expansion->arena,
				     &names);
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* "NAME TYPE" */
static void add_sid(struct expansion *expansion, const char *line)
{
	size_t length = strcspn(line, " ");
	const char *name = arena_slice(expansion->arena, line, length);
	if (has_sid(expansion, name))
		buffer_format(expansion->conf, "sid %s system_u:system_r:%s\n",
			      name, line + length + 1);
}

static void add_statement(struct expansion *expansion, const char *line)
{
	const char *op = expansion->op, *if_sid = expansion->if_sid;
	expansion->op = expansion->if_sid = NULL;
	line = substitute(expansion, line);
	if ((if_sid && !has_sid(expansion, if_sid)) ||
	    (op && leaves_out(expansion, op)))
		return;
	if (is_rule(line))
		add_rule(expansion, line);
	else if (!is_foreign_transition(expansion, line))
		buffer_format(expansion->conf, "%s\n", line);
}

/* --- Lines and loops ----------------------------------------------------- */

/* The next logical line: one that ends in an open { goes on below. */
static const char *next_line(struct arena *arena, const char **text)
{
	const char *line = "";
	for (;;) {
		size_t length = strcspn(*text, "\n");
		const char *part = arena_slice(arena, *text, length);
		*text += length + ((*text)[length] == '\n');
		while (*line && isspace((unsigned char)*part))
			part++;
		line = *line ? arena_format(arena, "%s %s", line, part) : part;
		bool rule = is_rule(line);
		if (!rule || strchr(line, ';') || !**text)
			return line;
	}
}

static void expand_lines(struct expansion *expansion, const char *text,
			 const char *end);

/* The lines up to @end, once for each of the words. */
static const char *expand_loop(struct expansion *expansion,
			       const char *const *words, size_t count,
			       const char *body)
{
	const char *end = strstr(body, "\n@end\n");
	if (!end)
		end = body + strlen(body);
	for (size_t i = 0; i < count; i++) {
		expansion->stands = words[i];
		expand_lines(expansion, body, end + (*end == '\n'));
		expansion->stands = NULL;
	}
	return *end ? end + strlen("\n@end\n") : end;
}

static const char *expand_each(struct expansion *expansion, const char *line,
			       const char *body)
{
	list_of(const char *) words = LIST_INIT;
	char *rest = arena_string(expansion->arena, line + strlen("@each "));
	char *word;
	while ((word = strsep(&rest, " ")))
		*list_push(&words, expansion->arena) = word;
	return expand_loop(expansion, words.items, words.count, body);
}

static const char *expand_classes(struct expansion *expansion, const char *body)
{
	list_of(const char *) words = LIST_INIT;
	unsigned *classes;
	size_t count = registry_classes(expansion->from->registry,
					expansion->from->release,
					expansion->arena, &classes);
	for (size_t i = 0; i < count; i++)
		*list_push(&words, expansion->arena) =
			expansion->from->registry->classes[classes[i]].name;
	return expand_loop(expansion, words.items, words.count, body);
}

static void expand_lines(struct expansion *expansion, const char *text,
			 const char *end)
{
	while (text < end) {
		const char *line = next_line(expansion->arena, &text);
		if (strncmp(line, "@each ", 6) == 0)
			text = expand_each(expansion, line, text);
		else if (strcmp(line, "@classes") == 0)
			text = expand_classes(expansion, text);
		else if (strncmp(line, "@op ", 4) == 0)
			expansion->op = line + 4;
		else if (strncmp(line, "@if-sid ", 8) == 0)
			expansion->if_sid = line + 8;
		else if (strncmp(line, "@sid ", 5) == 0)
			add_sid(expansion, line + 5);
		else
			add_statement(expansion, line);
	}
}

void template_expand(const struct compilation *compilation,
		     const char *template, struct arena *arena,
		     struct buffer *conf)
{
	struct expansion expansion = {
		.from = compilation, .arena = arena, .conf = conf};
	expand_lines(&expansion, template, template + strlen(template));
}
