/*
 * The policy compiler: from what domains there are and which ops each may do
 * on which others to a FLASK policy that the release's Xen loads, proved
 * before it is handed out.
 */
#ifndef COMPILE_COMPILE_H
#define COMPILE_COMPILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/table.h"
#include "compile/compile_guard.h"
#include "compile/compile_model.h"
#include "registry/registry.h"
#include "site/site.h"

/* A shipped profile; its site file "profile-NAME.xml" is built in. */
struct profile {
	const char *name;
	const char *since; /* first line of releases it is for, or NULL: all */
	const char *summary;
};

/* All profiles; the last has no name. */
extern const struct profile compile_profiles[];

/* The profile of that name, or NULL. */
const struct profile *compile_find_profile(const char *name);

/* What is to be compiled. */
struct compilation {
	const struct registry *registry;
	const struct profile *profile; /* or NULL: the site's own, if any */
	const struct site *site;       /* that adds to it, or NULL */
	unsigned release;
	unsigned version; /* of the policy; 0: the site's, or the newest */
	bool mls;
	/* Covered ops that are accepted, NULL-terminated, or NULL. */
	const char *const *accepted;
	const char *today; /* YYYY-MM-DD, for waivers that end; or NULL */
	/* The Xen that it is for; no architecture: the site's, or any. */
	struct host_build host;
};

/*
 * The policy to be: domains turned to types, and ops to rules.  It lives in
 * the arena.  NULL with messages where what is asked for makes no sense.
 */
struct model;
struct model *compile_model(const struct compilation *from, struct arena *arena,
			    struct diags *diags);

/*
 * What each grant takes and opens, a row each, and what all together open
 * beside, in the model's arena; `all`: the shipped profile's grants too.
 * With the messages that compile_policy() has, and with errors if it fails;
 * NULL where there is no policy that could tell what is opened.
 */
struct table *compile_plan(struct model *model, bool all,
			   void (*write)(struct model *model,
					 struct buffer *conf),
			   struct diags *diags);

/*
 * The ops that no domain of the policy can perform, the trusted neither: their
 * names with commas between them, in the model's arena; NULL: there are none.
 */
const char *compile_out_of_reach(struct model *model);

/*
 * Judges the grants, has the policy.conf written, compiles it and proves the
 * result: no covered op is granted that is not accepted, classes, permissions
 * and initial SIDs are the release's, the rules are the model's, and lint finds
 * no error that was not accepted.  Where grants that are to be left out if they
 * are not safe open such a thing only together, the last of them is left out:
 * the model is then another.  False with messages when one of these fails; what
 * is in the buffers then is of no use.
 */
bool compile_policy(struct model **model,
		    void (*write)(struct model *model, struct buffer *conf),
		    struct diags *diags, struct buffer *conf,
		    struct buffer *binary);

#endif
