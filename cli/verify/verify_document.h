/* The document's section: which blocks it has, their modes and their lists. */
#ifndef VERIFY_VERIFY_DOCUMENT_H
#define VERIFY_VERIFY_DOCUMENT_H

#include <stdbool.h>

struct verifier;

bool verify_document(struct verifier *verifier);

#endif
