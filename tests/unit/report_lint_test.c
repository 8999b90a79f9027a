/* The formats of findings, on findings of all shapes, made by hand. */
#include "rule/rule.h"
#include "world.h"

#include "report/report.h"

USES_MESSAGE(POLICY_SYNTAX);

/* --- The findings ------------------------------------------------------ */

static const struct source_location source_places[] = {
	{.file = "dir/a b.te", .line = 7},
	{.file = "dir/c:d,e%.te",
	 .line = 9,
	 .conditional = true,
	 .words = "allow a b:domain pause;",
	 .macro = {"a.if", 3, 0}},
};

static const struct source_location binary_places[] = {
	{.text = "allow tools \"<&>\":domain pause;"},
};

/* What the findings made here rest on. */
struct evidence {
	const char **objects;
	size_t object_count;
	const char *message; /* or NULL */
};

/* The findings of a lint that is made here. */
struct run {
	struct finding findings[4];
	const struct evidence *evidence[4];
};

static const struct evidence *evidence_of(const struct lint *lint,
					  const struct finding *finding)
{
	return lint->run->evidence[finding->index];
}

/* The linter's own stand in the library, and are not linked in. */
struct finding lint_finding(const struct lint *lint, size_t index)
{
	struct finding finding = lint->run->findings[index];
	finding.index = index;
	return finding;
}

enum level lint_finding_level(const struct lint *lint, size_t index,
			      bool *accepted)
{
	*accepted = lint->run->findings[index].waiver;
	return lint->run->findings[index].level;
}

bool lint_finding_is_asked(const struct lint *lint, size_t index)
{
	(void)lint;
	(void)index;
	return false;
}

size_t lint_objects(const struct lint *lint, const struct finding *finding,
		    struct arena *arena, const char ***objects)
{
	const struct evidence *evidence = evidence_of(lint, finding);
	(void)arena;
	*objects = evidence ? evidence->objects : NULL;
	return evidence ? evidence->object_count : 0;
}

static void describe(const struct lint *lint, const struct finding *finding,
		     struct arena *arena, struct finding_details *details)
{
	static const struct finding_step path[] = {
		{"tool_t", "blue_t", "memory", "writes the memory of", NULL},
		{"blue_t", "dom0_t", "label", "may \"become\"", NULL},
	};
	const struct evidence *evidence = evidence_of(lint, finding);
	*details = (struct finding_details){
		.message = arena_format(arena, "%s is found,\n100%% sure <&>",
					finding->rule->code)};
	if (evidence && evidence->message)
		details->message = evidence->message;
	details->brief = details->message;
	if (strcmp(finding->rule->code, "XSM403") == 0)
		details->place = (struct location){"site.xml", 3, 0};
	if (strcmp(finding->rule->code, "XSM003") == 0) {
		details->path = path;
		details->path_count = 2;
	}
}

void lint_details_together(const struct lint *lint,
			   const struct finding *finding,
			   const char *const *objects, size_t object_count,
			   struct arena *arena, struct finding_details *details)
{
	static const char *const targets[] = {"blue_t", "red_t"};
	static const unsigned rules[] = {0, 1};
	static const struct finding_asked source[] = {
		{"tool_t", targets, 2, "domain", "pause", rules, 2},
		{"tool_t", targets, 1, "domain", "pause", rules, 2},
		{"tool_t", targets + 1, 1, "domain", "pause", rules, 2},
	};
	static const struct finding_asked binary = {
		"tool_t", targets + 1, 1, "domain", "pause", rules, 1};
	describe(lint, finding, arena, details);
	if (!finding->op)
		return;
	/* Of the two, the one that is asked for. */
	details->asked = source;
	if (lint->policy->kind == POLICY_BINARY)
		details->asked = &binary;
	else if (objects && object_count == 1)
		details->asked += strcmp(objects[0], "red_t") == 0 ? 2 : 1;
	details->asked_count = 1;
}

