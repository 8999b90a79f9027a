/* The tables of a registry, as rows of text. */
#include <string.h>

#include "base/text.h"
#include "registry/registry.h"

/* What a table's rows are made from. */
struct export
{
	const struct registry *registry;
	struct table *table;
	struct arena *arena;
};

static const char *decimal(const struct export *export, unsigned number)
{
	return arena_format(export->arena, "%u", number);
}

static const char *release_name(const struct export *export, unsigned release)
{
	return export->registry->releases[release].name;
}

static const char **add_row(const struct export *export)
{
	return table_add_row(export->table, export->arena);
}

static void export_releases(const struct export *export, unsigned release)
{
	const struct release *from = &export->registry->releases[release];
	const char **row = add_row(export);
	row[0] = from->name;
	row[1] = from->line;
	row[2] = from->date;
	row[3] = release_versions_shown(from, " ", export->arena);
	row[4] = from->flask_support;
	row[5] = from->silo_support;
	row[6] = from->dummy_support;
}

static void export_hypercalls(const struct export *export, unsigned release)
{
	for (unsigned i = 0; i < export->registry->hypercall_count; i++) {
		const struct hypercall *hypercall =
			&export->registry->hypercalls[i];
		if (!release_set_has(&hypercall->in, release))
			continue;
		const char **row = add_row(export);
		row[0] = release_name(export, release);
		row[1] = hypercall->name;
		row[2] = decimal(export, hypercall->number);
	}
}

/* The start of each row that is about an op: release, hypercall, op. */
static const char **add_op_row(const struct export *export, const struct op *op,
			       unsigned release)
{
	const char **row = add_row(export);
	row[0] = release_name(export, release);
	row[1] = export->registry->hypercalls[op->hypercall].name;
	row[2] = op->name;
	return row;
}

static void export_subops(const struct export *export, unsigned release)
{
	for (unsigned i = 0; i < export->registry->op_count; i++) {
		const struct op *op = &export->registry->ops[i];
		if (!release_set_has(&op->in, release) || op_is_hypercall(op))
			continue;
		const char **row = add_op_row(export, op, release);
		row[3] = decimal(export, registry_op_number(export->registry,
							    op, release));
		row[4] = op->arch;
	}
}

static void export_access(const struct export *export, const char **row,
			  const struct access *access)
{
	row[9] = access->choice
			 ? arena_format(export->arena, "%u.%c", access->choice,
					access->alternative)
			 : "";
	row[8] = access_condition(access, export->arena);
	row[10] = access_condition_ids(export->registry, access, export->arena);
	row[5] = access->kind == ACCESS_UNKNOWN ? "?" : "-";
	if (!access->object_class)
		return;
	row[3] = access_subject_name(access->subject);
	row[4] = text_or_empty(access->object);
	row[5] = access->object_class;
	row[6] = text_or_empty(access->permission);
	row[7] = text_or_empty(access->nominal);
}

static void export_accesses(const struct export *export, unsigned release)
{
	for (unsigned i = 0; i < export->registry->op_count; i++) {
		const struct op *op = &export->registry->ops[i];
		struct op_accesses accesses;
		if (!release_set_has(&op->in, release))
			continue;
		registry_op_accesses(export->registry, op, release,
				     export->arena, &accesses);
		for (size_t j = 0; j < accesses.list.count; j++)
			export_access(export, add_op_row(export, op, release),
				      accesses.list.items[j]);
	}
}

static void export_status(const struct export *export, unsigned release)
{
	for (unsigned i = 0; i < export->registry->op_count; i++) {
		const struct op *op = &export->registry->ops[i];
		if (!release_set_has(&op->in, release))
			continue;
		struct op_status status =
			registry_op_status(export->registry, op, release);
		const char **row = add_op_row(export, op, release);
		row[3] = status_name(status.status);
		row[4] = basis_name(status.basis);
	}
}

static void export_vectors(const struct export *export, unsigned release)
{
	unsigned *classes;
	size_t count = registry_classes(export->registry, release,
					export->arena, &classes);
	for (unsigned i = 0; i < count; i++) {
		const struct object_class *class =
			&export->registry->classes[classes[i]];
		const char **names;
		size_t bits =
			registry_permissions(export->registry, class, release,
					     export->arena, &names);
		for (unsigned bit = 0; bit < bits; bit++) {
			const char **row = add_row(export);
			row[0] = release_name(export, release);
			row[1] = class->name;
			row[2] = decimal(export, i + 1);
			row[3] = names[bit];
			row[4] = decimal(export, bit);
		}
	}
}

static void export_sids(const struct export *export, unsigned release)
{
	const char **names;
	size_t count =
		registry_sids(export->registry, release, export->arena, &names);
	for (unsigned i = 0; i < count; i++) {
		const char **row = add_row(export);
		row[0] = release_name(export, release);
		row[1] = decimal(export, i + 1);
		row[2] = names[i];
	}
}

