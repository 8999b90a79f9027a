/* The forms that a document can have, and which one it has. */
#ifndef DOC_DOC_FORM_H
#define DOC_DOC_FORM_H

#include <stdbool.h>

#include "base/memory.h"

struct document;

enum document_form {
	DOCUMENT_TEXT, /* xsm-flask.txt, as upstream has it */
	DOCUMENT_MARKDOWN,
	DOCUMENT_RST,
	DOCUMENT_FORM_COUNT,
};

/* "text", "markdown", "rst": as document_render() knows it. */
const char *document_form_name(enum document_form form);

/*
 * The form of a document whose lines are read: that of its section's heading
 * and of the headings of hypercalls; where it has none of these, what other
 * lines have that no other form has.
 */
enum document_form document_find_form(const struct document *document,
				      struct arena *arena);

/* Whether the line has the title alone, in any form that a heading can have. */
bool document_has_title(const struct document *document, unsigned number);

#endif
