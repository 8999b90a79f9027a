/*
 * Whom a security module beside FLASK lets callers do an op to: itself, the
 * guests that it is a device model for, or others.
 */
#include "registry/registry_reach.h"

#include <string.h>

#include "base/search.h"
#include "base/text.h"
#include "registry/registry.h"

const char *const caller_traits[CALLER_KINDS] = {
	[CALLER_PLAIN] = "",
	[CALLER_CONTROL] = "control hardware",
	[CALLER_XENSTORE] = "xenstore",
};

/* --- What the rows of callers come to --------------------------------------
 */

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

/* Whether the handler alone decides, in each case. */
static bool is_by_handler(const struct caller_rows *rows)
{
	for (size_t i = 0; i < rows->list.count; i++)
		if (strcmp(rows->list.items[i].action, "none") != 0 ||
		    is_nobody(rows->list.items[i].who))
			return false;
	return rows->list.count != 0;
}

static struct module_answer answer_to(const struct caller_rows *rows,
				      const char *who, struct arena *arena)
{
	struct module_answer answer = {.always = WHOM_ALL,
				       .nobody = true,
				       .by_handler = is_by_handler(rows)};
	for (size_t i = 0; i < rows->list.count; i++) {
		const char *let = rows->list.items[i].who;
		const unsigned reach = reach_of_who(let, who, arena);
		answer.some |= reach;
		answer.always &= reach;
		answer.nobody &= is_nobody(let);
	}
	return answer;
}

struct op_reach registry_op_reach(const struct registry *registry,
				  const struct op *op, unsigned release,
				  const struct module *module,
				  struct arena *scratch)
{
	struct caller_rows rows = {LIST_INIT};
	struct op_reach reach = {
		.op = (unsigned)(op - registry->ops),
		.module = (unsigned)(module - registry->modules),
		.known = registry_op_callers(registry, op, release, module,
					     scratch, &rows)};
	for (unsigned i = 0; reach.known && i < CALLER_KINDS; i++)
		reach.to[i] = answer_to(&rows, caller_traits[i], scratch);
	arena_clear(scratch);
	return reach;
}

/* --- The table -------------------------------------------------------------
 */

const struct op_reach *registry_find_reach(const struct registry *registry,
					   const struct op *op,
					   unsigned release,
					   const struct module *module)
{
	const struct op_reach *rows = registry->reaches;
	const unsigned index = (unsigned)(op - registry->ops);
	const unsigned of = (unsigned)(module - registry->modules);
	for (size_t i = rows_from(rows, registry->reach_count, op, index);
	     i < registry->reach_count && rows[i].op == index; i++)
		if (rows[i].module == of &&
		    release_set_has(&rows[i].in, release))
			return &rows[i];
	return NULL;
}

static bool same_answer(const struct module_answer *a,
			const struct module_answer *b)
{
	return a->some == b->some && a->always == b->always &&
	       a->nobody == b->nobody && a->by_handler == b->by_handler;
}

static bool same_reach(const struct op_reach *a, const struct op_reach *b)
{
	bool same = a->op == b->op && a->module == b->module &&
		    a->known == b->known;
	for (unsigned i = 0; same && i < CALLER_KINDS; i++)
		same = same_answer(&a->to[i], &b->to[i]);
	return same;
}

struct reach_list {
	list_of(struct op_reach) list;
};

/* To the rows of the op and module, which stand from that index on. */
static void add_reach(struct reach_list *all, size_t from,
		      const struct op_reach *reach, unsigned release,
		      struct arena *arena)
{
	size_t at = from;
	while (at < all->list.count && !same_reach(&all->list.items[at], reach))
		at++;
	if (at == all->list.count)
		*list_push(&all->list, arena) = *reach;
	release_set_add(&all->list.items[at].in, release);
}

void registry_make_reaches(struct registry *registry, struct arena *arena)
{
	struct arena scratch = ARENA_INIT;
	struct reach_list all = {LIST_INIT};
	for (unsigned i = 0; i < registry->op_count; i++)
		for (unsigned j = 0; j < registry->module_count; j++) {
			const struct op *op = &registry->ops[i];
			const struct module *module = &registry->modules[j];
			const struct release_set in =
				release_set_and(&op->in, &module->in);
			const size_t from = all.list.count;
			for (unsigned k = 0; k < registry->release_count; k++)
				if (release_set_has(&in, k)) {
					const struct op_reach reach =
						registry_op_reach(registry, op,
								  k, module,
								  &scratch);
					add_reach(&all, from, &reach, k, arena);
				}
		}
	arena_release(&scratch);
	registry->reaches = all.list.items;
	registry->reach_count = (unsigned)all.list.count;
}
