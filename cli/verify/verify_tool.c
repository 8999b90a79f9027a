/* What the tools of the toolstack use. */
#include <string.h>

#include "base/text.h"
#include "verify/verify_row.h"
#include "verify/verify_tool.h"

static const char *use_words(bool may)
{
	return may ? "may be used" : "always used";
}

static struct difference *add_row(struct verifier *verifier,
				  enum difference_kind kind, const char *tool,
				  const char *use, const char *file,
				  unsigned line)
{
	return verify_add(verifier, kind,
			  verify_say(verifier, "%s of %s", use, tool), file,
			  line);
}

/* How the registry has it that the tool uses the other: 0 not, 1 may, 2. */
static unsigned recorded(const struct verifier *verifier,
			 const struct tool *tool, const char *name)
{
	const struct span *span = &tool->uses;
	unsigned found = 0;
	for (unsigned i = 0; i < span->count; i++) {
		const struct tool_use *row =
			&verifier->registry->tool_uses[span->first + i];
		if (!release_set_has(&row->in, verifier->release))
			continue;
		if (ref_text(row->always) &&
		    text_has_word(ref_text(row->always), name))
			return 2;
		if (ref_text(row->may) &&
		    text_has_word(ref_text(row->may), name))
			found = 1;
	}
	return found;
}

static void check_use(struct verifier *verifier, const struct tool *tool,
		      const struct tree_tool *own,
		      const struct tree_tool_use *use)
{
	unsigned has = recorded(verifier, tool, use->name);
	if (has == (use->may ? 1 : 2)) {
		verifier->out->agreed++;
		return;
	}
	struct difference *row =
		add_row(verifier, has ? DIFFERENCE_RECHECKED : DIFFERENCE_NEW,
			own->name, use->name, own->file, own->line);
	row->tree = use_words(use->may);
	if (has)
		row->registry = use_words(has == 1);
}

static bool uses(const struct tree_tool *own, const char *name)
{
	for (size_t i = 0; i < own->uses.count; i++)
		if (strcmp(own->uses.items[i].name, name) == 0)
			return true;
	return false;
}

/* What the registry alone has, of one list of words. */
static void check_words(struct verifier *verifier, const struct tree_tool *own,
			const char *words, bool may)
{
	while (words && *words) {
		size_t length = strcspn(words, " ");
		const char *name = arena_slice(verifier->arena, words, length);
		if (!uses(own, name))
			add_row(verifier, DIFFERENCE_MISSING, own->name, name,
				own->file, own->line)
				->registry = use_words(may);
		words += length + strspn(words + length, " ");
	}
}

static void check_tool(struct verifier *verifier, const struct tool *tool,
		       const struct tree_tool *own)
{
	for (size_t i = 0; i < own->uses.count; i++)
		check_use(verifier, tool, own, &own->uses.items[i]);
	for (unsigned i = 0; i < tool->uses.count; i++) {
		const struct tool_use *row =
			&verifier->registry->tool_uses[tool->uses.first + i];
		if (!release_set_has(&row->in, verifier->release))
			continue;
		check_words(verifier, own, ref_text(row->always), false);
		check_words(verifier, own, ref_text(row->may), true);
	}
}

static const char *all_uses(struct verifier *verifier,
			    const struct tree_tool *own)
{
	const char *text = "uses nothing";
	for (size_t i = 0; i < own->uses.count; i++)
		text = verify_say(verifier, "%s%s%s", i ? text : "uses ",
				  i ? " " : "", own->uses.items[i].name);
	return text;
}

/* The tools of the tree, and then those that it does not have. */
static void check_tools(struct verifier *verifier,
			const struct tree_tools *tools)
{
	const struct registry *registry = verifier->registry;
	struct map found = {0};
	for (size_t i = 0; i < tools->list.count; i++) {
		struct tree_tool *own = &tools->list.items[i];
		const struct tool *tool =
			registry_find_tool(registry, own->name);
		map_set(&found, own->name, own, verifier->arena);
		if (tool && release_set_has(&tool->in, verifier->release))
			check_tool(verifier, tool, own);
		else
			verify_add(verifier, DIFFERENCE_NEW,
				   verify_say(verifier, "tool %s", own->name),
				   own->file, own->line)
				->tree = all_uses(verifier, own);
	}
	for (unsigned i = 0; i < registry->tool_count; i++) {
		const struct tool *tool = &registry->tools[i];
		if (release_set_has(&tool->in, verifier->release) &&
		    !map_get(&found, ref_text(tool->name)))
			verify_add(verifier, DIFFERENCE_MISSING,
				   verify_say(verifier, "tool %s",
					      ref_text(tool->name)),
				   NULL, 0)
				->registry = "has it";
	}
}

/* Whether the registry says anything of the release's tools. */
static bool knows_tools(const struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->tool_count; i++)
		if (release_set_has(&registry->tools[i].in, verifier->release))
			return true;
	return false;
}

bool verify_tools(struct verifier *verifier)
{
	struct tree_tools tools;
	if (!tree_has_tools(verifier->tree)) {
		if (knows_tools(verifier))
			verify_add(verifier, DIFFERENCE_UNVERIFIED,
				   "the toolstack", NULL, 0)
				->tree = "there are no sources of it";
		return true;
	}
	if (!tree_read_tools(verifier->tree, &verifier->ops, verifier->arena,
			     verifier->diags, &tools))
		return false;
	check_tools(verifier, &tools);
	for (size_t i = 0; i < tools.broken.count; i++)
		verify_add(verifier, DIFFERENCE_UNVERIFIED,
			   verify_say(verifier, "the toolstack's %s",
				      tools.broken.items[i].file),
			   tools.broken.items[i].file,
			   tools.broken.items[i].line)
			->tree = "brackets do not match: what is behind is "
				 "not read";
	return true;
}
