/* What the linter finds in small policies. */
#include "rule/rule.h"
#include "tiny.h"

/*
 * The findings on tool_t, blue_t and red_t as text, a line each: SUBJECT OP
 * RULE ON OBJECT... [while CONDITION].
 */
static const char *findings(struct world *world, const char *rules)
{
	const struct lint *lint = tiny_lint(world, rules, "9.1.0");
	const char *text = "";
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		/* What is delegated; other rules have tests of their own. */
		if (!finding.subject || strcmp(finding.subject, "*") == 0 ||
		    strncmp(finding.rule->code, "XSM00", 5) != 0)
			continue;
		text = arena_format(&world->arena, "%s%s %s %s on", text,
				    finding.subject, finding.op->name,
				    finding.rule->code);
		const char **objects;
		size_t count =
			lint_objects(lint, &finding, &world->arena, &objects);
		for (size_t j = 0; j < count; j++)
			text = arena_format(&world->arena, "%s %s", text,
					    objects[j]);
		if (finding.condition)
			text = arena_format(&world->arena, "%s while %s (%d)",
					    text, finding.condition,
					    finding.default_state);
		text = arena_format(&world->arena, "%s\n", text);
	}
	return text;
}

static const struct {
	const char *rules, *findings;
} rows[] = {
	{"", ""},
	/* One object must pass all that is asked of it. */
	{"allow tool_t blue_t:domain pause;",
	 "tool_t TOY_pause XSM001 on blue_t\n"},
	{"allow tool_t blue_t:domain pause;"
	 "allow tool_t red_t:mmu map_read;",
	 "tool_t TOY_pause XSM001 on blue_t\n"},
	{"allow tool_t guests:domain pause;"
	 "allow tool_t red_t:mmu map_read;",
	 "tool_t TOY_pause XSM001 on blue_t red_t\n"
	 "tool_t TOY_map XSM001 on red_t\n"},
	/* The trusted may do it, and what nobody may is not found. */
	{"allow { dom0_t xen_t } guests:domain *;", ""},
	{"allow tool_t xen_t:xen readconsole;",
	 "tool_t TOY_console XSM002 on xen_t\n"},
	/* Readconsole on another type than Xen's opens nothing. */
	{"allow tool_t dom0_t:xen readconsole;", ""},
	/* The object may be the caller. */
	{"allow guests self:domain pause;",
	 "blue_t TOY_pause XSM001 on blue_t\n"
	 "red_t TOY_pause XSM001 on red_t\n"},
	/* A way of two that go. */
	{"allow tool_t blue_t:domain create;",
	 "tool_t TOY_way XSM001 on blue_t\n"},
	{"allow tool_t xen_t:xen settime;", "tool_t TOY_way XSM001 on xen_t\n"
					    "tool_t TOY_old XSM002 on xen_t\n"},
	{"allow tool_t xen_t:xen settime;"
	 "allow tool_t blue_t:domain create;",
	 "tool_t TOY_way XSM001 on blue_t xen_t\n"
	 "tool_t TOY_old XSM002 on xen_t\n"},
	/* A page goes from one domain that may give it to another. */
	{"allow tool_t blue_t:mmu map_read;"
	 "allow tool_t red_t:mmu map_write;"
	 "allow blue_t red_t:grant copy;",
	 "tool_t TOY_share XSM001 on blue_t red_t\n"},
	{"allow tool_t blue_t:mmu map_read;"
	 "allow tool_t red_t:mmu map_write;"
	 "allow red_t blue_t:grant copy;"
	 "allow blue_t dom0_t:grant copy;",
	 ""},
	{"allow tool_t tool_t:mmu { map_read map_write };"
	 "allow tool_t tool_t:grant copy;",
	 "tool_t TOY_share XSM001 on tool_t\n"},
	/* Conditions, alone and together. */
	{"if (open) { allow tool_t blue_t:domain pause; }",
	 "tool_t TOY_pause XSM001 on blue_t while open (0)\n"},
	{"if (shut) { allow tool_t blue_t:domain pause; }",
	 "tool_t TOY_pause XSM001 on blue_t while shut (1)\n"},
	{"if (open) { allow tool_t blue_t:domain pause; }"
	 "if (shut) { allow tool_t blue_t:mmu map_read; }",
	 "tool_t TOY_pause XSM001 on blue_t while open (0)\n"
	 "tool_t TOY_map XSM001 on blue_t while open && shut (0)\n"},
	/* What holds always hides the condition. */
	{"if (open) { allow tool_t guests:domain pause; }"
	 "allow tool_t red_t:domain pause;",
	 "tool_t TOY_pause XSM001 on red_t\n"
	 "tool_t TOY_pause XSM001 on blue_t while open (0)\n"},
	{"allow tool_t blue_t:mmu map_read;"
	 "allow tool_t { red_t dom0_t }:mmu map_write;"
	 "if (open) { allow blue_t red_t:grant copy; }"
	 "allow blue_t dom0_t:grant copy;",
	 "tool_t TOY_share XSM001 on blue_t dom0_t\n"
	 "tool_t TOY_share XSM001 on red_t while open (0)\n"},
};

static void what_is_delegated_is_found(void **state)
{
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *found = findings(world, rows[i].rules);
		if (strcmp(found, rows[i].findings) != 0)
			fail_msg("%s\n%sinstead of\n%s", rows[i].rules, found,
				 rows[i].findings);
	}
}

