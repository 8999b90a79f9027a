/* Expressions of a hook: masks of permissions, labels, and calls that ask. */
#include <string.h>

#include "base/text.h"
#include "tree/tree_walk.h"

enum { DEPTH_LIMIT = 12, CHECK_ARGUMENTS = 5 };

/* Functions whose names say more than what they do; they ask nothing. */
static const char *const opaque[] = {
	"domain_sid", "domain_target_sid", "evtchn_sid", "avc_unknown_permission",
};

void value_add(struct value *value, const char *text, bool certain,
	       struct arena *arena)
{
	for (size_t i = 0; i < value->atoms.count; i++) {
		struct atom *atom = &value->atoms.items[i];
		if (strcmp(atom->text, text) != 0)
			continue;
		atom->certain |= certain;
		return;
	}
	*list_push(&value->atoms, arena) = (struct atom){text, certain};
}

struct value value_of(const char *text, struct arena *arena)
{
	struct value value = {LIST_INIT};
	value_add(&value, text, true, arena);
	return value;
}

void value_join(struct value *value, const struct value *other, bool certain,
		struct arena *arena)
{
	for (size_t i = 0; i < other->atoms.count; i++)
		value_add(value, other->atoms.items[i].text,
			  certain && other->atoms.items[i].certain, arena);
}

const char *value_single(const struct value *value)
{
	return value->atoms.count == 1 && value->atoms.items[0].certain
		       ? value->atoms.items[0].text
		       : NULL;
}

const struct value *variable_get(const struct variables *variables,
				 const char *name)
{
	for (size_t i = 0; i < variables->list.count; i++)
		if (strcmp(variables->list.items[i].name, name) == 0)
			return &variables->list.items[i].value;
	return NULL;
}

void variable_set(struct variables *variables, const char *name,
		  const struct value *value, struct arena *arena)
{
	for (size_t i = 0; i < variables->list.count; i++) {
		if (strcmp(variables->list.items[i].name, name) != 0)
			continue;
		variables->list.items[i].value = *value;
		return;
	}
	*list_push(&variables->list, arena) = (struct variable){name, *value};
}

struct variables variables_copy(const struct variables *variables,
				struct arena *arena)
{
	struct variables copy = {LIST_INIT};
	for (size_t i = 0; i < variables->list.count; i++) {
		const struct variable *from = &variables->list.items[i];
		struct value value = {LIST_INIT};
		value_join(&value, &from->value, true, arena);
		variable_set(&copy, from->name, &value, arena);
	}
	return copy;
}

/* An atom is certain behind both ways when it was on each. */
static struct value merged(const struct value *a, const struct value *b,
			   struct arena *arena)
{
	struct value value = {LIST_INIT};
	for (size_t i = 0; i < a->atoms.count; i++) {
		const struct atom *atom = &a->atoms.items[i];
		bool both = false;
		for (size_t j = 0; j < b->atoms.count; j++)
			both |= b->atoms.items[j].certain &&
				strcmp(b->atoms.items[j].text, atom->text) == 0;
		value_add(&value, atom->text, both && atom->certain, arena);
	}
	value_join(&value, b, false, arena);
	return value;
}

void variables_merge(struct variables *variables, const struct variables *a,
		     const struct variables *b, struct arena *arena)
{
	struct variables result = variables_copy(a, arena);
	for (size_t i = 0; i < b->list.count; i++) {
		const struct variable *from = &b->list.items[i];
		const struct value *other = variable_get(a, from->name);
		struct value value = from->value;
		if (other)
			value = merged(other, &from->value, arena);
		variable_set(&result, from->name, &value, arena);
	}
	*variables = result;
}

const char *words_text(struct words words, struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; i < words.count; i++) {
		bool apart = i && words.first[i].kind == TOKEN_WORD &&
			     words.first[i - 1].kind == TOKEN_WORD;
		text = arena_format(arena, "%s%s%s", text, apart ? " " : "",
				    words.first[i].text);
	}
	return text;
}

static int bracket(const struct token *token)
{
	if (token->kind != TOKEN_SIGN || token->text[1])
		return 0;
	return (strchr("([{", token->text[0]) != NULL) -
	       (strchr(")]}", token->text[0]) != NULL);
}

size_t words_find(struct words words, const char *sign)
{
	int depth = 0;
	for (size_t i = 0; i < words.count; i++) {
		if (depth == 0 && token_is(&words.first[i], sign))
			return i;
		depth += bracket(&words.first[i]);
	}
	return words.count;
}

static struct words part(struct words words, size_t first, size_t end)
{
	return (struct words){words.first + first, end - first};
}

/* Where the bracket at the place is closed; count: nowhere. */
static size_t closing(struct words words, size_t open)
{
	int depth = 0;
	for (size_t i = open; i < words.count; i++) {
		depth += bracket(&words.first[i]);
		if (depth == 0)
			return i;
	}
	return words.count;
}

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

