/* What is said of an op in a release, as lines of text. */
#include "report/report_op_lines.h"

#include <string.h>

#include "report/report_op_text.h"

const char *report_joined(const struct report_lines *lines, struct arena *arena)
{
	struct buffer text = BUFFER_INIT;
	for (size_t i = 0; i < lines->list.count; i++)
		buffer_format(&text, "%s%s", i ? "\n" : "",
			      lines->list.items[i]);
	const char *joined = arena_string(arena, buffer_string(&text));
	buffer_release(&text);
	return joined;
}

struct report_lines report_asks(const struct op_facts *facts)
{
	const struct release *release =
		&facts->report->registry->releases[facts->report->release];
	struct report_lines lines = {LIST_INIT};
	if (!facts->accesses.recorded)
		*list_push(&lines.list, facts->arena) =
			"not recorded for this release";
	else if (!facts->accesses.list.count)
		*list_push(&lines.list, facts->arena) = "see its sub-subops";
	else
		for (size_t i = 0; i < facts->accesses.list.count; i++)
			*list_push(&lines.list, facts->arena) =
				report_access(facts->accesses.list.items[i],
					      release, facts->arena);
	return lines;
}

struct report_lines report_builds(const struct op_facts *facts)
{
	const struct registry *registry = facts->report->registry;
	const struct span needs = facts->hypercall->needs;
	struct report_lines lines = {LIST_INIT};
	for (unsigned i = 0; i < needs.count; i++) {
		const struct hypercall_need *need =
			&registry->hypercall_needs[needs.first + i];
		if (!release_set_has(&need->in, facts->report->release))
			continue;
		for (unsigned j = 0; j < need->conditions.count; j++)
			*list_push(&lines.list, facts->arena) = arena_format(
				facts->arena, "where %s%s%s",
				registry_condition(registry, need->conditions,
						   j)
					->text,
				need->arch ? ", on " : "",
				need->arch ? need->arch : "");
	}
	return lines;
}

struct report_lines report_cautions(const struct op_facts *facts)
{
	const struct op_report *report = facts->report;
	const struct caution *const *cautions;
	struct report_lines lines = {LIST_INIT};
	size_t count =
		registry_op_cautions(report->registry, report->op,
				     report->release, facts->arena, &cautions);
	if (release_set_has(&report->op->refused, report->release))
		*list_push(&lines.list, facts->arena) =
			"it fails for everyone, whatever is allowed";
	for (size_t i = 0; i < count; i++)
		*list_push(&lines.list, facts->arena) =
			arena_format(facts->arena, "%s: %s", cautions[i]->kind,
				     cautions[i]->text);
	return lines;
}

/* The modules that say the same as that one, which is the first of them. */
static const char *modules_alike(const struct op_facts *facts, size_t first)
{
	const struct module_callers *all = facts->callers.items;
	const char *text = "";
	for (size_t i = 0; i < facts->callers.count; i++) {
		if (all[i].known != all[first].known ||
		    !caller_rows_same(&all[i].rows, &all[first].rows))
			continue;
		if (i < first)
			return NULL;
		text = arena_format(facts->arena, "%s%s%s", text,
				    *text ? ", " : "", all[i].module);
	}
	return text;
}

/* "self, control and hardware": one of these. */
const char *report_who_words(const char *who, struct arena *arena)
{
	struct buffer text = BUFFER_INIT;
	for (; *who; who++)
		buffer_add_string(&text, *who == ' ' ? ", "
					 : *who == '&'
						 ? " and "
						 : (const char[]){*who, '\0'});
	const char *shown = arena_string(arena, buffer_string(&text));
	buffer_release(&text);
	return shown;
}

struct report_lines report_callers(const struct op_facts *facts)
{
	struct report_lines lines = {LIST_INIT};
	for (size_t i = 0; i < facts->callers.count; i++) {
		const struct caller_rows *rows = &facts->callers.items[i].rows;
		const char *modules = modules_alike(facts, i);
		if (modules && !facts->callers.items[i].known)
			*list_push(&lines.list, facts->arena) =
				arena_format(facts->arena,
					     "%s: not known: the registry does "
					     "not say who may call the op",
					     modules);
		for (size_t j = 0; modules && j < rows->list.count; j++) {
			const struct caller_row *row = &rows->list.items[j];
			*list_push(&lines.list, facts->arena) = arena_format(
				facts->arena, "%s: %s%s%s (%s)", modules,
				report_who_words(row->who, facts->arena),
				*row->condition ? ", when: " : "",
				row->condition, row->action);
		}
	}
	return lines;
}
