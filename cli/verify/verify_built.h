/* Which builds have a hypercall, held against the tables of the tree. */
#ifndef VERIFY_VERIFY_BUILT_H
#define VERIFY_VERIFY_BUILT_H

#include <stdbool.h>

struct verifier;

/*
 * Adds a row for each hypercall that the registry gives to other builds than
 * the tree does.  False with a message when a file cannot be read.
 */
bool verify_built(struct verifier *verifier);

#endif
