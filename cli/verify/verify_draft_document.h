/* The lists of a proposed registry, as the tree's document has them. */
#ifndef VERIFY_VERIFY_DRAFT_DOCUMENT_H
#define VERIFY_VERIFY_DRAFT_DOCUMENT_H

struct registry_draft;

void draft_document(struct registry_draft *draft);

#endif
