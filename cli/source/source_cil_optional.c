/* Whether all names are known that a statement in an optional speaks of. */
#include <string.h>

#include "source/source_cil_name.h"
#include "source/source_cil_optional.h"
#include "source/source_cil_parse.h"
#include "source/source_cil_world.h"

/* What an argument of a statement is. */
enum cil_part_kind { PART_NONE, PART_TYPES, PART_PERMISSIONS, PART_OTHER };

/*
 * What is declared in another optional may go with that one; in one that lies
 * around, it stays.
 */
static bool is_certain(const struct cil_symbol *symbol,
		       const struct cil_frame *frame)
{
	if (!symbol)
		return false;
	const struct cil_optional *declared = symbol->frame->optional;
	const struct cil_optional *here = frame->optional;
	while (declared && here && here->node != declared->node)
		here = here->outer;
	return !declared || here;
}

static bool is_operator(const char *word)
{
	static const char *const words[] = {"self", "and", "or",
					    "not",  "xor", "all"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

static bool knows_types(struct cil_world *world, const struct cil_node *node,
			const struct cil_frame *frame)
{
	node = cil_argument(node, &frame);
	bool known = node != NULL;
	if (node && node->text)
		return is_operator(node->text) ||
		       is_certain(cil_resolve(world, CIL_KIND_TYPE, node->text,
					      frame),
				  frame);
	for (const struct cil_node *part = node ? node->first : NULL;
	     part && known; part = part->next)
		known = knows_types(world, part, frame);
	return known;
}

/* Whether one of the names is the word. */
static bool has_name(const char *const *names, unsigned count, const char *word)
{
	for (unsigned i = 0; i < count; i++)
		if (names[i] && strcmp(names[i], word) == 0)
			return true;
	return false;
}

static bool has_words(const struct cil_node *node,
		      const struct policy_class *row)
{
	bool known = node != NULL;
	if (node && node->text)
		return is_operator(node->text) ||
		       has_name(row->permissions, row->permission_count,
				node->text);
	for (const struct cil_node *part = node ? node->first : NULL;
	     part && known; part = part->next)
		known = has_words(part, row);
	return known;
}

/* A name, or (CLASS (PERMISSIONS)); of a map of classes it is not certain. */
static bool knows_permissions(struct cil_world *world,
			      const struct cil_node *node,
			      const struct cil_frame *frame)
{
	node = cil_argument(node, &frame);
	if (!node)
		return false;
	if (node->text)
		return is_certain(cil_resolve(world, CIL_KIND_PERMISSIONS,
					      node->text, frame),
				  frame);
	const struct policy *policy = world->policy;
	for (unsigned i = 0; i < policy->class_count; i++)
		if (has_name(&policy->classes[i].name, 1, cil_word(node, 0)))
			return has_words(cil_part(node, 1),
					 &policy->classes[i]);
	return false;
}

static bool knows(struct cil_world *world, enum cil_part_kind kind,
		  const struct cil_node *node, const struct cil_frame *frame)
{
	return kind == PART_TYPES ? knows_types(world, node, frame)
	       : kind == PART_PERMISSIONS
		       ? knows_permissions(world, node, frame)
		       : kind == PART_NONE;
}

void cil_check_arguments(struct cil_world *world, const struct cil_node *macro,
			 const struct cil_node *arguments,
			 const struct cil_frame *frame)
{
	static const struct {
		const char *word;
		enum cil_part_kind kind;
	} rows[] = {
		{"type", PART_TYPES},
		{"typealias", PART_TYPES},
		{"typeattribute", PART_TYPES},
		{"classpermission", PART_PERMISSIONS},
	};
	const struct cil_node *list = cil_part(macro, 2);
	const struct cil_node *argument = arguments ? arguments->first : NULL;
	for (const struct cil_node *part = list ? list->first : NULL; part;
	     part = part->next) {
		enum cil_part_kind kind = PART_OTHER;
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
			if (strcmp(cil_word(part, 0), rows[i].word) == 0)
				kind = rows[i].kind;
		world->kept &= knows(world, kind, argument, frame);
		argument = argument ? argument->next : NULL;
	}
}

void cil_check_names(struct cil_world *world, const struct cil_node *node,
		     const struct cil_frame *frame)
{
	static const struct {
		const char *word;
		enum cil_part_kind parts[3];
	} rows[] = {
		{"allow", {PART_TYPES, PART_TYPES, PART_PERMISSIONS}},
		{"auditallow", {PART_TYPES, PART_TYPES, PART_PERMISSIONS}},
		{"dontaudit", {PART_TYPES, PART_TYPES, PART_PERMISSIONS}},
		{"neverallow", {PART_TYPES, PART_TYPES, PART_PERMISSIONS}},
		{"typeattributeset", {PART_TYPES, PART_TYPES}},
		{"typealiasactual", {PART_TYPES, PART_TYPES}},
		{"classpermissionset", {PART_PERMISSIONS, PART_PERMISSIONS}},
		{"type", {PART_NONE}},
		{"typealias", {PART_NONE}},
		{"typeattribute", {PART_NONE}},
		{"classpermission", {PART_NONE}},
		{"blockabstract", {PART_NONE}},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(cil_word(node, 0), rows[i].word) != 0)
			continue;
		bool known = true;
		for (size_t j = 0; j < 3 && known; j++)
			known = knows(world, rows[i].parts[j],
				      cil_part(node, j + 1), frame);
		world->kept &= known;
		return;
	}
	world->kept = false;
}
