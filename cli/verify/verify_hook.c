/* What the hooks ask for each op, against the registry's accesses. */
#include <string.h>

#include "base/text.h"
#include "verify/verify_parts.h"

struct access_list {
	list_of(const struct access *) items;
};

/* One op, and what the registry has of it in the release. */
struct subject {
	struct verifier *verifier;
	const struct op *op;
	struct op_accesses accesses;		/* with its parents' */
	struct access_list own;	     /* the op's */
	struct access_list inner;    /* its sub-subops' */
	bool decided; /* some branch of a hook was held against it */
	bool noted;   /* something of it is unverified, and said so */
};

/* Adds those that the op itself has in the release. */
static void collect_accesses(struct verifier *verifier, const struct op *op,
			     struct access_list *list)
{
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&verifier->registry->accesses[op->accesses.first + i];
		if (release_set_has(&access->in, verifier->release))
			*list_push(&list->items, verifier->arena) = access;
	}
}

/* --- In words ---------------------------------------------------------------- */

static const char *add_word(struct verifier *verifier, const char *text,
			    const char *word)
{
	return *text ? verify_say(verifier, "%s, %s", text, word) : word;
}

static const char *access_words(struct verifier *verifier,
				const struct access *access)
{
	if (access->kind == ACCESS_NONE)
		return "unchecked";
	if (access->kind == ACCESS_UNKNOWN)
		return "unknown to the hook";
	return verify_say(verifier, "%s:%s of %s%s%s%s", access->object_class,
			  access->permission, access->object,
			  access->nominal ? " (named " : "",
			  access->nominal ? access->nominal : "",
			  access->nominal ? ")" : "");
}

static bool has_word(const char *text, const char *word)
{
	const char *at = strstr(text, word);
	char behind = at ? at[strlen(word)] : '\0';
	return at && (behind == ',' || behind == '\0');
}

static const char *registry_words(struct subject *subject)
{
	struct verifier *verifier = subject->verifier;
	const char *text = "";
	for (size_t i = 0; i < subject->accesses.list.count; i++) {
		const char *word = access_words(
			verifier, subject->accesses.list.items[i]);
		if (!has_word(text, word))
			text = add_word(verifier, text, word);
	}
	return *text ? text : "nothing";
}

static const char *check_words(struct verifier *verifier,
			       const struct tree_check *check)
{
	struct asked asked;
	if (!check_asked(&verifier->vectors, check, verifier->arena, &asked))
		return "something that is no constant";
	const char *object = asked.object && *asked.object ? asked.object : NULL;
	return verify_say(verifier, "%s:%s%s%s%s%s%s%s", asked.object_class,
			  asked.permission, object ? " of " : "",
			  object ? object : "",
			  asked.nominal ? " (named " : "",
			  asked.nominal ? asked.nominal : "",
			  asked.nominal ? ")" : "",
			  check->certain ? "" : " under a condition");
}

static const char *hook_words(struct verifier *verifier,
			      const struct tree_hook *hook)
{
	const char *text = "";
	for (size_t i = 0; i < hook->checks.count; i++) {
		const char *word =
			check_words(verifier, &hook->checks.items[i]);
		if (!has_word(text, word))
			text = add_word(verifier, text, word);
	}
	if (!*text && hook->answer == TREE_UNKNOWN)
		text = "unknown to the hook";
	return verify_say(verifier, "%s in %s", *text ? text : "nothing",
			  hook->function);
}

/* --- Rows -------------------------------------------------------------------- */

static void differ(struct subject *subject, const struct tree_hook *hook)
{
	struct difference *row =
		verify_add(subject->verifier, DIFFERENCE_RECHECKED,
			   subject->op->name, hook->file, hook->line);
	row->registry = registry_words(subject);
	row->tree = hook_words(subject->verifier, hook);
	row->topic = TOPIC_OP;
	row->name = op_macro(subject->op);
	row->hypercall = subject->op->hypercall;
	row->parent = subject->op->parent;
	row->number = registry_op_number(subject->verifier->registry,
					 subject->op,
					 subject->verifier->release);
	row->arches = TREE_ALL;
	subject->decided = true;
}

