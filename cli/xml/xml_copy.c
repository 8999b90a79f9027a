/* From libxml2's tree to ours. */
#include "xml/xml_copy.h"

#include <string.h>

/* What the copying of one document needs everywhere. */
struct copy {
	const struct xml_library *library;
	const char *file;
	struct arena *arena;
};

/* Collapses the white space of the text, in place. */
static char *collapse(char *text)
{
	const char *space = " \t\r\n";
	char *to = text;
	for (const char *from = text + strspn(text, space); *from;) {
		size_t word = strcspn(from, space);
		memmove(to, from, word);
		to += word;
		from += word;
		from += strspn(from, space);
		if (*from)
			*to++ = ' ';
	}
	*to = '\0';
	return text;
}

static void copy_attributes(const struct copy *copy, const xmlNode *node,
			    struct xml_element *element)
{
	size_t count = 0;
	for (const xmlAttr *from = node->properties; from; from = from->next)
		count++;
	struct xml_attribute *to = arena_alloc(copy->arena, count, sizeof *to);
	element->attributes = to;
	element->attribute_count = count;
	for (xmlAttr *from = node->properties; from; from = from->next, to++) {
		xmlChar *text =
			copy->library->xmlNodeGetContent((xmlNode *)from);
		to->name = arena_string(copy->arena, (const char *)from->name);
		to->text = collapse(arena_string(
			copy->arena, text ? (const char *)text : ""));
		(*copy->library->xmlFree)(text);
	}
}

static bool is_text(const xmlNode *node)
{
	return node->type == XML_TEXT_NODE ||
	       node->type == XML_CDATA_SECTION_NODE;
}

/* Text comes in several pieces where a comment or an element divides it. */
static const char *copy_text(const struct copy *copy, const xmlNode *node)
{
	size_t length = 0;
	for (const xmlNode *child = node->children; child; child = child->next)
		if (is_text(child))
			length += strlen((const char *)child->content);
	char *text = arena_alloc(copy->arena, length + 1, 1);
	size_t end = 0;
	for (const xmlNode *child = node->children; child;
	     child = child->next) {
		if (!is_text(child))
			continue;
		size_t piece = strlen((const char *)child->content);
		memcpy(text + end, child->content, piece);
		end += piece;
	}
	return collapse(text);
}

/* libxml2 does not take more than 256 elements in each other. */
/* NOLINTNEXTLINE(misc-no-recursion) */
static struct xml_element *copy_element(const struct copy *copy,
					const xmlNode *node,
					const struct xml_element *parent)
{
	struct xml_element *element =
		arena_alloc(copy->arena, 1, sizeof *element);
	element->name = arena_string(copy->arena, (const char *)node->name);
	element->parent = parent;
	element->place = (struct location){
		copy->file, (unsigned)copy->library->xmlGetLineNo(node), 0};
	element->text = copy_text(copy, node);
	copy_attributes(copy, node, element);
	const struct xml_element **link = &element->children;
	for (const xmlNode *child = node->children; child;
	     child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		struct xml_element *copied = copy_element(copy, child, element);
		*link = copied;
		link = &copied->next;
	}
	return element;
}

const struct xml_element *xml_copy(const struct xml_library *library,
				   xmlDoc *document, const char *file,
				   struct arena *arena)
{
	const struct copy copy = {library, arena_string(arena, file), arena};
	return copy_element(&copy, library->xmlDocGetRootElement(document),
			    NULL);
}
