/* What a site file may not say, though its schema lets it. */
#include "site_text.h"

#include "source/source.h"

USES_MESSAGE(ATTRIBUTES_CLASH);
USES_MESSAGE(DATE_INVALID);
USES_MESSAGE(DEVICE_MODEL_LOOP);
USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(NAME_INVALID);
USES_MESSAGE(NAME_UNDECLARED);
USES_MESSAGE(RESOURCE_INVALID);
USES_MESSAGE(TYPE_SHARED);
USES_MESSAGE(WAIVER_INCOMPLETE);

/* A domain and a device that nothing is wrong with. */
#define GOOD                                                  \
	"<domain name='good' type='good_t' role='guest'/>"    \
	"<device name='disk' type='disk_t'><irq number='1'/>" \
	"</device>"

struct bad {
	const char *text;
	const struct message *message;
	const char *detail;
};

/* Each is refused for one reason. */
static void policies_are_refused(void **state)
{
	static const struct bad rows[] = {
		{"<domain name='good' type='b_t' role='guest'/>",
		 MESSAGE_NAME_DUPLICATE, "a domain has the name good already"},
		{"<domain name='disk' type='b_t' role='guest'/>",
		 MESSAGE_NAME_DUPLICATE, "a domain has the name disk already"},
		{"<group name='a'><op name='X'/></group>"
		 "<group name='a'><op name='Y'/></group>",
		 MESSAGE_NAME_DUPLICATE, "a group has the name a already"},
		{"<domain name='b' type='good_t' role='guest' count='many'/>",
		 MESSAGE_TYPE_SHARED,
		 "good_t is the type of domain good already"},
		{"<device name='b' type='disk_t'><irq number='2'/></device>",
		 MESSAGE_TYPE_SHARED,
		 "disk_t is the type of device disk already"},
		{"<domain name='b' type='allow' role='guest'/>",
		 MESSAGE_NAME_INVALID,
		 "type=\"allow\" is a word of the policy language itself"},
		{"<domain name='b' type='b.t' role='guest'/>",
		 MESSAGE_NAME_INVALID,
		 "type=\"b.t\" is not a letter and then letters, digits or "
		 "underscores"},
		{"<talk from='good' to='b' by='event'/>",
		 MESSAGE_NAME_UNDECLARED, "to=\"b\" is no domain"},
		{"<talk from='disk' to='good' by='event'/>",
		 MESSAGE_NAME_UNDECLARED, "from=\"disk\" is a device"},
		{"<device name='b' type='b_t'><irq number='2'/>"
		 "<for domain='x'/></device>",
		 MESSAGE_NAME_UNDECLARED, "domain=\"x\" is no domain"},
		{"<user name='u'><owns domain='x'/></user>",
		 MESSAGE_NAME_UNDECLARED, "domain=\"x\" is no domain"},
		{"<user name='User'/><user name='USER'/>", MESSAGE_NAME_INVALID,
		 "name=\"USER\" is a word of the policy language itself"},
		{"<grant op='X' to='b'/>", MESSAGE_NAME_UNDECLARED,
		 "to=\"b\" is no domain"},
		{"<grant op='X' to='good' on='b'/>", MESSAGE_NAME_UNDECLARED,
		 "on=\"b\" is no domain or device"},
		{"<domain name='b' type='b_t' role='device-model' "
		 "serves='x'/>",
		 MESSAGE_NAME_UNDECLARED, "serves=\"x\" is no domain"},
		{"<domain name='b' type='b_t' role='monitor' serves='good'/>",
		 MESSAGE_ATTRIBUTES_CLASH,
		 "serves=\"good\" is for the role device-model, not monitor"},
		{"<domain name='b' type='b_t' role='guest' per-user='yes'/>",
		 MESSAGE_ATTRIBUTES_CLASH,
		 "per-user=\"yes\" is for count=\"many\""},
		{"<grant to='good'/>", MESSAGE_ATTRIBUTES_CLASH,
		 "neither op nor group"},
		{"<group name='g'><op name='X'/></group>"
		 "<grant op='X' group='g' to='good'/>",
		 MESSAGE_ATTRIBUTES_CLASH, "both op and group"},
		{"<domain name='b' type='b_t' role='device-model' "
		 "serves='b'/>",
		 MESSAGE_DEVICE_MODEL_LOOP, "b serves b"},
		{"<domain name='x' type='x_t' role='device-model' "
		 "serves='b'/>"
		 "<domain name='b' type='b_t' role='device-model' "
		 "serves='c'/>"
		 "<domain name='c' type='c_t' role='device-model' "
		 "serves='b'/>",
		 MESSAGE_DEVICE_MODEL_LOOP, "b serves c serves b"},
		{"<device name='b' type='b_t'><ioport first='2' last='1'/>"
		 "</device>",
		 MESSAGE_RESOURCE_INVALID, "first 0x2 is behind last 0x1"},
		{"<device name='b' type='b_t'><irq number='65536'/></device>",
		 MESSAGE_RESOURCE_INVALID, "the last interrupt is 0xffff"},
		{"<device name='b' type='b_t'><pci at='00:20.0'/></device>",
		 MESSAGE_RESOURCE_INVALID,
		 "a PCI device is 1f at most, its function 7"},
		{"<device name='b' type='b_t'><irq number='1'/></device>",
		 MESSAGE_RESOURCE_INVALID,
		 "device disk has this interrupt already, line 1"},
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *text =
			arena_format(&world->arena, GOOD "%s", rows[i].text);
		assert_null(site_policy_text(world, text));
		assert_diag(world, rows[i].message);
		assert_string_equal(world->diags.list.items[0].detail,
				    rows[i].detail);
		diags_release(&world->diags);
	}
}

