/* Reads what is said of conditions, and the references to them. */
#include <string.h>

#include "base/near.h"
#include "registry/registry_condition.h"
#include "registry/registry_load_condition.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"

USES_MESSAGE(CONDITION_ALONE);
USES_MESSAGE(CONDITION_MISPLACED);
USES_MESSAGE(CONDITION_OPPOSITE);
USES_MESSAGE(CONDITION_UNUSED);
USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(REFERENCE_DANGLING);

/* The words of an attribute: lists come with one blank between two. */
struct condition_words {
	const char *at;
};

static const char *next_word(struct loader *loader,
			     struct condition_words *words)
{
	if (!words->at || !*words->at)
		return NULL;
	size_t length = strcspn(words->at, " ");
	const char *word = arena_slice(loader->arena, words->at, length);
	words->at += length;
	words->at += *words->at == ' ';
	return word;
}

static void read_condition(struct loader *loader,
			   const struct xml_element *node)
{
	struct condition *row = loader_add(loader, conditions, node);
	row->id = node_attribute(loader, node, "id");
	row->kind =
		(enum condition_kind)node_word(node, "kind", condition_kinds);
	row->about = node_words(node, "about", condition_abouts);
	row->arch = node_attribute(loader, node, "arch");
	row->config = node_attribute(loader, node, "config");
	row->option = node_attribute(loader, node, "option");
	row->one_of = node_attribute(loader, node, "one-of");
	row->opposite = node_attribute(loader, node, "opposite");
	row->text = arena_string(loader->arena, node->text);
}

void load_conditions(struct loader *loader)
{
	loader_each(loader, "condition", read_condition);
}

static unsigned find_condition(const struct loader *loader, const char *id)
{
	for (unsigned i = 0; i < loader->conditions.rows.count; i++)
		if (strcmp(loader->conditions.rows.items[i].id, id) == 0)
			return i;
	return NO_INDEX;
}

static void add_unknown(struct loader *loader, struct location place,
			const char *attribute, const char *id)
{
	list_of(const char *) ids = LIST_INIT;
	for (size_t i = 0; i < loader->conditions.rows.count; i++)
		*list_push(&ids, &loader->work) =
			loader->conditions.rows.items[i].id;
	diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING, place,
		  "%s=\"...\": no condition %s%s", attribute, id,
		  near_hint(id, ids.items, ids.count, &loader->work));
}

/* Conditions that are together: a set, in the order in which they came. */
struct gathered {
	list_of(unsigned) list;
	struct location place;
};

static bool has(const struct loader *loader, struct span uses,
		unsigned condition)
{
	for (unsigned i = 0; i < uses.count; i++)
		if (loader->condition_uses.rows.items[uses.first + i]
			    .condition == condition)
			return true;
	return false;
}

static void gather(struct loader *loader, struct gathered *gathered,
		   unsigned condition)
{
	for (size_t i = 0; i < gathered->list.count; i++)
		if (gathered->list.items[i] == condition)
			return;
	*list_push(&gathered->list, &loader->work) = condition;
}

static bool is_set(const struct loader *loader, struct span uses,
		   const struct gathered *gathered)
{
	if (uses.count != gathered->list.count)
		return false;
	for (size_t i = 0; i < gathered->list.count; i++)
		if (!has(loader, uses, gathered->list.items[i]))
			return false;
	return true;
}

/* The one span of what is the same conditions. */
static struct span keep_set(struct loader *loader,
			    const struct gathered *gathered)
{
	struct span uses = {(unsigned)loader->condition_uses.rows.count,
			    (unsigned)gathered->list.count};
	for (size_t i = 0; i < loader->condition_sets.count; i++)
		if (is_set(loader, loader->condition_sets.items[i], gathered))
			return loader->condition_sets.items[i];
	for (unsigned i = 0; i < uses.count; i++) {
		*list_push(&loader->condition_uses.places, &loader->work) =
			gathered->place;
		list_push(&loader->condition_uses.rows, loader->arena)
			->condition = gathered->list.items[i];
	}
	*list_push(&loader->condition_sets, &loader->work) = uses;
	return uses;
}

struct span node_conditions(struct loader *loader,
			    const struct xml_element *node,
			    const char *attribute)
{
	struct condition_words words = {xml_attribute(node, attribute)};
	struct gathered gathered = {LIST_INIT, node->place};
	for (const char *id; (id = next_word(loader, &words));) {
		unsigned condition = find_condition(loader, id);
		if (condition == NO_INDEX) {
			/* Of a sentence, the first word is enough. */
			add_unknown(loader, node->place, attribute, id);
			break;
		}
		gather(loader, &gathered, condition);
	}
	return keep_set(loader, &gathered);
}

static void gather_all(struct loader *loader, struct gathered *gathered,
		       struct span uses)
{
	for (unsigned i = 0; i < uses.count; i++)
		gather(loader, gathered,
		       loader->condition_uses.rows.items[uses.first + i]
			       .condition);
}

