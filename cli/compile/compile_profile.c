/* The shipped profiles. */
#include <string.h>

#include "compile/compile.h"

const struct profile compile_profiles[] = {
	{"default", FEATURE_NONE,
	 "dom0 trusted; guests, stub device models, driver domains, xenstore"},
	{"isolated", FEATURE_NONE, "guests that talk to dom0 only"},
	{"strict", FEATURE_NONE,
	 "no management but dom0's; guests cut to what Linux needs"},
	{"toolstack", FEATURE_NONE,
	 "a toolstack domain with all that the release lets it have safely"},
	{"monitor", FEATURE_NONE,
	 "a domain that introspects guests, with what that has to accept"},
	{"dom0less", FEATURE_BOOT_DOMAINS, "domains that Xen builds at boot"},
	{NULL, FEATURE_NONE, NULL},
};

const struct profile *compile_find_profile(const char *name)
{
	for (const struct profile *profile = compile_profiles; profile->name;
	     profile++)
		if (strcmp(profile->name, name) == 0)
			return profile;
	return NULL;
}
