/* Fixes: what the schema cannot say of them. */
#include <string.h>

#include "registry/registry_check_table.h"
#include "registry/registry_fix.h"
#include "registry/registry_loader.h"

USES_MESSAGE(FIX_OF_NOTHING);
USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(REFERENCE_DANGLING);

/* Some release has the op and the flaw: else nobody ever had it. */
static void check_op(struct loader *loader, const struct fix *fix,
		     unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct fix_op *rows = registry->fix_ops;
	const struct op *op = &registry->ops[rows[index].op];
	struct location at = loader->fix_ops.places.items[index];
	struct release_set had = release_set_and(&fix->flawed, &op->in);
	if (release_set_empty(&had))
		diags_add(loader->diags, MESSAGE_FIX_OF_NOTHING, at,
			  "no release has %s and lacks %s", op->name,
			  ref_text(fix->commit));
	for (unsigned i = fix->ops.first; i < index; i++)
		if (rows[i].op == rows[index].op)
			diags_add(loader->diags, MESSAGE_NAME_DUPLICATE, at,
				  "op %s of fix %s", op->name,
				  ref_text(fix->commit));
}

static void check_fix(struct loader *loader, unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct fix *fix = &registry->fixes[index];
	struct location at = loader->fixes.places.items[index];
	for (unsigned i = 0; i < index; i++)
		if (strcmp(ref_text(registry->fixes[i].commit),
			   ref_text(fix->commit)) == 0)
			diags_add(loader->diags, MESSAGE_NAME_DUPLICATE, at,
				  "fix %s", ref_text(fix->commit));
	if (ref_text(fix->supersedes) &&
	    !registry_find_fix(registry, ref_text(fix->supersedes)))
		diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING, at,
			  "supersedes=\"%s\"", ref_text(fix->supersedes));
	for (unsigned i = 0; i < fix->ops.count; i++)
		check_op(loader, fix, fix->ops.first + i);
}

void check_fixes(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	for (unsigned i = 1; i < registry->fixes_read_count; i++)
		diags_add(loader->diags, MESSAGE_NAME_DUPLICATE,
			  loader->fixes_read.places.items[i], "fixes-read");
	for (unsigned i = 0; i < registry->fix_count; i++)
		check_fix(loader, i);
}
