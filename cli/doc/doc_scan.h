/* The parts of document_scan(). */
#ifndef DOC_DOC_SCAN_H
#define DOC_DOC_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "doc/doc_lines.h"
#include "doc/doc_mode.h"

/* The heading of the section, as upstream has had it since Xen 4.3.2. */
#define DOCUMENT_SECTION_TITLE "Security Status of dom0 disaggregation"

/* Bytes of a document, and the path that messages show; not owned. */
struct document_file {
	const char *path;
	const char *bytes;
	size_t length;
};

/* A bullet in a block. Lines are counted from 1. */
struct document_entry {
	const char *name; /* its first word, "" when it has none */
	unsigned line;
	bool plain; /* one line, written " * NAME" */
};

/* `__HYPERVISOR_domctl (HEADER)` and what stands under it. */
struct document_block {
	const char *hypercall; /* "domctl" */
	const char *header;    /* HEADER; NULL: the heading has none */
	unsigned line;	       /* of its heading */
	unsigned end;	       /* behind its last line, blank ones included */
	enum document_mode mode;
	list_of(struct document_entry) entries;
};

/* The status section with its blocks, in the document's order. */
struct document_section {
	unsigned line; /* of its heading */
	unsigned end;  /* behind its last line */
	list_of(struct document_block) blocks;
};

struct document {
	const char *path;
	list_of(struct document_line) lines; /* items[0] is line 1 */
	struct document_section section;
};

/*
 * Reads the document; the result lives in the arena.  NULL with one message,
 * at its line, when the document is not LF-ended UTF-8 text, does not have
 * the section exactly once, or has two blocks of one hypercall in it.
 */
const struct document *document_scan(const struct document_file *file,
				     struct arena *arena, struct diags *diags);

/* true when the line is a row of these marks, as under a heading. */
bool document_is_rule(const char *line, char mark);

#endif
