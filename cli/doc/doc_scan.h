/* The parts of document_scan(). */
#ifndef DOC_DOC_SCAN_H
#define DOC_DOC_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "doc/doc_form.h"
#include "doc/doc_item.h"
#include "doc/doc_lines.h"
#include "doc/doc_mode.h"

/* The heading of the section, as upstream has had it since Xen 4.3.2. */
#define DOCUMENT_SECTION_TITLE "Security Status of dom0 disaggregation"

/* What stands before a hypercall's name in the heading of its block. */
#define DOCUMENT_HYPERCALL_PREFIX "__HYPERVISOR_"

/* Bytes of a document, and the path that messages show; not owned. */
struct document_file {
	const char *path;
	const char *bytes;
	size_t length;
};

/* Lines are counted from 1 everywhere. */
struct document_heading {
	unsigned
		first; /* line: with what is above the words and belongs here */
	unsigned line; /* of its words */
	unsigned body; /* the line behind it */
	unsigned level; /* from 1, the highest */
	char mark;	/* it is underlined by, or '#'; '\0': none */
	bool overlined;
	const char *said; /* without marks */
};

/* A bullet, or a row of a table, in a block. */
struct document_entry {
	const char *name; /* its first word, "" when it has none */
	unsigned line;
	bool formed;		   /* nothing but the name, in this form: */
	struct document_item item; /* */
	bool plain;		   /* in that of its block */
	bool row; /* of a table, with cells that are not ours */
};

/* `__HYPERVISOR_domctl (HEADER)` and what stands under it. */
struct document_block {
	const char *hypercall; /* "domctl" */
	const char *header;    /* HEADER; NULL: the heading has none */
	unsigned first;	       /* line, with what is above and belongs here */
	unsigned line;	       /* of its heading */
	unsigned body;	       /* behind the heading */
	unsigned end;	       /* behind its last line, blank ones included */
	enum document_mode mode;
	bool table;		   /* its entries are rows */
	bool loose;		   /* blank lines divide its entries */
	struct document_item item; /* how its entries are written */
	list_of(struct document_entry) entries;
};

/* The status section with its blocks, in the document's order. */
struct document_section {
	unsigned line;		   /* of its heading */
	unsigned body;		   /* behind the heading */
	unsigned end;		   /* behind its last line */
	unsigned level;		   /* of its heading */
	struct document_item item; /* how most of its entries are written */
	list_of(struct document_block) blocks;
};

struct document {
	const char *path;
	enum document_form form;
	list_of(struct document_line) lines;	   /* items[0] is line 1 */
	list_of(struct document_heading) headings; /* in order */
	list_of(struct document_entry) items; /* found by the form's reader */
	struct document_section section;
};

/*
 * Reads the document, in the form that it has; the result lives in the arena.
 * NULL with one message, at its line, when the document is not LF-ended UTF-8
 * text, does not have the section exactly once, or has two blocks of one
 * hypercall in it.
 */
const struct document *document_scan(const struct document_file *file,
				     struct arena *arena, struct diags *diags);

/* The same, of a document whose form is known. */
const struct document *document_scan_as(const struct document_file *file,
					enum document_form form,
					struct arena *arena,
					struct diags *diags);

#endif
