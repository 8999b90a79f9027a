/* Calls of a hook: those that ask, those that are followed, and the others. */
#include <string.h>

#include "base/text.h"
#include "tree/tree_ask.h"
#include "tree/tree_expression.h"
#include "tree/tree_function.h"
#include "tree/tree_hook.h"
#include "tree/tree_token.h"
#include "tree/tree_value.h"
#include "tree/tree_walk.h"

enum { DEPTH_LIMIT = 12, CHECK_ARGUMENTS = 5 };

/* Functions whose names say more than what they do; they ask nothing. */
static const char *const opaque[] = {
	"domain_sid",
	"domain_target_sid",
	"evtchn_sid",
	"avc_unknown_permission",
};

static const struct function *find_function(const struct call *call,
					    const char *name)
{
	const struct functions *functions = call->walk->functions;
	for (size_t i = 0; i < functions->list.count; i++)
		if (strcmp(functions->list.items[i].name, name) == 0 &&
		    functions->list.items[i].source == call->function->source)
			return &functions->list.items[i];
	return NULL;
}

/* --- Checks ----------------------------------------------------------- */

static const char *lower(const char *text, size_t length, struct arena *arena)
{
	char *copy = arena_slice(arena, text, length);
	for (char *at = copy; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return copy;
}

static const char *const *functions_through(const struct call *call)
{
	struct arena *arena = call->walk->arena;
	const char **names = arena_alloc(arena, call->depth + 2, sizeof *names);
	for (const struct call *at = call; at; at = at->caller)
		names[at->depth] = at->function->name;
	return names;
}

/* X->ssid->sid is what domain_sid(X) looks at. */
static const char *sid_of_atom(const char *text, struct arena *arena)
{
	static const char end[] = "->ssid->sid";
	size_t length = strlen(text), tail = sizeof end - 1;
	if (length > tail && strcmp(text + length - tail, end) == 0)
		return arena_format(arena, "domain_sid(%.*s)",
				    (int)(length - tail), text);
	return text;
}

static const char *sid_text(const struct value *value, struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; i < value->atoms.count; i++) {
		const char *one =
			sid_of_atom(value->atoms.items[i].text, arena);
		text = *text ? arena_format(arena, "%s" TREE_OR "%s", text, one)
			     : one;
	}
	return text;
}

static void add_check(struct call *call, const struct value arguments[],
		      const struct tree_atom *permission, unsigned line)
{
	static const char class_start[] = "SECCLASS_";
	struct arena *arena = call->walk->arena;
	struct tree_check *check = list_push(&call->walk->hook->checks, arena);
	const char *class = value_single(&arguments[2]);
	const char *apart = strstr(permission->text, "__");
	check->subject = sid_text(&arguments[0], arena);
	check->object = sid_text(&arguments[1], arena);
	if (class && text_starts_with(class, class_start))
		check->object_class =
			lower(class + strlen(class_start),
			      strlen(class) - strlen(class_start), arena);
	if (apart && apart > permission->text &&
	    !strpbrk(permission->text, "(-.>&*")) {
		check->permission_class =
			lower(permission->text,
			      (size_t)(apart - permission->text), arena);
		check->permission = lower(apart + 2, strlen(apart + 2), arena);
	}
	check->certain = call_is_certain(call) && permission->certain;
	check->label = call->label;
	check->through = functions_through(call);
	check->line = line;
}

/* avc_has_perm(subject, object, class, permissions, audit data) */
static void ask(struct call *call, const struct value arguments[], size_t count,
		unsigned line)
{
	if (count != CHECK_ARGUMENTS) {
		walk_undecided(call->walk, "avc_has_perm has other arguments");
		return;
	}
	for (size_t i = 0; i < arguments[3].atoms.count; i++) {
		const struct tree_atom *atom = &arguments[3].atoms.items[i];
		if (strcmp(atom->text, "0") != 0)
			add_check(call, arguments, atom, line);
	}
}

/* --- Calls ------------------------------------------------------------ */