void lint_details_by_rules(const struct lint *lint,
			   const struct finding *finding,
			   const char *const *objects, size_t object_count,
			   size_t ends, struct arena *arena,
			   struct finding_details *details)
{
	(void)ends;
	lint_details_together(lint, finding, objects, object_count, arena,
			      details);
}

unsigned lint_rule_count(const struct lint *lint)
{
	return lint->policy->kind == POLICY_BINARY ? 1 : 2;
}

struct source_location lint_rule_place(const struct lint *lint, unsigned rule,
				       struct arena *arena)
{
	(void)arena;
	return lint->policy->kind == POLICY_BINARY ? binary_places[rule]
						   : source_places[rule];
}

struct identity lint_identity(const struct lint *lint,
			      const struct finding *finding,
			      struct arena *arena)
{
	const struct evidence *evidence = evidence_of(lint, finding);
	(void)arena;
	return (struct identity){finding->op, evidence && evidence->message
						      ? evidence->message
						      : ""};
}

const char *lint_fingerprint(const struct lint *lint,
			     const struct finding *finding, struct arena *arena)
{
	(void)lint;
	return arena_format(arena, "%s %s", finding->rule->code,
			    finding->subject ? finding->subject : "-");
}

const char *lint_common_fingerprint(const struct lint *lint,
				    const struct finding *finding,
				    struct arena *arena)
{
	return lint_fingerprint(lint, finding, arena);
}

static const struct waiver inline_waiver = {
	.reason = "it \"must\" <be>",
	.until = "2030-01-31",
	.by = "A. Person",
	.place = {"dir/a b.te", 6, 0},
};

static const struct waiver site_waiver = {
	.reason = "known",
	.place = {"site.xml", 12, 0},
};

static const struct policy_remark remark = {
	.file = "dir/a b.te", .line = 6, .text = "accept"};

/* A lint of four findings: plain, accepted, with a path, on no op. */
static struct lint *make_lint(struct world *world, enum policy_kind kind)
{
	static const char *objects[] = {"blue_t", "red_t"};
	static const struct evidence evidence = {objects, 2, NULL};
	static const char *trusted[] = {"dom0_t", "xen_t"};
	const char *const paths[] = {world_input(world, "registry/tiny.xml")};
	struct lint *lint = arena_alloc(&world->arena, 1, sizeof *lint);
	struct policy *policy = arena_alloc(&world->arena, 1, sizeof *policy);
	struct run *run = arena_alloc(&world->arena, 1, sizeof *run);
	struct finding *findings = run->findings;
	*policy = (struct policy){.path = "my policy",
				  .kind = kind,
				  .version = 30,
				  .remarks = &remark,
				  .remark_count = 1};
	lint->registry = registry_load(paths, 1, &world->arena, &world->diags);
	assert_no_diags(world);
	const struct op *op = registry_find_op(lint->registry, "TOY_pause");
	const struct op_status status = {.status = STATUS_COVERED,
					 .basis = BASIS_LISTED};
	for (size_t i = 0; i < 3; i++) {
		findings[i] = (struct finding){.rule = rule_at(i),
					       .level = LEVEL_ERROR,
					       .subject = "tool_t",
					       .op = op,
					       .status = status};
		run->evidence[i] = &evidence;
	}
	findings[0].condition = "open && !shut";
	findings[1].waiver = &inline_waiver;
	findings[2].role = "device-model";
	findings[2].level = LEVEL_WARNING;
	findings[3] = (struct finding){.rule = rule_at(3),
				       .level = LEVEL_ERROR,
				       .waiver = &site_waiver};
	lint->policy = policy;
	lint->release.how = "given";
	lint->trusted = trusted;
	lint->trusted_count = 2;
	lint->run = run;
	lint->finding_count = 4;
	return lint;
}

/* --- What is said of them ---------------------------------------------- */

