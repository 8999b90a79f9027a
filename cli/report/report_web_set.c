/* Sets of types that ops are done to: what many callers share is one set. */
#include "report/report_web_set.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "answer/answer.h"
#include "report/report_web.h"
#include "report/report_web_policy.h"

/*
 * Of what many domains may do to each other, each has a list of its own: all
 * but itself, or its own label and the others.  So a list is tried in three
 * forms, and the one is taken that most lists have.  Forms are told apart by
 * sums of numbers, which are made in one pass over a list.
 */
enum form { FORM_AS_IT_IS, FORM_WITHOUT_OWN, FORM_WITH_CALLER, FORMS };

/* A form that some list has, and how many have it. */
struct known_form {
	uint64_t sum;
	size_t count;
	struct web_set *set;
};

struct form_table {
	struct known_form *items;
	size_t count;
};

/* The forms of one list. */
struct list_forms {
	uint64_t sums[FORMS];
	bool has_caller;
	size_t own;
};

/* Types are told apart by their names' places: a policy has each name once. */
static uint64_t number_of(const char *name)
{
	enum { HIGH = 31, LOW = 27 };
	uint64_t number = (uint64_t)(uintptr_t)name;
	number = (number ^ number >> HIGH) * UINT64_C(0x7fb5d329728ea185);
	number = (number ^ number >> LOW) * UINT64_C(0x81dadef4bc2dd44d);
	return number ^ number >> HIGH;
}

bool web_is_own(const struct web *web, const char *domain, const char *type)
{
	if (!domain)
		return false;
	if (domain == type)
		return true;
	const size_t length = strlen(domain);
	return strncmp(domain, type, length) == 0 &&
	       (!type[length] || (type[length] == '_' &&
				  !map_get(&web->answers->by_name, type)));
}

static struct list_forms forms_of(const struct web *web,
				  const struct who_caller *caller)
{
	struct list_forms forms = {{0}, false, 0};
	uint64_t sum = 0, own = 0;
	for (size_t i = 0; i < caller->object_count; i++) {
		const char *name = caller->objects[i];
		const uint64_t number = number_of(name);
		sum += number;
		if (!web_is_own(web, caller->subject, name))
			continue;
		own += number;
		forms.own++;
		forms.has_caller |= name == caller->subject;
	}
	forms.sums[FORM_AS_IT_IS] = sum;
	forms.sums[FORM_WITHOUT_OWN] = sum - own;
	forms.sums[FORM_WITH_CALLER] =
		forms.has_caller || !caller->subject
			? sum
			: sum + number_of(caller->subject);
	return forms;
}

static int compare_forms(const void *a, const void *b)
{
	const struct known_form *x = a, *y = b;
	return x->sum < y->sum ? -1 : x->sum > y->sum;
}

static struct known_form *find_form(const struct form_table *table,
				    uint64_t sum)
{
	const struct known_form key = {.sum = sum};
	return bsearch(&key, table->items, table->count, sizeof key,
		       compare_forms);
}

/* All forms of all lists, each once, counted. */
static struct form_table count_forms(const struct list_forms *lists,
				     size_t count, struct arena *arena)
{
	struct form_table table = {
		arena_alloc(arena, count * FORMS + 1, sizeof *table.items), 0};
	struct known_form *items = table.items;
	size_t all = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < FORMS; j++)
			if (!j || lists[i].sums[j] != lists[i].sums[0])
				items[all++] = (struct known_form){
					lists[i].sums[j], 1, NULL};
	if (all)
		qsort(items, all, sizeof *items, compare_forms);
	for (size_t i = 0; i < all; i++)
		if (table.count && items[table.count - 1].sum == items[i].sum)
			items[table.count - 1].count++;
		else
			items[table.count++] = items[i];
	return table;
}

/* The form that most lists have; of equally many the first. */
static enum form choose(const struct form_table *table,
			const struct list_forms *forms)
{
	enum form best = FORM_AS_IT_IS;
	for (int i = FORM_WITHOUT_OWN; i < FORMS; i++)
		if (find_form(table, forms->sums[i])->count >
		    find_form(table, forms->sums[best])->count)
			best = (enum form)i;
	return best;
}

/* The list in that form, sorted. */
static struct web_set *make_set(struct web *web, const struct web_can *can,
				enum form form)
{
	const struct who_caller *caller = can->caller;
	struct web_set *set = arena_alloc(web->arena, 1, sizeof *set);
	if (form == FORM_AS_IT_IS) {
		set->names = caller->objects;
		set->count = caller->object_count;
		return set;
	}
	const char **names = arena_alloc(web->arena, caller->object_count + 1,
					 sizeof *names);
	bool adds = form == FORM_WITH_CALLER;
	for (size_t i = 0; i < caller->object_count; i++) {
		const char *name = caller->objects[i];
		if (form == FORM_WITHOUT_OWN &&
		    web_is_own(web, caller->subject, name))
			continue;
		if (adds && strcmp(caller->subject, name) < 0) {
			names[set->count++] = caller->subject;
			adds = false;
		}
		names[set->count++] = name;
	}
	if (adds)
		names[set->count++] = caller->subject;
	set->names = names;
	return set;
}

/* What of the list is the caller's own. */
static void add_own(struct web *web, struct web_can *can, size_t count)
{
	const struct who_caller *caller = can->caller;
	const char **own = arena_alloc(web->arena, count + 1, sizeof *own);
	for (size_t i = 0; i < caller->object_count; i++)
		if (web_is_own(web, caller->subject, caller->objects[i]))
			own[can->own_count++] = caller->objects[i];
	can->own = own;
}

static void give_set(struct web *web, const struct form_table *table,
		     const struct list_forms *forms, struct web_can *can)
{
	struct web_policy *policy = web->answers;
	const enum form form = choose(table, forms);
	struct known_form *known = find_form(table, forms->sums[form]);
	if (!known->set) {
		known->set = make_set(web, can, form);
		known->set->number =
			known->set->count > WEB_SHOWN ? ++policy->listed : 0;
		*list_push(&policy->sets, web->arena) = known->set;
	}
	can->set = known->set;
	can->but_itself = form == FORM_WITH_CALLER && !forms->has_caller;
	if (form == FORM_WITHOUT_OWN)
		add_own(web, can, forms->own);
	*list_push(&known->set->uses, web->arena) = can;
}

void web_sets_find(struct web *web)
{
	struct web_policy *policy = web->answers;
	struct arena scratch = ARENA_INIT;
	struct list_forms *lists =
		arena_alloc(&scratch, policy->can_count + 1, sizeof *lists);
	for (size_t i = 0; i < policy->can_count; i++)
		lists[i] = forms_of(web, policy->cans[i].caller);
	const struct form_table table =
		count_forms(lists, policy->can_count, &scratch);
	for (size_t i = 0; i < policy->can_count; i++)
		give_set(web, &table, &lists[i], &policy->cans[i]);
	arena_release(&scratch);
}
