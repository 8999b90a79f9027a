/* What a document's lists say, and where the registry says otherwise. */
#ifndef PAGE_PAGE_IMPORT_H
#define PAGE_PAGE_IMPORT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/table.h"
#include "page/page_facts.h"
#include "page/page_update.h"

/* Who says that a block has a mode, or that an op is in its list. */
enum page_side { SIDE_BOTH, SIDE_DOCUMENT, SIDE_REGISTRY };

struct page_said {
	const char *hypercall;
	const char *header; /* of a block; NULL: it has none */
	enum document_mode mode;
	const char *op; /* NULL: the block itself is meant */
	unsigned line;	/* 0: it is not in the document */
	enum page_side side;
};

struct page_import {
	const struct document *document;
	struct page_facts facts;
	list_of(struct page_said) rows; /* block by block */
};

/*
 * Reads the document and holds it against the release; all results live in the
 * arena.  result->differences counts what only one of them says.  False, with a
 * message, as page_update().
 */
bool page_import(const struct page_statement *what,
		 const struct document_file *file, struct arena *arena,
		 struct diags *diags, struct page_result *result,
		 struct page_import *import);

/* The rows as a table. */
struct table *page_import_table(const struct page_import *import,
				struct arena *arena);

/* Adds them for people: a plus for what the document alone says. */
void page_import_text(const struct page_import *import, struct buffer *out);

/*
 * Adds the statements of the document as elements of a registry file.  Where
 * the release says the same, with its event, and else with one that a person
 * must name.
 */
void page_import_fragment(const struct page_import *import, struct buffer *out);

#endif