struct span loader_join_conditions(struct loader *loader, struct span a,
				   struct span b)
{
	if (!a.count || !b.count)
		return a.count ? a : b;
	struct gathered both = {LIST_INIT,
				loader->condition_uses.places.items[a.first]};
	gather_all(loader, &both, a);
	gather_all(loader, &both, b);
	return keep_set(loader, &both);
}

unsigned loader_conditions_about(const struct loader *loader, struct span uses)
{
	const struct condition *rows = loader->conditions.rows.items;
	unsigned about = 0;
	for (unsigned i = 0; i < uses.count; i++)
		about |= rows[loader->condition_uses.rows.items[uses.first + i]
				      .condition]
				 .about;
	return about;
}

const char *loader_conditions_text(struct loader *loader, struct span uses)
{
	const char *text = NULL;
	for (unsigned i = 0; i < uses.count; i++) {
		unsigned condition =
			loader->condition_uses.rows.items[uses.first + i]
				.condition;
		const char *words =
			loader->conditions.rows.items[condition].text;
		text = text ? arena_format(loader->arena, "%s; %s", text, words)
			    : words;
	}
	return text;
}

/* Said of the one, it is so of the other. */
static void oppose(struct loader *loader, struct condition *row,
		   struct location place)
{
	struct condition *rows = loader->conditions.rows.items;
	unsigned other = find_condition(loader, row->opposite);
	if (other == NO_INDEX) {
		add_unknown(loader, place, "opposite", row->opposite);
		return;
	}
	bool fits = &rows[other] != row && rows[other].kind == row->kind;
	if (fits && !rows[other].opposite)
		rows[other].opposite = row->id;
	if (!fits || strcmp(rows[other].opposite, row->id) != 0)
		diags_add(loader->diags, MESSAGE_CONDITION_OPPOSITE, place,
			  "%s and %s", row->id, row->opposite);
}

static bool is_alone(const struct loader *loader, const struct condition *row)
{
	const struct condition *rows = loader->conditions.rows.items;
	for (size_t i = 0; i < loader->conditions.rows.count; i++)
		if (&rows[i] != row && rows[i].one_of &&
		    strcmp(rows[i].one_of, row->one_of) == 0)
			return false;
	return true;
}

void loader_oppose_conditions(struct loader *loader)
{
	for (size_t i = 0; i < loader->conditions.rows.count; i++) {
		struct condition *row = &loader->conditions.rows.items[i];
		const struct location place =
			loader->conditions.places.items[i];
		if (row->opposite)
			oppose(loader, row, place);
		if (row->one_of && is_alone(loader, row))
			diags_add(loader->diags, MESSAGE_CONDITION_ALONE, place,
				  "%s: one-of=\"%s\"", row->id, row->one_of);
	}
}

static bool is_second(const struct loader *loader, unsigned index)
{
	const struct condition *rows = loader->conditions.rows.items;
	for (unsigned i = 0; i < index; i++)
		if (strcmp(rows[i].id, rows[index].id) == 0)
			return true;
	return false;
}

static bool is_used(const struct loader *loader, unsigned index)
{
	for (size_t i = 0; i < loader->condition_uses.rows.count; i++)
		if (loader->condition_uses.rows.items[i].condition == index)
			return true;
	return false;
}

static void check_builds(struct loader *loader, const char *attribute,
			 struct span builds, struct location place)
{
	for (unsigned i = 0; i < builds.count; i++) {
		const struct condition *row =
			registry_condition(&loader->registry, builds, i);
		if (row->kind != CONDITION_BUILD)
			diags_add(loader->diags, MESSAGE_CONDITION_MISPLACED,
				  place, "%s=\"%s\": its kind is %s", attribute,
				  row->id, condition_kind_name(row->kind));
	}
}

void loader_check_conditions(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	for (unsigned i = 0; i < registry->condition_count; i++) {
		/* What refers to the name has the first one. */
		bool second = is_second(loader, i);
		if (second || !is_used(loader, i))
			diags_add(loader->diags,
				  second ? MESSAGE_NAME_DUPLICATE
					 : MESSAGE_CONDITION_UNUSED,
				  loader->conditions.places.items[i],
				  "condition %s", registry->conditions[i].id);
	}
	for (unsigned i = 0; i < registry->access_count; i++)
		check_builds(loader, "build", registry->accesses[i].builds,
			     loader->accesses.places.items[i]);
	for (unsigned i = 0; i < registry->crash_count; i++)
		check_builds(loader, "build", registry->crashes[i].builds,
			     loader->crashes.places.items[i]);
	for (unsigned i = 0; i < registry->hypercall_need_count; i++)
		check_builds(loader, "when",
			     registry->hypercall_needs[i].conditions,
			     loader->hypercall_needs.places.items[i]);
}
