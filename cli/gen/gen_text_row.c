/* Rows that refer to texts (registry/registry_text.h), and those texts. */
#include "gen/gen_text_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "registry/registry.h"

/* There are none yet: what is read refers to texts elsewhere. */
const char registry_texts[] = "";

/* --- The texts ----------------------------------------------------------- */

struct text_pool pool_new(struct arena *arena)
{
	/* The first byte is no text's: its place says that there is none. */
	return (struct text_pool){.arena = arena, .length = 1};
}

/* Where the text is to stand. */
static size_t place_of(struct text_pool *pool, const char *text)
{
	const size_t *known = map_get(&pool->places, text);
	if (known)
		return *known;
	size_t *place = arena_alloc(pool->arena, 1, sizeof *place);
	*place = pool->length;
	pool->length += strlen(text) + 1;
	*list_push(&pool->texts, pool->arena) = text;
	map_set(&pool->places, text, place, pool->arena);
	return *place;
}

static void print_refs(struct text_pool *pool, const struct text_ref *refs,
		       size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *text = ref_text(refs[i]);
		printf("{%zu},", text ? place_of(pool, text) : 0);
	}
}

/* A list of characters: string literals have a length limit in C. */
void pool_print(const struct text_pool *pool)
{
	puts("const char registry_texts[] = {0,");
	for (size_t i = 0; i < pool->texts.count; i++) {
		const char *text = pool->texts.items[i];
		for (; *text; text++)
			printf("'\\x%02x',", (unsigned)(unsigned char)*text);
		puts("0,");
	}
	puts("};\n");
}

/* --- Rows ---------------------------------------------------------------- */

static void print_set(const struct release_set *set)
{
	fputs("{{", stdout);
	for (size_t i = 0; i < sizeof set->words / sizeof *set->words; i++)
		printf("0x%" PRIx64 "U,", set->words[i]);
	fputs("}},", stdout);
}

static void print_span(struct span span)
{
	printf("{%u,%u},", span.first, span.count);
}

void print_handler(const struct registry *registry, unsigned row,
		   struct text_pool *pool)
{
	const struct handler *handler = &registry->handlers[row];
	print_refs(pool, &handler->file, 1);
	print_refs(pool, &handler->function, 1);
	print_set(&handler->in);
	print_span(handler->calls);
}

void print_hook_call(const struct registry *registry, unsigned row,
		     struct text_pool *pool)
{
	const struct hook_call *call = &registry->hook_calls[row];
	print_refs(pool,
		   (const struct text_ref[]){call->hook, call->passes,
					     call->label, call->guard},
		   4);
	printf("%u,", call->times);
	print_set(&call->in);
}

void print_fix(const struct registry *registry, unsigned row,
	       struct text_pool *pool)
{
	const struct fix *fix = &registry->fixes[row];
	print_refs(pool,
		   (const struct text_ref[]){
			   fix->commit, fix->date, fix->kind, fix->introduced,
			   fix->since, fix->fixed, fix->advisory, fix->arch,
			   fix->config, fix->supersedes, fix->backports,
			   fix->subject},
		   12);
	printf("%d,%d,%d,", fix->doubtful, fix->any_policy, fix->by_guest);
	print_set(&fix->in);
	print_set(&fix->flawed);
	print_span(fix->ops);
}

void print_tool(const struct registry *registry, unsigned row,
		struct text_pool *pool)
{
	const struct tool *tool = &registry->tools[row];
	print_refs(pool, (const struct text_ref[]){tool->name, tool->after}, 2);
	print_set(&tool->in);
	print_span(tool->uses);
}

void print_tool_use(const struct registry *registry, unsigned row,
		    struct text_pool *pool)
{
	const struct tool_use *use = &registry->tool_uses[row];
	print_refs(pool, (const struct text_ref[]){use->always, use->may}, 2);
	print_set(&use->in);
}