static void unverified(struct subject *subject, const struct tree_hook *hook,
		       const char *reason)
{
	struct difference *row = verify_add(
		subject->verifier, DIFFERENCE_UNVERIFIED, subject->op->name,
		hook ? hook->file : NULL, hook ? hook->line : 0);
	row->tree = reason;
	subject->noted = true;
}

/* --- One branch of a hook ------------------------------------------------------ */

static bool is_asking(const struct access *access)
{
	return access->object_class != NULL;
}

static bool any_is_asked(const struct access *const *accesses, size_t count,
			 const struct asked *asked)
{
	for (size_t i = 0; i < count; i++)
		if (access_is_asked(accesses[i], asked))
			return true;
	return false;
}

/* Whether the registry has a check that the branch makes. */
static bool is_known(struct subject *subject, const struct tree_check *check,
		     const struct asked *asked)
{
	return any_is_asked(subject->accesses.list.items,
			    subject->accesses.list.count, asked) ||
	       (!check->certain &&
		any_is_asked(subject->inner.items.items,
			     subject->inner.items.count, asked));
}

/* Whether an inner case is another op's: that one is looked at by itself. */
static bool is_of_inner_op(struct subject *subject,
			   const struct tree_check *check)
{
	return check->label && verify_op(subject->verifier, check->label);
}

/* Whether another hook asks, which may be there for other ops as well. */
static bool is_shared(const struct tree_check *check)
{
	unsigned hooks = 0;
	for (size_t i = 0; check->through[i]; i++)
		hooks += text_starts_with(check->through[i], "flask_");
	return hooks > 1;
}

/* Whether the registry has the check for another op of the hypercall. */
static bool is_neighbours(const struct subject *subject,
			  const struct asked *asked)
{
	struct verifier *verifier = subject->verifier;
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		struct access_list list = {LIST_INIT};
		if (registry->ops[i].hypercall != subject->op->hypercall)
			continue;
		collect_accesses(verifier, &registry->ops[i], &list);
		if (any_is_asked(list.items.items, list.items.count, asked))
			return true;
	}
	return false;
}

enum found { FOUND_KNOWN, FOUND_OTHER, FOUND_UNDECIDED };

/* One check of a branch; all: the branch is the op's own. */
static enum found find_check(struct subject *subject,
			     const struct tree_check *check, bool all)
{
	struct verifier *verifier = subject->verifier;
	struct asked asked;
	if (is_of_inner_op(subject, check))
		return FOUND_KNOWN;
	if (!check_asked(&verifier->vectors, check, verifier->arena, &asked))
		return FOUND_UNDECIDED;
	if (is_known(subject, check, &asked))
		return FOUND_KNOWN;
	if (check->certain || (all && !is_shared(check)))
		return FOUND_OTHER;
	if (!all)
		return FOUND_KNOWN;
	return is_neighbours(subject, &asked) ? FOUND_UNDECIDED : FOUND_OTHER;
}

/* False when the branch asks what the registry does not have. */
static bool checks_are_known(struct subject *subject,
			     const struct tree_hook *hook, bool all)
{
	struct verifier *verifier = subject->verifier;
	for (size_t i = 0; i < hook->checks.count; i++) {
		const struct tree_check *check = &hook->checks.items[i];
		enum found found = find_check(subject, check, all);
		if (found == FOUND_OTHER)
			return false;
		if (found == FOUND_UNDECIDED)
			unverified(subject, hook,
				   verify_say(verifier, "%s may ask %s",
					      hook->function,
					      check_words(verifier, check)));
	}
	return true;
}

static bool access_is_made(struct subject *subject,
			   const struct tree_hook *hook,
			   const struct access *access)
{
	struct verifier *verifier = subject->verifier;
	for (size_t i = 0; i < hook->checks.count; i++) {
		struct asked asked;
		if (!check_asked(&verifier->vectors, &hook->checks.items[i],
				 verifier->arena, &asked) ||
		    access_is_asked(access, &asked))
			return true;
	}
	return false;
}