/* The words with the variables that are just one thing put in. */
static const char *substituted(const struct call *call, struct words words)
{
	struct arena *arena = call->walk->arena;
	const char *text = "";
	for (size_t i = 0; i < words.count; i++) {
		const struct token *token = &words.first[i];
		bool member = i && (token_is(&token[-1], "->") ||
				    token_is(&token[-1], "."));
		bool apart = i && token->kind == TOKEN_WORD &&
			     token[-1].kind == TOKEN_WORD;
		const char *word = token->text;
		const struct value *value =
			token->kind == TOKEN_WORD && !member
				? variable_get(&call->variables, word)
				: NULL;
		if (value && value_single(value))
			word = value_single(value);
		text = arena_format(arena, "%s%s%s", text, apart ? " " : "",
				    word);
	}
	return text;
}

/* --- Checks ----------------------------------------------------------------- */

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
static const char *sid_text(const struct value *value, struct arena *arena)
{
	static const char end[] = "->ssid->sid";
	const char *text = value_single(value);
	size_t length = text ? strlen(text) : 0;
	size_t tail = sizeof end - 1;
	if (!text)
		return "";
	if (length > tail && strcmp(text + length - tail, end) == 0)
		return arena_format(arena, "domain_sid(%.*s)",
				    (int)(length - tail), text);
	return text;
}

static void add_check(struct call *call, const struct value arguments[],
		      const struct atom *permission, unsigned line)
{
	static const char class_start[] = "SECCLASS_";
	struct arena *arena = call->walk->arena;
	struct tree_check *check =
		list_push(&call->walk->hook->checks, arena);
	const char *class = value_single(&arguments[2]);
	const char *apart = strstr(permission->text, "__");
	check->subject = sid_text(&arguments[0], arena);
	check->object = sid_text(&arguments[1], arena);
	if (class && text_starts_with(class, class_start))
		check->object_class =
			lower(class + strlen(class_start),
			      strlen(class) - strlen(class_start), arena);
	if (apart && apart > permission->text && !strpbrk(permission->text, "(-.>&*")) {
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
		const struct atom *atom = &arguments[3].atoms.items[i];
		if (strcmp(atom->text, "0") != 0)
			add_check(call, arguments, atom, line);
	}
}

/* --- Calls ------------------------------------------------------------------ */

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

