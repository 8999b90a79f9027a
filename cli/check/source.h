/* Who has a permission on a type: the rules, read backwards; check/ only. */
#ifndef CHECK_SOURCE_H
#define CHECK_SOURCE_H

#include "check/run.h"

/*
 * The types, by name, that some rule grants it on the target, under a
 * condition or always, and the permissive ones; in the arena.
 */
struct type_list source_find(struct run *run, struct right right,
			     unsigned target, struct arena *arena);

/* The types that are trusted, by name. */
struct type_list source_trusted(struct run *run);

#endif
