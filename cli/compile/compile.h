/*
 * The policy compiler: from a profile and a release to a FLASK policy that
 * the release's Xen loads, proved before it is handed out.
 */
#ifndef COMPILE_COMPILE_H
#define COMPILE_COMPILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "registry/registry.h"

/* A shipped profile; its template is built in. */
struct profile {
	const char *name;
	const char *template; /* "profile-default.te" */
	const char *summary;
};

/* All profiles; the last has no name. */
extern const struct profile compile_profiles[];

/* The profile of that name; NULL with a message when there is none. */
const struct profile *compile_find_profile(const char *name,
					   struct diags *diags);

/* What is to be compiled. */
struct compilation {
	const struct registry *registry;
	const struct profile *profile;
	unsigned release;
	unsigned version; /* of the policy; 0: the newest that Xen loads */
	/* Covered ops that the site accepts, NULL-terminated, or NULL. */
	const char *const *accepted;
};

/*
 * Writes the policy.conf and compiles it, then proves the result: classes,
 * permissions and initial SIDs are the release's in its order, and no covered
 * op that was not accepted is delegated.  False with messages, and nothing
 * added, when one of these fails.
 */
bool compile_policy(const struct compilation *compilation, struct diags *diags,
		    struct buffer *conf, struct buffer *binary);

#endif
