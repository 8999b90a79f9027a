/*
 * The statements of CIL that are in force.
 *
 * libsepol copies what is in macros and inherited blocks; here it is walked
 * over again in another frame.  Its own copies (cil_write_resolve_ast) cannot
 * be read instead: up to 3.4 at least, they name classpermissions without their
 * block, close the parenthesis of blockinherit twice, and know no line of what
 * stands in a booleanif, where libsepol refuses marks of lines, those of a
 * macro that is called there too.
 */
#include <stdio.h>
#include <string.h>

#include "source/source_cil_name.h"
#include "source/source_cil_optional.h"
#include "source/source_cil_parse.h"
#include "source/source_cil_walk.h"
#include "source/source_cil_world.h"

/* Far above any: macros that call macros may multiply without end. */
enum { STEPS_AT_MOST = 16 * 1000 * 1000, FRAMES_AT_MOST = 60 };

/* Of the map of additions: container and body, as pointers. */
enum { ADDITION_KEY = 64 };

/* Where a walk is: a frame, and how many lie below it. */
struct cil_place {
	const struct cil_frame *frame;
	unsigned depth;
};

/* What (in BLOCK ...) adds to a block, macro or optional, by its statement. */
struct cil_addition {
	list_of(const struct cil_node *) bodies;
};

bool cil_step(struct cil_world *world)
{
	if (++world->steps > STEPS_AT_MOST)
		world->broken = true;
	return !world->broken;
}

static void walk(struct cil_world *world, const struct cil_node *first,
		 struct cil_place place);

/* The index of the first statement in the container. */
static size_t body_of(const struct cil_node *container)
{
	return strcmp(cil_word(container, 0), "macro") == 0 ? 3 : 2;
}

static void write_addition_key(char key[ADDITION_KEY],
			       const struct cil_node *container,
			       const struct cil_node *body)
{
	snprintf(key, ADDITION_KEY, "%p %p", (const void *)container,
		 (const void *)body);
}

/* What was added to that, or NULL; a body: whether it is among that. */
static struct cil_addition *find_addition(const struct cil_world *world,
					  const struct cil_node *container,
					  const struct cil_node *body)
{
	char key[ADDITION_KEY];
	write_addition_key(key, container, body);
	return map_get(&world->additions, key);
}

/* What it has, with what others added to it where that is copied along. */
static void walk_body(struct cil_world *world, const struct cil_node *container,
		      bool additions, struct cil_place place)
{
	const struct cil_addition *added =
		additions ? find_addition(world, container, NULL) : NULL;
	walk(world, cil_part(container, body_of(container)), place);
	for (size_t i = 0; added && i < added->bodies.count; i++)
		walk(world, added->bodies.items[i], place);
}

/* A frame one deeper that is like the place's own, to be changed. */
static struct cil_frame *new_frame(struct cil_world *world,
				   struct cil_place *place)
{
	struct cil_frame *frame = arena_alloc(world->arena, 1, sizeof *frame);
	*frame = *place->frame;
	*place = (struct cil_place){frame, place->depth + 1};
	return frame;
}

/* --- Blocks and macros -----------------------------------------------------
 */

static bool is_abstract(const struct cil_node *block)
{
	for (const struct cil_node *part = cil_part(block, 2); part;
	     part = part->next)
		if (!part->text &&
		    strcmp(cil_word(part, 0), "blockabstract") == 0)
			return true;
	return false;
}

static bool is_one(const struct cil_symbol *symbol, const char *word)
{
	return symbol && strcmp(cil_word(symbol->node, 0), word) == 0;
}

/* In the body of a block or macro that was declared elsewhere. */
static struct cil_frame *enter(struct cil_world *world,
			       const struct cil_symbol *symbol,
			       struct cil_place *place)
{
	const struct cil_frame *outer = place->frame;
	struct cil_frame *frame = new_frame(world, place);
	frame->of = symbol;
	frame->outer = outer;
	frame->inherited = false;
	return frame;
}

