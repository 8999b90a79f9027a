/*
 * Where the hypervisor calls hooks of XSM: which function, behind which case,
 * in which build, with which arguments.  Every file of C is looked at, so that
 * a call that is new, or gone, is seen wherever it stands.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tree/tree_call.h"
#include "tree/tree_file.h"
#include "tree/tree_token.h"
#include "tree/tree_words.h"

#define HOOK "xsm_"

/* What is open where the scan stands. */
struct scope {
	bool is_switch;
	const char *label; /* words of the cases that lead here, or NULL */
};

/* Goes through the words of a file. */
struct scan {
	const struct source *source;
	struct arena *arena;
	struct tree_calls *calls;
	list_of(struct scope) scopes;
	size_t *starts;	      /* of each guard: open scopes, and one more */
	const char *function; /* that the scan is in */
	const char *pending;  /* that the next brace may begin */
	bool switch_ahead;    /* the next brace is a switch's */
	bool of_flask;	      /* the file has hooks of FLASK */
	bool of_module;	      /* the file is a module that needs no policy */
	bool after_label;     /* right behind a case: the next one joins it */
	unsigned parentheses;
};

/* --- Where it is ------------------------------------------------------ */

static void open_scope(struct scan *scan)
{
	if (!scan->scopes.count)
		scan->function = scan->pending;
	*list_push(&scan->scopes, scan->arena) =
		(struct scope){scan->switch_ahead, NULL};
	scan->switch_ahead = false;
	scan->after_label = false;
}

static void close_scope(struct scan *scan)
{
	if (scan->scopes.count)
		scan->scopes.count--;
	if (!scan->scopes.count)
		scan->function = scan->pending = NULL;
	scan->after_label = false;
}

/* Another branch of an #if begins where the first one did. */
static void enter_guard(struct scan *scan, unsigned guard)
{
	const struct guard *branch = &scan->source->guards.items[guard];
	if (scan->starts[guard])
		return;
	size_t start = scan->scopes.count + 1;
	if (branch->before && scan->starts[branch->before])
		start = scan->starts[branch->before];
	if (start - 1 < scan->scopes.count)
		scan->scopes.count = start - 1;
	scan->starts[guard] = start;
}

static struct scope *innermost_switch(const struct scan *scan)
{
	for (size_t i = scan->scopes.count; i-- > 0;)
		if (scan->scopes.items[i].is_switch)
			return &scan->scopes.items[i];
	return NULL;
}

/* The words and numbers of code, with dots between: "seg.16.bus.8". */
static const char *names_of(struct words words, struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; i < words.count; i++)
		if (words.first[i].kind != TOKEN_SIGN)
			text = arena_format(arena, "%s%s%s", text,
					    *text ? "." : "",
					    words.first[i].kind == TOKEN_STRING
						    ? "string"
						    : words.first[i].text);
	return *text ? text : "nothing";
}

/* case X: or default: at the word; the words that it takes. */
static size_t read_label(struct scan *scan, const struct token *token)
{
	struct scope *scope = innermost_switch(scan);
	size_t length = 1;
	while (token[length].kind != TOKEN_END &&
	       !token_is(&token[length], ":") && !token_is(&token[length], ";"))
		length++;
	if (!scope || token[length].kind == TOKEN_END)
		return 1;
	const char *name =
		token_is(token, "default")
			? "default"
			: names_of((struct words){token + 1, length - 1},
				   scan->arena);
	scope->label =
		scan->after_label && scope->label
			? arena_format(scan->arena, "%s %s", scope->label, name)
			: name;
	scan->after_label = true;
	return length + 1;
}

/* The cases around, the outer one first: "A/B C"; "": none. */
static const char *label_shown(const struct scan *scan)
{
	const char *text = "";
	for (size_t i = 0; i < scan->scopes.count; i++)
		if (scan->scopes.items[i].label)
			text = arena_format(scan->arena, "%s%s%s", text,
					    *text ? "/" : "",
					    scan->scopes.items[i].label);
	return text;
}

/* #ifndef __XEN_XSM_DUMMY_H__: a header keeps itself from being read twice. */
static bool is_of_header(const char *guard)
{
	return text_starts_with(guard, "!__") && text_ends_with(guard, "_H__");
}

/* The builds in which it is there, the outer condition first; "": all. */
static const char *guard_shown(const struct scan *scan, unsigned guard)
{
	const char *text = "";
	for (; guard; guard = scan->source->guards.items[guard].parent) {
		const char *own = scan->source->guards.items[guard].text;
		if (!is_of_header(own))
			text = arena_format(scan->arena, "%s%s%s", own,
					    *text ? " && " : "", text);
	}
	return text;
}

/* --- Calls ------------------------------------------------------------ */