static const char *report_view(struct world *world,
			       const struct lint_view *view, const char *format,
			       bool verbose)
{
	struct buffer out = BUFFER_INIT;
	const struct lint_failure failure = {
		"no policy",
		{MESSAGE_POLICY_SYNTAX, {"no policy", 7, 0}, "it ends"}};
	const struct style style = {.verbose = verbose};
	struct lint_writer *writer = report_lint_start(format, &style, 2, &out);
	report_lint_view(writer, view);
	report_lint_failure(writer, &failure);
	report_lint_end(writer);
	const char *text = arena_string(&world->arena, buffer_string(&out));
	buffer_release(&out);
	return text;
}

static const char *report(struct world *world, const char *format)
{
	const struct lint_view view =
		lint_view_all(make_lint(world, POLICY_CONF));
	return report_view(world, &view, format, false);
}

static const char *report_binary(struct world *world, const char *format)
{
	const struct lint_view view =
		lint_view_all(make_lint(world, POLICY_BINARY));
	return report_view(world, &view, format, false);
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no\n%s\nin\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("there is\n%s\nin\n%s", part, text);
}

static void text_shows_all_there_is(void **state)
{
	const char *text = report(*state, "text");
	assert_has(text, "\ntool_t\n"
			 "  error XSM001 TOY_pause (covered, listed)\n"
			 "    on blue_t red_t\n"
			 "    while open && !shut (by default false)\n"
			 "      allow tool_t { blue_t red_t }:domain pause;  "
			 "dir/a b.te:7 dir/c:d,e%.te:9 (a.if:3)\n");
	assert_has(text, "  accepted error XSM002 TOY_pause (covered, listed)\n"
			 "    on blue_t red_t\n"
			 "    accepted until 2030-01-31 by A. Person: it "
			 "\"must\" <be>  dir/a b.te:6\n");
	assert_has(text, "  warning XSM003 TOY_pause (covered, listed)\n"
			 "    XSM003 is found,?100% sure <&>\n"
			 "    on blue_t red_t\n"
			 "    role device-model\n"
			 "    path tool_t writes the memory of blue_t\n"
			 "    then blue_t may \"become\" dom0_t\n");
	assert_has(text, "\nthe policy\n"
			 "  accepted error XSM004 XSM004 is found,?100% sure "
			 "<&>\n"
			 "    accepted: known  site.xml:12\n");
	assert_has(text, "\n1 error, 1 warning, 0 notes, 2 accepted\n");
}

static void text_of_a_binary_shows_rules(void **state)
{
	assert_has(report_binary(*state, "text"),
		   "      allow tool_t red_t:domain pause;\n"
		   "        by allow tools \"<&>\":domain pause;\n");
}

static void text_folds_long_lists(void **state)
{
	enum { MANY = 50 };
	struct world *world = *state;
	struct lint *lint = make_lint(world, POLICY_CONF);
	const char **objects =
		arena_alloc(&world->arena, MANY, sizeof *objects);
	for (size_t i = 0; i < MANY; i++)
		objects[i] = arena_format(&world->arena, "t%02zu", i);
	const struct evidence evidence = {objects, MANY, NULL};
	lint->run->evidence[0] = &evidence;
	lint->finding_count = 1;
	const struct lint_view view = lint_view_all(lint);
	assert_has(report_view(world, &view, "text", false),
		   " on t00 t01 t02 t03 t04 t05 t06 t07 and 42 more\n");
	assert_has(report_view(world, &view, "text", true), " t48 t49\n");
}

static void gcc_is_a_line_a_finding(void **state)
{
	const char *text = report(*state, "gcc");
	assert_has(text, "dir/a b.te:7:1: error: XSM001 is found,?100% sure "
			 "<&> [XSM001]\n");
	assert_has(text, "dir/a b.te:7:1: note: XSM002 is found,?100% sure "
			 "<&>; accepted until 2030-01-31 by A. Person: it "
			 "\"must\" <be> [XSM002]\n");
	assert_has(text, "<&>; role device-model [XSM003]\n");
	assert_has(text, "my policy:1:1: note: XSM004 is found");
}

