/* The hooks of a tree: each function, and each branch of its switches. */
#include <string.h>

#include "base/text.h"
#include "tree/tree_file.h"
#include "tree/tree_function.h"
#include "tree/tree_hook.h"
#include "tree/tree_statement.h"
#include "tree/tree_token.h"
#include "tree/tree_value.h"
#include "tree/tree_walk.h"

/* The hooks of a tree take fifty thousand: statements, words of expressions. */
enum { CHOICE_LIMIT = 8, TOTAL_LIMIT = 1000 * 1000 };

/* Goes through the switches of a function. */
struct hook_collector {
	const struct functions *functions;
	const struct function *function;
	struct arena *arena;
	struct tree_hooks *hooks;
	unsigned long *left;		     /* of the work for all */
	struct choice choices[CHOICE_LIMIT]; /* around what is looked at */
	size_t choice_count;
};

/* #if conditions from the inner one out to the function's, or NULL. */
static const char *guard_shown(const struct source *source, unsigned inner,
			       unsigned outer, struct arena *arena)
{
	const char *text = NULL;
	for (; inner != outer && inner;
	     inner = source->guards.items[inner].parent) {
		const char *own = source->guards.items[inner].text;
		text = text ? arena_format(arena, "%s && %s", own, text) : own;
	}
	return text;
}

/* default: return -EPERM; is how older hooks refuse what they do not know. */
static enum tree_answer answer_of(const struct walk *walk,
				  const struct value *returned, bool otherwise)
{
	const char *single = value_single(returned);
	if (walk->unknown)
		return TREE_UNKNOWN;
	if (otherwise && single && strcmp(single, "-EPERM") == 0)
		return TREE_UNKNOWN;
	return single && text_starts_with(single, "-E") ? TREE_REFUSES
							: TREE_PASSES;
}

static const char *label_of(const struct tree_statement *branch,
			    struct arena *arena)
{
	return branch && branch->kind == STATEMENT_CASE
		       ? words_text(branch->words, arena)
		       : NULL;
}

static void add_hook(struct hook_collector *collector)
{
	const struct function *function = collector->function;
	const struct tree_statement *branch = NULL;
	struct tree_hook *hook =
		list_push(&collector->hooks->list, collector->arena);
	struct walk walk = {
		.functions = collector->functions,
		.arena = collector->arena,
		.hook = hook,
		.choices = collector->choices,
		.choice_count = collector->choice_count,
		.left = collector->left,
	};
	if (collector->choice_count)
		branch = collector->choices[collector->choice_count - 1].branch;
	hook->file = function->source->file;
	hook->function = function->name;
	hook->whole = !branch;
	for (size_t i = 0; i < function->domains.count; i++)
		*list_push(&hook->domains, collector->arena) =
			function->domains.items[i];
	hook->line = branch ? branch->line : function->line;
	if (branch)
		hook->guard = guard_shown(function->source, branch->guard,
					  function->guard, collector->arena);
	hook->label = label_of(branch, collector->arena);
	if (collector->choice_count > 1)
		hook->outer = label_of(
			collector->choices[collector->choice_count - 2].branch,
			collector->arena);
	struct value returned = function_follow(&walk, function, NULL, 0, NULL);
	hook->answer = answer_of(&walk, &returned,
				 branch && branch->kind == STATEMENT_DEFAULT);
}

static void collect_one(struct hook_collector *collector,
			const struct tree_statement *statement);
static void collect_list(struct hook_collector *collector,
			 const struct tree_statement *statement);

/* The branches of a switch, and the switches inside of them. */
static void collect_switch(struct hook_collector *collector,
			   const struct tree_statement *statement)
{
	struct choice *choice = &collector->choices[collector->choice_count];
	if (collector->choice_count == CHOICE_LIMIT || !statement->body)
		return;
	*choice = (struct choice){statement, NULL};
	collector->choice_count++;
	for (const struct tree_statement *at = statement->body->body; at;
	     at = at->next) {
		if (at->kind == STATEMENT_CASE ||
		    at->kind == STATEMENT_DEFAULT) {
			choice->branch = at;
			add_hook(collector);
		} else if (choice->branch) {
			collect_one(collector, at);
		}
	}
	collector->choice_count--;
}

static void collect_one(struct hook_collector *collector,
			const struct tree_statement *statement)
{
	if (statement->kind == STATEMENT_SWITCH) {
		collect_switch(collector, statement);
		return;
	}
	collect_list(collector, statement->body);
	collect_list(collector, statement->otherwise);
}

static void collect_list(struct hook_collector *collector,
			 const struct tree_statement *statement)
{
	for (; statement; statement = statement->next)
		collect_one(collector, statement);
}

static bool read_source(const struct tree *tree, const char *file,
			struct arena *arena, struct diags *diags,
			struct functions *functions)
{
	struct buffer text = BUFFER_INIT;
	struct source *source = arena_alloc(arena, 1, sizeof *source);
	bool done = tree_read(tree, file, diags, &text);
	if (done) {
		source->file = file;
		source_tokenize(source, buffer_string(&text), arena);
		functions_read(source, arena, functions);
	}
	buffer_release(&text);
	return done;
}

bool tree_read_hooks(const struct tree *tree, const char *const files[],
		     size_t count, struct arena *arena, struct diags *diags,
		     struct tree_hooks *hooks)
{
	struct functions functions = {LIST_INIT};
	unsigned long left = TOTAL_LIMIT;
	*hooks = (struct tree_hooks){LIST_INIT};
	for (size_t i = 0; i < count; i++)
		if (tree_has(tree, files[i], arena) &&
		    !read_source(tree, files[i], arena, diags, &functions))
			return false;
	for (size_t i = 0; i < functions.list.count; i++) {
		struct hook_collector collector = {
			.functions = &functions,
			.function = &functions.list.items[i],
			.arena = arena,
			.hooks = hooks,
			.left = &left,
		};
		add_hook(&collector);
		collect_list(&collector, collector.function->body);
	}
	return true;
}
