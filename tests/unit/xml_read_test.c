/* XML files as trees: what is kept, and what is refused. */
#include "world.h"

#include "base/buffer.h"
#include "xml/xml.h"

USES_MESSAGE(SCHEMA_VIOLATION);
USES_MESSAGE(XML_DAMAGED);

/* The root of a registry file with that in it; NULL: a message. */
static const struct xml_element *parse(struct world *world, const char *text)
{
	const struct xml_bytes bytes = {text, strlen(text)};
	struct xml_reader *reader = xml_open("registry.rng", &world->diags);
	assert_non_null(reader);
	const struct xml_element *root = xml_parse(
		reader, "made-up.xml", &bytes, &world->arena, &world->diags);
	xml_close(reader);
	return root;
}

static const struct diag *only_diag(const struct world *world)
{
	assert_int_equal(world->diags.list.count, 1);
	return &world->diags.list.items[0];
}

static void elements_stand_in_a_tree(void **state)
{
	struct world *world = *state;
	const struct xml_element *root =
		parse(world, "<registry format='1'>\n"
			     "<sid name='a'/><!-- between -->\n"
			     "<class name='c'>\n"
			     "  <permission name='p'/>\n"
			     "  <permission name='q'/>\n"
			     "</class>\n"
			     "<sid name='b'/>\n"
			     "</registry>");
	assert_no_diags(world);
	assert_true(xml_is(root, "registry"));
	assert_null(root->parent);
	assert_null(root->next);
	const struct xml_element *sid = xml_first(root, "sid");
	assert_string_equal(xml_attribute(sid, "name"), "a");
	assert_ptr_equal(sid, root->children);
	assert_ptr_equal(sid->parent, root);
	assert_true(xml_is(sid->next, "class"));
	sid = xml_next(sid, "sid");
	assert_string_equal(xml_attribute(sid, "name"), "b");
	assert_null(xml_next(sid, "sid"));
	assert_null(xml_attribute(sid, "in"));
	assert_null(xml_first(root, "permission"));
	const struct xml_element *class = xml_first(root, "class");
	const struct xml_element *second =
		xml_next(xml_first(class, "permission"), "permission");
	assert_string_equal(xml_attribute(second, "name"), "q");
	assert_string_equal(second->place.file, "made-up.xml");
	assert_int_equal(second->place.line, 5);
}

static void white_space_is_collapsed(void **state)
{
	struct world *world = *state;
	const struct xml_element *root =
		parse(world, "<registry format=' 1 '>\n"
			     "<event id='e' kind='audited' date='2020-01-02'"
			     " in='\n  4.5 \t 4.6\n'>\n"
			     "  one<!-- not this -->\n\n   two &amp;\n"
			     "  <![CDATA[ <three> ]]>  \n"
			     "</event><sid name='&#97;b'/></registry>");
	assert_no_diags(world);
	const struct xml_element *event = root->children;
	assert_string_equal(event->text, "one two & <three>");
	assert_string_equal(xml_attribute(event, "in"), "4.5 4.6");
	assert_string_equal(root->text, "");
	assert_string_equal(event->next->text, "");
	assert_int_equal(event->attribute_count, 4);
	assert_string_equal(event->attributes[3].name, "in");
	assert_string_equal(xml_attribute(event->next, "name"), "ab");
}

static void damage_is_one_message(void **state)
{
	struct world *world = *state;
	assert_null(parse(world, "<registry format='1'>\n<sid name='a'>\n"
				 "</registry>"));
	assert_diag(world, MESSAGE_XML_DAMAGED);
	assert_int_equal(only_diag(world)->at.line, 3);
}

static void nothing_at_all_is_one_message(void **state)
{
	struct world *world = *state;
	assert_null(parse(world, ""));
	assert_diag(world, MESSAGE_XML_DAMAGED);
}

static void what_is_not_valid_is_one_message(void **state)
{
	struct world *world = *state;
	assert_null(parse(world, "<registry format='1'>\n\n<sid/>\n"
				 "<nothing/></registry>"));
	assert_diag(world, MESSAGE_SCHEMA_VIOLATION);
	assert_int_equal(only_diag(world)->at.line, 3);
	assert_string_equal(only_diag(world)->at.file, "made-up.xml");
}

static void document_types_are_refused(void **state)
{
	struct world *world = *state;
	assert_null(parse(world, "<!DOCTYPE registry [<!ENTITY a 'a'>]>\n"
				 "<registry format='1'><sid name='&a;'/>"
				 "</registry>"));
	assert_diag(world, MESSAGE_XML_DAMAGED);
	assert_string_equal(only_diag(world)->detail,
			    "a document type declaration is not allowed");
}

/* libxml2's own limit keeps the copying from going too deep. */
static void depth_has_a_limit(void **state)
{
	enum { DEPTH = 2000 };
	struct world *world = *state;
	struct buffer text = BUFFER_INIT;
	buffer_add_string(&text, "<registry format='1'><hypercall name='h' "
				 "number='1' header='h' source='s:s'>");
	for (unsigned i = 0; i < DEPTH; i++)
		buffer_add_string(&text, "<op name='o'>");
	for (unsigned i = 0; i < DEPTH; i++)
		buffer_add_string(&text, "</op>");
	buffer_add_string(&text, "</hypercall></registry>");
	assert_null(parse(world, text.data));
	assert_diag(world, MESSAGE_XML_DAMAGED);
	buffer_release(&text);
}

/* A file that is refused leaves the reader as it was. */
static void a_reader_reads_many_files(void **state)
{
	struct world *world = *state;
	struct xml_reader *reader = xml_open("registry.rng", &world->diags);
	const char *good = world_input(world, "registry/tiny.xml");
	const char *bad = world_input(world, "registry/tiny-head.conf");
	assert_non_null(xml_read(reader, good, &world->arena, &world->diags));
	assert_no_diags(world);
	assert_null(xml_read(reader, bad, &world->arena, &world->diags));
	assert_diag(world, MESSAGE_XML_DAMAGED);
	assert_null(xml_read(reader, "/nowhere", &world->arena, &world->diags));
	assert_int_equal(world->diags.list.count, 2);
	const struct xml_element *root =
		xml_read(reader, good, &world->arena, &world->diags);
	xml_close(reader);
	/* What was read outlives the reader. */
	assert_int_equal(world->diags.list.count, 2);
	assert_string_equal(root->place.file, good);
	assert_non_null(xml_first(root, "hypercall"));
}

static void no_reader_may_be_closed(void **state)
{
	(void)state;
	xml_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(elements_stand_in_a_tree),
		WORLD_TEST(white_space_is_collapsed),
		WORLD_TEST(damage_is_one_message),
		WORLD_TEST(nothing_at_all_is_one_message),
		WORLD_TEST(what_is_not_valid_is_one_message),
		WORLD_TEST(document_types_are_refused),
		WORLD_TEST(depth_has_a_limit),
		WORLD_TEST(a_reader_reads_many_files),
		WORLD_TEST(no_reader_may_be_closed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
