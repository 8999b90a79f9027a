/* Whom a type may do something to. */
#ifndef RIGHT_RIGHT_TARGET_H
#define RIGHT_RIGHT_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

struct rights;

/*
 * The types, ascending, that it may do all of the permissions to; sometimes:
 * by conditional rules too, each permission in some state.  In the arena.
 */
size_t rights_targets(struct rights *rights, unsigned source,
		      unsigned object_class, uint32_t permissions,
		      bool sometimes, struct arena *arena, unsigned **targets);

#endif