static size_t behind_arguments(const struct token *open)
{
	size_t i = 0;
	int depth = 0;
	for (; open[i].kind != TOKEN_END; i++) {
		depth += token_bracket(&open[i]);
		if (depth == 0)
			break;
	}
	return i;
}

/* One word for each argument. */
static const char *arguments_shown(struct scan *scan, const struct token *open)
{
	struct words rest = {open + 1, behind_arguments(open)};
	const char *text = "";
	rest.count -= rest.count > 0;
	while (rest.count) {
		size_t end = words_find(rest, ",");
		text = arena_format(
			scan->arena, "%s%s%s", text, *text ? " " : "",
			names_of(words_part(rest, 0, end), scan->arena));
		rest = words_part(rest, end + (end < rest.count), rest.count);
	}
	return text;
}

static void add_call(struct scan *scan, const struct token *name)
{
	*list_push(&scan->calls->list, scan->arena) = (struct tree_call){
		.file = scan->source->file,
		.function = scan->function ? scan->function : "",
		.hook = name->text,
		.passes = arguments_shown(scan, name + 1),
		.label = label_shown(scan),
		.guard = guard_shown(scan, name->guard),
		.line = name->line,
		.times = 1,
		.without_policy = scan->of_module,
	};
}

/* domain_has_perm(), domain_has_xen(): what a hook of FLASK asks with. */
static bool is_question(const char *name)
{
	static const char *const ends[] = {"_has_perm", "_has_perm_noaudit",
					   "_has_xen", "_has_evtchn"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends_with(name, ends[i]))
			return true;
	return false;
}