/* What a call may write to is not known behind it: "&sid" as an argument. */
static void forget(struct call *call, struct words argument)
{
	struct arena *arena = call->walk->arena;
	if (argument.count != 2 || !token_is(argument.first, "&"))
		return;
	const char *name = argument.first[1].text;
	struct value value = value_of(name, arena);
	variable_set(&call->variables, name, &value, arena);
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
static void follow_pointers(struct call *call, const struct value *arguments,
			    size_t count)
{
	const struct value *data = NULL;
	for (size_t i = 0; i < count; i++) {
		const char *text = value_single(&arguments[i]);
		if (text && *text == '&')
			data = &arguments[i];
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
		function_follow(call->walk, function, data, data != NULL, call);
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
		follow_pointers(call, arguments, count);
		call->walk->unknown |=
			call_is_certain(call) &&
			strcmp(name->text, "avc_unknown_permission") == 0;
	}
	return named_call(call, name->text, arguments, count);
}

/* NAME(ARGUMENTS) */
static struct value call_value(struct call *call, struct words words)
{
	struct arena *arena = call->walk->arena;
	list_of(struct value) arguments = LIST_INIT;
	struct words rest = part(words, 2, words.count - 1);
	while (rest.count) {
		size_t end = words_find(rest, ",");
		*list_push(&arguments, arena) =
			words_value(call, part(rest, 0, end));
		rest = part(rest, end + (end < rest.count), rest.count);
	}
	struct value value = run_call(call, words.first, arguments.items,
				      arguments.count);
	rest = part(words, 2, words.count - 1);
	while (rest.count) {
		size_t end = words_find(rest, ",");
		forget(call, part(rest, 0, end));
		rest = part(rest, end + (end < rest.count), rest.count);
	}
	return value;
}

/* --- Expressions ------------------------------------------------------------ */

/* Something else: its value has no name, but the calls in it may ask. */
static struct value other_value(struct call *call, struct words words)
{
	for (size_t i = 0; i + 1 < words.count; i++) {
		if (words.first[i].kind != TOKEN_WORD ||
		    !token_is(&words.first[i + 1], "("))
			continue;
		size_t end = closing(words, i + 1);
		if (end == words.count)
			break;
		call_value(call, part(words, i, end + 1));
		i = end;
	}
	return value_of(substituted(call, words), call->walk->arena);
}

/* Whether a switch has a case of that name: then no other is the same. */
static bool has_case(const struct statement *of, const char *name,
		     struct arena *arena)
{
	const struct statement *at = of->body ? of->body->body : NULL;
	for (; at; at = at->next)
		if (at->kind == STATEMENT_CASE &&
		    strcmp(words_text(at->words, arena), name) == 0)
			return true;
	return false;
}

/* EXPRESSION == CASE or EXPRESSION != CASE, of a switch that was decided. */
enum truth condition_truth(const struct call *call, struct words condition)
{
	struct arena *arena = call->walk->arena;
	size_t same = words_find(condition, "==");
	size_t at = same < condition.count ? same : words_find(condition, "!=");
	if (at == condition.count)
		return TRUTH_UNKNOWN;
	const char *left = words_text(part(condition, 0, at), arena);
	const char *right =
		words_text(part(condition, at + 1, condition.count), arena);
	for (size_t i = 0; i < call->facts.count; i++) {
		const struct fact *fact = &call->facts.items[i];
		bool turned = strcmp(right, fact->expression) == 0;
		const char *name = turned ? left : right;
		if (!turned && strcmp(left, fact->expression) != 0)
			continue;
		if (!has_case(fact->of, name, arena))
			return TRUTH_UNKNOWN;
		bool equal = fact->value && strcmp(fact->value, name) == 0;
		return equal == (same < condition.count) ? TRUTH_YES : TRUTH_NO;
	}
	return TRUTH_UNKNOWN;
}

static struct value conditional_value(struct call *call, struct words words,
				      size_t question)
{
	struct arena *arena = call->walk->arena;
	struct words condition = part(words, 0, question);
	struct words rest = part(words, question + 1, words.count);
	size_t colon = words_find(rest, ":");
	struct words if_yes = part(rest, 0, colon);
	struct words if_no =
		part(rest, colon + (colon < rest.count), rest.count);
	enum truth truth = condition_truth(call, condition);
	struct value value = {LIST_INIT};
	bool certain = call->certain;
	words_value(call, condition);
	if (truth != TRUTH_UNKNOWN)
		return words_value(call, truth == TRUTH_YES ? if_yes : if_no);
	call->certain = false;
	struct value yes = words_value(call, if_yes);
	struct value no = words_value(call, if_no);
	call->certain = certain;
	value_join(&value, &yes, false, arena);
	value_join(&value, &no, false, arena);
	return value;
}

/* a && b, a || b: the second may not be looked at. */
static struct value logical_value(struct call *call, struct words words,
				  size_t sign)
{
	bool certain = call->certain;
	words_value(call, part(words, 0, sign));
	call->certain = false;
	words_value(call, part(words, sign + 1, words.count));
	call->certain = certain;
	return value_of(substituted(call, words), call->walk->arena);
}

static struct value mask_value(struct call *call, struct words words,
			       size_t sign)
{
	struct arena *arena = call->walk->arena;
	struct value left = words_value(call, part(words, 0, sign));
	struct value right =
		words_value(call, part(words, sign + 1, words.count));
	value_join(&left, &right, true, arena);
	return left;
}

/* (type) in front of what comes. */
static size_t cast_length(struct words words)
{
	size_t end = closing(words, 0);
	if (!token_is(words.first, "(") || end + 1 >= words.count)
		return 0;
	for (size_t i = 1; i < end; i++)
		if (words.first[i].kind != TOKEN_WORD &&
		    !token_is(&words.first[i], "*"))
			return 0;
	const struct token *next = &words.first[end + 1];
	return next->kind != TOKEN_SIGN || token_is(next, "(") ? end + 1 : 0;
}

/* POINTER->MEMBER, of a struct whose address a caller handed over. */
static const struct value *pointed_value(const struct call *call,
					 struct words words)
{
	if (words.count != 3 || !token_is(&words.first[1], "->"))
		return NULL;
	const struct value *pointer =
		variable_get(&call->variables, words.first->text);
	const char *text = pointer ? value_single(pointer) : NULL;
	const struct value *found = NULL;
	if (!text || *text != '&')
		return NULL;
	const char *name = arena_format(call->walk->arena, "%s.%s", text + 1,
					words.first[2].text);
	for (call = call->caller; call && !found; call = call->caller)
		found = variable_get(&call->variables, name);
	return found;
}

static struct value plain_value(struct call *call, struct words words)
{
	struct arena *arena = call->walk->arena;
	const struct value *known =
		variable_get(&call->variables, words_text(words, arena));
	if (!known)
		known = pointed_value(call, words);
	struct value value = {LIST_INIT};
	if (!known)
		return other_value(call, words);
	value_join(&value, known, true, arena);
	return value;
}

struct value words_value(struct call *call, struct words words)
{
	size_t at;
	if (words.count == 0)
		return value_of("", call->walk->arena);
	if ((at = words_find(words, "?")) < words.count)
		return conditional_value(call, words, at);
	if ((at = words_find(words, "||")) < words.count ||
	    (at = words_find(words, "&&")) < words.count)
		return logical_value(call, words, at);
	if ((at = words_find(words, "|")) < words.count)
		return mask_value(call, words, at);
	if (token_is(words.first, "(") && closing(words, 0) + 1 == words.count)
		return words_value(call, part(words, 1, words.count - 1));
	if ((at = cast_length(words)))
		return words_value(call, part(words, at, words.count));
	if (words.count > 2 && words.first->kind == TOKEN_WORD &&
	    token_is(&words.first[1], "(") &&
	    closing(words, 1) + 1 == words.count)
		return call_value(call, words);
	return plain_value(call, words);
}