/* "NAME(a, b)" of what is not followed. */
static struct value named_call(const struct call *call, const char *name,
			       const struct value *arguments, size_t count)
{
	struct arena *arena = call->walk->arena;
	const char *text = arena_format(arena, "%s(", name);
	for (size_t i = 0; i < count; i++) {
		const char *single = value_single(&arguments[i]);
		text = arena_format(arena, "%s%s%s", text, i ? "," : "",
				    single ? single : "?");
	}
	return value_of(arena_format(arena, "%s)", text), arena);
}

/*
 * What a call may write to is whatever it makes of its arguments: "&sid" as an
 * argument of security_device_sid() is known by that name from then on.
 */
static void take_over(struct call *call, struct words argument,
		      const struct value *made)
{
	struct arena *arena = call->walk->arena;
	if (argument.count != 2 || !token_is(argument.first, "&"))
		return;
	variable_set(&call->variables, argument.first[1].text, made, arena);
}

/* Whether the checks from the place on all pass constants. */
static bool all_constant(const struct tree_hook *hook, size_t first)
{
	for (size_t i = first; i < hook->checks.count; i++)
		if (!hook->checks.items[i].object_class ||
		    !hook->checks.items[i].permission)
			return false;
	return true;
}

/*
 * A function that is handed over may be called, with the address that is
 * handed over beside it as its first argument.
 */
static void follow_pointers(struct call *call, const char *caller,
			    const struct value *arguments, size_t count)
{
	/* The data, and what the caller goes through. */
	struct value handed[2] = {
		value_of("", call->walk->arena),
		named_call(call, caller, arguments, count),
	};
	for (size_t i = 0; i < count; i++) {
		const char *text = value_single(&arguments[i]);
		if (text && *text == '&')
			handed[0] = arguments[i];
	}
	for (size_t i = 0; i < count; i++) {
		const char *name = value_single(&arguments[i]);
		const struct function *function =
			name ? find_function(call, name) : NULL;
		if (!function || call->depth >= DEPTH_LIMIT)
			continue;
		size_t before = call->walk->hook->checks.count;
		bool certain = call->certain;
		call->certain = false;
		function_follow(call->walk, function, handed, 2, call);
		call->certain = certain;
		if (!all_constant(call->walk->hook, before))
			walk_undecided(call->walk,
				       "it asks through a function pointer");
	}
}

static struct value run_call(struct call *call, const struct token *name,
			     const struct value *arguments, size_t count)
{
	const struct function *function = find_function(call, name->text);
	for (size_t i = 0; i < sizeof opaque / sizeof *opaque; i++)
		if (strcmp(opaque[i], name->text) == 0)
			function = NULL;
	if (strcmp(name->text, "avc_has_perm") == 0) {
		ask(call, arguments, count, name->line);
	} else if (function && call->depth < DEPTH_LIMIT) {
		return function_follow(call->walk, function, arguments, count,
				       call);
	} else if (function) {
		walk_undecided(call->walk, "it calls too deeply");
	} else {
		follow_pointers(call, name->text, arguments, count);
		call->walk->unknown |=
			call_is_certain(call) &&
			strcmp(name->text, "avc_unknown_permission") == 0;
	}
	return named_call(call, name->text, arguments, count);
}

/* NAME(ARGUMENTS) */
struct value call_value(struct call *call, struct words words)
{
	struct arena *arena = call->walk->arena;
	list_of(struct value) arguments = LIST_INIT;
	struct words rest = words_part(words, 2, words.count - 1);
	while (rest.count) {
		size_t end = words_find(rest, ",");
		*list_push(&arguments, arena) =
			words_value(call, words_part(rest, 0, end));
		rest = words_part(rest, end + (end < rest.count), rest.count);
	}
	struct value value =
		run_call(call, words.first, arguments.items, arguments.count);
	struct value made = named_call(call, words.first->text, arguments.items,
				       arguments.count);
	rest = words_part(words, 2, words.count - 1);
	while (rest.count) {
		size_t end = words_find(rest, ",");
		take_over(call, words_part(rest, 0, end), &made);
		rest = words_part(rest, end + (end < rest.count), rest.count);
	}
	return value;
}