static void export_callers(const struct export *export, const struct op *op,
			   unsigned release, const struct module *module)
{
	struct caller_rows rows = {LIST_INIT};
	if (!release_set_has(&module->in, release))
		return;
	registry_op_callers(export->registry, op, release, module,
			    export->arena, &rows);
	for (size_t i = 0; i < rows.list.count; i++) {
		const char **row = add_op_row(export, op, release);
		row[3] = module->name;
		row[4] = rows.list.items[i].action;
		row[5] = rows.list.items[i].who;
		row[6] = rows.list.items[i].condition;
	}
}

static void export_modules(const struct export *export, unsigned release)
{
	const struct registry *registry = export->registry;
	for (unsigned i = 0; i < registry->op_count; i++)
		for (unsigned j = 0; j < registry->module_count; j++)
			if (release_set_has(&registry->ops[i].in, release))
				export_callers(export, &registry->ops[i],
					       release, &registry->modules[j]);
}

static const char *first_word(const struct export *export, const char *words)
{
	return arena_slice(export->arena, words, strcspn(words, " "));
}

/* The same whatever the release. */
static void export_fixes(const struct export *export)
{
	const struct registry *registry = export->registry;
	for (unsigned i = 0; i < registry->fix_count; i++)
		for (unsigned j = 0; j < registry->fixes[i].ops.count; j++) {
			const struct fix *fix = &registry->fixes[i];
			unsigned op = registry->fix_ops[fix->ops.first + j].op;
			const char **row = add_row(export);
			row[0] = ref_text(fix->commit);
			row[1] = ref_text(fix->date);
			row[2] = registry->ops[op].name;
			row[3] = ref_text(fix->kind);
			row[4] = text_or_empty(ref_text(fix->advisory));
			row[5] = text_or_empty(ref_text(fix->introduced));
			row[6] = first_word(
				export, text_or_empty(ref_text(fix->since)));
			row[7] = ref_text(fix->fixed);
			row[8] = text_or_empty(ref_text(fix->arch));
			row[9] = text_or_empty(ref_text(fix->config));
			row[10] = fix->doubtful ? "doubt" : "certain";
			row[11] = ref_text(fix->subject);
		}
}

static void export_conditions(const struct export *export)
{
	for (unsigned i = 0; i < export->registry->condition_count; i++) {
		const struct condition *condition =
			&export->registry->conditions[i];
		const char **row = add_row(export);
		row[0] = condition->id;
		row[1] = condition_kind_name(condition->kind);
		row[2] = condition_about_shown(condition->about, export->arena);
		row[3] = condition->arch ? condition->arch : "all";
		row[4] = text_or_empty(condition->config);
		row[5] = condition->text;
	}
}

static const char *releases(const struct export *export,
			    const struct release_set *set)
{
	return registry_releases_shown(export->registry, set, export->arena);
}

static void export_permissions(const struct export *export)
{
	const struct registry *registry = export->registry;
	for (unsigned i = 0; i < registry->class_count; i++)
		for (unsigned j = 0; j < registry->classes[i].permissions.count;
		     j++) {
			const struct object_class *class =
				&registry->classes[i];
			const struct permission *row =
				&registry->permissions
					 [class->permissions.first + j];
			const char **cells = add_row(export);
			cells[0] = class->name;
			cells[1] = row->name;
			cells[2] = asked_on_shown(row->on, export->arena);
			cells[3] = permission_about_shown(row->about,
							  export->arena);
			cells[4] = releases(export, &row->in);
		}
}

static void export_labels(const struct export *export)
{
	for (unsigned i = 0; i < export->registry->sid_count; i++) {
		const struct initial_sid *row = &export->registry->sids[i];
		const char **cells = add_row(export);
		cells[0] = row->name;
		cells[1] = sid_labels_name(row->labels);
		cells[2] = row->trusted ? "trusted" : "";
		cells[3] = text_or_empty(row->type);
		cells[4] = releases(export, &row->in);
	}
}

static void export_features(const struct export *export)
{
	for (unsigned i = 0; i < export->registry->feature_count; i++) {
		const struct feature *row = &export->registry->features[i];
		const char **cells = add_row(export);
		cells[0] = feature_name_word(row->name);
		cells[1] = releases(export, &row->in);
		cells[2] = row->text;
	}
}

enum { COLUMN_LIMIT = 12 };

/* A table that can be exported: its columns, and the rows of one release; or
 * all rows, where they are of none. */
static void export_uses(const struct export *export, const struct tool *tool,
			unsigned release, const char *words, bool may)
{
	while (words && *words) {
		size_t length = strcspn(words, " ");
		const char **row = add_row(export);
		row[0] = release_name(export, release);
		row[1] = ref_text(tool->name);
		row[2] = arena_slice(export->arena, words, length);
		row[3] = may ? "may" : "always";
		words += length + strspn(words + length, " ");
	}
}

