/* What the status section of a release states, ready to be written. */
#ifndef PAGE_PAGE_FACTS_H
#define PAGE_PAGE_FACTS_H

#include "doc/doc.h"
#include "registry/registry.h"

/* The statement on one hypercall. */
struct page_block {
	const char *hypercall; /* "domctl" */
	const char *header;
	const char *of; /* "TMEM_CONTROL": its sub-subops are meant, or NULL */
	enum document_mode mode;
	list_of(const char *) names; /* in upstream's order, none twice */
};

struct page_facts {
	const struct registry *registry;
	const char *release;
	list_of(struct page_block) blocks; /* in upstream's order */
};

/* False, with a message, when the release's document has no section. */
bool page_facts_collect(const struct registry *registry, unsigned release,
			struct arena *arena, struct diags *diags,
			struct page_facts *facts);

#endif
