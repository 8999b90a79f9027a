/* What the page of ops over releases knows of each of them, as JSON. */
#include "audit/audit.h"
#include "base/map.h"
#include "report/report_fix.h"
#include "report/report_matrix.h"
#include "report/report_matrix_facts.h"
#include "report/report_op.h"
#include "report/report_op_lines.h"
#include "report/report_op_text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/*
 * A fact of an op seldom changes between releases, and is often that of other
 * ops.  So texts stand once, in one array, and a fact is a list of runs: the
 * release that each starts with and the index of its text there, one behind
 * the other; -1 for none.
 */
struct fact_writer {
	const struct registry *registry;
	struct arena arena; /* of the texts */
	struct map indices; /* text -> its index and one */
	json_t *texts;
};

/* The index of the text, -1 for NULL or none. */
static int index_of(struct fact_writer *writer, const char *text)
{
	if (!text || !*text)
		return -1;
	const size_t *known = map_get(&writer->indices, text);
	if (!known) {
		size_t *index = arena_alloc(&writer->arena, 1, sizeof *index);
		*index = json_array_size(writer->texts);
		json_array_append_new(writer->texts, json_string(text));
		map_set(&writer->indices, arena_string(&writer->arena, text),
			index, &writer->arena);
		known = index;
	}
	return (int)*known;
}

/* Goes on with a run, or starts one where the value is another. */
static void add_run(json_t *runs, unsigned release, int value)
{
	size_t count = json_array_size(runs);
	json_int_t before =
		count ? json_integer_value(json_array_get(runs, count - 1))
		      : -1;
	if (before == value)
		return;
	json_array_append_new(runs, json_integer((json_int_t)release));
	json_array_append_new(runs, json_integer(value));
}

/* --- One op in one release ---------------------------------------------- */

static const char *number_of(const struct op_facts *facts)
{
	return arena_format(facts->arena, "%u",
			    registry_op_number(facts->report->registry,
					       facts->report->op,
					       facts->report->release));
}

static const char *status_of(const struct op_facts *facts)
{
	return status_name(facts->status.status);
}

static const char *basis_of(const struct op_facts *facts)
{
	return basis_name(facts->status.basis);
}

/* What a cell shows of the two. */
static const char *sign_of(const struct op_facts *facts)
{
	return matrix_sign(&facts->status);
}

static const char *open_of(const struct op_facts *facts)
{
	return matrix_is_open(&facts->accesses) ? "open to every domain" : NULL;
}

static const char *gives_of(const struct op_facts *facts)
{
	return facts->status.gives;
}

static const char *evidence_of(const struct op_facts *facts)
{
	return report_evidence(facts->status.event, facts->arena);
}

static const char *asks_of(const struct op_facts *facts)
{
	const struct report_lines lines = report_asks(facts);
	return report_joined(&lines, facts->arena);
}

static const char *callers_of(const struct op_facts *facts)
{
	const struct report_lines lines = report_callers(facts);
	return report_joined(&lines, facts->arena);
}

static const char *cautions_of(const struct op_facts *facts)
{
	const struct report_lines lines = report_cautions(facts);
	return report_joined(&lines, facts->arena);
}

/* The facts of an op that are runs over the releases. */
static const struct run_fact {
	const char *name;
	const char *(*text)(const struct op_facts *facts);
} run_facts[] = {
	{"number", number_of},	   {"status", status_of},
	{"basis", basis_of},	   {"sign", sign_of},
	{"open", open_of},	   {"gives", gives_of},
	{"evidence", evidence_of}, {"asks", asks_of},
	{"callers", callers_of},   {"cautions", cautions_of},
};

enum { FACTS = sizeof run_facts / sizeof *run_facts };

/* --- The whole ------------------------------------------------------------ */

/* Of each fix of the op: its index, and runs of what it is to the releases. */
static json_t *fixes_of(const struct registry *registry, const struct op *op,
			struct arena *arena)
{
	json_t *all = json_array();
	unsigned *fixes;
	size_t count = registry_op_fixes(registry, op, arena, &fixes);
	for (size_t i = 0; i < count; i++) {
		const struct fix *fix = &registry->fixes[fixes[i]];
		json_t *runs = json_array();
		for (unsigned release = 0; release < registry->release_count;
		     release++)
			add_run(runs, release,
				release_set_has(&op->in, release)
					? (int)registry_fix_state(fix, op,
								  release)
					: FIX_NOT_NEEDED);
		json_array_insert_new(runs, 0, json_integer(fixes[i]));
		json_array_append_new(all, runs);
	}
	return all;
}