static void walk_block(struct cil_world *world, const struct cil_node *node,
		       struct cil_place place)
{
	const struct cil_symbol *symbol =
		cil_declare(world, CIL_KIND_BLOCK, node, place.frame);
	if (world->pass != CIL_PASS_DECLARE && is_abstract(node))
		return;
	struct cil_frame *frame = enter(world, symbol, &place);
	frame->scope = symbol->name;
	walk_body(world, node, frame->copied, place);
}

/* What is copied stands where it was written, and where it is asked for. */
static struct cil_frame *enter_copy(struct cil_world *world,
				    const struct cil_symbol *symbol,
				    const struct cil_node *node,
				    struct cil_place *place)
{
	struct cil_frame *frame = enter(world, symbol, place);
	if (!frame->call)
		frame->call = node;
	return frame;
}

/* What the block has, with names of the block that inherits it. */
static void walk_inherited(struct cil_world *world, const struct cil_node *node,
			   struct cil_place place)
{
	const struct cil_symbol *symbol = cil_resolve(
		world, CIL_KIND_BLOCK, cil_word(node, 1), place.frame);
	if (!is_one(symbol, "block")) {
		world->kept = false;
		return;
	}
	struct cil_frame *frame = enter_copy(world, symbol, node, &place);
	frame->inherited = frame->copied = true;
	walk_body(world, symbol->node, true, place);
}

static void walk_call(struct cil_world *world, const struct cil_node *node,
		      struct cil_place place)
{
	const struct cil_symbol *symbol = cil_resolve(
		world, CIL_KIND_BLOCK, cil_word(node, 1), place.frame);
	if (!is_one(symbol, "macro")) {
		world->kept = false;
		return;
	}
	if (world->pass == CIL_PASS_KEEP)
		cil_check_arguments(world, symbol->node, cil_part(node, 2),
				    place.frame);
	enter_copy(world, symbol, node, &place)->arguments = cil_part(node, 2);
	walk_body(world, symbol->node, true, place);
}

/* --- Optional statements ----------------------------------------------------
 */

/*
 * Whether libsepol keeps what is in an optional: it drops all of it when one
 * name is unknown.  False where that is not certain.
 */
static bool is_kept(struct cil_world *world, const struct cil_node *node,
		    struct cil_place place)
{
	const enum cil_pass pass = world->pass;
	const bool kept = world->kept;
	world->pass = CIL_PASS_KEEP;
	world->kept = true;
	walk_body(world, node, true, place);
	const bool found = world->kept;
	world->pass = pass;
	world->kept = kept;
	return found;
}

static struct cil_place in_optional(struct cil_world *world,
				    const struct cil_node *node,
				    struct cil_place place)
{
	struct cil_optional *optional =
		arena_alloc(world->arena, 1, sizeof *optional);
	*optional = (struct cil_optional){node, place.frame->optional};
	new_frame(world, &place)->optional = optional;
	return place;
}

static void walk_optional(struct cil_world *world, const struct cil_node *node,
			  struct cil_place place)
{
	/* One that is dropped within does not take the outer one along. */
	if (world->pass == CIL_PASS_KEEP)
		return;
	cil_declare(world, CIL_KIND_BLOCK, node, place.frame);
	place = in_optional(world, node, place);
	if (world->pass == CIL_PASS_DECLARE || is_kept(world, node, place))
		walk_body(world, node, place.frame->copied, place);
	else
		world->skips = true;
}

/* --- (in [before|after] CONTAINER ...) --------------------------------------
 */

static void set_addition(struct cil_world *world,
			 const struct cil_node *container,
			 const struct cil_node *body,
			 struct cil_addition *added)
{
	char key[ADDITION_KEY];
	write_addition_key(key, container, body);
	map_set(&world->additions, arena_string(world->arena, key), added,
		world->arena);
}

/* Once for each statement and container. */
static void add_body(struct cil_world *world, const struct cil_node *container,
		     const struct cil_node *body)
{
	struct cil_addition *added = find_addition(world, container, NULL);
	if (find_addition(world, container, body))
		return;
	if (!added) {
		added = arena_alloc(world->arena, 1, sizeof *added);
		set_addition(world, container, NULL, added);
	}
	*list_push(&added->bodies, world->arena) = body;
	set_addition(world, container, body, added);
	world->changed = true;
}

