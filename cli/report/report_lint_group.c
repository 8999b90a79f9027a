/* Findings one after the other, those together that rest on the same. */
#include "base/map.h"
#include "base/text.h"
#include "report/report_clean.h"
#include "report/report_lint_group.h"
#include "report/report_style.h"

#include <stdlib.h>
#include <string.h>

/* So many are put together at most: they are kept until they are written. */
enum { MOST = 4096 };

struct lint_groups lint_groups_start(const struct lint_view *view,
				     enum level least,
				     const struct style *style)
{
	struct lint_groups groups = {.item = lint_item_start(view, least),
				     .style = style};
	groups.item.ends = style->verbose ? 0 : SHOWN_ENDS;
	return groups;
}

static bool look_ahead(struct lint_groups *groups, size_t end)
{
	struct lint_item *item = &groups->item;
	if (!groups->ahead && (item->next >= end || !lint_item_next(item)))
		return false;
	if (!groups->ahead)
		lint_body_write(item, groups->style, &groups->body);
	groups->ahead = true;
	return item->next <= end;
}

static void add_entry(struct lint_groups *groups, struct lint_group *group)
{
	struct lint_item *item = &groups->item;
	struct arena *arena = &groups->arena;
	const struct location *place = &item->details.place;
	const struct lint_rights *rights = &groups->body.rights;
	struct lint_entry *entry = list_push(&group->entries, arena);
	entry->index = item->next - 1;
	entry->finding = *item->finding;
	entry->change = item->row.change;
	entry->message = arena_string(
		arena, clean_text(item->details.message, &item->arena));
	entry->brief = arena_string(
		arena, clean_text(item->details.brief, &item->arena));
	if (place->file)
		entry->place = arena_format(
			arena, "%s:%u",
			lint_item_file(item, place->file, groups->style),
			place->line);
	entry->refusals = lint_refusals_shown(&item->details, arena);
	for (size_t i = 0; i < rights->count; i++)
		*list_push(&entry->rights, arena) = rights->items[i];
	groups->ahead = false;
}

/* Whether the next finding may be in a group with the entry. */
static bool is_like(const struct lint_groups *groups,
		    const struct lint_entry *entry)
{
	const struct finding *a = &entry->finding, *b = groups->item.finding;
	return a->rule == b->rule && a->level == b->level &&
	       a->waiver == b->waiver && !a->op == !b->op &&
	       entry->change == groups->item.row.change &&
	       text_same(a->subject, b->subject);
}

/* The group of that body, a new one where there is none. */
static struct lint_group *group_of(struct lint_groups *groups,
				   struct map *by_body)
{
	struct arena *arena = &groups->arena;
	const char *body = buffer_string(&groups->body.text);
	struct lint_group *group = map_get(by_body, body);
	if (group)
		return group;
	group = arena_alloc(arena, 1, sizeof *group);
	group->body = arena_string(arena, body);
	map_set(by_body, group->body, group, arena);
	*list_push(&groups->list, arena) = group;
	return group;
}

static bool same_right(const struct lint_right *a, const struct lint_right *b)
{
	return strcmp(a->permission, b->permission) == 0 &&
	       strcmp(a->object_class, b->object_class) == 0;
}

/* Whether the findings of the group differ in their rights. */
static bool is_mixed(const struct lint_group *group)
{
	const struct lint_rights *first = &group->entries.items[0].rights;
	for (size_t i = 1; i < group->entries.count; i++)
		for (size_t j = 0; j < first->count; j++)
			if (!same_right(
				    &first->items[j],
				    &group->entries.items[i].rights.items[j]))
				return true;
	return false;
}

/* The groups of the next findings that may be together. */
static bool gather(struct lint_groups *groups, size_t end)
{
	struct map by_body = {0};
	size_t count = 0;
	groups->next = groups->list.count = groups->list.capacity = 0;
	groups->list.items = NULL;
	arena_clear(&groups->arena);
	while (count < MOST && look_ahead(groups, end) &&
	       (!count ||
		is_like(groups, groups->list.items[0]->entries.items))) {
		add_entry(groups, group_of(groups, &by_body));
		count++;
	}
	for (size_t i = 0; i < groups->list.count; i++)
		groups->list.items[i]->mixed = is_mixed(groups->list.items[i]);
	return count > 0;
}

