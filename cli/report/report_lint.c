#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/report_parts.h"

/* --- text ------------------------------------------------------------------
 */

static const char *paint(const struct style *style, const char *sequence)
{
	return style->color ? sequence : "";
}

static const char *level_color(const struct style *style, enum level level)
{
	static const char *const colors[] = {
		[LEVEL_NOTE] = "\033[36m",
		[LEVEL_WARNING] = "\033[33m",
		[LEVEL_ERROR] = "\033[31m",
	};
	return paint(style, colors[level]);
}

static void add_names(struct buffer *out, const char *const *names,
		      size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_format(out, "%s%s", i ? " " : "", names[i]);
}

static void add_locations(struct buffer *out, const struct finding_access *row)
{
	for (size_t i = 0; i < row->location_count; i++)
		if (row->locations[i].file)
			buffer_format(out, "%s%s:%u", i ? " " : "  ",
				      row->locations[i].file,
				      row->locations[i].line);
}

static bool same_locations(const struct finding_access *a,
			   const struct finding_access *b)
{
	if (a->location_count != b->location_count)
		return false;
	for (size_t i = 0; i < a->location_count; i++)
		if (a->locations[i].file &&
		    (a->locations[i].line != b->locations[i].line ||
		     strcmp(a->locations[i].file, b->locations[i].file) != 0))
			return false;
	return true;
}

static bool same_permission(const struct finding_access *a,
			    const struct finding_access *b)
{
	return strcmp(a->source, b->source) == 0 &&
	       strcmp(a->object_class, b->object_class) == 0 &&
	       strcmp(a->permission, b->permission) == 0;
}

/* Accesses that differ in their target alone are one line. */
static void add_accesses(const struct finding_details *finding,
			 struct buffer *out)
{
	for (size_t i = 0, end; i < finding->access_count; i = end) {
		const struct finding_access *row = &finding->accesses[i];
		for (end = i + 1; end < finding->access_count; end++)
			if (!same_permission(&finding->accesses[end], row) ||
			    !same_locations(&finding->accesses[end], row))
				break;
		bool several = end > i + 1;
		buffer_format(out, "      allow %s %s", row->source,
			      several ? "{" : "");
		for (size_t j = i; j < end; j++)
			buffer_format(out, "%s%s", several ? " " : "",
				      finding->accesses[j].target);
		buffer_format(out, "%s:%s %s;", several ? " }" : "",
			      row->object_class, row->permission);
		add_locations(out, row);
		buffer_add_char(out, '\n');
	}
}

static void add_finding(const struct lint *lint, const struct finding *finding,
			const struct style *style, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct finding_details details;
	lint_details(lint, finding, &arena, &details);
	buffer_format(out, "  %s%s%s %s %s (%s, %s)\n",
		      level_color(style, finding->level),
		      level_name(finding->level), paint(style, "\033[0m"),
		      finding->rule->code, finding->op->name,
		      status_name(finding->status.status),
		      basis_name(finding->status.basis));
	if (finding->object_count) {
		buffer_add_string(out, "    on ");
		add_names(out, finding->objects, finding->object_count);
		buffer_add_char(out, '\n');
	}
	if (finding->condition)
		buffer_format(out, "    while %s (by default %s)\n",
			      finding->condition,
			      finding->default_state ? "true" : "false");
	add_accesses(&details, out);
	arena_release(&arena);
}

static void add_candidates(const struct lint *lint, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct release_set set = {{0}};
	for (size_t i = 0; i < lint->release.candidate_count; i++)
		release_set_add(&set, lint->release.candidates[i]);
	buffer_format(out, " (fits %s)",
		      registry_releases_shown(lint->registry, &set, &arena));
	arena_release(&arena);
}

static void add_header(const struct lint *lint, struct buffer *out)
{
	const struct release_choice *choice = &lint->release;
	const struct registry *registry = lint->registry;
	buffer_format(out, "%s: policy version %u for Xen %s",
		      lint->policy->path, lint->policy->version,
		      registry->releases[choice->used].name);
	if (choice->candidate_count > 1)
		add_candidates(lint, out);
	buffer_add_string(out, ", trusted:");
	for (size_t i = 0; i < lint->trusted_count; i++)
		buffer_format(out, " %s", lint->trusted[i]);
	buffer_add_char(out, '\n');
}

static void add_lint_text(const struct lint *lint, const struct style *style,
			  struct buffer *out)
{
	const char *subject = NULL;
	add_header(lint, out);
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding *finding = &lint->findings[i];
		if (finding->level == LEVEL_NOTE && !style->verbose)
			continue;
		if (!subject || strcmp(subject, finding->subject) != 0)
			buffer_format(out, "\n%s%s%s\n",
				      paint(style, "\033[1m"), finding->subject,
				      paint(style, "\033[0m"));
		subject = finding->subject;
		add_finding(lint, finding, style, out);
	}
	size_t notes = lint_count(lint, LEVEL_NOTE);
	size_t errors = lint_count(lint, LEVEL_ERROR);
	size_t warnings = lint_count(lint, LEVEL_WARNING);
	buffer_format(out, "%s%zu error%s, %zu warning%s, %zu note%s%s\n",
		      subject ? "\n" : "", errors, errors == 1 ? "" : "s",
		      warnings, warnings == 1 ? "" : "s", notes,
		      notes == 1 ? "" : "s",
		      notes && !style->verbose ? " (-v shows them)" : "");
}

static void write_text(const struct lint *const *lints, size_t count,
		       const struct style *style, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_char(out, '\n');
		add_lint_text(lints[i], style, out);
	}
}

/* --- gcc ---------------------------------------------------------------------
 */

