/* What the status section of a release states, ready to be written. */
#ifndef PAGE_PAGE_FACTS_H
#define PAGE_PAGE_FACTS_H

#include "doc/doc.h"
#include "page/page_template.h"
#include "registry/registry.h"

/* The statement on one hypercall. */
struct page_block {
	const char *hypercall; /* "domctl" */
	const char *header;
	const char *of; /* "TMEM_CONTROL": its sub-subops are meant, or NULL */
	enum document_mode mode;
	list_of(const char *) names; /* in upstream's order, none twice */
};

/* What a document is to state, and in whose words. */
struct page_statement {
	const struct registry *registry;
	unsigned release;
	const struct page_template *words; /* NULL: ours */
};

struct page_facts {
	const struct page_template *words;
	const struct registry *registry;
	const char *release;
	unsigned number;		   /* of the release */
	list_of(struct page_block) blocks; /* in upstream's order */
};

/* False, with a message, when the release's document has no section. */
bool page_facts_collect(const struct page_statement *what, struct arena *arena,
			struct diags *diags, struct page_facts *facts);

#endif
