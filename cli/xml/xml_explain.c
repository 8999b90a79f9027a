/*
 * What is wrong with an element and its attributes, in words: libxml2 often
 * says no more than that something is.
 */
#include <string.h>

#include "base/near.h"
#include "base/text.h"
#include "xml/xml_explain.h"

/* An attribute that the schema has for an element. */
struct known {
	const char *name;
	unsigned needed; /* by so many of the element's definitions */
	bool open;	 /* it can have other values, too */
	list_of(const char *) values;
};

/* All that the schema has for elements of one name. */
struct pattern {
	const struct xml_element *schema;
	struct arena *arena;
	unsigned definitions;
	list_of(struct known) attributes;
	list_of(const char *) children; /* in the schema's order, once each */
};

static struct known *find_known(struct pattern *pattern, const char *name)
{
	for (size_t i = 0; i < pattern->attributes.count; i++)
		if (strcmp(pattern->attributes.items[i].name, name) == 0)
			return &pattern->attributes.items[i];
	return NULL;
}

static const struct xml_element *definition_of(const struct pattern *pattern,
					       const struct xml_element *ref)
{
	const struct xml_element *define = xml_first(pattern->schema, "define");
	const char *name = xml_attribute(ref, "name");
	while (define && strcmp(xml_attribute(define, "name"), name) != 0)
		define = xml_next(define, "define");
	return define;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as our own schemas */
static void add_values(const struct pattern *pattern, struct known *known,
		       const struct xml_element *of)
{
	const struct xml_element *child = of ? of->children : NULL;
	for (; child; child = child->next) {
		if (xml_is(child, "value"))
			*list_push(&known->values, pattern->arena) =
				child->text;
		else if (xml_is(child, "choice"))
			add_values(pattern, known, child);
		else if (xml_is(child, "ref"))
			add_values(pattern, known,
				   definition_of(pattern, child));
		else if (!xml_is(child, "documentation"))
			known->open = true;
	}
}

static void add_attribute(struct pattern *pattern,
			  const struct xml_element *attribute, bool needed)
{
	const char *name = xml_attribute(attribute, "name");
	struct known *known = find_known(pattern, name);
	if (!known) {
		known = list_push(&pattern->attributes, pattern->arena);
		*known = (struct known){.name = name};
	}
	known->needed += needed;
	known->open |= !attribute->children;
	add_values(pattern, known, attribute);
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as our own schemas */
static void add_attributes(struct pattern *pattern,
			   const struct xml_element *of, bool needed)
{
	const struct xml_element *child = of ? of->children : NULL;
	for (; child; child = child->next) {
		if (xml_is(child, "attribute"))
			add_attribute(pattern, child, needed);
		else if (xml_is(child, "ref"))
			add_attributes(pattern, definition_of(pattern, child),
				       needed);
		else if (xml_is(child, "group") || xml_is(child, "oneOrMore"))
			add_attributes(pattern, child, needed);
		else if (!xml_is(child, "element"))
			add_attributes(pattern, child, false);
	}
}

static void add_child(struct pattern *pattern, const char *name)
{
	for (size_t i = 0; i < pattern->children.count; i++)
		if (strcmp(pattern->children.items[i], name) == 0)
			return;
	*list_push(&pattern->children, pattern->arena) = name;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as our own schemas */
static void add_children(struct pattern *pattern, const struct xml_element *of)
{
	const struct xml_element *child = of ? of->children : NULL;
	for (; child; child = child->next) {
		if (xml_is(child, "element"))
			add_child(pattern, xml_attribute(child, "name"));
		else if (xml_is(child, "ref"))
			add_children(pattern, definition_of(pattern, child));
		else if (!xml_is(child, "attribute"))
			add_children(pattern, child);
	}
}

/*
 * Adds the definitions of the name that stand in that of an element `inside`;
 * NULL: in that of none.
 */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as our own schemas */
static void add_definitions(struct pattern *pattern,
			    const struct xml_element *of, const char *around,
			    const char *name, const char *inside)
{
	for (const struct xml_element *child = of->children; child;
	     child = child->next) {
		bool element = xml_is(child, "element");
		const char *own = xml_attribute(child, "name");
		if (element && text_same(own, name) &&
		    text_same(around, inside)) {
			pattern->definitions++;
			add_attributes(pattern, child, true);
			add_children(pattern, child);
		}
		add_definitions(pattern, child, element ? own : around, name,
				inside);
	}
}

/* "a, b, c" */
static const char *names_of(const struct pattern *pattern)
{
	const char *names = "";
	for (size_t i = 0; i < pattern->attributes.count; i++)
		names = arena_format(pattern->arena, "%s%s%s", names,
				     i ? ", " : "",
				     pattern->attributes.items[i].name);
	return names;
}

static const char *name_hint(const struct pattern *pattern, const char *name)
{
	list_of(const char *) names = LIST_INIT;
	for (size_t i = 0; i < pattern->attributes.count; i++)
		*list_push(&names, pattern->arena) =
			pattern->attributes.items[i].name;
	return near_hint(name, names.items, names.count, pattern->arena);
}

static const char *values_of(const struct pattern *pattern,
			     const struct known *known)
{
	const char *values = "";
	for (size_t i = 0; i < known->values.count; i++)
		values = arena_format(pattern->arena, "%s%s%s", values,
				      i ? ", " : "; it can be ",
				      known->values.items[i]);
	return known->open ? "" : values;
}

static bool can_be(const struct known *known, const char *value)
{
	for (size_t i = 0; i < known->values.count; i++)
		if (strcmp(known->values.items[i], value) == 0)
			return true;
	return known->open;
}

/* Whether libxml2 means the attribute: by its name or by its value. */
static bool is_said(const struct pattern *pattern, const char *said,
		    const struct xml_attribute *attribute)
{
	const char *name = arena_format(pattern->arena, "Invalid attribute %s ",
					attribute->name);
	const char *value =
		arena_format(pattern->arena, "value '%s'", attribute->text);
	return strstr(said, name) || strstr(said, value);
}

static const char *explain_attribute(struct pattern *pattern,
				     const struct xml_element *element,
				     const struct xml_attribute *attribute,
				     const char *said)
{
	const struct known *known = find_known(pattern, attribute->name);
	if (!known)
		return arena_format(pattern->arena,
				    "element %s has no attribute %s; it can "
				    "have %s%s",
				    element->name, attribute->name,
				    names_of(pattern),
				    name_hint(pattern, attribute->name));
	if (can_be(known, attribute->text) &&
	    !is_said(pattern, said, attribute))
		return NULL;
	return arena_format(
		pattern->arena,
		"attribute %s of element %s cannot be \"%s\"%s%s",
		attribute->name, element->name, attribute->text,
		values_of(pattern, known),
		known->open ? ""
			    : near_hint(attribute->text, known->values.items,
					known->values.count, pattern->arena));
}

static const char *explain_missing(const struct pattern *pattern,
				   const struct xml_element *element)
{
	for (size_t i = 0; i < pattern->attributes.count; i++) {
		const struct known *known = &pattern->attributes.items[i];
		if (known->needed == pattern->definitions &&
		    !xml_attribute(element, known->name))
			return arena_format(pattern->arena,
					    "element %s needs attribute %s",
					    element->name, known->name);
	}
	return NULL;
}

/* An element of one name can be two things, by where it stands. */
static struct pattern pattern_of(const struct xml_element *schema,
				 const struct xml_element *element,
				 struct arena *arena)
{
	struct pattern pattern = {.schema = schema, .arena = arena};
	if (element->parent)
		add_definitions(&pattern, schema, NULL, element->name,
				element->parent->name);
	if (!pattern.definitions)
		add_definitions(&pattern, schema, NULL, element->name, NULL);
	return pattern;
}

/* Where libxml2 did not expect the element: what there can be in its parent. */
static const char *explain_place(const struct xml_element *schema,
				 const struct xml_element *element,
				 const char *said, struct arena *arena)
{
	const char *unexpected = arena_format(
		arena, "Did not expect element %s there", element->name);
	if (!element->parent || !strstr(said, unexpected))
		return NULL;
	const struct pattern pattern =
		pattern_of(schema, element->parent, arena);
	const char *names = "";
	bool known = false;
	for (size_t i = 0; i < pattern.children.count; i++) {
		const char *name = pattern.children.items[i];
		known |= strcmp(name, element->name) == 0;
		names = arena_format(arena, "%s%s%s", names, i ? ", " : "",
				     name);
	}
	if (!pattern.children.count)
		return arena_format(arena, "element %s has no elements in it",
				    element->parent->name);
	return arena_format(
		arena,
		known ? "element %s of element %s cannot be at this place; "
			"the order is %s%s"
		      : "element %s is unknown in element %s; it can have "
			"%s%s",
		element->name, element->parent->name, names,
		known ? ""
		      : near_hint(element->name, pattern.children.items,
				  pattern.children.count, arena));
}

static const char *explain_element(const struct xml_element *schema,
				   const struct xml_element *element,
				   const char *said, struct arena *arena)
{
	const char *text = explain_place(schema, element, said, arena);
	if (text)
		return text;
	struct pattern pattern = pattern_of(schema, element, arena);
	if (!pattern.definitions)
		return NULL;
	for (size_t i = 0; i < element->attribute_count && !text; i++)
		text = explain_attribute(&pattern, element,
					 &element->attributes[i], said);
	return text ? text : explain_missing(&pattern, element);
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as libxml2 reads */
const char *xml_explain(const struct xml_element *schema,
			const struct xml_element *root, unsigned line,
			const char *said, struct arena *arena)
{
	const char *text = NULL;
	if (root->place.line == line)
		text = explain_element(schema, root, said, arena);
	for (const struct xml_element *child = root->children; child && !text;
	     child = child->next)
		text = xml_explain(schema, child, line, said, arena);
	return text;
}
