/* What a shipped profile allows, release by release, and what each is for. */
#include "compile/compile_explain.h"
#include "compile/compile_access.h"

#include <string.h>

#include "base/map.h"
#include "base/text.h"
#include "compile/compile_model.h"
#include "compile/compile_profile.h"
#include "compile/compile_prove.h"

static const char *const columns[] = {"from",	    "on",	"kind", "class",
				      "permission", "releases", "for"};
enum {
	COLUMN_FROM,
	COLUMN_ON,
	COLUMN_KIND,
	COLUMN_CLASS,
	COLUMN_PERMISSION,
	COLUMN_RELEASES,
	COLUMN_FOR,
	COLUMN_COUNT,
};

/* A permission of one term on another, over the releases. */
struct explained {
	const char **cells;
	bool *in; /* of each release that is asked for */
	list_of(const struct op *) ops;
};

struct explaining {
	const struct registry *registry;
	const unsigned *releases;
	size_t release_count;
	struct table *table;
	struct map rows; /* by the first cells */
	list_of(struct explained *) all;
	struct arena *arena;
};

static struct explained *row_of(struct explaining *explaining,
				const char *const *cells)
{
	const char *key = "";
	for (size_t i = 0; i <= COLUMN_PERMISSION; i++)
		key = arena_format(explaining->arena, "%s%s ", key, cells[i]);
	struct explained *row = map_get(&explaining->rows, key);
	if (row)
		return row;
	row = arena_alloc(explaining->arena, 1, sizeof *row);
	row->in = arena_alloc(explaining->arena, explaining->release_count,
			      sizeof *row->in);
	row->cells = table_add_row(explaining->table, explaining->arena);
	for (size_t i = 0; i <= COLUMN_PERMISSION; i++)
		row->cells[i] = cells[i];
	map_set(&explaining->rows, key, row, explaining->arena);
	*list_push(&explaining->all, explaining->arena) = row;
	return row;
}

/* Whether the op asks for the permission in some way. */
static bool asks(struct model *model, const struct op *op, unsigned class,
		 uint32_t permission)
{
	const struct op_ways *ways = model_op_ways(model, op);
	for (size_t i = 0; i < ways->count; i++)
		for (unsigned j = 0; j < ways->ways[i].access_count; j++) {
			const struct way_access *access =
				&ways->ways[i].accesses[j];
			if (access->object_class == class &&
			    access->permission == permission)
				return true;
		}
	return false;
}

static void add_op(struct explaining *explaining, struct explained *row,
		   const struct op *op)
{
	for (size_t i = 0; i < row->ops.count; i++)
		if (row->ops.items[i] == op)
			return;
	*list_push(&row->ops, explaining->arena) = op;
}

static void add_rule(struct explaining *explaining, struct model *model,
		     const struct model_rule *rule, const char *kind,
		     size_t release)
{
	const struct vectors *vectors = &model->vectors;
	const unsigned class = rule->object_class;
	const char *cells[COLUMN_COUNT] = {
		model->terms.items[rule->source].name,
		model->terms.items[rule->target].name, kind,
		vectors->classes[class]};
	for (size_t bit = 0; bit < vectors->permission_counts[class]; bit++) {
		if (!(rule->permissions >> bit & 1))
			continue;
		cells[COLUMN_PERMISSION] = vectors->permissions[class][bit];
		struct explained *row = row_of(explaining, cells);
		row->in[release] = true;
		for (size_t i = 0; i < rule->ops.count; i++)
			if (asks(model, rule->ops.items[i], class,
				 UINT32_C(1) << bit))
				add_op(explaining, row, rule->ops.items[i]);
	}
}

/* What no op is named for is the trusted's. */
static void add_rules(struct explaining *explaining, struct model *model,
		      size_t release)
{
	for (size_t i = 0; i < model->rules.count; i++)
		if (model->rules.items[i].ops.count)
			add_rule(explaining, model, &model->rules.items[i],
				 "allow", release);
	for (size_t i = 0; i < model->quiet.count; i++)
		add_rule(explaining, model, &model->quiet.items[i],
			 "not logged", release);
}

/* "4.3.4-4.6.6, 4.8.5": of those that were asked for. */
static const char *list_releases(const struct explaining *explaining,
				 const bool *in)
{
	const struct release *all = explaining->registry->releases;
	const char *text = "";
	for (size_t i = 0; i < explaining->release_count; i++) {
		size_t last = i;
		if (!in[i])
			continue;
		while (last + 1 < explaining->release_count && in[last + 1])
			last++;
		text = arena_format(explaining->arena, "%s%s%s", text,
				    *text ? ", " : "",
				    all[explaining->releases[i]].name);
		if (last > i)
			text = arena_format(
				explaining->arena, "%s-%s", text,
				all[explaining->releases[last]].name);
		i = last;
	}
	return text;
}

static void fill_rows(struct explaining *explaining)
{
	for (size_t i = 0; i < explaining->all.count; i++) {
		struct explained *row = explaining->all.items[i];
		const char *text = "";
		row->cells[COLUMN_RELEASES] =
			list_releases(explaining, row->in);
		for (size_t j = 0; j < row->ops.count; j++)
			text = arena_format(explaining->arena, "%s%s%s", text,
					    *text ? ", " : "",
					    row->ops.items[j]->name);
		row->cells[COLUMN_FOR] = text;
	}
}

/* False with messages where the profile's policy is not good. */
static bool explain_release(struct explaining *explaining,
			    const struct profile *profile, size_t index,
			    void (*write)(struct model *model,
					  struct buffer *conf),
			    struct diags *diags)
{
	struct buffer conf = BUFFER_INIT, binary = BUFFER_INIT;
	const struct compilation from = {.registry = explaining->registry,
					 .profile = profile,
					 .release =
						 explaining->releases[index]};
	struct model *model = compile_model(&from, explaining->arena, diags);
	bool good =
		model && compile_policy(&model, write, diags, &conf, &binary);
	if (good)
		add_rules(explaining, model, index);
	buffer_release(&conf);
	buffer_release(&binary);
	return good;
}

struct table *compile_explain(const struct registry *registry,
			      const struct profile *profile,
			      const unsigned *releases, size_t release_count,
			      void (*write)(struct model *model,
					    struct buffer *conf),
			      struct arena *arena, struct diags *diags)
{
	struct table *table = arena_alloc(arena, 1, sizeof *table);
	struct explaining explaining = {.registry = registry,
					.releases = releases,
					.release_count = release_count,
					.table = table,
					.arena = arena};
	table->name = "permissions";
	table->schema = "xsmc-list/1";
	table->columns = columns;
	table->column_count = COLUMN_COUNT;
	for (size_t i = 0; i < release_count; i++)
		if (!explain_release(&explaining, profile, i, write, diags))
			return NULL;
	fill_rows(&explaining);
	table_sort(table);
	return table;
}
