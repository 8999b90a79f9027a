/* The kinds of types that the guard tells apart, and what each may do at first.
 */
#ifndef COMPILE_COMPILE_GUARD_KIND_H
#define COMPILE_COMPILE_GUARD_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "compile/compile_guard_exempt.h"

struct guarded;
struct probe;
struct site;

/* All types that have a role or that waivers name, once each. */
struct guard_names guard_named_types(const struct guarded *guarded,
				     const struct site *site);

/* The place in rights, banned and doubtful. */
size_t probe_place(const struct probe *probe, unsigned source, unsigned target,
		   unsigned class);

/* --- compile_guard_kind.c: which types there are, and what each may do - */
void probe_add_kinds(struct probe *probe);
void probe_add_rights(struct probe *probe);

/* The kind of that name, or NO_INDEX. */
unsigned probe_find(const struct probe *probe, const char *name);

/* One that no name is known of. */
bool probe_is_plain(const struct probe *probe, unsigned kind);

/* One whose role the site tells: it is not kept from what all others are. */
bool probe_has_role(const struct probe *probe, unsigned kind);

#endif
