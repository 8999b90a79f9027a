/* What changes between two releases, for people: op by op. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/table.h"
#include "registry/registry.h"
#include "report/report_diff.h"

/* The columns of registry_diff(). */
enum { CHANGE, TABLE, FACT, HYPERCALL, OP };

/* What becomes of an op, the gravest first. */
enum fate {
	FATE_COVERED, /* it was safe */
	FATE_NEW_COVERED,
	FATE_NEW_SAFE,
	FATE_SAFE, /* it was covered */
	FATE_GONE,
	FATE_SAME
};

/* An op, and the rows about it. */
struct change_group {
	const struct op *op;
	enum fate fate;
	size_t first; /* index of its first row: the order within a fate */
	list_of(const char *const *) rows;
};

struct change_groups {
	const struct registry *registry;
	unsigned older, newer;
	struct arena arena;
	struct map known; /* by "HYPERCALL OP" */
	list_of(struct change_group *) list;
	list_of(const char *const *) others; /* about no op */
};

static const struct op *find_op(const struct registry *registry,
				const char *hypercall, const char *name)
{
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		const struct hypercall *its =
			&registry->hypercalls[op->hypercall];
		if (strcmp(op->name, name) == 0 &&
		    strcmp(its->name, hypercall) == 0)
			return op;
	}
	return NULL;
}

static enum fate fate_of(const struct change_groups *groups,
			 const struct op *op)
{
	const bool before = release_set_has(&op->in, groups->older);
	const bool after = release_set_has(&op->in, groups->newer);
	const bool was_covered =
		before &&
		registry_op_status(groups->registry, op, groups->older)
				.status == STATUS_COVERED;
	const bool is_covered =
		after && registry_op_status(groups->registry, op, groups->newer)
					 .status == STATUS_COVERED;
	if (!after)
		return FATE_GONE;
	if (!before)
		return is_covered ? FATE_NEW_COVERED : FATE_NEW_SAFE;
	if (was_covered == is_covered)
		return FATE_SAME;
	return is_covered ? FATE_COVERED : FATE_SAFE;
}

static void add_row(struct change_groups *groups, const char *const *row,
		    size_t index)
{
	struct arena *arena = &groups->arena;
	const char *key = arena_format(arena, "%s %s", row[HYPERCALL], row[OP]);
	struct change_group *group = map_get(&groups->known, key);
	const struct op *op =
		group ? group->op
		      : find_op(groups->registry, row[HYPERCALL], row[OP]);
	if (!op) {
		*list_push(&groups->others, arena) = row;
		return;
	}
	if (!group) {
		group = arena_alloc(arena, 1, sizeof *group);
		group->op = op;
		group->fate = fate_of(groups, op);
		group->first = index;
		map_set(&groups->known, key, group, arena);
		*list_push(&groups->list, arena) = group;
	}
	*list_push(&group->rows, arena) = row;
}

static int compare_groups(const void *left, const void *right)
{
	const struct change_group *a = *(struct change_group *const *)left;
	const struct change_group *b = *(struct change_group *const *)right;
	if (a->fate != b->fate)
		return a->fate < b->fate ? -1 : 1;
	return a->first < b->first ? -1 : a->first > b->first;
}

static void add_status(struct change_groups *groups, const struct op *op,
		       unsigned release, struct buffer *out)
{
	const struct op_status status = registry_op_meaning(
		groups->registry, op, release, &groups->arena);
	buffer_format(out, "%s (%s)", status_shown(status.status),
		      basis_shown(&status, &groups->arena));
}

/* "HYPERCALL OP: safe by the statement (unlisted) -> covered (listed)" */
static void add_title(struct change_groups *groups,
		      const struct change_group *group, struct buffer *out)
{
	const struct registry *registry = groups->registry;
	const struct op *op = group->op;
	buffer_format(out, "%s %s: ", registry->hypercalls[op->hypercall].name,
		      op->name);
	if (group->fate == FATE_NEW_COVERED || group->fate == FATE_NEW_SAFE)
		buffer_add_string(out, "new, ");
	else
		add_status(groups, op, groups->older, out);
	if (group->fate == FATE_COVERED || group->fate == FATE_SAFE)
		buffer_add_string(out, " -> ");
	if (group->fate == FATE_GONE)
		buffer_add_string(out, ", gone");
	else if (group->fate != FATE_SAME)
		add_status(groups, op, groups->newer, out);
	buffer_add_char(out, '\n');
}

/* Without the names that the title has. */
static void add_group(struct change_groups *groups,
		      const struct change_group *group, struct buffer *out)
{
	add_title(groups, group, out);
	for (size_t i = 0; i < group->rows.count; i++) {
		const char *const *row = group->rows.items[i];
		const char *names = arena_format(&groups->arena, "%s %s",
						 row[HYPERCALL], row[OP]);
		const size_t length = strlen(names);
		const char *rest = row[FACT];
		if (strncmp(rest, names, length) == 0)
			rest += length + (rest[length] == ' ');
		buffer_format(out, "  %s%-11s %s\n", row[CHANGE], row[TABLE],
			      rest);
	}
}

void report_diff(const struct registry *registry, unsigned older,
		 unsigned newer, const struct table *diff, struct buffer *out)
{
	struct change_groups groups = {
		.registry = registry, .older = older, .newer = newer};
	for (size_t i = 0; i < diff->rows.count; i++)
		add_row(&groups, diff->rows.items[i], i);
	if (groups.list.count)
		qsort(groups.list.items, groups.list.count,
		      sizeof *groups.list.items, compare_groups);
	for (size_t i = 0; i < groups.list.count; i++)
		add_group(&groups, groups.list.items[i], out);
	for (size_t i = 0; i < groups.others.count; i++) {
		const char *const *row = groups.others.items[i];
		buffer_format(out, "%s%-11s %s\n", row[CHANGE], row[TABLE],
			      row[FACT]);
	}
	arena_release(&groups.arena);
}