static json_t *op_facts(struct fact_writer *writer, const struct op *op)
{
	const struct registry *registry = writer->registry;
	json_t *value = json_object(), *runs[FACTS];
	for (size_t i = 0; i < FACTS; i++)
		runs[i] = json_array();
	for (unsigned release = 0; release < registry->release_count;
	     release++) {
		struct arena arena = ARENA_INIT;
		const struct op_report report = {registry, op, release};
		const bool present = release_set_has(&op->in, release);
		struct op_facts facts;
		if (present)
			facts = op_facts_in(&report, &arena);
		for (size_t i = 0; i < FACTS; i++)
			add_run(runs[i], release,
				present ? index_of(writer,
						   run_facts[i].text(&facts))
					: -1);
		arena_release(&arena);
	}
	json_object_set_new(value, "name", json_string(op->name));
	json_object_set_new(value, "hypercall", json_integer(op->hypercall));
	if (strcmp(op->arch, "all") != 0)
		json_object_set_new(value, "arch", json_string(op->arch));
	for (size_t i = 0; i < FACTS; i++)
		json_object_set_new(value, run_facts[i].name, runs[i]);
	struct arena arena = ARENA_INIT;
	json_object_set_new(value, "fixes", fixes_of(registry, op, &arena));
	arena_release(&arena);
	return value;
}

static json_t *all_fixes(const struct registry *registry)
{
	struct arena arena = ARENA_INIT;
	json_t *all = json_array();
	for (unsigned i = 0; i < registry->fix_count; i++) {
		const struct fix *fix = &registry->fixes[i];
		json_array_append_new(
			all,
			json_pack("[s, s, s+, s, s]", ref_text(fix->commit),
				  ref_text(fix->date), ref_text(fix->kind),
				  report_fix_marks(fix, &arena),
				  ref_text(fix->fixed),
				  ref_text(fix->subject)));
	}
	arena_release(&arena);
	return all;
}

static json_t *all_releases(const struct registry *registry)
{
	json_t *all = json_array();
	for (unsigned i = 0; i < registry->release_count; i++)
		json_array_append_new(
			all, json_pack("[s, s]", registry->releases[i].name,
				       registry->releases[i].line));
	return all;
}

static json_t *all_hypercalls(const struct registry *registry)
{
	json_t *all = json_array();
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		json_array_append_new(
			all, json_string(registry->hypercalls[i].name));
	return all;
}

/* What each basis means. */
static json_t *all_bases(void)
{
	json_t *all = json_object();
	for (enum basis basis = BASIS_LISTED; basis <= BASIS_UNLISTED; basis++)
		json_object_set_new(all, basis_name(basis),
				    json_string(basis_meaning(basis)));
	return all;
}

/* In strings, no character that ends a script or begins an entity. */
static void add_escaped(const char *text, struct buffer *out)
{
	for (size_t length; *text; text += length) {
		length = strcspn(text, "<&");
		buffer_add(out, text, length);
		if (!text[length])
			break;
		buffer_format(out, "\\u%04x", (unsigned)text[length]);
		length++;
	}
}

void matrix_add_facts(const struct registry *registry, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct fact_writer writer = {.registry = registry,
				     .arena = ARENA_INIT,
				     .texts = json_array()};
	json_t *ops = json_array();
	for (unsigned i = 0; i < registry->op_count; i++)
		json_array_append_new(ops,
				      op_facts(&writer, &registry->ops[i]));
	json_t *all = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:s}",
				"releases", all_releases(registry),
				"hypercalls", all_hypercalls(registry), "bases",
				all_bases(), "texts", writer.texts, "ops", ops,
				"fixes", all_fixes(registry), "read",
				report_fixes_read(registry, &arena));
	char *text = json_dumps(all, JSON_COMPACT);
	add_escaped(text, out);
	free(text);
	json_decref(all);
	arena_release(&writer.arena);
	arena_release(&arena);
}
