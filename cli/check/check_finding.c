#include <stdlib.h>
#include <string.h>

#include "check/old.h"

/* What a finding rests on. */
struct evidence {
	const char *message;
	const struct finding_access *accesses;
	size_t access_count;
};

static const char *type_name(const struct run *run, unsigned type)
{
	return run->policy->types[type].name;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The distinct names among them, sorted; returns how many. */
static size_t sort_names(const char **names, size_t count)
{
	size_t kept = 0;
	if (count)
		qsort(names, count, sizeof *names, compare_names);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || strcmp(names[i], names[kept - 1]) != 0)
			names[kept++] = names[i];
	return kept;
}

static bool same_condition(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void locate(struct run *run, const struct pass *pass, unsigned index,
		   struct finding_access *row)
{
	const struct need *need = &pass->needs->items[index];
	struct policy_location *locations;
	row->location_count = policy_locate(
		run->policy, pass->assignment.types[need->subject],
		pass->assignment.types[need->object],
		need->relation->object_class, need->relation->bit, run->arena,
		&locations);
	row->locations = locations;
}

/* A row, and the pass and the need that it came from. */
struct origin {
	struct finding_access row;
	const struct access *access;
	const struct pass *pass;
	unsigned need;
};

/* In the order they are asked, then by the types' names. */
static int compare_origins(const void *a, const void *b)
{
	const struct origin *x = a, *y = b;
	if (x->access != y->access)
		return x->access < y->access ? -1 : 1;
	int order = strcmp(x->row.source, y->row.source);
	return order ? order : strcmp(x->row.target, y->row.target);
}

/* The accesses that the passes under the condition rest on, each once. */
static void add_accesses(struct run *run, const struct pass *passes,
			 size_t count, const char *condition,
			 struct evidence *evidence)
{
	list_of(struct origin) origins = LIST_INIT;
	for (size_t i = 0; i < count; i++) {
		if (!same_condition(passes[i].condition, condition))
			continue;
		for (unsigned j = 0; j < passes[i].needs->count; j++) {
			const struct need *need = &passes[i].needs->items[j];
			const unsigned *types = passes[i].assignment.types;
			*list_push(&origins, run->arena) = (struct origin){
				{type_name(run, types[need->subject]),
				 type_name(run, types[need->object]),
				 need->access->object_class,
				 need->access->permission, NULL, 0},
				need->access,
				&passes[i],
				j};
		}
	}
	if (origins.count)
		qsort(origins.items, origins.count, sizeof *origins.items,
		      compare_origins);
	list_of(struct finding_access) list = LIST_INIT;
	for (size_t i = 0; i < origins.count; i++) {
		struct origin *origin = &origins.items[i];
		if (i && compare_origins(origin, origin - 1) == 0)
			continue;
		locate(run, origin->pass, origin->need, &origin->row);
		*list_push(&list, run->arena) = origin->row;
	}
	evidence->accesses = list.items;
	evidence->access_count = list.count;
}

static const char *message_of(const struct run *run,
			      const struct finding *finding)
{
	return arena_format(run->arena,
			    "%s can perform %s, which is %s in %s (%s)",
			    finding->subject, finding->op->name,
			    status_name(finding->status.status),
			    run->registry->releases[run->release].name,
			    basis_name(finding->status.basis));
}

static void add_finding(struct run *run, const struct plan *plan,
			unsigned subject, const struct pass *passes,
			size_t count, const struct pass *first)
{
	struct finding *finding = list_push(&run->findings, run->arena);
	const char **objects = arena_alloc(run->arena, count, sizeof *objects);
	finding->status =
		registry_op_status(run->registry, plan->op, run->release);
	finding->rule = check_find_rule(
		finding->status.status == STATUS_COVERED ? "XSM001" : "XSM002");
	finding->level = finding->rule->level;
	finding->subject = type_name(run, subject);
	finding->op = plan->op;
	finding->condition = first->condition;
	finding->default_state = first->default_state;
	for (size_t i = 0; i < count; i++)
		if (same_condition(passes[i].condition, first->condition))
			objects[finding->object_count++] =
				type_name(run, passes[i].object);
	finding->object_count = sort_names(objects, finding->object_count);
	finding->objects = objects;
	struct evidence *evidence =
		arena_alloc(run->arena, 1, sizeof *evidence);
	add_accesses(run, passes, count, first->condition, evidence);
	evidence->message = message_of(run, finding);
	finding->evidence = evidence;
}

void run_add_findings(struct run *run, const struct plan *plan,
		      unsigned subject, const struct pass *passes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool first = true;
		for (size_t j = 0; j < i && first; j++)
			first = !same_condition(passes[i].condition,
						passes[j].condition);
		if (first)
			add_finding(run, plan, subject, passes, count,
				    &passes[i]);
	}
}

void run_add_open(struct run *run, const struct op *op, const char *code,
		  const char *reason)
{
	struct finding *finding = list_push(&run->findings, run->arena);
	finding->status = registry_op_status(run->registry, op, run->release);
	finding->rule = check_find_rule(code);
	finding->level = finding->rule->level;
	finding->subject = "*";
	finding->op = op;
	struct evidence *evidence =
		arena_alloc(run->arena, 1, sizeof *evidence);
	finding->evidence = evidence;
	evidence->message = arena_format(
		run->arena,
		"every domain can perform %s, which is %s in %s (%s): %s",
		op->name, status_name(finding->status.status),
		run->registry->releases[run->release].name,
		basis_name(finding->status.basis), reason);
}

void lint_details(const struct lint *lint, const struct finding *finding,
		  struct arena *arena, struct finding_details *details)
{
	(void)lint;
	(void)arena;
	*details = (struct finding_details){
		.message = finding->evidence->message,
		.accesses = finding->evidence->accesses,
		.access_count = finding->evidence->access_count};
}

const char *lint_fingerprint(const struct lint *lint,
			     const struct finding *finding, struct arena *arena)
{
	(void)lint;
	const char *text =
		arena_format(arena, "%s %s %s %s", finding->rule->code,
			     finding->subject ? finding->subject : "-",
			     finding->op ? finding->op->name : "-",
			     finding->condition ? finding->condition : "-");
	for (size_t i = 0; i < finding->object_count; i++)
		text = arena_format(arena, "%s %s", text, finding->objects[i]);
	return text;
}
