/*
 * The statements of CIL that are in force, and what their names stand for.
 *
 * libsepol copies macros and inherited blocks; here they are walked over again
 * in another frame.  Names are looked up as secilc's manual says: in a macro
 * its parameters first, then the macro's own surroundings, then the caller's;
 * in a block from the inside out.
 */
#include "source/source_cil.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"

/* Far above any: macros that call macros may multiply without end. */
enum { STEPS_AT_MOST = 4 * 1000 * 1000, FRAMES_AT_MOST = 60 };

/* A longer one is found by nobody, and its rules have no place. */
enum { NAME_AT_MOST = 1024 };

enum cil_pass { PASS_DECLARE, PASS_FILL, PASS_RULES };

struct cil_world {
	const struct cil_node *root;
	struct arena *arena;
	struct map symbols; /* by kind and full name */
	enum cil_pass pass;
	unsigned steps;
	bool broken; /* more than can be followed */
	bool skips;  /* an optional of which it is not certain that it stays */
	void (*rule)(void *context, const struct cil_node *node,
		     const struct cil_frame *frame);
	void *context;
};

/* Where a walk is: a frame, and how many lie below it. */
struct cil_place {
	const struct cil_frame *frame;
	unsigned depth;
};

static void walk(struct cil_world *world, const struct cil_node *first,
		 struct cil_place place);

/* --- Names ---------------------------------------------------------------- */

static const char *full_name(const char *scope, const char *name,
			     struct arena *arena)
{
	return *scope ? arena_format(arena, "%s.%s", scope, name) : name;
}

static const char *key_of(enum cil_kind kind, const char *name,
			  struct arena *arena)
{
	return arena_format(arena, "%c%s", 'a' + (int)kind, name);
}

/* SCOPE.NAME of that kind; of the scope only so many bytes count. */
static struct cil_symbol *find(const struct cil_world *world,
			       enum cil_kind kind, const char *scope,
			       size_t length, const char *name)
{
	char key[NAME_AT_MOST];
	int end = snprintf(key, sizeof key, "%c%.*s%s%s", 'a' + (int)kind,
			   (int)length, scope, length ? "." : "", name);
	return end < 0 || (size_t)end >= sizeof key
		       ? NULL
		       : map_get(&world->symbols, key);
}

/* From the scope outwards; the global one only when asked to. */
static struct cil_symbol *find_outwards(const struct cil_world *world,
					enum cil_kind kind, const char *name,
					const char *scope, bool global)
{
	struct cil_symbol *symbol = NULL;
	size_t length = strlen(scope);
	if (*name == '.') {
		length = 0;
		name++;
	}
	while (!symbol && length) {
		symbol = find(world, kind, scope, length, name);
		while (length && scope[--length] != '.')
			;
	}
	if (!symbol && global)
		symbol = find(world, kind, "", 0, name);
	return symbol;
}

const struct cil_node *cil_argument(const struct cil_node *node,
				    const struct cil_frame **frame)
{
	while (node && node->text && (*frame)->parameters) {
		const struct cil_node *parameter = (*frame)->parameters->first;
		const struct cil_node *argument =
			(*frame)->arguments ? (*frame)->arguments->first : NULL;
		while (parameter &&
		       strcmp(cil_word(parameter, 1), node->text) != 0) {
			parameter = parameter->next;
			argument = argument ? argument->next : NULL;
		}
		if (!parameter)
			return node;
		node = argument;
		*frame = (*frame)->caller;
	}
	return node;
}

struct cil_symbol *cil_resolve(const struct cil_world *world,
			       enum cil_kind kind, const char *name,
			       const struct cil_frame *frame)
{
	const struct cil_node word = {.text = name};
	const struct cil_node *node = cil_argument(&word, &frame);
	if (!node || !node->text)
		return NULL;
	for (; frame->parameters; frame = frame->caller) {
		struct cil_symbol *symbol = find_outwards(
			world, kind, node->text, frame->macro_scope, false);
		if (symbol)
			return symbol;
	}
	return find_outwards(world, kind, node->text, frame->scope, true);
}

static struct cil_symbol *declare(struct cil_world *world, enum cil_kind kind,
				  const struct cil_node *node,
				  const struct cil_frame *frame)
{
	const char *name =
		full_name(frame->scope, cil_word(node, 1), world->arena);
	const char *key = key_of(kind, name, world->arena);
	struct cil_symbol *symbol = map_get(&world->symbols, key);
	if (symbol)
		return symbol;
	symbol = arena_alloc(world->arena, 1, sizeof *symbol);
	symbol->kind = kind;
	symbol->name = name;
	symbol->node = node;
	symbol->scope = frame->scope;
	map_set(&world->symbols, key, symbol, world->arena);
	return symbol;
}

/* --- Statements that bring others ------------------------------------------
 */

