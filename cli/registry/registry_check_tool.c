/* The toolstack: what the schema cannot say of its elements. */
#include <string.h>

#include "base/map.h"
#include "registry/registry_check_table.h"
#include "registry/registry_loader.h"

USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(REFERENCE_DANGLING);

/* In which releases a word of a tool names something. */
struct tool_names {
	struct loader *loader;
	struct map sets;  /* word -> struct release_set */
	struct map tools; /* name -> what is not NULL: it is there already */
};

static void add_name(struct tool_names *names, const char *name,
		     const struct release_set *in)
{
	struct release_set *set = map_get(&names->sets, name);
	if (!set) {
		set = arena_alloc(&names->loader->work, 1, sizeof *set);
		map_set(&names->sets, name, set, &names->loader->work);
	}
	for (size_t i = 0; i < sizeof set->words / sizeof *set->words; i++)
		set->words[i] |= in->words[i];
}

/* Each word is known in all of the releases; NULL: in any. */
static void check_words(struct tool_names *names, const char *words,
			const struct release_set *in, struct location at)
{
	struct loader *loader = names->loader;
	while (words && *words) {
		size_t length = strcspn(words, " ");
		const char *word = arena_slice(&loader->work, words, length);
		const struct release_set *known = map_get(&names->sets, word);
		struct release_set left = in ? *in : loader->all;
		if (known)
			left = release_set_minus(&left, known);
		if (!known || (in && !release_set_empty(&left)))
			diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING, at,
				  "%s in %s", word,
				  registry_releases_shown(&loader->registry,
							  &left,
							  &loader->work));
		words += length + strspn(words + length, " ");
	}
}

static void check_tool(struct tool_names *names, unsigned index)
{
	struct loader *loader = names->loader;
	const struct registry *registry = &loader->registry;
	const struct tool *tool = &registry->tools[index];
	struct location at = loader->tools.places.items[index];
	if (map_get(&names->tools, ref_text(tool->name)))
		diags_add(loader->diags, MESSAGE_NAME_DUPLICATE, at, "tool %s",
			  ref_text(tool->name));
	map_set(&names->tools, ref_text(tool->name), names, &loader->work);
	check_words(names, ref_text(tool->after), &tool->in, at);
	for (unsigned i = 0; i < tool->uses.count; i++) {
		unsigned use = tool->uses.first + i;
		const struct tool_use *row = &registry->tool_uses[use];
		at = loader->tool_uses.places.items[use];
		check_words(names, ref_text(row->always), &row->in, at);
		check_words(names, ref_text(row->may), &row->in, at);
	}
}

void check_tools(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	struct tool_names names = {loader, {0}, {0}};
	for (unsigned i = 0; i < registry->op_count; i++)
		add_name(&names, op_macro(&registry->ops[i]),
			 &registry->ops[i].in);
	for (unsigned i = 0; i < registry->tool_count; i++)
		add_name(&names, ref_text(registry->tools[i].name),
			 &registry->tools[i].in);
	for (unsigned i = 0; i < registry->kernel_request_count; i++)
		add_name(&names, registry->kernel_requests[i].name,
			 &loader->all);
	for (unsigned i = 0; i < registry->kernel_request_count; i++)
		check_words(&names, registry->kernel_requests[i].issues, NULL,
			    loader->kernel_requests.places.items[i]);
	for (unsigned i = 0; i < registry->tool_count; i++)
		check_tool(&names, i);
}
