/*
 * What names in CIL stand for.
 *
 * As libsepol looks for them: from the statement outwards, and in a block that
 * was inherited then on from where that block was declared; in a macro first
 * from where the macro was declared, then on from its call.
 */
#include <stdio.h>
#include <string.h>

#include "source/source_cil_name.h"
#include "source/source_cil_parse.h"
#include "source/source_cil_walk.h"
#include "source/source_cil_world.h"

/* A longer one is found by nobody, and its rules have no place. */
enum { NAME_AT_MOST = 1024 };

/* Key of a name in a scope, of which so many bytes count; false: too long. */
static bool write_key(char key[NAME_AT_MOST], enum cil_kind kind,
		      const char *scope, const char *name)
{
	int end = snprintf(key, NAME_AT_MOST, "%c%s%s%s", 'a' + (int)kind,
			   scope, *scope ? "." : "", name);
	return end >= 0 && end < NAME_AT_MOST;
}

static struct cil_symbol *find(const struct map *symbols, enum cil_kind kind,
			       const char *scope, const char *name)
{
	char key[NAME_AT_MOST];
	return write_key(key, kind, scope, name) ? map_get(symbols, key) : NULL;
}

static bool is_macro(const struct cil_symbol *symbol)
{
	return symbol && strcmp(cil_word(symbol->node, 0), "macro") == 0;
}

/* The index of the parameter of that name, or the number of parameters. */
static size_t find_parameter(const struct cil_symbol *macro, const char *name)
{
	const struct cil_node *list = cil_part(macro->node, 2);
	size_t index = 0;
	for (const struct cil_node *part = list ? list->first : NULL; part;
	     part = part->next, index++)
		if (!part->text && strcmp(cil_word(part, 1), name) == 0)
			break;
	return index;
}

static bool is_parameter(const struct cil_symbol *macro, const char *name)
{
	const struct cil_node *list = cil_part(macro->node, 2);
	return list && find_parameter(macro, name) < cil_count(list);
}

const struct cil_node *cil_argument(const struct cil_node *node,
				    const struct cil_frame **frame)
{
	while (node && node->text && is_macro((*frame)->of) &&
	       is_parameter((*frame)->of, node->text)) {
		size_t index = find_parameter((*frame)->of, node->text);
		node = (*frame)->arguments
			       ? cil_part((*frame)->arguments, index)
			       : NULL;
		*frame = (*frame)->outer;
	}
	return node;
}

/* What a macro has of its own stands for what its call made of it. */
static bool belongs_to_macro(const struct cil_world *world, enum cil_kind kind,
			     const struct cil_symbol *macro, const char *name)
{
	return is_parameter(macro, name) ||
	       find(&world->within, kind, macro->name, name);
}

static struct cil_symbol *find_around(struct cil_world *world,
				      enum cil_kind kind, const char *name,
				      const struct cil_frame *frame)
{
	struct cil_symbol *found = NULL;
	for (; frame->of && !found; frame = frame->outer) {
		/* Inherited in turn, each looks at two sides. */
		if (!cil_step(world))
			return NULL;
		if (is_macro(frame->of)) {
			if (!belongs_to_macro(world, kind, frame->of, name))
				found = find_around(world, kind, name,
						    frame->of->frame);
		} else if (frame->inherited) {
			found = find_around(world, kind, name, frame->outer);
			return found ? found
				     : find_around(world, kind, name,
						   frame->of->frame);
		} else {
			found = find(&world->symbols, kind, frame->scope, name);
		}
	}
	return found;
}

/* BLOCK.NAME: the block is looked for, and what is in it. */
static struct cil_symbol *find_in_block(struct cil_world *world,
					enum cil_kind kind, const char *name,
					const struct cil_frame *frame)
{
	char first[NAME_AT_MOST];
	size_t length = strcspn(name, ".");
	if (length >= sizeof first)
		return NULL;
	memcpy(first, name, length);
	first[length] = '\0';
	const struct cil_symbol *block =
		find_around(world, CIL_KIND_BLOCK, first, frame);
	return find(&world->symbols, kind, block ? block->name : first,
		    name + length + 1);
}

struct cil_symbol *cil_resolve(struct cil_world *world, enum cil_kind kind,
			       const char *name, const struct cil_frame *frame)
{
	const struct cil_node word = {.text = name};
	const struct cil_node *node = cil_argument(&word, &frame);
	if (!node || !node->text)
		return NULL;
	if (*node->text == '.')
		return find(&world->symbols, kind, "", node->text + 1);
	if (strchr(node->text, '.'))
		return find_in_block(world, kind, node->text, frame);
	struct cil_symbol *symbol = find_around(world, kind, node->text, frame);
	return symbol ? symbol : find(&world->symbols, kind, "", node->text);
}

struct cil_symbol *cil_declare(struct cil_world *world, enum cil_kind kind,
			       const struct cil_node *node,
			       const struct cil_frame *frame)
{
	struct arena *arena = world->arena;
	const char *name = cil_word(node, 1);
	char key[NAME_AT_MOST];
	struct cil_symbol *symbol =
		find(&world->symbols, kind, frame->scope, name);
	if (symbol)
		return symbol;
	symbol = arena_alloc(arena, 1, sizeof *symbol);
	symbol->kind = kind;
	symbol->name =
		*frame->scope ? arena_format(arena, "%s.%s", frame->scope, name)
			      : name;
	symbol->node = node;
	symbol->frame = frame;
	if (is_macro(frame->of) && write_key(key, kind, frame->of->name, name))
		map_set(&world->within, arena_string(arena, key), symbol,
			arena);
	if (!write_key(key, kind, "", symbol->name))
		return symbol;
	map_set(&world->symbols, arena_string(arena, key), symbol, arena);
	world->changed = true;
	return symbol;
}