/* In a new frame that differs in its scope. */
static void walk_scope(struct cil_world *world, const struct cil_node *first,
		       const char *scope, struct cil_place place)
{
	struct cil_frame *frame = arena_alloc(world->arena, 1, sizeof *frame);
	*frame = *place.frame;
	frame->scope = scope;
	walk(world, first, (struct cil_place){frame, place.depth + 1});
}

static bool is_abstract(const struct cil_node *block)
{
	for (const struct cil_node *part = cil_part(block, 2); part;
	     part = part->next)
		if (!part->text &&
		    strcmp(cil_word(part, 0), "blockabstract") == 0)
			return true;
	return false;
}

static void walk_block(struct cil_world *world, const struct cil_node *node,
		       struct cil_place place)
{
	struct cil_symbol *symbol =
		declare(world, CIL_KIND_BLOCK, node, place.frame);
	if (world->pass == PASS_DECLARE || !is_abstract(node))
		walk_scope(world, cil_part(node, 2), symbol->name, place);
}

/* What the block has, with names of the block that inherits it. */
static void walk_inherited(struct cil_world *world, const struct cil_node *node,
			   struct cil_place place)
{
	const struct cil_symbol *symbol = cil_resolve(
		world, CIL_KIND_BLOCK, cil_word(node, 1), place.frame);
	if (symbol && strcmp(cil_word(symbol->node, 0), "block") == 0)
		walk(world, cil_part(symbol->node, 2),
		     (struct cil_place){place.frame, place.depth + 1});
}

/* (in [before|after] BLOCK ...) */
static void walk_in(struct cil_world *world, const struct cil_node *node,
		    struct cil_place place)
{
	size_t index = 1;
	if (cil_part(node, 2) && *cil_word(node, 2) &&
	    (strcmp(cil_word(node, 1), "before") == 0 ||
	     strcmp(cil_word(node, 1), "after") == 0))
		index = 2;
	const struct cil_symbol *symbol = cil_resolve(
		world, CIL_KIND_BLOCK, cil_word(node, index), place.frame);
	if (symbol && strcmp(cil_word(symbol->node, 0), "block") == 0 &&
	    (world->pass == PASS_DECLARE || !is_abstract(symbol->node)))
		walk_scope(world, cil_part(node, index + 1), symbol->name,
			   place);
}

static void walk_call(struct cil_world *world, const struct cil_node *node,
		      struct cil_place place)
{
	const struct cil_symbol *symbol = cil_resolve(
		world, CIL_KIND_BLOCK, cil_word(node, 1), place.frame);
	if (!symbol || strcmp(cil_word(symbol->node, 0), "macro") != 0 ||
	    !cil_part(symbol->node, 2))
		return;
	struct cil_frame *frame = arena_alloc(world->arena, 1, sizeof *frame);
	frame->scope = place.frame->scope;
	frame->caller = place.frame;
	frame->parameters = cil_part(symbol->node, 2);
	frame->arguments = cil_part(node, 2);
	frame->macro_scope = symbol->scope;
	frame->call = place.frame->call ? place.frame->call : node;
	frame->conditional = place.frame->conditional;
	walk(world, cil_part(symbol->node, 3),
	     (struct cil_place){frame, place.depth + 1});
}

/* Whether it is true: 1, or not: 0; or that cannot be said: -1. */
static int evaluate(const struct cil_world *world, const struct cil_node *node,
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
	struct cil_frame *frame = arena_alloc(world->arena, 1, sizeof *frame);
	*frame = *place.frame;
	frame->conditional |= !tunable;
	for (const struct cil_node *branch = cil_part(node, 2); branch;
	     branch = branch->next) {
		bool when = strcmp(cil_word(branch, 0), "true") == 0;
		if (!branch->text && (!tunable || state == when))
			walk(world, cil_part(branch, 1),
			     (struct cil_place){frame, place.depth + 1});
	}
}

/* --- Optional statements -----------------------------------------------------
 */

/* Whether all words of a set of types stand for something. */
static bool knows_types(const struct cil_world *world,
			const struct cil_node *node,
			const struct cil_frame *frame)
{
	static const char *const others[] = {"self", "and", "or",
					     "not",  "xor", "all"};
	if (!node)
		return false;
	if (!node->text) {
		for (const struct cil_node *part = node->first; part;
		     part = part->next)
			if (!knows_types(world, part, frame))
				return false;
		return true;
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(node->text, others[i]) == 0)
			return true;
	return cil_resolve(world, CIL_KIND_TYPE, node->text, frame) != NULL;
}

/*
 * Whether libsepol keeps what is in an optional: it drops all of it when one
 * name is unknown.  False where that is not certain.
 */