static void github_commands_are_escaped(void **state)
{
	const char *text = report(*state, "github");
	assert_has(text, "::error file=dir/a b.te,line=7,title=XSM001 a "
			 "covered op is delegated::XSM001 is found,?100%25 "
			 "sure <&>\n");
	assert_has(text, "::notice file=dir/a b.te,line=7,title=XSM002");
	assert_has(text, "::warning file=dir/a b.te,line=7,title=XSM003");
}

static void github_properties_are_escaped(void **state)
{
	struct world *world = *state;
	struct lint *lint = make_lint(world, POLICY_CONF);
	struct policy policy = *lint->policy;
	policy.path = "a:b,c%d";
	lint->policy = &policy;
	const struct lint_view view = lint_view_all(lint);
	assert_has(report_view(world, &view, "github", false),
		   "::notice file=a%3Ab%2Cc%25d,line=1,title=");
}

static void json_leaves_out_what_is_not_there(void **state)
{
	const char *text = report(*state, "json");
	assert_has(text, "{\"schema\":\"xsmc-lint/2\",\"policies\":[{"
			 "\"path\":\"my policy\",\"kind\":\"conf\",");
	assert_has(text, ",{\"rule\":\"XSM004\",\"level\":\"error\","
			 "\"waiver\":{\"reason\":\"known\","
			 "\"file\":\"site.xml\",\"line\":12},"
			 "\"fingerprint\":\"XSM004 -\",\"message\":");
	assert_has(text, "\"path\":[{\"type\":\"blue_t\","
			 "\"gives\":\"memory\"},{\"type\":\"dom0_t\","
			 "\"gives\":\"label\"}]");
	assert_has(text, "\"errors\":1,\"warnings\":1,\"notes\":0,"
			 "\"suppressed\":2,");
	assert_lacks(text, "null");
	assert_lacks(text, "[]");
	assert_lacks(text, "{}");
	assert_lacks(text, "\": ");
}

static void json_has_each_rule_once(void **state)
{
	const char *text = report(*state, "json");
	assert_has(text, "\"accesses\":[{\"source\":\"tool_t\","
			 "\"targets\":[\"blue_t\",\"red_t\"],"
			 "\"class\":\"domain\",\"permission\":\"pause\","
			 "\"rules\":[0,1]}]");
	assert_has(text, "],\"rules\":[{\"locations\":[{\"file\":"
			 "\"dir/a b.te\",\"line\":7}]},{\"text\":"
			 "\"allow a b:domain pause;\",\"locations\":["
			 "{\"file\":\"a.if\",\"line\":3,\"call\":{\"file\":"
			 "\"dir/c:d,e%.te\",\"line\":9}}]}]}");
	assert_has(report_binary(*state, "json"),
		   "\"rules\":[{\"text\":\"allow tools "
		   "\\\"<&>\\\":domain pause;\"}]}");
}

static void json_names_what_could_not_be_read(void **state)
{
	const char *text = report(*state, "json");
	assert_has(text, ",{\"path\":\"no policy\",\"error\":{\"id\":"
			 "\"policy-syntax\",\"message\":");
	assert_has(text, "it ends\",\"file\":\"no policy\",\"line\":7}}],"
			 "\"summary\":{\"policies\":2,");
}

static void sarif_tells_inline_and_external_apart(void **state)
{
	const char *text = report(*state, "sarif");
	assert_has(text, "\"kind\":\"inSource\"");
	assert_has(text, "\"kind\":\"external\"");
	assert_has(text, "\"justification\":\"it \\\"must\\\" <be>\"");
	assert_has(text, "\"uri\":\"dir/a%20b.te\"");
	assert_has(text, "\"relatedLocations\"");
	assert_has(text, "\"uri\":\"dir/c%3Ad%2Ce%25.te\"");
	assert_has(text, "\"uri\":\"a.if\"");
	assert_has(text, "\"text\":\"the rule within the macro\"");
	assert_has(text, "\"codeFlows\"");
	assert_has(report_binary(*state, "sarif"),
		   "\"fullyQualifiedName\":\"allow tools "
		   "\\\"<&>\\\":domain pause;\",\"kind\":\"rule\"");
}

