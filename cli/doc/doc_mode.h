/* Which mode the words of a block mean. */
#ifndef DOC_DOC_MODE_H
#define DOC_DOC_MODE_H

#include <stdbool.h>

struct document;

/* What the wording of a block claims of its entries. */
enum document_mode {
	DOCUMENT_UNSAID,     /* there are no words */
	DOCUMENT_LISTED,     /* the entries are covered */
	DOCUMENT_ALL_EXCEPT, /* all but the entries are covered */
	DOCUMENT_ALL,	     /* everything is covered */
	DOCUMENT_MODE_COUNT,
};

/* "listed", "all except", "all"; "unsaid" where no wording tells. */
const char *document_mode_name(enum document_mode mode);

/* What the prose between the lines first and end says. */
enum document_mode document_judge(const struct document *document,
				  unsigned first, unsigned end);

/* Whether the words say something of what is covered, safe or excepted. */
bool document_words_decide(const char *text);

#endif
