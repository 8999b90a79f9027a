/*
 * Documents: our own Markdown in several formats, and Xen's xsm-flask.txt.
 * The one user of cmark; knows nothing of the registry.
 */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/memory.h"

/* --- Markdown in several formats -------------------------------------- */

/* What a format that makes a whole page puts around the content. */
struct document_page {
	const char *name;    /* "xsm-flask-status": of the manual page */
	const char *title;   /* "Security status, Xen 4.17.5" */
	const char *date;    /* YYYY-MM-DD, of the content */
	const char *product; /* "Xen 4.17.5" */
};

/* The names of the formats ("text" first), NULL-terminated. */
extern const char *const document_formats[];

/*
 * Adds the Markdown (CommonMark) in the format to the buffer: text and
 * markdown as a part of a document, the others as a whole page.  False, and
 * nothing added, when there is no such format.
 */
bool document_render(const char *format, const char *markdown,
		     const struct document_page *page, struct buffer *out);

/* --- xsm-flask.txt ------------------------------------------------------ */

/* The heading of the section, as upstream has had it since Xen 4.3.2. */
#define DOCUMENT_SECTION_TITLE "Security Status of dom0 disaggregation"

/* Bytes of a document, and the path that messages show; not owned. */
struct document_file {
	const char *path;
	const char *bytes;
	size_t length;
};

enum document_line_kind {
	LINE_BLANK,
	LINE_PROSE,
	LINE_ENTRY, /* a bullet of a block */
	LINE_MORE,  /* goes on with the bullet above */
};

struct document_line {
	const char *text; /* without its newline */
	enum document_line_kind kind;
};

/* What the wording of a block claims of its entries. */
enum document_mode {
	DOCUMENT_UNSAID,     /* there are no words */
	DOCUMENT_LISTED,     /* the entries are covered */
	DOCUMENT_ALL_EXCEPT, /* all but the entries are covered */
	DOCUMENT_ALL,	     /* everything is covered */
};

/* "listed", "all except", "all"; "unsaid" where no wording tells. */
const char *document_mode_name(enum document_mode mode);

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

/* The line of that number, from 1. */
const struct document_line *document_line(const struct document *document,
					  unsigned number);

#endif
