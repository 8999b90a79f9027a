/* What the variables of a hook may be. */
#include <string.h>

#include "tree/tree_value.h"
#include "tree/tree_walk.h"

/* What is put into itself again and again would grow without end. */
enum { TEXT_LIMIT = 512 };

void value_add(struct value *value, const char *text, bool certain,
	       struct arena *arena)
{
	if (strnlen(text, TEXT_LIMIT + 1) > TEXT_LIMIT)
		text = "?";
	for (size_t i = 0; i < value->atoms.count; i++) {
		struct tree_atom *atom = &value->atoms.items[i];
		if (strcmp(atom->text, text) != 0)
			continue;
		atom->certain |= certain;
		return;
	}
	*list_push(&value->atoms, arena) = (struct tree_atom){text, certain};
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
		const struct tree_atom *atom = &a->atoms.items[i];
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
	static const struct value unset = {LIST_INIT};
	struct variables result = {LIST_INIT};
	for (size_t i = 0; i < a->list.count + b->list.count; i++) {
		bool first = i < a->list.count;
		const char *name =
			first ? a->list.items[i].name
			      : b->list.items[i - a->list.count].name;
		const struct value *in_a = variable_get(a, name);
		const struct value *in_b = variable_get(b, name);
		if (!first && in_a)
			continue;
		struct value value = merged(in_a ? in_a : &unset,
					    in_b ? in_b : &unset, arena);
		variable_set(&result, name, &value, arena);
	}
	*variables = result;
}
