/* Which makefiles of a directory make would read, and Xen's own build. */
#include "base/directory.h"
#include "source/source_make.h"
#include "source/source_make_expand.h"
#include "source/source_make_read.h"
#include "source/source_make_rule.h"

#include <string.h>

USES_MESSAGE(POLICY_MAKEFILE);

/* What the builds of the hypervisor and of the tools share. */
static const char common[] = "Makefile.common";

/* Sets what "make -C" and Xen's own build would, and reads the file. */
static bool read_one(struct make *make, const char *name,
		     struct make_policy *policy)
{
	make_set(make, "CURDIR", ".");
	if (strcmp(name, common) == 0)
		make_set(make, "FLASK_BUILD_DIR", ".");
	return make_read(make, name) && make_find_policy(make, policy);
}

static bool are_same(const struct make_words *a, const struct make_words *b)
{
	bool same = a->list.count == b->list.count;
	for (size_t i = 0; same && i < a->list.count; i++)
		same = strcmp(a->list.items[i], b->list.items[i]) == 0;
	return same;
}

/* Xen's own build takes Makefile.common, for the policy in the hypervisor. */
static bool check_common(const struct make *make,
			 const struct make_policy *policy)
{
	struct make other = {.directory = make->directory,
			     .arena = make->arena,
			     .diags = make->diags};
	struct make_policy own;
	if (!directory_has_file(make->directory, common))
		return true;
	if (!read_one(&other, common, &own))
		return false;
	if (!own.found || !policy->found ||
	    (are_same(&own.definitions, &policy->definitions) &&
	     are_same(&own.files, &policy->files)))
		return true;
	diags_add(make->diags, MESSAGE_POLICY_MAKEFILE, own.at,
		  "by itself, as the build of the hypervisor reads it, it "
		  "makes another policy than Makefile does");
	return false;
}

bool make_open(struct make *make, struct make_policy *policy)
{
	static const char *const names[] = {"GNUmakefile", "makefile",
					    "Makefile", common, "build.conf"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (directory_has_file(make->directory, names[i]))
			return read_one(make, names[i], policy) &&
			       check_common(make, policy);
	return true;
}