static bool is_kept(const struct cil_world *world, const struct cil_node *node,
		    const struct cil_frame *frame)
{
	static const char *const rules[] = {"allow", "dontaudit", "auditallow",
					    "neverallow"};
	for (; node; node = node->next) {
		const char *word = cil_word(node, 0);
		bool rule = false;
		for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
			rule |= strcmp(word, rules[i]) == 0;
		if (rule && knows_types(world, cil_part(node, 1), frame) &&
		    knows_types(world, cil_part(node, 2), frame))
			continue;
		if (strcmp(word, "typeattributeset") == 0 &&
		    knows_types(world, cil_part(node, 1), frame) &&
		    knows_types(world, cil_part(node, 2), frame))
			continue;
		if (strcmp(word, "type") != 0 &&
		    strcmp(word, "typeattribute") != 0)
			return false;
	}
	return true;
}

/* --- The walk
 * ------------------------------------------------------------------ */

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
			declare(world, rows[i].kind, node, frame);
		symbol->attribute = strcmp(rows[i].word, "typeattribute") == 0;
	}
}

static void add_value(struct cil_world *world, enum cil_kind kind,
		      const struct cil_node *node,
		      const struct cil_frame *frame)
{
	struct cil_symbol *symbol =
		cil_resolve(world, kind, cil_word(node, 1), frame);
	if (symbol)
		*list_push(&symbol->values, world->arena) =
			(struct cil_value){node, frame};
}

static void fill_one(struct cil_world *world, const struct cil_node *node,
		     const struct cil_frame *frame)
{
	const char *word = cil_word(node, 0);
	if (strcmp(word, "typeattributeset") == 0) {
		add_value(world, CIL_KIND_TYPE, node, frame);
	} else if (strcmp(word, "classpermissionset") == 0) {
		add_value(world, CIL_KIND_PERMISSIONS, node, frame);
	} else if (strcmp(word, "classmapping") == 0) {
		add_value(world, CIL_KIND_MAP, node, frame);
	} else if (strcmp(word, "typealiasactual") == 0) {
		struct cil_symbol *symbol = cil_resolve(
			world, CIL_KIND_TYPE, cil_word(node, 1), frame);
		if (symbol) {
			symbol->actual = cil_part(node, 2);
			symbol->frame = frame;
		}
	}
}

static void walk_one(struct cil_world *world, const struct cil_node *node,
		     struct cil_place place)
{
	const char *word = cil_word(node, 0);
	if (strcmp(word, "block") == 0)
		walk_block(world, node, place);
	else if (strcmp(word, "blockinherit") == 0)
		walk_inherited(world, node, place);
	else if (strcmp(word, "in") == 0)
		walk_in(world, node, place);
	else if (strcmp(word, "call") == 0)
		walk_call(world, node, place);
	else if (strcmp(word, "booleanif") == 0 ||
		 strcmp(word, "tunableif") == 0)
		walk_branches(world, node, place);
	else if (strcmp(word, "optional") == 0 &&
		 (world->pass == PASS_DECLARE ||
		  is_kept(world, cil_part(node, 2), place.frame)))
		walk(world, cil_part(node, 2),
		     (struct cil_place){place.frame, place.depth + 1});
	else if (strcmp(word, "optional") == 0)
		world->skips = true;
	else if (world->pass == PASS_DECLARE)
		declare_one(world, node, place.frame);
	else if (world->pass == PASS_FILL)
		fill_one(world, node, place.frame);
	else if (strcmp(word, "allow") == 0)
		world->rule(world->context, node, place.frame);
}

static void walk(struct cil_world *world, const struct cil_node *first,
		 struct cil_place place)
{
	if (place.depth > FRAMES_AT_MOST)
		world->broken = true;
	for (const struct cil_node *node = first; node && !world->broken;
	     node = node->next) {
		if (++world->steps > STEPS_AT_MOST)
			world->broken = true;
		else if (!node->text)
			walk_one(world, node, place);
	}
}

static bool run(struct cil_world *world, enum cil_pass pass)
{
	static const struct cil_frame global = {.scope = ""};
	world->pass = pass;
	walk(world, world->root->first, (struct cil_place){&global, 0});
	return !world->broken;
}

struct cil_world *cil_world_new(const struct cil_node *root,
				struct arena *arena)
{
	struct cil_world *world = arena_alloc(arena, 1, sizeof *world);
	world->root = root;
	world->arena = arena;
	/* Twice: what inherited blocks declare may be used further up. */
	bool done = run(world, PASS_DECLARE);
	done = done && run(world, PASS_DECLARE);
	return done && run(world, PASS_FILL) ? world : NULL;
}

bool cil_walk_rules(struct cil_world *world,
		    void (*rule)(void *context, const struct cil_node *node,
				 const struct cil_frame *frame),
		    void *context)
{
	world->rule = rule;
	world->context = context;
	return run(world, PASS_RULES);
}

bool cil_world_skips(const struct cil_world *world)
{
	return world->skips;
}
