/*
 * XML files as plain trees, held against a schema; the only user of libxml2.
 */
#ifndef XML_XML_H
#define XML_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"
#include "base/memory.h"

struct xml_attribute {
	const char *name;
	const char *text;
};

/*
 * White space in texts is collapsed: no blanks at the ends, and one wherever
 * the file has some between words.
 */
struct xml_element {
	const char *name;
	const struct xml_attribute *attributes; /* in the file's order */
	size_t attribute_count;
	const char *text; /* its own, without that of its children */
	const struct xml_element *parent;   /* NULL: it is the root */
	const struct xml_element *children; /* the first one, or NULL */
	const struct xml_element *next;	    /* of the parent's, or NULL */
	struct location place;
};

/* --- Reading ----------------------------------------------------------- */

/* Reads files of one form. */
struct xml_reader;

struct xml_bytes {
	const char *data;
	size_t length;
};

/*
 * A reader of files that are valid by the RELAX NG schema of that name, which
 * is built in ("registry.rng").  libxml2 is loaded now, when the process does
 * not have it yet; NULL with a message when it is not installed.
 */
struct xml_reader *xml_open(const char *schema, struct diags *diags);

/* Frees the reader; what it read stays.  NULL is no reader. */
void xml_close(struct xml_reader *reader);

/*
 * The root of the file's tree, in the arena; NULL with one message where it
 * cannot be read, is not well-formed or not valid.  A document type is
 * refused, so that there are no entities; nothing else is ever opened.
 */
const struct xml_element *xml_read(struct xml_reader *reader, const char *path,
				   struct arena *arena, struct diags *diags);

/* The same of bytes that stand for the file of that path. */
const struct xml_element *xml_parse(struct xml_reader *reader, const char *path,
				    const struct xml_bytes *bytes,
				    struct arena *arena, struct diags *diags);

/* --- Walking ----------------------------------------------------------- */

bool xml_is(const struct xml_element *element, const char *name);

/* The first child of that name, or the next one beside; NULL: none. */
const struct xml_element *xml_first(const struct xml_element *parent,
				    const char *name);
const struct xml_element *xml_next(const struct xml_element *element,
				   const char *name);

/* The text of the attribute, or NULL where the element does not have it. */
const char *xml_attribute(const struct xml_element *element, const char *name);

#endif
