/* Public fixes that the release lacks of what a policy to be grants. */
#include "cmd/cmd_policy_flaws.h"
#include "cmd/cmd_session.h"

#include <string.h>

USES_MESSAGE(GRANTED_OP_FLAWED);

enum { OP_COLUMN = 2 }; /* of a plan */

/* Adds the commits of that kind to the words; how many they are. */
static size_t add_kind(const struct compilation *compilation,
		       const struct op *op, const char *kind,
		       struct arena *arena, const char **words)
{
	const struct registry *registry = compilation->registry;
	unsigned *fixes;
	size_t count = 0;
	const size_t all = registry_op_fixes(registry, op, arena, &fixes);
	for (size_t i = 0; i < all; i++) {
		const struct fix *fix = &registry->fixes[fixes[i]];
		if (fix->by_guest ||
		    !registry_fix_built(fix, &compilation->host) ||
		    strcmp(ref_text(fix->kind), kind) != 0 ||
		    registry_fix_state(fix, op, compilation->release) !=
			    FIX_LACKED)
			continue;
		*words =
			arena_format(arena, "%s%s%s", *words,
				     **words ? " " : "", ref_text(fix->commit));
		count++;
	}
	return count;
}

/* The commits, worst kind first; *count: so many. */
static const char *lacked_of(const struct compilation *compilation,
			     const struct op *op, struct arena *arena,
			     size_t *count)
{
	const char *words = "";
	*count = 0;
	for (size_t i = 0; fix_kinds[i]; i++)
		*count +=
			add_kind(compilation, op, fix_kinds[i], arena, &words);
	return words;
}

const struct table *policy_flaws_add(const struct compilation *compilation,
				     const struct table *plan,
				     struct arena *arena)
{
	const size_t count = plan->column_count;
	const char **columns = arena_alloc(arena, count + 1, sizeof *columns);
	struct table *table = arena_alloc(arena, 1, sizeof *table);
	memcpy(columns, plan->columns, count * sizeof *columns);
	columns[count] = "lacks";
	*table = (struct table){.name = plan->name,
				.schema = plan->schema,
				.columns = columns,
				.column_count = count + 1};
	for (size_t i = 0; i < plan->rows.count; i++) {
		const char *const *from = plan->rows.items[i];
		const char **cells = table_add_row(table, arena);
		const struct op *op = registry_find_op(compilation->registry,
						       from[OP_COLUMN]);
		size_t lacked;
		memcpy(cells, from, count * sizeof *cells);
		if (op)
			cells[count] =
				lacked_of(compilation, op, arena, &lacked);
	}
	return table;
}

/* Whether the grant is one of the op, in the release. */
static bool is_granted(const struct compilation *compilation,
		       const struct site_grant *grant, const struct op *op,
		       struct diags *diags)
{
	struct release_set set = {{0}};
	return grant->op && !grant->if_safe && op_matches(op, grant->op) &&
	       release_set_has(&op->in, compilation->release) &&
	       registry_range(compilation->registry, grant->releases,
			      grant->place, diags, &set) &&
	       release_set_has(&set, compilation->release);
}

void policy_flaws_tell(struct session *session,
		       const struct compilation *compilation)
{
	const struct registry *registry = compilation->registry;
	const struct site_policy *policy =
		compilation->site ? compilation->site->policy : NULL;
	const char *names = "";
	for (unsigned i = 0; policy && i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		size_t j = 0, count;
		while (j < policy->grant_count &&
		       !is_granted(compilation, &policy->grants[j], op,
				   &session->diags))
			j++;
		if (j == policy->grant_count)
			continue;
		lacked_of(compilation, op, &session->arena, &count);
		if (count)
			names = arena_format(&session->arena, "%s%s%s (%zu)",
					     names, *names ? ", " : "",
					     op->name, count);
	}
	if (*names)
		diags_add(&session->diags, MESSAGE_GRANTED_OP_FLAWED,
			  location_file(NULL), "%s lacks those of %s",
			  registry->releases[compilation->release].name, names);
}