static void add_gcc(const struct lint *lint, const struct finding *finding,
		    struct buffer *out)
{
	const char *file = lint->policy->path;
	unsigned line = 1;
	struct arena arena = ARENA_INIT;
	struct finding_details details;
	lint_details(lint, finding, &arena, &details);
	for (size_t i = 0; i < details.access_count; i++)
		if (details.accesses[i].location_count &&
		    details.accesses[i].locations[0].file) {
			file = details.accesses[i].locations[0].file;
			line = details.accesses[i].locations[0].line;
			break;
		}
	buffer_format(out, "%s:%u:1: %s: %s [%s]\n", file, line,
		      level_name(finding->level), details.message,
		      finding->rule->code);
	arena_release(&arena);
}

static void write_gcc(const struct lint *const *lints, size_t count,
		      const struct style *style, struct buffer *out)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < lints[i]->finding_count; j++)
			if (lints[i]->findings[j].level != LEVEL_NOTE ||
			    style->verbose)
				add_gcc(lints[i], &lints[i]->findings[j], out);
}

/* --- json --------------------------------------------------------------------
 */

static json_t *names_json(const char *const *names, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_string(names[i]));
	return array;
}

/* JSON is UTF-8, a path any bytes: other bytes than ASCII become "?". */
static json_t *path_json(const char *path)
{
	struct buffer shown = BUFFER_INIT;
	bool plain = text_is_utf8(path, strlen(path));
	for (; *path; path++) {
		bool kept = plain || (unsigned char)*path < 0x80;
		buffer_add(&shown, kept ? path : "?", 1);
	}
	json_t *string = json_string(buffer_string(&shown));
	buffer_release(&shown);
	return string;
}

static json_t *access_json(const struct finding_access *row)
{
	json_t *locations = json_array();
	for (size_t i = 0; i < row->location_count; i++)
		if (row->locations[i].file)
			json_array_append_new(
				locations,
				json_pack("{s:o, s:I}", "file",
					  path_json(row->locations[i].file),
					  "line",
					  (json_int_t)row->locations[i].line));
	return json_pack("{s:s, s:s, s:s, s:s, s:o}", "source", row->source,
			 "target", row->target, "class", row->object_class,
			 "permission", row->permission, "locations", locations);
}

static json_t *finding_json(const struct lint *lint,
			    const struct finding *finding)
{
	const struct hypercall *hypercall =
		&lint->registry->hypercalls[finding->op->hypercall];
	json_t *accesses = json_array();
	json_t *condition = json_null(), *state = json_null();
	struct arena arena = ARENA_INIT;
	struct finding_details details;
	lint_details(lint, finding, &arena, &details);
	for (size_t i = 0; i < details.access_count; i++)
		json_array_append_new(accesses,
				      access_json(&details.accesses[i]));
	if (finding->condition) {
		condition = json_string(finding->condition);
		state = json_boolean(finding->default_state);
	}
	json_t *object = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:n, "
		"s:n, s:s}",
		"rule", finding->rule->code, "level",
		level_name(finding->level), "subject", finding->subject,
		"hypercall", hypercall->name, "op", finding->op->name, "status",
		status_name(finding->status.status), "basis",
		basis_name(finding->status.basis), "objects",
		names_json(finding->objects, finding->object_count), "accesses",
		accesses, "condition", condition, "default_state", state,
		"role", "waiver", "message", details.message);
	arena_release(&arena);
	return object;
}

static json_t *release_json(const struct lint *lint)
{
	json_t *candidates = json_array();
	for (size_t i = 0; i < lint->release.candidate_count; i++)
		json_array_append_new(
			candidates,
			json_string(
				lint->registry
					->releases[lint->release.candidates[i]]
					.name));
	return json_pack("{s:s, s:o, s:s}", "used",
			 lint->registry->releases[lint->release.used].name,
			 "candidates", candidates, "how", lint->release.how);
}

static json_t *lint_json(const struct lint *lint)
{
	json_t *findings = json_array();
	for (size_t i = 0; i < lint->finding_count; i++)
		json_array_append_new(findings,
				      finding_json(lint, &lint->findings[i]));
	return json_pack("{s:o, s:s, s:o, s:o, s:o}", "path",
			 path_json(lint->policy->path), "kind",
			 policy_kind_name(lint->policy->kind), "release",
			 release_json(lint), "trusted",
			 names_json(lint->trusted, lint->trusted_count),
			 "findings", findings);
}

static void write_json(const struct lint *const *lints, size_t count,
		       const struct style *style, struct buffer *out)
{
	(void)style;
	json_int_t totals[LEVEL_ERROR + 1] = {0};
	json_t *policies = json_array();
	for (size_t i = 0; i < count; i++) {
		json_array_append_new(policies, lint_json(lints[i]));
		for (unsigned level = 0; level <= LEVEL_ERROR; level++)
			totals[level] += (json_int_t)lint_count(
				lints[i], (enum level)level);
	}
	report_json(json_pack("{s:s, s:o, s:{s:I, s:I, s:I, s:I}}", "schema",
			      "xsmc-lint/1", "policies", policies, "summary",
			      "policies", (json_int_t)count, "errors",
			      totals[LEVEL_ERROR], "warnings",
			      totals[LEVEL_WARNING], "notes",
			      totals[LEVEL_NOTE]),
		    out);
}

struct lint_format {
	const char *name;
	void (*write)(const struct lint *const *lints, size_t count,
		      const struct style *style, struct buffer *out);
};

static const struct lint_format formats[] = {
	{"text", write_text},
	{"json", write_json},
	{"gcc", write_gcc},
};

const char *const report_lint_formats[] = {"text", "json", "gcc", NULL};

void report_lint(const struct lint *const *lints, size_t count,
		 const char *format, const struct style *style,
		 struct buffer *out)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, format) == 0)
			formats[i].write(lints, count, style, out);
}