/* Whether the access's source is that function of the file. */
static bool is_source_of(const struct access *access, const char *file,
			 const char *function)
{
	const char *colon = access->source ? strrchr(access->source, ':') : NULL;
	return colon && strcmp(colon + 1, function) == 0 &&
	       strlen(file) == (size_t)(colon - access->source) &&
	       text_starts_with(access->source, file);
}

static bool is_in_function(const struct access *access,
			   const struct tree_hook *hook)
{
	return is_source_of(access, hook->file, hook->function);
}

/* Whether the branch comes through the function that the access names. */
static bool is_on_the_way(const struct access *access,
			  const struct tree_hook *hook)
{
	if (is_in_function(access, hook))
		return true;
	for (size_t i = 0; i < hook->checks.count; i++) {
		const char *const *name = hook->checks.items[i].through;
		for (; *name; name++)
			if (is_source_of(access, hook->file, *name))
				return true;
	}
	return false;
}

/* It is so in every build and for all arguments. */
static bool is_always(const struct access *access)
{
	return !access->when && !access->build && !access->choice;
}

/* What the registry says of the functions on the way, the branch makes. */
static bool accesses_are_made(struct subject *subject,
			      const struct tree_hook *hook)
{
	for (size_t i = 0; i < subject->own.items.count; i++) {
		const struct access *access = subject->own.items.items[i];
		if (is_asking(access) && is_on_the_way(access, hook) &&
		    !access_is_made(subject, hook, access))
			return false;
		/* A case that is in every build is known in every build. */
		if (access->kind == ACCESS_UNKNOWN && !access->when &&
		    !access->choice && is_in_function(access, hook) &&
		    !hook->guard && hook->answer != TREE_UNKNOWN)
			return false;
	}
	return true;
}

/* A case may be there in some builds only; no case is so in every one. */
static bool says_unknown(const struct subject *subject, bool always)
{
	for (size_t i = 0; i < subject->own.items.count; i++) {
		const struct access *access = subject->own.items.items[i];
		if (access->kind == ACCESS_UNKNOWN &&
		    (!always || is_always(access)))
			return true;
	}
	return false;
}

/* Whether other functions of the file are said to ask for the op. */
static bool says_elsewhere(const struct subject *subject,
			   const struct tree_hook *hook)
{
	for (size_t i = 0; i < subject->own.items.count; i++) {
		const struct access *access = subject->own.items.items[i];
		if (is_asking(access) &&
		    text_starts_with(access->source, hook->file) &&
		    !is_in_function(access, hook))
			return true;
	}
	return false;
}

/* What the branch does with the op is not what the registry says of it. */
static bool answer_differs(const struct subject *subject,
			   const struct tree_hook *hook)
{
	if (hook->checks.count || hook->whole)
		return false;
	if (hook->answer == TREE_UNKNOWN)
		return !says_unknown(subject, !hook->label);
	return !hook->label && says_elsewhere(subject, hook);
}

/* all: the branch is the op's own; else others come through it as well. */
static void compare(struct subject *subject, const struct tree_hook *hook,
		    bool all)
{
	struct verifier *verifier = subject->verifier;
	subject->decided = true;
	if (hook->undecided) {
		unverified(subject, hook,
			   verify_say(verifier, "%s: %s", hook->function,
				      hook->undecided));
		return;
	}
	if ((all && answer_differs(subject, hook)) ||
	    !checks_are_known(subject, hook, all) ||
	    !accesses_are_made(subject, hook)) {
		differ(subject, hook);
		return;
	}
	if (hook->guard)
		unverified(subject, hook,
			   verify_say(verifier, "only if %s", hook->guard));
}

/* --- Which branches are an op's ------------------------------------------------ */

static bool same_function(const struct tree_hook *a, const struct tree_hook *b)
{
	return strcmp(a->function, b->function) == 0 &&
	       strcmp(a->file, b->file) == 0;
}

