/* A guard for a site's own build, as text. */
#ifndef WRITE_WRITE_GUARD_H
#define WRITE_WRITE_GUARD_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/diags.h"

enum guard_form {
	GUARD_TE,	 /* a module of Xen's tools/flask/policy */
	GUARD_REFPOLICY, /* a module in the manner of refpolicy */
	GUARD_CIL,
};

struct guard_request {
	const struct registry *registry;
	unsigned release;
	enum guard_form form;
	/* Who is trusted or has a role, and what is accepted; or NULL. */
	const struct site *site;
	const char *today; /* YYYY-MM-DD, for waivers that end; or NULL */
};

/*
 * Writes neverallow rules: no type but the trusted may have a permission that
 * opens a covered op.  False with messages where a review's releases are none.
 */
bool write_guard(const struct guard_request *request, struct arena *arena,
		 struct diags *diags, struct buffer *out);

#endif