/*
 * What stands in it is in force in the container, and is copied with that,
 * unless it comes after blocks are inherited.
 */
static void walk_in(struct cil_world *world, const struct cil_node *node,
		    struct cil_place place)
{
	bool after = strcmp(cil_word(node, 1), "after") == 0;
	size_t index = cil_part(node, 2) && *cil_word(node, 2) &&
				       (after || strcmp(cil_word(node, 1),
							"before") == 0)
			       ? 2
			       : 1;
	const struct cil_symbol *symbol = cil_resolve(
		world, CIL_KIND_BLOCK, cil_word(node, index), place.frame);
	const struct cil_node *body = cil_part(node, index + 1);
	if (!symbol || !body)
		return;
	if (world->pass == CIL_PASS_DECLARE &&
	    (!after || !is_one(symbol, "block")))
		add_body(world, symbol->node, body);
	place.frame = symbol->frame;
	if (is_one(symbol, "optional")) {
		place = in_optional(world, symbol->node, place);
		if (world->pass == CIL_PASS_DECLARE ||
		    is_kept(world, symbol->node, place))
			walk(world, body, place);
	} else if (is_one(symbol, "block") &&
		   (world->pass == CIL_PASS_DECLARE ||
		    !is_abstract(symbol->node))) {
		enter(world, symbol, &place)->scope = symbol->name;
		walk(world, body, place);
	}
}

/* --- Branches ----------------------------------------------------------------
 */

/* Whether it is true: 1, or not: 0; or that cannot be said: -1. */
static int evaluate(struct cil_world *world, const struct cil_node *node,
		    const struct cil_frame *frame, unsigned depth)
{
	if (!node || depth > FRAMES_AT_MOST)
		return -1;
	if (node->text) {
		const struct cil_symbol *tunable =
			cil_resolve(world, CIL_KIND_TUNABLE, node->text, frame);
		return tunable ? strcmp(cil_word(tunable->node, 2), "true") == 0
			       : -1;
	}
	const char *word = cil_word(node, 0);
	if (node->first && !node->first->next)
		return evaluate(world, node->first, frame, depth + 1);
	int one = evaluate(world, cil_part(node, 1), frame, depth + 1);
	if (strcmp(word, "not") == 0)
		return one < 0 ? -1 : !one;
	int two = evaluate(world, cil_part(node, 2), frame, depth + 1);
	if (one < 0 || two < 0)
		return -1;
	if (strcmp(word, "and") == 0)
		return one && two;
	if (strcmp(word, "or") == 0)
		return one || two;
	if (strcmp(word, "eq") == 0)
		return one == two;
	return strcmp(word, "xor") == 0 || strcmp(word, "neq") == 0 ? one != two
								    : -1;
}

/* The branches of (booleanif EXPRESSION (true ...) (false ...)). */
static void walk_branches(struct cil_world *world, const struct cil_node *node,
			  struct cil_place place)
{
	bool tunable = strcmp(cil_word(node, 0), "tunableif") == 0;
	int state = tunable ? evaluate(world, cil_part(node, 1), place.frame, 0)
			    : -1;
	/* Whether a boolean is known is not looked at. */
	if (state < 0)
		world->kept = false;
	new_frame(world, &place)->conditional |= !tunable;
	for (const struct cil_node *branch = cil_part(node, 2); branch;
	     branch = branch->next) {
		bool when = strcmp(cil_word(branch, 0), "true") == 0;
		if (!branch->text && (!tunable || state == when))
			walk(world, cil_part(branch, 1), place);
	}
}

/* --- The walk ---------------------------------------------------------------
 */