/* What such a module decides with, beside what it asks another one. */
static bool is_decision(const char *name)
{
	static const char *const names[] = {"XSM_ASSERT_ACTION", "if"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/*
 * Whether a call begins here: of a hook, in FLASK's of a question, in a module
 * that needs no policy all that decides.
 */
static bool is_call(const struct scan *scan, const struct token *token)
{
	return token->kind == TOKEN_WORD && token_is(&token[1], "(") &&
	       (text_starts_with(token->text, HOOK) ||
		(scan->of_flask && is_question(token->text)) ||
		(scan->of_module && is_decision(token->text)));
}

/* A return in a module that needs no policy, but for one of what a hook says.
 */
static bool is_answer(const struct scan *scan, const struct token *token)
{
	return scan->of_module && token_is(token, "return") &&
	       !token_is(&token[1], ";") &&
	       !(text_starts_with(token[1].text, HOOK) &&
		 token_is(&token[2], "("));
}

static void add_answer(struct scan *scan, const struct token *token)
{
	size_t length = 0;
	while (token[1 + length].kind != TOKEN_END &&
	       !token_is(&token[1 + length], ";"))
		length++;
	*list_push(&scan->calls->list, scan->arena) = (struct tree_call){
		.file = scan->source->file,
		.function = scan->function ? scan->function : "",
		.hook = token->text,
		.passes = names_of((struct words){token + 1, length},
				   scan->arena),
		.label = label_shown(scan),
		.guard = guard_shown(scan, token->guard),
		.line = token->line,
		.times = 1,
		.without_policy = true,
	};
}

/* .domctl = flask_domctl: the table by which a module's hooks are found. */
static bool is_entry(const struct scan *scan, const struct token *token)
{
	return (scan->of_flask || scan->of_module) && token_is(token, ".") &&
	       token[1].kind == TOKEN_WORD && token_is(&token[2], "=") &&
	       token[3].kind == TOKEN_WORD &&
	       (token_is(&token[4], ",") || token_is(&token[4], "}"));
}

static void add_entry(struct scan *scan, const struct token *dot)
{
	*list_push(&scan->calls->list, scan->arena) = (struct tree_call){
		.file = scan->source->file,
		.function = scan->function ? scan->function : "",
		.hook = dot[3].text,
		.passes = dot[1].text,
		.label = "",
		.guard = guard_shown(scan, dot->guard),
		.line = dot->line,
		.times = 1,
		.without_policy = scan->of_module,
	};
}

/* --- Words ------------------------------------------------------------ */

/* Outside of functions: a name before a parenthesis may be one's. */
static void read_outside(struct scan *scan, const struct token *token)
{
	if (token_is(token, ";"))
		scan->pending = NULL;
	/* What is before the sign is a table's name. */
	if (token_is(&token[1], "=") && token->kind == TOKEN_WORD)
		scan->pending = token->text;
	if (token->kind == TOKEN_WORD && !scan->parentheses &&
	    token_is(&token[1], "(") && !token_is(token, "__attribute__"))
		scan->pending = token->text;
	if (token_is(token, "("))
		scan->parentheses++;
	else if (token_is(token, ")"))
		scan->parentheses -= scan->parentheses > 0;
}

/* How many words are done with. */
static size_t read_word(struct scan *scan, const struct token *token)
{
	enter_guard(scan, token->guard);
	if (!scan->scopes.count)
		read_outside(scan, token);
	if (token_is(token, "case") || token_is(token, "default"))
		return read_label(scan, token);
	if (token_is(token, "{")) {
		open_scope(scan);
		return 1;
	}
	scan->after_label = false;
	if (token_is(token, "}"))
		close_scope(scan);
	else if (token_is(token, "switch"))
		scan->switch_ahead = true;
	else if (scan->scopes.count && is_call(scan, token))
		add_call(scan, token);
	else if (scan->scopes.count && is_answer(scan, token))
		add_answer(scan, token);
	else if (scan->scopes.count == 1 && is_entry(scan, token))
		add_entry(scan, token);
	return 1;
}

/* Where FLASK's hooks stand, which ask. */
static bool is_of_flask(const char *file)
{
	return strcmp(file, "xen/xsm/flask/hooks.c") == 0 ||
	       strcmp(file, "xen/xsm/flask/flask_op.c") == 0;
}

/* What decides where no policy does. */
static bool is_of_module(const char *file)
{
	return strcmp(file, "xen/include/xsm/dummy.h") == 0 ||
	       strcmp(file, "xen/xsm/silo.c") == 0;
}

static void scan_source(const struct source *source, struct arena *arena,
			struct tree_calls *calls)
{
	struct scan scan = {.source = source,
			    .arena = arena,
			    .calls = calls,
			    .of_flask = is_of_flask(source->file),
			    .of_module = is_of_module(source->file)};
	const struct token *token = source->tokens.items;
	scan.starts = arena_alloc(arena, source->guards.count + 1,
				  sizeof *scan.starts);
	while (token->kind != TOKEN_END)
		token += read_word(&scan, token);
	if (source->hidden_call)
		*list_push(&calls->hidden, arena) =
			(struct tree_name){source->file, source->hidden_call};
}

/* --- Files ------------------------------------------------------------ */

static bool is_source(const char *file)
{
	size_t length = strlen(file);
	return length > 2 && file[length - 2] == '.' &&
	       (file[length - 1] == 'c' || file[length - 1] == 'h');
}

/* What only leads to the modules. */
static bool is_between(const char *file)
{
	return (text_starts_with(file, "xen/xsm/") ||
		text_starts_with(file, "xen/include/xsm/")) &&
	       !is_of_flask(file) && !is_of_module(file);
}

static bool read_file(const struct tree *tree, const char *file,
		      struct arena *arena, struct diags *diags,
		      struct tree_calls *calls)
{
	struct buffer text = BUFFER_INIT;
	bool done = tree_read(tree, file, diags, &text);
	if (done && (is_of_flask(file) || strstr(buffer_string(&text), HOOK))) {
		struct source *source = arena_alloc(arena, 1, sizeof *source);
		source->file = file;
		source_tokenize(source, buffer_string(&text), arena);
		scan_source(source, arena, calls);
	}
	buffer_release(&text);
	return done;
}

int tree_call_compare(const struct tree_call *a, const struct tree_call *b)
{
	const char *const keys[][2] = {
		{a->file, b->file},	{a->function, b->function},
		{a->label, b->label},	{a->hook, b->hook},
		{a->passes, b->passes}, {a->guard, b->guard},
	};
	int order = 0;
	for (size_t i = 0; !order && i < sizeof keys / sizeof *keys; i++)
		order = strcmp(keys[i][0], keys[i][1]);
	return order;
}

static int compare_rows(const void *a, const void *b)
{
	const struct tree_call *call_a = a, *call_b = b;
	int order = tree_call_compare(call_a, call_b);
	return order ? order
		     : (call_a->line > call_b->line) -
			       (call_a->line < call_b->line);
}

/* The same call of one function, several times over, is one row. */
static void join_rows(struct tree_calls *calls)
{
	size_t kept = 0;
	struct tree_call *rows = calls->list.items;
	if (calls->list.count)
		qsort(rows, calls->list.count, sizeof *rows, compare_rows);
	for (size_t i = 0; i < calls->list.count; i++) {
		if (kept && tree_call_compare(&rows[kept - 1], &rows[i]) == 0)
			rows[kept - 1].times++;
		else
			rows[kept++] = rows[i];
	}
	calls->list.count = kept;
}

bool tree_read_calls(const struct tree *tree, struct arena *arena,
		     struct diags *diags, struct tree_calls *calls)
{
	struct tree_files files = {LIST_INIT};
	*calls = (struct tree_calls){LIST_INIT, LIST_INIT};
	if (!tree_list_files(tree, "xen", arena, diags, &files))
		return false;
	for (size_t i = 0; i < files.list.count; i++) {
		const char *file = files.list.items[i];
		if (is_source(file) && !is_between(file) &&
		    !read_file(tree, file, arena, diags, calls))
			return false;
	}
	join_rows(calls);
	return true;
}