static bool has_label(const struct tree_hook *hook, const char *label)
{
	return !hook->whole && hook->label && strcmp(hook->label, label) == 0;
}

/* Whether the function has a case of the op's own. */
static bool function_names(const struct subject *subject,
			   const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &subject->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++)
		if (same_function(&hooks->list.items[i], function) &&
		    has_label(&hooks->list.items[i], op_macro(subject->op)))
			return true;
	return false;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_sibling(const struct subject *subject, const struct op *op)
{
	return op && op->hypercall == subject->op->hypercall &&
	       op->parent == subject->op->parent;
}

/* Whether the default branch's switch has cases for ops next to this one. */
static bool is_among(const struct subject *subject,
		     const struct tree_hook *branch)
{
	const struct tree_hooks *hooks = &subject->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		const struct op *op;
		if (!same_function(hook, branch) || hook->whole ||
		    !hook->label || !same_text(hook->outer, branch->outer))
			continue;
		op = verify_op(subject->verifier, hook->label);
		if (is_sibling(subject, op))
			return true;
	}
	return false;
}

/* The function's default branch for the op, or else the function as a whole. */
static const struct tree_hook *fallback(const struct subject *subject,
					const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &subject->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (same_function(hook, function) && !hook->whole &&
		    !hook->label && is_among(subject, hook))
			return hook;
	}
	return function;
}

/* Whether the registry says that the function asks for the op. */
static bool is_source(const struct subject *subject,
		      const struct tree_hook *function)
{
	for (size_t i = 0; i < subject->own.items.count; i++) {
		const struct access *access = subject->own.items.items[i];
		if (access->kind != ACCESS_NONE &&
		    is_in_function(access, function))
			return true;
	}
	return false;
}

/*
 * Whether a hook of another op, which has the same number, writes this op's
 * macro: up to Xen 4.6 one for sysctls took the names of domctls.
 */
static bool is_borrowed(const struct subject *subject,
			const struct tree_hook *function)
{
	struct verifier *verifier = subject->verifier;
	const struct registry *registry = verifier->registry;
	unsigned number = registry_op_number(registry, subject->op,
					     verifier->release);
	if (is_source(subject, function))
		return false;
	for (unsigned i = 0; i < registry->op_count; i++) {
		struct subject other = {.verifier = verifier,
					.op = &registry->ops[i]};
		if (other.op == subject->op ||
		    registry_op_number(registry, other.op, verifier->release) !=
			    number)
			continue;
		collect_accesses(verifier, other.op, &other.own);
		if (is_source(&other, function) &&
		    !function_names(&other, function))
			return true;
	}
	return false;
}

/* The hooks whose case it is. */
static void compare_cases(struct subject *subject)
{
	const struct tree_hooks *hooks = &subject->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (has_label(hook, op_macro(subject->op)) &&
		    !is_borrowed(subject, hook))
			compare(subject, hook, true);
	}
}

/* How many of the ops next to this one the release has. */
static size_t count_siblings(const struct subject *subject)
{
	const struct registry *registry = subject->verifier->registry;
	size_t count = 0;
	for (unsigned i = 0; i < registry->op_count; i++)
		count += is_sibling(subject, &registry->ops[i]) &&
			 release_set_has(&registry->ops[i].in,
					 subject->verifier->release);
	return count;
}

/*
 * Whether all ops of the hypercall, or all sub-subops of an op, pass the
 * function: it has cases for half of them.
 */
static bool is_entry(const struct subject *subject,
		     const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &subject->verifier->hooks;
	size_t count = 0;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		count += same_function(hook, function) && !hook->whole &&
			 hook->label &&
			 is_sibling(subject,
				    verify_op(subject->verifier, hook->label));
	}
	return count * 2 >= count_siblings(subject) && count > 0;
}

static bool passes_constants(const struct tree_hook *function)
{
	for (size_t i = 0; i < function->checks.count; i++)
		if (!function->checks.items[i].permission)
			return false;
	return true;
}

