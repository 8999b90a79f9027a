/* From libxml2's tree to ours; for the files of xml/ only. */
#ifndef XML_XML_TREE_H
#define XML_XML_TREE_H

#include "xml/xml.h"
#include "xml/xml_library.h"

/* A copy of the document in the arena; its places are in that file. */
const struct xml_element *xml_copy(const struct xml_library *library,
				   xmlDoc *document, const char *file,
				   struct arena *arena);

/*
 * What of the attributes of an element on that line the schema, a tree too,
 * does not allow, where libxml2 said that of the line; NULL: nothing.
 */
const char *xml_explain(const struct xml_element *schema,
			const struct xml_element *root, unsigned line,
			const char *said, struct arena *arena);

#endif