static void export_tools(const struct export *export, unsigned release)
{
	const struct registry *registry = export->registry;
	for (unsigned i = 0; i < registry->tool_count; i++) {
		const struct tool *tool = &registry->tools[i];
		for (unsigned j = 0; j < tool->uses.count; j++) {
			const struct tool_use *row =
				&registry->tool_uses[tool->uses.first + j];
			if (!release_set_has(&row->in, release))
				continue;
			export_uses(export, tool, release,
				    ref_text(row->always), false);
			export_uses(export, tool, release, ref_text(row->may),
				    true);
		}
		if (ref_text(tool->after) &&
		    release_set_has(&tool->in, release))
			export_uses(export, tool, release,
				    ref_text(tool->after), false);
	}
}

/* What builds must have for a hypercall: a row a condition. */
static void export_builds(const struct export *export, unsigned release)
{
	const struct registry *registry = export->registry;
	for (unsigned i = 0; i < registry->hypercall_count; i++) {
		const struct hypercall *hypercall = &registry->hypercalls[i];
		for (unsigned j = 0; j < hypercall->needs.count; j++) {
			const struct hypercall_need *need =
				&registry->hypercall_needs
					 [hypercall->needs.first + j];
			if (!release_set_has(&need->in, release))
				continue;
			for (unsigned k = 0; k < need->conditions.count; k++) {
				const struct condition *condition =
					registry_condition(registry,
							   need->conditions, k);
				const char **row = add_row(export);
				row[0] = release_name(export, release);
				row[1] = hypercall->name;
				row[2] = need->arch ? need->arch : "all";
				row[3] = condition->id;
				row[4] = text_or_empty(condition->config);
			}
		}
	}
}

struct export_table {
	const char *name;
	const char *columns[COLUMN_LIMIT];
	void (*add)(const struct export *export, unsigned release);
	void (*add_all)(const struct export *export);
};

static const struct export_table tables[] = {
	{"hypercalls",
	 {"release", "hypercall", "number"},
	 export_hypercalls,
	 NULL},
	{"subops",
	 {"release", "hypercall", "op", "number", "arch"},
	 export_subops,
	 NULL},
	{"accesses",
	 {"release", "hypercall", "op", "subject", "object", "class",
	  "permission", "nominal", "when", "group", "conditions"},
	 export_accesses,
	 NULL},
	{"status",
	 {"release", "hypercall", "op", "status", "basis"},
	 export_status,
	 NULL},
	{"vectors",
	 {"release", "class", "class_index", "permission", "bit"},
	 export_vectors,
	 NULL},
	{"sids", {"release", "sid", "name"}, export_sids, NULL},
	{"releases",
	 {"release", "line", "date", "policy_versions", "flask_support",
	  "silo_support", "dummy_support"},
	 export_releases,
	 NULL},
	{"modules",
	 {"release", "hypercall", "op", "module", "action", "who", "when"},
	 export_modules,
	 NULL},
	{"fixes",
	 {"commit", "date", "op", "kind", "advisory", "introduced", "since",
	  "fixed", "arch", "config", "certainty", "subject"},
	 NULL,
	 export_fixes},
	{"conditions",
	 {"condition", "kind", "about", "arch", "config", "text"},
	 NULL,
	 export_conditions},
	{"permissions",
	 {"class", "permission", "on", "about", "in"},
	 NULL,
	 export_permissions},
	{"labels",
	 {"sid", "labels", "trust", "type", "in"},
	 NULL,
	 export_labels},
	{"features", {"feature", "in", "text"}, NULL, export_features},
	{"tools", {"release", "tool", "uses", "when"}, export_tools, NULL},
	{"builds",
	 {"release", "hypercall", "arch", "condition", "config"},
	 export_builds,
	 NULL},
};

const char *const registry_tables[] = {
	"hypercalls", "subops",	    "accesses",	   "status",
	"vectors",    "sids",	    "releases",	   "modules",
	"fixes",      "conditions", "permissions", "labels",
	"features",   "tools",	    "builds",	   NULL};

struct table *registry_export(const struct registry *registry, const char *name,
			      unsigned release, struct arena *arena)
{
	const struct export_table *kind = NULL;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (strcmp(tables[i].name, name) == 0)
			kind = &tables[i];
	if (!kind)
		return NULL;
	struct table *table = arena_alloc(arena, 1, sizeof *table);
	table->name = kind->name;
	table->columns = kind->columns;
	while (table->column_count < COLUMN_LIMIT &&
	       kind->columns[table->column_count])
		table->column_count++;
	const struct export export = {registry, table, arena};
	for (unsigned i = 0; i < registry->release_count; i++)
		if (kind->add && (release == NO_INDEX || release == i))
			kind->add(&export, i);
	if (kind->add_all)
		kind->add_all(&export);
	table_sort(table);
	return table;
}
