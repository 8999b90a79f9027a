/* Classes, permissions, initial SIDs: which there are, and in what order. */
#ifndef VERIFY_VERIFY_VECTOR_H
#define VERIFY_VERIFY_VECTOR_H

struct verifier;

void verify_vectors(struct verifier *verifier);

#endif