static void waivers_are_refused(void **state)
{
	static const struct bad rows[] = {
		{"<accept reason='fine'/>", MESSAGE_WAIVER_INCOMPLETE,
		 "neither op, permission, rule nor commit"},
		{"<accept op='X'/>", MESSAGE_WAIVER_INCOMPLETE,
		 "no reason: say why it is acceptable"},
		{"<accept rule='XSM001' reason=' '/>",
		 MESSAGE_WAIVER_INCOMPLETE,
		 "no reason: say why it is acceptable"},
		{"<accept op='X' reason='fine' until='2026-02-30'/>",
		 MESSAGE_DATE_INVALID, "until=\"2026-02-30\""},
		{"<trusted type='a' reason='x'/>"
		 "<role name='r' type='a' reason='y'/>",
		 MESSAGE_NAME_DUPLICATE,
		 "type a is trusted or has a role already"},
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_null(site_text(world, arena_format(&world->arena,
							  "<site>%s</site>",
							  rows[i].text)));
		assert_diag(world, rows[i].message);
		assert_string_equal(world->diags.list.items[0].detail,
				    rows[i].detail);
		diags_release(&world->diags);
	}
}

/* What lies between two that overlap does not hide it. */
static void overlaps_are_found_behind_smaller_ones(void **state)
{
	struct world *world = *state;
	assert_null(site_policy_text(world,
				     "<device name='a' type='a_t'>"
				     "<iomem first='1' last='100'/></device>\n"
				     "<device name='b' type='b_t'>\n"
				     "<iomem first='2' last='3'/>\n"
				     "<iomem first='50'/></device>"));
	assert_int_equal(world->diags.list.count, 2);
	assert_int_equal(world->diags.list.items[1].at.line, 4);
}

/* Neighbours, and hardware of other kinds, are no overlap. */
static void neighbours_do_not_overlap(void **state)
{
	struct world *world = *state;
	assert_non_null(site_policy_text(
		world, "<device name='a' type='a_t'>"
		       "<iomem first='1' last='100'/><irq number='100'/>"
		       "<iomem first='101' last='200'/><iomem first='0'/>"
		       "<ioport first='1' last='100'/><pci at='00:00.1'/>"
		       "<pci at='00:00.0'/><dtree path='/a'/>"
		       "<dtree path='/a/b'/></device>"));
	assert_no_diags(world);
}

/* Names that the profile may declare are checked when it is there. */
static void names_of_a_profile_are_left(void **state)
{
	struct world *world = *state;
	const struct site *site = site_text(
		world, "<site><policy profile='p'>"
		       "<domain name='a' type='a_t' role='toolstack'/>"
		       "<grant group='look' to='a' on='nobody'/>"
		       "</policy></site>");
	assert_no_diags(world);
	assert_false(site_check_policy(site->policy, &world->diags));
	assert_int_equal(world->diags.list.count, 1);
	assert_ptr_equal(world->diags.list.items[0].message,
			 MESSAGE_NAME_UNDECLARED);
}

static bool checkpolicy_takes(const char *type)
{
	enum { VERSION = 30 };
	struct buffer text = BUFFER_INIT, binary = BUFFER_INIT;
	struct diags diags = DIAGS_INIT;
	buffer_format(&text,
		      "class c\nsid s\nclass c { p }\ntype t;\ntype %s;\n"
		      "allow %s t:c p;\nallow t %s:c p;\n"
		      "role r;\nrole r types { t %s };\nuser u roles r;\n"
		      "sid s u:r:%s\n",
		      type, type, type, type, type);
	bool taken =
		source_compile("names.conf", &text, VERSION, &diags, &binary);
	diags_release(&diags);
	buffer_release(&text);
	buffer_release(&binary);
	return taken;
}

static bool site_takes(struct world *world, const char *type)
{
	const char *text =
		arena_format(&world->arena,
			     "<domain name='a' type='%s' role='guest'/>", type);
	bool taken = site_policy_text(world, text);
	diags_release(&world->diags);
	return taken;
}

/* Names that checkpolicy is asked about; it is the judge. */
static void types_are_what_checkpolicy_takes(void **state)
{
	static const char *const names[] = {
		"a",	     "A9_",
		"domU_t",    "_t",
		"9t",	     "self",
		"SELF",	     "Self",
		"user",	     "User",
		"ROLE",	     "types",
		"low",	     "u1",
		"U3",	     "u4",
		"t1",	     "h2",
		"iomemcon",  "PIRQCON",
		"sid",	     "source",
		"target",    "dominance",
		"eq",	     "ne",
		"if",	     "ifdef",
		"optional",  "fs_use_psid",
		"alias",     "tunable",
		"attribute", "module",
		"interface", "base",
		"true",	     "neverallowxperm",
	};
	struct world *world = *state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (checkpolicy_takes(names[i]) != site_takes(world, names[i]))
			fail_msg("%s", names[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(policies_are_refused),
		WORLD_TEST(waivers_are_refused),
		WORLD_TEST(overlaps_are_found_behind_smaller_ones),
		WORLD_TEST(neighbours_do_not_overlap),
		WORLD_TEST(names_of_a_profile_are_left),
		WORLD_TEST(types_are_what_checkpolicy_takes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