static void junit_fails_what_the_report_shows(void **state)
{
	struct world *world = *state;
	const char *text = report(world, "junit");
	size_t count = 0;
	for (size_t i = 0; i < rule_count(); i++)
		count += !rule_at(i)->asked;
	/* One for each rule that no option asks for, as each of the four has
	   findings of another. */
	assert_has(text, arena_format(&world->arena,
				      "<testsuite name=\"my policy\" "
				      "tests=\"%zu\" failures=\"2\" "
				      "errors=\"0\" skipped=\"2\">",
				      count));
	assert_has(text, "name=\"XSM001 covered-op-delegated: tool_t\">\n"
			 "<failure message=\"a covered op is delegated\" "
			 "type=\"error\">");
	assert_has(text, "<skipped message=\"it &quot;must&quot; "
			 "&lt;be&gt;\">");
	assert_has(text, "name=\"XSM003 unknown-op-allowed: tool_t "
			 "(as warning)\">\n"
			 "<failure");
}

static void html_escapes_everything(void **state)
{
	const char *text = report(*state, "html");
	assert_has(text, "100% sure &lt;&amp;&gt;</i></summary>");
	assert_has(text, "it &quot;must&quot; &lt;be&gt;");
	assert_lacks(text, "<be>");
	assert_has(text, "then blue_t may &quot;become&quot; dom0_t\n");
	assert_has(text, "<a href=\"#g0\">1</a>");
	assert_has(text, "<a href=\"#g1\" class=\"accepted\">");
	assert_has(text, " dir/c:d,e%.te:9 (a.if:3)\n");
	assert_has(text, "<details id=\"g3\">");
	assert_lacks(text, "http-equiv=\"refresh\"");
	assert_lacks(text, "src=");
}

/* What is passed on, one piece behind the other. */
struct passed {
	struct buffer text;
	size_t pieces, longest;
};

static void take_piece(void *context, const char *bytes, size_t length)
{
	struct passed *passed = context;
	buffer_add(&passed->text, bytes, length);
	passed->pieces++;
	if (length > passed->longest)
		passed->longest = length;
}

/* A lint with so many findings that no format fits into one piece. */
static struct lint_view make_long(struct world *world)
{
	enum { MANY = 4000 };
	struct lint *lint = make_lint(world, POLICY_CONF);
	const struct lint_view view = lint_view_all(lint);
	struct lint_row *rows = arena_alloc(&world->arena, MANY, sizeof *rows);
	for (size_t i = 0; i < MANY; i++) {
		rows[i] = lint_view_row(&view, 0);
		rows[i].finding.subject =
			arena_format(&world->arena, "tool%zu_t", i % 40);
	}
	return (struct lint_view){
		.lint = lint, .rows = rows, .row_count = MANY};
}

static void no_format_keeps_the_report(void **state)
{
	struct world *world = *state;
	const struct lint_view view = make_long(world);
	for (size_t i = 0; report_lint_formats[i]; i++) {
		struct passed passed = {BUFFER_INIT, 0, 0};
		struct buffer out = {.drain = take_piece, .context = &passed};
		const struct style style = {.verbose = true};
		struct lint_writer *writer = report_lint_start(
			report_lint_formats[i], &style, 1, &out);
		report_lint_view(writer, &view);
		report_lint_end(writer);
		buffer_finish(&out);
		if (passed.pieces < 2 || passed.longest >= 100000)
			fail_msg("%s: %zu pieces, %zu bytes at once",
				 report_lint_formats[i], passed.pieces,
				 passed.longest);
		buffer_release(&passed.text);
	}
}

