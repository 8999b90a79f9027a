/* The comparison as a whole: which release, which parts. */
#include "base/text.h"
#include "verify/verify.h"
#include "verify/verify_built.h"
#include "verify/verify_call.h"
#include "verify/verify_document.h"
#include "verify/verify_header.h"
#include "verify/verify_hook.h"
#include "verify/verify_module.h"
#include "verify/verify_row.h"
#include "verify/verify_tool.h"
#include "verify/verify_vector.h"

#include <stdlib.h>
#include <string.h>

USES_MESSAGE(RELEASE_NEAREST);

/* The files whose hooks are read. */
static const char *const hook_files[] = {"xen/xsm/flask/hooks.c",
					 "xen/xsm/flask/flask_op.c"};

const char *difference_kind_name(enum difference_kind kind)
{
	static const char *const names[] = {
		[DIFFERENCE_MISSING] = "missing",
		[DIFFERENCE_NEW] = "new",
		[DIFFERENCE_RENUMBERED] = "renumbered",
		[DIFFERENCE_RECHECKED] = "rechecked",
		[DIFFERENCE_ORDER] = "order",
		[DIFFERENCE_LISTED] = "listed",
		[DIFFERENCE_FIXED] = "fixed",
		[DIFFERENCE_BY_HAND] = "by-hand",
		[DIFFERENCE_UNVERIFIED] = "unverified",
	};
	return names[kind];
}

size_t verify_headers(const struct registry *registry, struct arena *arena,
		      const char ***headers)
{
	size_t count = registry->hypercall_count + registry->op_count;
	size_t kept = 0;
	const char **names = arena_alloc(arena, count + 2, sizeof *names);
	count = 0;
	names[count++] = TREE_HEADERS "xen.h";
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		names[count++] = registry->hypercalls[i].header;
	for (unsigned i = 0; i < registry->op_count; i++)
		names[count++] = registry->ops[i].header;
	qsort(names, count, sizeof *names, text_compare_items);
	for (size_t i = 0; i < count; i++)
		if (!kept || strcmp(names[kept - 1], names[i]) != 0)
			names[kept++] = names[i];
	*headers = names;
	return kept;
}

/* --- The release
 * --------------------------------------------------------------- */

/* The release of that name, or the nearest older one with a warning. */
static unsigned nearest_release(const struct registry *registry,
				const char *name, struct diags *diags)
{
	unsigned found = registry_find_release(registry, name);
	if (found != NO_INDEX)
		return found;
	found = registry_nearest_release(registry, name);
	if (found == NO_INDEX)
		return registry_release(registry, name, diags);
	diags_add(diags, MESSAGE_RELEASE_NEAREST, location_file(NULL),
		  "%s is compared with %s", name,
		  registry->releases[found].name);
	return found;
}

/* How many names and numbers differ when the headers are of that release. */
static size_t misfits(const struct verifier *verifier, unsigned release)
{
	struct verification scratch = {0};
	struct verifier trial = *verifier;
	trial.out = &scratch;
	verify_choose(&trial, release);
	verify_numbers(&trial);
	return scratch.rows.count;
}

/* The newest of the releases that the headers fit best. */
static unsigned fitting_release(struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	struct release_set best = {{0}};
	size_t least = (size_t)-1;
	unsigned found = 0;
	for (unsigned i = 0; i < registry->release_count; i++) {
		size_t count = misfits(verifier, i);
		if (count < least)
			best = (struct release_set){{0}};
		if (count > least)
			continue;
		least = count;
		best.words[i / 64] |= (uint64_t)1 << (i % 64);
		found = i;
	}
	verifier->out->fits =
		registry_releases_shown(registry, &best, verifier->arena);
	return found;
}

/* Before the headers of a directory alone are read, nothing tells. */
static bool find_release(struct verifier *verifier, const char *name)
{
	struct verification *out = verifier->out;
	unsigned release;
	struct tree_release own;
	if (!name && verifier->tree->kind == TREE_SOURCE) {
		if (!tree_read_release(verifier->tree, verifier->arena,
				       verifier->diags, &own))
			return false;
		name = own.name;
	}
	if (name) {
		release = nearest_release(verifier->registry, name,
					  verifier->diags);
		out->release_name = name;
	} else {
		release = fitting_release(verifier);
	}
	if (release == NO_INDEX)
		return false;
	if (!name ||
	    registry_find_release(verifier->registry, name) != NO_INDEX)
		out->release_name = verifier->registry->releases[release].name;
	out->release = release;
	verify_choose(verifier, release);
	return true;
}

/* --- The comparison
 * ------------------------------------------------------------ */

static int compare_rows(const void *a, const void *b)
{
	const struct difference *row_a = a, *row_b = b;
	int order = (int)row_a->kind - (int)row_b->kind;
	if (!order)
		order = text_compare_natural(row_a->subject, row_b->subject);
	if (!order)
		order = strcmp(row_a->file, row_b->file);
	if (!order)
		order = (row_a->line > row_b->line) -
			(row_a->line < row_b->line);
	return order ? order : strcmp(row_a->tree, row_b->tree);
}

static bool same_row(const struct difference *a, const struct difference *b)
{
	return compare_rows(a, b) == 0 && strcmp(a->registry, b->registry) == 0;
}

void verify_finish(struct verification *verification)
{
	size_t kept = 0;
	struct difference *rows = verification->rows.items;
	if (verification->rows.count)
		qsort(rows, verification->rows.count, sizeof *rows,
		      compare_rows);
	for (size_t i = 0; i < verification->rows.count; i++)
		if (!kept || !same_row(&rows[kept - 1], &rows[i]))
			rows[kept++] = rows[i];
	verification->rows.count = kept;
	for (size_t i = 0; i < kept; i++) {
		if (rows[i].kind == DIFFERENCE_UNVERIFIED)
			verification->unverified++;
		else if (rows[i].kind == DIFFERENCE_BY_HAND)
			verification->by_hand++;
		else
			verification->differences++;
	}
}

static bool compare_sources(struct verifier *verifier)
{
	if (!tree_read_vectors(verifier->tree, verifier->arena, verifier->diags,
			       &verifier->vectors) ||
	    !tree_read_hooks(verifier->tree, hook_files,
			     sizeof hook_files / sizeof *hook_files,
			     verifier->arena, verifier->diags,
			     &verifier->hooks) ||
	    !tree_read_calls(verifier->tree, verifier->arena, verifier->diags,
			     &verifier->calls))
		return false;
	verifier->out->hooks = verifier->hooks;
	verifier->out->vectors = verifier->vectors;
	verifier->out->calls = verifier->calls;
	verify_vectors(verifier);
	verify_checks(verifier);
	verify_calls(verifier);
	verify_modules(verifier);
	return verify_built(verifier) && verify_tools(verifier) &&
	       verify_document(verifier);
}

bool verify(const struct registry *registry, const struct tree *tree,
	    const char *release, struct arena *arena, struct diags *diags,
	    struct verification *verification)
{
	struct verifier verifier = {.registry = registry,
				    .tree = tree,
				    .arena = arena,
				    .diags = diags,
				    .out = verification};
	const char **headers;
	*verification =
		(struct verification){.registry = registry, .tree = tree};
	size_t count = verify_headers(registry, arena, &headers);
	if (!tree_open(tree, diags) ||
	    !tree_read_macros(tree, headers, count, arena, diags,
			      &verifier.macros) ||
	    !find_release(&verifier, release))
		return false;
	verification->macros = verifier.macros;
	verify_numbers(&verifier);
	if (tree->kind == TREE_SOURCE && !compare_sources(&verifier))
		return false;
	verify_finish(verification);
	return true;
}
