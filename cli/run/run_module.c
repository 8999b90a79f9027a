/*
 * Whom a security module beside FLASK lets a subject do an op to: itself, the
 * guests that it is a device model for, or others.
 */
#include "run/run_module.h"

#include <limits.h>
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

struct whom_labels whom_labels_new(unsigned type_count, struct arena *arena)
{
	const size_t words = set_words(type_count);
	struct whom_labels labels;
	for (unsigned i = 0; i < WHOM_WORDS; i++) {
		uint64_t *set = arena_alloc(arena, words, sizeof *set);
		if (1U << i == WHOM_OTHERS)
			memset(set, UCHAR_MAX, words * sizeof *set);
		labels.sets[i] = set;
	}
	return labels;
}

static void put(uint64_t *set, unsigned label, bool in)
{
	const uint64_t bit = UINT64_C(1) << label % 64;
	set[label / 64] = in ? set[label / 64] | bit : set[label / 64] & ~bit;
}

static void turn_label(const struct views *views, unsigned caller,
		       unsigned label, bool back, struct whom_labels *labels)
{
	const unsigned whom =
		back ? WHOM_OTHERS : whom_of_label(views, caller, label);
	for (unsigned i = 0; i < WHOM_WORDS; i++)
		put(labels->sets[i], label, whom >> i & 1);
}

void whom_labels_turn(const struct views *views, unsigned caller, bool back,
		      struct whom_labels *labels)
{
	for (size_t i = 0; i < views->selves.count; i++)
		turn_label(views, caller, views->selves.items[i].seen, back,
			   labels);
	for (size_t i = 0; i < views->guests.count; i++)
		turn_label(views, caller, views->guests.items[i].seen, back,
			   labels);
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

enum caller_kind caller_kind_of(struct run *run, unsigned subject)
{
	const struct policy_sid *control = types_control_sid(run);
	if (subject == ALL_TYPES)
		return CALLER_PLAIN;
	if (control && control->type == subject)
		return CALLER_CONTROL;
	const char *role = run_role_of(run, subject);
	return role && strcmp(role, caller_traits[CALLER_XENSTORE]) == 0
		       ? CALLER_XENSTORE
		       : CALLER_PLAIN;
}

/* What was worked out, by module, then by op; NULL: it was not asked for. */
struct module_facts {
	const struct op_reach **reaches;
};

static const struct op_reach **worked_out(struct run *run,
					  const struct module *module,
					  const struct op *op)
{
	struct shared_facts *shared = run->shared;
	const struct registry *registry = run->registry;
	if (!shared->modules) {
		struct module_facts *facts =
			arena_alloc(shared->arena, 1, sizeof *facts);
		facts->reaches = arena_alloc(shared->arena,
					     (size_t)registry->module_count *
						     registry->op_count,
					     sizeof *facts->reaches);
		shared->modules = facts;
	}
	return &shared->modules->reaches[(size_t)(module - registry->modules) *
						 registry->op_count +
					 (size_t)(op - registry->ops)];
}

static const struct op_reach *reach_of(struct run *run,
				       const struct module *module,
				       const struct op *op,
				       struct arena *scratch)
{
	const struct op_reach *built =
		registry_find_reach(run->registry, op, run->release, module);
	if (built)
		return built;
	const struct op_reach **known = worked_out(run, module, op);
	if (!*known) {
		struct op_reach *made =
			arena_alloc(run->shared->arena, 1, sizeof *made);
		*made = registry_op_reach(run->registry, op, run->release,
					  module, scratch);
		*known = made;
	}
	return *known;
}

bool module_lets(struct run *run, const struct module *module,
		 const struct op *op, enum caller_kind caller,
		 struct arena *scratch, struct module_answer *answer)
{
	const struct op_reach *reach = reach_of(run, module, op, scratch);
	*answer = reach->to[caller];
	return reach->known;
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
