/* What a site file says, as structs. */
#include "base/file_replace.h"
#include "site_text.h"

static void an_empty_site_says_nothing(void **state)
{
	struct world *world = *state;
	const struct site *site = site_text(world, "<site/>");
	assert_no_diags(world);
	assert_null(site->release);
	assert_null(site->registries[0]);
	assert_null(site->policy);
	assert_int_equal(site->type_count, 0);
	assert_int_equal(site->waiver_count, 0);
	assert_int_equal(site->review_count, 0);
}

static void types_are_trusted_or_have_a_role(void **state)
{
	struct world *world = *state;
	const struct site *site = site_text(
		world, "<site release='4.17'>\n"
		       "<role name='xenstore' type='b_t' reason='runs it'/>\n"
		       "<trusted type='a_t' reason=' as\n dom0 '/></site>");
	assert_no_diags(world);
	assert_string_equal(site->release, "4.17");
	assert_int_equal(site->type_count, 2);
	assert_string_equal(site->types[0].type, "b_t");
	assert_string_equal(site->types[0].role, "xenstore");
	assert_null(site->types[1].role);
	assert_string_equal(site->types[1].reason, "as dom0");
	assert_int_equal(site->types[1].place.line, 4);
	assert_string_equal(site->types[1].place.file, site->path);
}

static void waivers_and_reviews_are_kept(void **state)
{
	struct world *world = *state;
	const struct site *site = site_text(
		world,
		"<site><accept op='XEN_*' subject='a_t' object='b_t' "
		"reason='fine' until='2028-02-29' by='us'/>"
		"<accept permission='domain:pause' rule='XSM001' reason='x'/>"
		"<review op='XEN_DOMCTL_pausedomain' releases='4.5 4.17..' "
		"evidence='report'/></site>");
	assert_no_diags(world);
	assert_int_equal(site->waiver_count, 2);
	const struct waiver *waiver = site->waivers;
	assert_string_equal(waiver->op, "XEN_*");
	assert_string_equal(waiver->subject, "a_t");
	assert_string_equal(waiver->object, "b_t");
	assert_string_equal(waiver->until, "2028-02-29");
	assert_string_equal(waiver->by, "us");
	assert_null(waiver->permission);
	assert_null(waiver->rule);
	assert_string_equal(waiver[1].permission, "domain:pause");
	assert_string_equal(waiver[1].rule, "XSM001");
	assert_null(waiver[1].until);
	assert_int_equal(site->review_count, 1);
	assert_string_equal(site->reviews->releases, "4.5 4.17..");
	assert_string_equal(site->reviews->evidence, "report");
	assert_null(site->reviews->by);
}

/* Overlays are found from the file's directory. */
static void overlays_stand_beside_the_file(void **state)
{
	struct world *world = *state;
	const struct site *site =
		site_text(world, "<site><registry file='vendor.xml'/>"
				 "<registry file='../more/vendor.xml'/>"
				 "<registry file='/etc/vendor.xml'/></site>");
	assert_no_diags(world);
	size_t directory = (size_t)(strrchr(site->path, '/') - site->path) + 1;
	assert_memory_equal(site->registries[0], site->path, directory);
	assert_string_equal(site->registries[0] + directory, "vendor.xml");
	assert_string_equal(site->registries[1] + directory,
			    "../more/vendor.xml");
	assert_string_equal(site->registries[2], "/etc/vendor.xml");
	assert_null(site->registries[3]);
}

static void a_policy_has_defaults(void **state)
{
	struct world *world = *state;
	const struct site *site = site_policy_text(
		world, "<domain name='a' type='a_t' role='guest'/>");
	assert_no_diags(world);
	const struct site_policy *policy = site->policy;
	assert_null(policy->profile);
	assert_int_equal(policy->version, 0);
	assert_false(policy->mls);
	assert_string_equal(policy->handle_unknown, "deny");
	assert_int_equal(policy->iommu, IOMMU_UNSAID);
	assert_int_equal(policy->domain_count, 1);
	assert_string_equal(policy->domains->role, "guest");
	assert_false(policy->domains->many);
	assert_false(policy->domains->per_user);
	assert_null(policy->domains->serves);
}

static void a_policy_says_otherwise(void **state)
{
	struct world *world = *state;
	const struct site *site = site_text(
		world,
		"<site><policy profile='default' version='24' mls='yes' "
		"handle-unknown='allow' iommu='any'>"
		"<domain name='dm' type='dm_t' role='device-model' "
		"count='many' per-user='yes' serves='guest'/>"
		"<talk from='dm' to='guest' by='argo event'/></policy></site>");
	assert_no_diags(world);
	const struct site_policy *policy = site->policy;
	assert_string_equal(policy->profile, "default");
	assert_int_equal(policy->version, 24);
	assert_true(policy->mls);
	assert_string_equal(policy->handle_unknown, "allow");
	assert_int_equal(policy->iommu, IOMMU_ANY);
	assert_true(policy->domains->many);
	assert_true(policy->domains->per_user);
	assert_string_equal(policy->domains->serves, "guest");
	assert_string_equal(policy->talks->from, "dm");
	assert_string_equal(policy->talks->to, "guest");
	assert_true(policy->talks->argo);
	assert_true(policy->talks->event);
	assert_false(policy->talks->grant);
}