static void dot_marks_what_is_trusted(void **state)
{
	const char *text = report(*state, "dot");
	assert_has(text, "digraph \"my policy\" {\n");
	assert_has(text, "  \"dom0_t\" [shape=doubleoctagon];\n");
	assert_has(text, "  \"tool_t\" -> \"blue_t\" "
			 "[label=\"TOY_pause\", color=red];\n");
	assert_has(text, "  \"tool_t\" -> \"red_t\" "
			 "[label=\"TOY_pause\", color=gray];\n");
	assert_has(text, "  \"blue_t\" -> \"dom0_t\" [label=\"may "
			 "\\\"become\\\"\", style=dashed];\n");
}

/* --- Baselines and comparisons ----------------------------------------- */

static void a_baseline_leaves_out_what_it_knows(void **state)
{
	struct world *world = *state;
	struct lint *lint = make_lint(world, POLICY_CONF);
	static const char *const objects[] = {"blue_t", "red_t"};
	const struct baseline_entry entries[] = {
		{"XSM001 gone_t", LEVEL_ERROR, "XSM001 gone_t TOY_pause", NULL,
		 0, NULL},
		{"XSM001 tool_t", LEVEL_ERROR, "known", objects, 2, NULL},
		{"XSM003 tool_t", LEVEL_NOTE, "was a note", NULL, 0, NULL},
	};
	static const char *const releases[] = {"9.1.1"};
	const struct baseline baseline = {"base.json", releases, 1, entries, 3};
	const struct lint_view view =
		lint_view_new(lint, NULL, 0, NULL, 0, &baseline, &world->arena);
	assert_int_equal(view.known, 1);
	assert_int_equal(view.row_count, 3);
	assert_int_equal(view.gone_count, 2);
	assert_string_equal(view.gone[0].fingerprint, "XSM001 gone_t");
	const char *text = report_view(world, &view, "text", true);
	assert_has(text, "2 of base.json no longer found:\n"
			 "  XSM001 gone_t TOY_pause\n");
	assert_has(text, "0 errors, 1 warning, 0 notes, 2 accepted, 1 known "
			 "by base.json\n");
	assert_has(report_view(world, &view, "sarif", true),
		   "\"baselineState\":\"new\"");
	assert_has(report_view(world, &view, "json", true),
		   "\"known\":1,\"gone\":[{\"fingerprint\":");
}

static void a_comparison_is_on_objects(void **state)
{
	struct world *world = *state;
	struct lint *old = make_lint(world, POLICY_CONF);
	struct lint *lint = make_lint(world, POLICY_CONF);
	static const char *fewer[] = {"red_t"};
	static const struct evidence evidence = {fewer, 1, NULL};
	struct finding *before = old->run->findings;
	lint->registry = old->registry;
	struct finding *after = lint->run->findings;
	for (size_t i = 0; i < 3; i++)
		after[i].op = before[i].op;
	/* One object more, another level, and one that is no more. */
	old->run->evidence[0] = &evidence;
	before[2].level = LEVEL_NOTE;
	lint->finding_count = 3;
	const struct compared compared = {.lint = lint, .old = old};
	const struct lint_view view =
		lint_view_changes(&compared, &world->arena);
	assert_int_equal(view.row_count, 4);
	struct lint_totals totals = lint_view_totals(&view);
	assert_int_equal(totals.levels[LEVEL_ERROR], 1);
	assert_int_equal(totals.levels[LEVEL_WARNING], 1);
	assert_int_equal(totals.removed, 2);
	const char *text = report_view(world, &view, "text", true);
	assert_has(text, "  added error XSM001 TOY_pause (covered, listed)\n"
			 "    on blue_t\n"
			 "    while open && !shut (by default false)\n"
			 "      allow tool_t blue_t:domain pause;");
	assert_has(text, "  removed note XSM003 TOY_pause");
	assert_has(text, "  added warning XSM003 TOY_pause");
	assert_has(text, "added: 1 error, 1 warning, 0 notes; removed: 2 "
			 "findings\n");
	assert_has(report_view(world, &view, "sarif", true),
		   "\"baselineState\":\"absent\"");
	assert_has(report_view(world, &view, "json", true),
		   "\"change\":\"removed\"");
	assert_has(report_view(world, &view, "gcc", true),
		   ": note: removed: XSM003 is found");
}

