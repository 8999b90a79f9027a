/* What a word means, of whatever kind. */
#include "word/word_find.h"

#include <string.h>

#include "base/embedded.h"
#include "base/message.h"
#include "base/near.h"
#include "compile/compile.h"
#include "registry/registry.h"
#include "rule/rule.h"
#include "word/word_glossary.h"
#include "word/word_table.h"

/* What it names, then how it is used, then what is named after it. */
static word_kind *const kinds[] = {
	word_op,   word_vector, word_status,	word_release, word_fix,
	word_site, word_tool,	word_catalogue, word_ending,
};

bool word_find(const struct word_search *search)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		kinds[i](search);
	return search->found->list.count;
}

/* --- All names ----------------------------------------------------------- */

struct known_names {
	list_of(const char *) list;
	struct arena *arena;
};

static void add(struct known_names *names, const char *name)
{
	*list_push(&names->list, names->arena) = name;
}

/* Its permissions, too, with the class and without. */
static void add_class(const struct object_class *row,
		      const struct registry *registry,
		      struct known_names *names)
{
	add(names, row->name);
	for (unsigned i = 0; i < row->permissions.count; i++) {
		const char *name =
			registry->permissions[row->permissions.first + i].name;
		add(names, name);
		add(names,
		    arena_format(names->arena, "%s:%s", row->name, name));
	}
}

static void add_registry(const struct registry *registry,
			 struct known_names *names)
{
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		add(names, op->name);
		if (op_macro(op) != op->name)
			add(names, op_macro(op));
	}
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		add(names, registry->hypercalls[i].name);
	for (unsigned i = 0; i < registry->class_count; i++)
		add_class(&registry->classes[i], registry, names);
	for (unsigned i = 0; i < registry->sid_count; i++)
		add(names, registry->sids[i].name);
	for (unsigned i = 0; i < registry->condition_count; i++)
		add(names, registry->conditions[i].id);
	for (unsigned i = 0; i < registry->release_count; i++)
		add(names, registry->releases[i].name);
	for (unsigned i = 0; i < registry->tool_count; i++)
		add(names, ref_text(registry->tools[i].name));
}

static void add_own(struct known_names *names)
{
	for (size_t i = 0; word_catalogues[i]; i++)
		add(names, word_catalogues[i]);
	for (const struct glossary_term *term = word_glossary; term->word;
	     term++)
		add(names, term->word);
	for (size_t i = 0; i < rule_count(); i++) {
		add(names, rule_at(i)->code);
		add(names, rule_at(i)->name);
	}
	for (size_t i = 0; message_catalogue[i]; i++)
		add(names, message_catalogue[i]->name);
	for (const struct profile *profile = compile_profiles; profile->name;
	     profile++)
		add(names, profile->name);
	for (unsigned i = BASIS_LISTED; i <= BASIS_UNLISTED; i++)
		add(names, basis_name((enum basis)i));
}

const char *const *word_names(const struct registry *registry,
			      struct arena *arena)
{
	struct known_names names = {LIST_INIT, arena};
	add_own(&names);
	add_registry(registry, &names);
	add(&names, NULL);
	return names.list.items;
}

const char *word_hint(const struct registry *registry, const char *word,
		      struct arena *arena)
{
	return near_hint_of(word, word_names(registry, arena), arena);
}
