/* Public fixes: the elements fixes-read and fix. */
#include <string.h>

#include "registry/registry_fix.h"
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_tables.h"

USES_MESSAGE(RANGE_INVALID);
USES_MESSAGE(REFERENCE_DANGLING);

static const struct release *find_release(const struct loader *loader,
					  const char *name)
{
	for (size_t i = 0; i < loader->releases.rows.count; i++)
		if (strcmp(loader->releases.rows.items[i].name, name) == 0)
			return &loader->releases.rows.items[i];
	return NULL;
}

/* The first of its line that the registry has. */
static bool starts_line(const struct loader *loader,
			const struct release *release)
{
	return release == loader->releases.rows.items ||
	       strcmp(release[-1].line, release->line) != 0;
}

/*
 * Adds the releases of the line that are not before this one; all later lines
 * too, where it is the first of its line.
 */
static void add_from(const struct loader *loader, const struct release *first,
		     struct release_set *set)
{
	const struct release *rows = loader->releases.rows.items;
	bool later = starts_line(loader, first);
	for (size_t i = (size_t)(first - rows); i < loader->releases.rows.count;
	     i++)
		if (later || strcmp(rows[i].line, first->line) == 0)
			release_set_add(set, (unsigned)i);
}

/* What is wrong with the word behind the one before it; or NULL. */
static const char *wrong_with(const struct loader *loader,
			      const struct release *before,
			      const struct release *release)
{
	if (!release)
		return "is no release of the registry";
	if (!before)
		return NULL;
	if (starts_line(loader, before))
		return "follows from the release before it, which starts a "
		       "line";
	if (strcmp(before->line, release->line) == 0)
		return "is of the same line as the release before it";
	return release < before ? "is out of order" : NULL;
}

/*
 * The releases that have what came with those that the attribute names: the
 * first of each line, up to the first line that had it from its start.
 */
static struct release_set releases_since(struct loader *loader,
					 const struct xml_element *node,
					 const char *attribute)
{
	struct release_set set = {{0}};
	const struct release *before = NULL;
	char *rest =
		arena_string(&loader->work, xml_attribute(node, attribute));
	char *word;
	while ((word = strsep(&rest, " "))) {
		if (!*word)
			continue;
		const struct release *release = find_release(loader, word);
		const char *wrong = wrong_with(loader, before, release);
		if (wrong) {
			diags_add(loader->diags, MESSAGE_RANGE_INVALID,
				  node->place, "%s=\"%s\": %s %s", attribute,
				  xml_attribute(node, attribute), word, wrong);
			return set;
		}
		add_from(loader, release, &set);
		before = release;
	}
	return set;
}

static void read_op(struct loader *loader, const struct xml_element *node)
{
	struct fix_op *row = loader_add(loader, fix_ops, node);
	for (unsigned i = 0; i < loader->ops.rows.count; i++)
		if (strcmp(loader->ops.rows.items[i].name, node->text) == 0) {
			row->op = i;
			return;
		}
	row->op = NO_INDEX;
	diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING, node->place,
		  "op %s", node->text);
}

static void read_fix(struct loader *loader, const struct xml_element *node)
{
	struct fix fix = {
		.commit = node_text_ref(loader, node, "commit"),
		.date = node_text_ref(loader, node, "date"),
		.kind = node_text_ref(loader, node, "kind"),
		.introduced = node_text_ref(loader, node, "introduced"),
		.since = node_text_ref(loader, node, "since"),
		.fixed = node_text_ref(loader, node, "fixed"),
		.advisory = node_text_ref(loader, node, "advisory"),
		.arch = node_text_ref(loader, node, "arch"),
		.config = node_text_ref(loader, node, "config"),
		.supersedes = node_text_ref(loader, node, "supersedes"),
		.backports = node_text_ref(loader, node, "backports"),
		.subject = ref_of_text(arena_string(
			loader->arena, xml_first(node, "subject")->text)),
		.doubtful = xml_says(node, "certainty", "doubt"),
		.any_policy = xml_says(node, "policy", "any"),
		.by_guest = xml_says(node, "cause", "guest"),
		.in = releases_since(loader, node, "fixed"),
		.flawed = loader->all,
	};
	if (ref_text(fix.since))
		fix.flawed = releases_since(loader, node, "since");
	fix.flawed = release_set_minus(&fix.flawed, &fix.in);
	loader_start_span(loader, fix_ops, &fix.ops);
	for (const struct xml_element *child = xml_first(node, "op"); child;
	     child = xml_next(child, "op"))
		read_op(loader, child);
	loader_end_span(loader, fix_ops, &fix.ops);
	*loader_add(loader, fixes, node) = fix;
}

static void read_fixes_read(struct loader *loader,
			    const struct xml_element *node)
{
	struct fixes_read *row = loader_add(loader, fixes_read, node);
	row->commit = node_attribute(loader, node, "commit");
	row->date = node_attribute(loader, node, "date");
	row->paths = node_attribute(loader, node, "paths");
}

void load_fixes(struct loader *loader)
{
	loader_each(loader, "fixes-read", read_fixes_read);
	loader_each(loader, "fix", read_fix);
}