const struct lint_group *lint_groups_next(struct lint_groups *groups,
					  size_t end)
{
	if (groups->next == groups->list.count && !gather(groups, end))
		return NULL;
	return groups->list.items[groups->next++];
}

size_t lint_groups_left(const struct lint_groups *groups)
{
	const struct lint_item *item = &groups->item;
	size_t left = 0;
	for (size_t i = groups->next; i < groups->list.count; i++)
		left += groups->list.items[i]->entries.count;
	if (groups->ahead || item->next < item->view->row_count)
		left += lint_item_left(item) - !groups->ahead;
	return left;
}

void lint_groups_end(struct lint_groups *groups)
{
	lint_item_end(&groups->item);
	buffer_release(&groups->body.text);
	arena_release(&groups->arena);
}

/* The permissions that the findings have at that mark, each once. */
static size_t permissions_at(const struct lint_group *group, size_t mark,
			     const char **permissions)
{
	size_t count = 0;
	for (size_t i = 0; i < group->entries.count; i++) {
		const char *permission =
			group->entries.items[i].rights.items[mark].permission;
		size_t j = 0;
		while (j < count && strcmp(permissions[j], permission) != 0)
			j++;
		if (j == count)
			permissions[count++] = permission;
	}
	return count;
}

void add_group_body(const struct lint_group *group, struct buffer *out)
{
	const char *at = group->body, *mark;
	const char **permissions =
		memory_resize(NULL, group->entries.count * sizeof *permissions);
	for (size_t i = 0; (mark = strchr(at, LINT_BODY_MARK)); i++) {
		size_t count = permissions_at(group, i, permissions);
		buffer_add(out, at, (size_t)(mark - at));
		buffer_add_string(out, count > 1 ? "{ " : "");
		for (size_t j = 0; j < count; j++)
			buffer_format(out, "%s%s", j ? " " : "",
				      permissions[j]);
		buffer_add_string(out, count > 1 ? " }" : "");
		at = mark + 1;
	}
	buffer_add_string(out, at);
	free(permissions);
}

void add_group_rights(const struct lint_group *group,
		      const struct lint_entry *entry, struct buffer *out)
{
	const struct lint_rights *rights = &entry->rights;
	const char *before = " by ";
	if (!group->mixed)
		return;
	for (size_t i = 0; i < rights->count; i++) {
		size_t j = 0;
		while (j < i &&
		       !same_right(&rights->items[i], &rights->items[j]))
			j++;
		if (j < i)
			continue;
		buffer_format(out, "%s%s:%s", before,
			      rights->items[i].object_class,
			      rights->items[i].permission);
		before = " ";
	}
}

bool lint_says_more(const struct finding *finding)
{
	if (finding->doubtful || (finding->only_in && finding->op))
		return true;
	return finding->op && strcmp(finding->rule->code, "XSM001") != 0 &&
	       strcmp(finding->rule->code, "XSM002") != 0;
}

bool lint_same_status(const struct finding *a, const struct finding *b)
{
	return a->status.status == b->status.status &&
	       a->status.basis == b->status.basis;
}

const char *lint_status(const struct finding *finding, struct arena *arena)
{
	const char *basis = basis_shown(&finding->status, arena);
	if (!lint_says_more(finding))
		return basis;
	return arena_format(arena, "%s, %s",
			    status_shown(finding->status.status), basis);
}

bool lint_same_standing(const struct lint_entry *a, const struct lint_entry *b)
{
	return lint_same_status(&a->finding, &b->finding) &&
	       text_same(a->refusals, b->refusals);
}

const char *lint_standing(const struct lint_entry *entry, struct arena *arena)
{
	const char *status = lint_status(&entry->finding, arena);
	return entry->refusals
		       ? arena_format(arena, "%s; %s", status, entry->refusals)
		       : status;
}
