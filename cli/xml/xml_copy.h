/* From libxml2's tree to ours; for the files of xml/ only. */
#ifndef XML_XML_COPY_H
#define XML_XML_COPY_H

#include "xml/xml_library.h"
#include "xml/xml_tree.h"

/* A copy of the document in the arena; its places are in that file. */
const struct xml_element *xml_copy(const struct xml_library *library,
				   xmlDoc *document, const char *file,
				   struct arena *arena);

#endif
