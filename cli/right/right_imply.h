/* Conditions as text, held against each other: those of two policies too. */
#ifndef RIGHT_RIGHT_IMPLY_H
#define RIGHT_RIGHT_IMPLY_H

#include <stdbool.h>

/*
 * Whether the first of two such texts, which may be of different policies,
 * holds in no state in which the second does not; NULL: always.  False too
 * where one is not understood, or their diagram would be too large.
 */
bool when_text_implies(const char *narrow, const char *wide);

#endif