/* Whether another function that is a source tells this one what to ask. */
static bool is_helper(const struct subject *subject,
		      const struct tree_hook *function)
{
	const struct tree_hooks *hooks = &subject->verifier->hooks;
	if (passes_constants(function))
		return false;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *other = &hooks->list.items[i];
		if (!other->whole || same_function(other, function) ||
		    !is_source(subject, other))
			continue;
		for (size_t j = 0; j < other->checks.count; j++) {
			const char *const *name =
				other->checks.items[j].through;
			for (; *name; name++)
				if (strcmp(*name, function->function) == 0)
					return true;
		}
	}
	return false;
}

/* Functions that have no case for it, but that it passes. */
static void compare_functions(struct subject *subject)
{
	const struct tree_hooks *hooks = &subject->verifier->hooks;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *function = &hooks->list.items[i];
		if (!function->whole || function_names(subject, function))
			continue;
		bool source = is_source(subject, function);
		if (source && is_helper(subject, function))
			continue;
		const struct tree_hook *branch = fallback(subject, function);
		if (source ||
		    (branch != function && is_entry(subject, function)))
			compare(subject, branch, branch != function);
	}
}

static bool is_read(const char *source)
{
	return text_starts_with(source, "xen/xsm/flask/hooks.c:") ||
	       text_starts_with(source, "xen/xsm/flask/flask_op.c:");
}

static bool function_exists(const struct verifier *verifier,
			    const struct access *access)
{
	for (size_t i = 0; i < verifier->hooks.list.count; i++)
		if (is_in_function(access, &verifier->hooks.list.items[i]))
			return true;
	return false;
}

/* Sources that are not read, and functions that the tree does not have. */
static void compare_sources(struct subject *subject)
{
	struct verifier *verifier = subject->verifier;
	const char *last = "";
	for (size_t i = 0; i < subject->own.items.count; i++) {
		const struct access *access = subject->own.items.items[i];
		if (access->kind == ACCESS_NONE || !access->source ||
		    strcmp(access->source, last) == 0)
			continue;
		last = access->source;
		if (!is_read(last)) {
			unverified(subject, NULL,
				   verify_say(verifier, "it is up to %s", last));
		} else if (!function_exists(verifier, access)) {
			const char *colon = strrchr(last, ':');
			const struct tree_hook none = {
				.file = arena_slice(verifier->arena, last,
						    (size_t)(colon - last)),
				.function = verify_say(
					verifier, "%s, which is not there",
					colon + 1),
			};
			differ(subject, &none);
		}
	}
}

static void collect_inner(struct subject *subject, unsigned parent)
{
	const struct registry *registry = subject->verifier->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (op->parent != parent ||
		    !release_set_has(&op->in, subject->verifier->release))
			continue;
		collect_accesses(subject->verifier, op, &subject->inner);
		collect_inner(subject, i);
	}
}

static void check_op(struct verifier *verifier, unsigned index)
{
	const struct registry *registry = verifier->registry;
	struct subject subject = {.verifier = verifier,
				  .op = &registry->ops[index]};
	registry_op_accesses(registry, subject.op, verifier->release,
			     verifier->arena, &subject.accesses);
	if (!subject.accesses.recorded) {
		unverified(&subject, NULL, "its accesses are not recorded");
		return;
	}
	collect_accesses(verifier, subject.op, &subject.own);
	collect_inner(&subject, index);
	compare_cases(&subject);
	compare_functions(&subject);
	compare_sources(&subject);
	if (!subject.decided && !subject.noted &&
	    (subject.op->parent == NO_INDEX || subject.own.items.count))
		unverified(&subject, NULL, "no hook names it");
}

void verify_checks(struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		size_t count;
		/* What the headers do not have was said to be missing. */
		if (release_set_has(&op->in, verifier->release) &&
		    tree_find_macro(&verifier->macros, op_macro(op), &count))
			check_op(verifier, i);
	}
}
