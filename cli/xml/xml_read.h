/* XML files, held against a schema. */
#ifndef XML_XML_READ_H
#define XML_XML_READ_H

#include <stddef.h>

#include "base/diags.h"
#include "base/memory.h"
#include "xml/xml_tree.h"

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

#endif
