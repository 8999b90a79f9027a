/* Remarks of a tree that its policy does not have. */
#include <string.h>

#include "base/directory.h"
#include "base/file.h"
#include "policy/policy.h"
#include "source/source_macro.h"
#include "source/source_remark.h"
#include "source/source_scan.h"
#include "source/source_tree.h"

struct remark_finder {
	const struct policy *policy;
	bool placed; /* the policy's remarks say where they stand */
	list_of(struct policy_remark) unread;
	struct arena *arena;
};

static bool is_known(const struct remark_finder *finder,
		     const struct policy_remark *remark)
{
	for (unsigned i = 0; i < finder->policy->remark_count; i++) {
		const struct policy_remark *row = &finder->policy->remarks[i];
		if (finder->placed
			    ? row->line == remark->line &&
				      strcmp(row->file, remark->file) == 0
			    : strcmp(row->text, remark->text) == 0)
			return true;
	}
	return false;
}

/* A line may have one, behind m4's dnl too, where nothing heeds it. */
static void read_line(struct remark_finder *finder, const char *shown,
		      unsigned line, const char *text)
{
	const char *sign = strchr(text, '#');
	if (!sign)
		return;
	const struct policy_remark remark = {
		.file = shown,
		.line = line,
		.text = remark_text(sign + 1, sign + strlen(sign),
				    finder->arena),
		.unread = true};
	if (remark.text && !is_known(finder, &remark))
		*list_push(&finder->unread, finder->arena) = remark;
}

static void read_file(struct remark_finder *finder,
		      const struct source_tree *tree,
		      const struct source_file *file, struct diags *diags)
{
	enum { LIMIT = 64 << 20 };
	struct buffer text = BUFFER_INIT;
	struct arena work = ARENA_INIT;
	const char *path = directory_path(tree->directory, file->name, &work);
	unsigned line = 1;
	if (file_read_regular(path, LIMIT, diags, &text)) {
		const char *at = buffer_string(&text);
		for (const char *end; *at; at = end + (*end == '\n')) {
			end = at + strcspn(at, "\n");
			read_line(finder, file->shown, line++,
				  arena_slice(&work, at, (size_t)(end - at)));
		}
	}
	arena_release(&work);
	buffer_release(&text);
}

void source_tree_remarks(const struct source_tree *tree,
			 const struct source_places *places,
			 struct policy *policy, struct arena *arena,
			 struct diags *diags)
{
	struct remark_finder finder = {
		.policy = policy, .placed = places->list.count, .arena = arena};
	for (size_t i = 0; i < tree->files.count; i++)
		read_file(&finder, tree, &tree->files.items[i], diags);
	list_of(struct policy_remark) all = LIST_INIT;
	for (unsigned i = 0; i < policy->remark_count; i++)
		*list_push(&all, arena) = policy->remarks[i];
	for (size_t i = 0; i < finder.unread.count; i++)
		*list_push(&all, arena) = finder.unread.items[i];
	policy->remarks = all.items;
	policy->remark_count = (unsigned)all.count;
}