static void the_trusted_are_the_initial_sids_types(void **state)
{
	struct world *world = *state;
	const struct lint *lint = tiny_lint(world, "", "auto");
	assert_int_equal(lint->trusted_count, 2);
	assert_string_equal(lint->trusted[0], "dom0_t");
	assert_string_equal(lint->trusted[1], "xen_t");
}

static void levels_are_counted(void **state)
{
	struct world *world = *state;
	const struct lint *lint =
		tiny_lint(world,
			  "allow tool_t blue_t:domain { pause create };"
			  "allow tool_t xen_t:xen readconsole;",
			  "9.1.0");
	assert_int_equal(lint_count(lint, LEVEL_ERROR), 2);
	/* domain:create opens TOY_way, and is not named after it. */
	assert_int_equal(lint_count(lint, LEVEL_WARNING), 1);
	/* And TOY_open, which is open to all, and TOY_lost, to nobody. */
	assert_int_equal(lint_count(lint, LEVEL_NOTE), 3);
	assert_int_equal(lint->finding_count, 6);
}

static void a_finding_names_its_accesses(void **state)
{
	struct world *world = *state;
	const struct lint *lint = tiny_lint(world,
					    "allow tool_t guests:domain pause;"
					    "allow tool_t red_t:mmu map_read;",
					    "9.1.0");
	struct finding finding = {.op = NULL};
	for (size_t i = 0; !finding.op && i < lint->finding_count; i++)
		if (lint_finding(lint, i).op &&
		    strcmp(lint_finding(lint, i).op->name, "TOY_map") == 0)
			finding = lint_finding(lint, i);
	assert_non_null(finding.op);
	struct finding_details details;
	lint_details(lint, &finding, NULL, 0, &world->arena, &details);
	assert_int_equal(details.access_count, 2);
	static const char *const permissions[] = {"pause", "map_read"};
	for (size_t i = 0; i < 2; i++) {
		const struct finding_access *row = &details.accesses[i];
		assert_string_equal(row->permission, permissions[i]);
		assert_string_equal(row->source, "tool_t");
		assert_string_equal(row->target, "red_t");
		/* A binary has no lines: the rule itself is the place. */
		assert_int_equal(row->location_count, 1);
		assert_null(row->locations[0].file);
		assert_non_null(row->locations[0].text);
	}
	assert_int_equal(finding.status.status, STATUS_COVERED);
	assert_string_equal(details.message,
			    "tool_t can perform TOY_map, which is covered in "
			    "9.1.0 (listed)");
}

/* The rows with like rules, taken apart, are the accesses one by one. */
static void rows_by_rules_are_the_same_accesses(void **state)
{
	struct world *world = *state;
	const struct lint *lint = tiny_lint(world,
					    "allow tool_t guests:domain pause;"
					    "allow tool_t red_t:domain pause;"
					    "allow tool_t red_t:mmu map_read;",
					    "9.1.0");
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		struct finding_details details, ruled;
		size_t targets = 0, rules = 0, locations = 0;
		lint_details(lint, &finding, NULL, 0, &world->arena, &details);
		lint_details_by_rules(lint, &finding, NULL, 0, 0, &world->arena,
				      &ruled);
		assert_string_equal(ruled.message, details.message);
		for (size_t j = 0; j < details.access_count; j++)
			locations += details.accesses[j].location_count;
		for (size_t j = 0; j < ruled.asked_count; j++) {
			const struct finding_asked *row = &ruled.asked[j];
			targets += row->target_count;
			rules += row->target_count * row->rule_count;
		}
		assert_int_equal(targets, details.access_count);
		assert_int_equal(rules, locations);
		/* What a permission has of its own stands by itself. */
		if (finding.op && strcmp(finding.op->name, "TOY_pause") == 0)
			assert_int_equal(ruled.asked_count, 2);
	}
}

/* The status is the release's: in 9.1.1 TOY_info was audited. */
static void the_release_decides_the_status(void **state)
{
	static const char rules[] = "allow tool_t blue_t:domain getinfo;";
	static const struct {
		const char *release, *code;
	} releases[] = {{"9.1.0", "XSM001"}, {"9.1.1", "XSM002"}};
	struct world *world = *state;
	for (size_t i = 0; i < 2; i++) {
		const struct lint *lint =
			tiny_lint(world, rules, releases[i].release);
		const struct finding last =
			lint_finding(lint, lint->finding_count - 1);
		assert_string_equal(last.op->name, "TOY_info");
		assert_string_equal(last.rule->code, releases[i].code);
		assert_int_equal(last.level, last.rule->level);
	}
}

static void rules_have_codes_and_names(void **state)
{
	(void)state;
	assert_true(rule_count() >= 4);
	for (size_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_at(i);
		assert_ptr_equal(rule_find(rule->code), rule);
		assert_ptr_equal(rule_find(rule->name), rule);
		if (i)
			assert_true(strcmp(rule_at(i - 1)->code, rule->code) <
				    0);
	}
	assert_null(rule_find("XSM000"));
	assert_null(rule_find(""));
	assert_string_equal(level_name(LEVEL_NOTE), "note");
	assert_string_equal(level_name(LEVEL_WARNING), "warning");
	assert_string_equal(level_name(LEVEL_ERROR), "error");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(what_is_delegated_is_found),
		WORLD_TEST(the_trusted_are_the_initial_sids_types),
		WORLD_TEST(levels_are_counted),
		WORLD_TEST(a_finding_names_its_accesses),
		WORLD_TEST(rows_by_rules_are_the_same_accesses),
		WORLD_TEST(the_release_decides_the_status),
		WORLD_TEST(rules_have_codes_and_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