static void assert_resource(const struct site_resource *resource,
			    enum resource_kind kind, unsigned long long first,
			    unsigned long long last)
{
	assert_int_equal(resource->kind, kind);
	assert_int_equal(resource->first, first);
	assert_int_equal(resource->last, last);
}

static void devices_have_resources_and_users(void **state)
{
	struct world *world = *state;
	const struct site *site = site_policy_text(
		world, "<domain name='a' type='a_t' role='guest'/>"
		       "<domain name='b' type='b_t' role='guest'/>"
		       "<device name='card' type='card_t'>"
		       "<pci at='03:1f.7'/>"
		       "<pci at='Abcd:ff:00.0'/><irq number='0x18'/>"
		       "<iomem first='0xf0000' last='0xffffffffff'/>"
		       "<ioport first='1023'/><dtree path='/soc/uart@0'/>"
		       "<for domain='b'/><for domain='a'/></device>");
	assert_no_diags(world);
	const struct site_device *device = site->policy->devices;
	assert_int_equal(device->resource_count, 6);
	const struct site_resource *resources = device->resources;
	assert_resource(resources, RESOURCE_PCI, 0x3ff, 0x3ff);
	assert_resource(resources + 1, RESOURCE_PCI, 0xabcdff00, 0xabcdff00);
	assert_resource(resources + 2, RESOURCE_IRQ, 24, 24);
	assert_resource(resources + 3, RESOURCE_IOMEM, 0xf0000, 0xffffffffff);
	assert_resource(resources + 4, RESOURCE_IOPORT, 1023, 1023);
	assert_int_equal(resources[5].kind, RESOURCE_DTREE);
	assert_string_equal(resources[5].path, "/soc/uart@0");
	assert_null(resources[4].path);
	assert_int_equal(device->user_count, 2);
	assert_string_equal(device->users[0], "b");
	assert_string_equal(device->users[1], "a");
}

static void grants_name_ops_or_groups(void **state)
{
	struct world *world = *state;
	const struct site *site = site_policy_text(
		world, "<domain name='a' type='a_t' role='toolstack'/>"
		       "<group name='look'><op name='XEN_A*'/>"
		       "<op name='XEN_B' releases='..4.5'/></group>"
		       "<grant group='look' to='a' on='a' if-safe='yes'/>"
		       "<grant op='XEN_C' to='a' releases='4.6..'/>");
	assert_no_diags(world);
	const struct site_policy *policy = site->policy;
	assert_int_equal(policy->groups->op_count, 2);
	assert_string_equal(policy->groups->ops[0], "XEN_A*");
	assert_null(policy->groups->releases[0]);
	assert_string_equal(policy->groups->releases[1], "..4.5");
	const struct site_grant *grants = policy->grants;
	assert_string_equal(grants[0].group, "look");
	assert_null(grants[0].op);
	assert_true(grants[0].if_safe);
	assert_string_equal(grants[1].op, "XEN_C");
	assert_null(grants[1].on);
	assert_false(grants[1].if_safe);
	assert_string_equal(grants[1].releases, "4.6..");
}

static void site_files_are_recognized(void **state)
{
	static const struct {
		const char *text;
		bool site;
	} rows[] = {
		{"<site/>", true},
		{"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <a> -->\n"
		 "<site\n release='4.17'>",
		 true},
		{"<sites/>", false},
		{"<!-- <site> --><registry/>", false},
		{"", false},
		{"<!-- <site>", false},
	};
	struct world *world = *state;
	struct diags other = DIAGS_INIT;
	const char *directory =
		directory_temporary(&world->arena, &world->diags);
	const char *path = arena_format(&world->arena, "%s/x", directory);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(file_replace(path, rows[i].text,
					 strlen(rows[i].text), &world->diags));
		assert_int_equal(site_recognize(path, &other), rows[i].site);
	}
	assert_false(site_recognize(directory, &other));
	assert_false(site_recognize("/nowhere/site.xml", &other));
	assert_false(site_recognize("-", &other));
	assert_int_equal(other.list.count, 0);
	diags_release(&other);
	directory_remove(directory);
	assert_no_diags(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(an_empty_site_says_nothing),
		WORLD_TEST(types_are_trusted_or_have_a_role),
		WORLD_TEST(waivers_and_reviews_are_kept),
		WORLD_TEST(overlays_stand_beside_the_file),
		WORLD_TEST(a_policy_has_defaults),
		WORLD_TEST(a_policy_says_otherwise),
		WORLD_TEST(devices_have_resources_and_users),
		WORLD_TEST(grants_name_ops_or_groups),
		WORLD_TEST(site_files_are_recognized),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
