/*
 * Whom a security module beside FLASK lets a subject do an op to: itself, the
 * guests that it is a device model for, or others.
 */
#include "run/run_module.h"

#include <string.h>

#include "base/text.h"
#include "run/run_shared.h"

/* --- On whom ------------------------------------------------------------- */

static const char *const whom_words[WHOM_WORDS] = {"itself", "guests",
						   "others"};

size_t whom_list(unsigned whom, const char *words[WHOM_WORDS])
{
	size_t count = 0;
	for (unsigned i = 0; i < WHOM_WORDS; i++)
		if (whom >> i & 1)
			words[count++] = whom_words[i];
	return count;
}

static bool is_guest(const struct views *views, unsigned label)
{
	for (size_t i = 0; i < views->guests.count; i++)
		if (views->guests.items[i].seen == label)
			return true;
	return false;
}

static bool is_itself(const struct views *views, unsigned label)
{
	for (size_t i = 0; i < views->selves.count; i++)
		if (views->selves.items[i].seen == label)
			return true;
	return false;
}

unsigned whom_of_label(const struct views *views, unsigned caller,
		       unsigned label)
{
	const bool itself = is_itself(views, label);
	const bool guest = is_guest(views, label);
	unsigned reach = (itself ? WHOM_ITSELF : 0) | (guest ? WHOM_GUESTS : 0);
	if ((!itself && !guest) || label == caller)
		reach |= WHOM_OTHERS;
	return reach;
}

unsigned whom_of_labels(const struct views *views, unsigned caller,
			const uint64_t *labels, unsigned type_count)
{
	unsigned reach = 0;
	for (unsigned i = set_next(labels, 0, type_count);
	     i < type_count && reach != WHOM_ALL;
	     i = set_next(labels, i + 1, type_count))
		reach |= whom_of_label(views, caller, i);
	return reach;
}

unsigned whom_there_is(const struct views *views)
{
	return views->guests.count ? WHOM_ALL : WHOM_ITSELF | WHOM_OTHERS;
}

unsigned whom_told(unsigned reach, unsigned there_is, bool domains)
{
	if (domains)
		return reach & there_is;
	return reach & there_is ? WHOM_ALL : 0;
}

/* --- By a module ---------------------------------------------------------- */

/* The same in the registry's words. */

static const char *const traits[CALLER_KINDS] = {
	[CALLER_PLAIN] = "",
	[CALLER_CONTROL] = "control hardware",
	[CALLER_XENSTORE] = "xenstore",
};

enum caller_kind caller_kind_of(struct run *run, unsigned subject)
{
	const struct policy_sid *control = types_control_sid(run);
	if (subject == ALL_TYPES)
		return CALLER_PLAIN;
	if (control && control->type == subject)
		return CALLER_CONTROL;
	const char *role = run_role_of(run, subject);
	return role && strcmp(role, traits[CALLER_XENSTORE]) == 0
		       ? CALLER_XENSTORE
		       : CALLER_PLAIN;
}

/* On whom the alternative, "self&hardware", lets who has the traits. */
static unsigned reach_of_alternative(const char *alternative, size_t length,
				     const char *who, struct arena *arena)
{
	unsigned reach = WHOM_ALL;
	for (size_t at = 0; at < length;) {
		const size_t end = at + strcspn(alternative + at, "& ");
		const char *word =
			arena_slice(arena, alternative + at, end - at);
		if (strcmp(word, "self") == 0)
			reach &= WHOM_ITSELF;
		else if (strcmp(word, "device-model") == 0)
			reach &= WHOM_GUESTS;
		else if (strcmp(word, "anyone") != 0 &&
			 !text_has_word(who, word))
			reach = 0;
		at = end + 1;
	}
	return reach;
}

static bool is_nobody(const char *let)
{
	return strcmp(let, "nobody") == 0;
}

/* On whom those that are let through do it, where who calls has the traits. */
static unsigned reach_of_who(const char *let, const char *who,
			     struct arena *arena)
{
	unsigned reach = 0;
	while (*let && !is_nobody(let)) {
		const size_t length = strcspn(let, " ");
		reach |= reach_of_alternative(let, length, who, arena);
		let += length + (let[length] == ' ');
	}
	return reach;
}

/* What a module says of an op, worked out where it is asked for. */
struct op_answer {
	bool asked, known;
	struct module_answer to[CALLER_KINDS];
};

/* Of all modules and ops of a release. */
struct module_facts {
	struct op_answer *answers; /* by module, then by op */
};

static struct module_answer answer_to(const struct caller_rows *rows,
				      const char *who, struct arena *arena)
{
	struct module_answer answer = {.always = WHOM_ALL, .nobody = true};
	for (size_t i = 0; i < rows->list.count; i++) {
		const char *let = rows->list.items[i].who;
		const unsigned reach = reach_of_who(let, who, arena);
		answer.some |= reach;
		answer.always &= reach;
		answer.nobody &= is_nobody(let);
	}
	return answer;
}

/* Whether the handler alone decides, in each case. */
static bool is_by_handler(const struct caller_rows *rows)
{
	for (size_t i = 0; i < rows->list.count; i++)
		if (strcmp(rows->list.items[i].action, "none") != 0 ||
		    is_nobody(rows->list.items[i].who))
			return false;
	return rows->list.count != 0;
}

static void ask(struct run *run, const struct module *module,
		const struct op *op, struct arena *scratch,
		struct op_answer *answer)
{
	struct caller_rows rows = {LIST_INIT};
	answer->asked = true;
	answer->known = registry_op_callers(run->registry, op, run->release,
					    module, scratch, &rows);
	for (unsigned i = 0; answer->known && i < CALLER_KINDS; i++)
		answer->to[i] = answer_to(&rows, traits[i], scratch);
	for (unsigned i = 0; answer->known && i < CALLER_KINDS; i++)
		answer->to[i].by_handler = is_by_handler(&rows);
	arena_clear(scratch);
}

static struct op_answer *answers_of(struct run *run)
{
	struct shared_facts *shared = run->shared;
	const struct registry *registry = run->registry;
	if (!shared->modules) {
		struct module_facts *facts =
			arena_alloc(shared->arena, 1, sizeof *facts);
		facts->answers = arena_alloc(shared->arena,
					     (size_t)registry->module_count *
						     registry->op_count,
					     sizeof *facts->answers);
		shared->modules = facts;
	}
	return shared->modules->answers;
}

bool module_lets(struct run *run, const struct module *module,
		 const struct op *op, enum caller_kind caller,
		 struct arena *scratch, struct module_answer *answer)
{
	const struct registry *registry = run->registry;
	struct op_answer *known = &answers_of(
		run)[(size_t)(module - registry->modules) * registry->op_count +
		     (size_t)(op - registry->ops)];
	if (!known->asked)
		ask(run, module, op, scratch, known);
	*answer = known->to[caller];
	return known->known;
}

const struct module *module_next(const struct run *run, unsigned *index)
{
	const struct registry *registry = run->registry;
	while (*index < registry->module_count) {
		const struct module *module = &registry->modules[(*index)++];
		if (release_set_has(&module->in, run->release))
			return module;
	}
	return NULL;
}