static void declare_one(struct cil_world *world, const struct cil_node *node,
			const struct cil_frame *frame)
{
	static const struct {
		const char *word;
		enum cil_kind kind;
	} rows[] = {
		{"type", CIL_KIND_TYPE},
		{"typealias", CIL_KIND_TYPE},
		{"typeattribute", CIL_KIND_TYPE},
		{"classpermission", CIL_KIND_PERMISSIONS},
		{"classmap", CIL_KIND_MAP},
		{"macro", CIL_KIND_BLOCK},
		{"tunable", CIL_KIND_TUNABLE},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(cil_word(node, 0), rows[i].word) != 0)
			continue;
		struct cil_symbol *symbol =
			cil_declare(world, rows[i].kind, node, frame);
		symbol->attribute = strcmp(rows[i].word, "typeattribute") == 0;
	}
}

static void fill_one(struct cil_world *world, const struct cil_node *node,
		     const struct cil_frame *frame)
{
	static const struct {
		const char *word;
		enum cil_kind kind;
	} rows[] = {
		{"typeattributeset", CIL_KIND_TYPE},
		{"typealiasactual", CIL_KIND_TYPE},
		{"classpermissionset", CIL_KIND_PERMISSIONS},
		{"classmapping", CIL_KIND_MAP},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(cil_word(node, 0), rows[i].word) != 0)
			continue;
		struct cil_symbol *symbol = cil_resolve(
			world, rows[i].kind, cil_word(node, 1), frame);
		if (symbol)
			*list_push(&symbol->values, world->arena) =
				(struct cil_value){node, frame};
	}
}

/* Statements with others in them, and what goes over those. */
static const struct {
	const char *word;
	void (*walk)(struct cil_world *world, const struct cil_node *node,
		     struct cil_place place);
} containers[] = {
	{"block", walk_block},
	{"blockinherit", walk_inherited},
	{"in", walk_in},
	{"call", walk_call},
	{"booleanif", walk_branches},
	{"tunableif", walk_branches},
	{"optional", walk_optional},
};

static void walk_one(struct cil_world *world, const struct cil_node *node,
		     struct cil_place place)
{
	for (size_t i = 0; i < sizeof containers / sizeof *containers; i++) {
		if (strcmp(cil_word(node, 0), containers[i].word) == 0) {
			containers[i].walk(world, node, place);
			return;
		}
	}
	switch (world->pass) {
	case CIL_PASS_DECLARE:
		declare_one(world, node, place.frame);
		break;
	case CIL_PASS_FILL:
		fill_one(world, node, place.frame);
		break;
	case CIL_PASS_KEEP:
		cil_check_names(world, node, place.frame);
		break;
	case CIL_PASS_RULES:
		if (strcmp(cil_word(node, 0), "allow") == 0)
			world->rule(world->context, node, place.frame);
	}
}

static void walk(struct cil_world *world, const struct cil_node *first,
		 struct cil_place place)
{
	if (place.depth > FRAMES_AT_MOST)
		world->broken = true;
	for (const struct cil_node *node = first; node && cil_step(world);
	     node = node->next)
		if (!node->text)
			walk_one(world, node, place);
}

static bool run(struct cil_world *world, enum cil_pass pass)
{
	static const struct cil_frame global = {.scope = ""};
	world->pass = pass;
	walk(world, world->root->first, (struct cil_place){&global, 0});
	return !world->broken;
}

struct cil_world *cil_world_new(const struct cil_node *root,
				const struct policy *policy,
				struct arena *arena)
{
	struct cil_world *world = arena_alloc(arena, 1, sizeof *world);
	world->root = root;
	world->policy = policy;
	world->arena = arena;
	/* Again: what inherited blocks declare may be used further up. */
	do {
		world->changed = false;
		if (!run(world, CIL_PASS_DECLARE))
			return NULL;
	} while (world->changed);
	return run(world, CIL_PASS_FILL) ? world : NULL;
}

bool cil_walk_rules(struct cil_world *world,
		    void (*rule)(void *context, const struct cil_node *node,
				 const struct cil_frame *frame),
		    void *context)
{
	world->rule = rule;
	world->context = context;
	return run(world, CIL_PASS_RULES);
}

bool cil_world_skips(const struct cil_world *world)
{
	return world->skips;
}