static void findings_on_no_op_differ_by_their_words(void **state)
{
	struct world *world = *state;
	static const struct evidence evidence[] = {
		{NULL, 0, "class a is missing"},
		{NULL, 0, "class b is missing"},
		{NULL, 0, "class c is missing"},
	};
	struct lint *lint = make_lint(world, POLICY_CONF);
	struct lint *old = make_lint(world, POLICY_CONF);
	for (size_t i = 0; i < 4; i++) {
		struct run *run = i < 2 ? lint->run : old->run;
		run->findings[i % 2] = (struct finding){
			.rule = rule_find("XSM301"), .level = LEVEL_ERROR};
		run->evidence[i % 2] = &evidence[i - i / 2];
	}
	lint->finding_count = old->finding_count = 2;
	const struct compared compared = {.lint = lint, .old = old};
	const struct lint_view view =
		lint_view_changes(&compared, &world->arena);
	assert_int_equal(view.row_count, 2);
	const char *text = report_view(world, &view, "text", true);
	assert_has(text, "  added error XSM301 class a is missing\n"
			 "  removed error XSM301 class c is missing\n");
}

static void a_finding_on_a_waiver_is_where_that_is(void **state)
{
	struct world *world = *state;
	struct lint *lint = make_lint(world, POLICY_CONF);
	lint->run->findings[0] = (struct finding){.rule = rule_find("XSM403"),
						  .level = LEVEL_ERROR};
	lint->run->evidence[0] = NULL;
	lint->finding_count = 1;
	const struct lint_view view = lint_view_all(lint);
	assert_has(report_view(world, &view, "text", false),
		   "  error XSM403 XSM403 is found,?100% sure <&>  "
		   "site.xml:3\n");
	assert_has(report_view(world, &view, "gcc", false),
		   "site.xml:3:1: error: XSM403");
	assert_has(report_view(world, &view, "json", false),
		   "\"place\":{\"file\":\"site.xml\",\"line\":3}");
	assert_has(report_view(world, &view, "sarif", false),
		   "\"uri\":\"site.xml\"},\"region\":{\"startLine\":3}");
	assert_has(report_view(world, &view, "html", false),
		   " site.xml:3</i></summary>");
}

static void equal_policies_have_no_changes(void **state)
{
	struct world *world = *state;
	struct lint *lint = make_lint(world, POLICY_CONF);
	const struct compared compared = {.lint = lint, .old = lint};
	const struct lint_view view =
		lint_view_changes(&compared, &world->arena);
	assert_int_equal(view.row_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(text_shows_all_there_is),
		WORLD_TEST(text_of_a_binary_shows_rules),
		WORLD_TEST(text_folds_long_lists),
		WORLD_TEST(gcc_is_a_line_a_finding),
		WORLD_TEST(github_commands_are_escaped),
		WORLD_TEST(github_properties_are_escaped),
		WORLD_TEST(json_leaves_out_what_is_not_there),
		WORLD_TEST(json_has_each_rule_once),
		WORLD_TEST(json_names_what_could_not_be_read),
		WORLD_TEST(sarif_tells_inline_and_external_apart),
		WORLD_TEST(junit_fails_what_the_report_shows),
		WORLD_TEST(html_escapes_everything),
		WORLD_TEST(no_format_keeps_the_report),
		WORLD_TEST(dot_marks_what_is_trusted),
		WORLD_TEST(a_baseline_leaves_out_what_it_knows),
		WORLD_TEST(a_comparison_is_on_objects),
		WORLD_TEST(findings_on_no_op_differ_by_their_words),
		WORLD_TEST(a_finding_on_a_waiver_is_where_that_is),
		WORLD_TEST(equal_policies_have_no_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
