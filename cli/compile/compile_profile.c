/* The shipped profiles. */
#include <string.h>

#include "compile/compile.h"

const struct profile compile_profiles[] = {
	{"default", NULL,
	 "dom0 trusted; guests, stub device models, driver domains, xenstore"},
	{"isolated", NULL, "guests that talk to dom0 only"},
	{"strict", NULL,
	 "no management but dom0's; guests cut to what Linux needs"},
	{"toolstack", NULL,
	 "a toolstack domain with all that the release lets it have safely"},
	{"monitor", NULL,
	 "a domain that introspects guests, with what that has to accept"},
	{"dom0less", "4.12", "domains that Xen builds at boot"},
	{NULL, NULL, NULL},
};

const struct profile *compile_find_profile(const char *name)
{
	for (const struct profile *profile = compile_profiles; profile->name;
	     profile++)
		if (strcmp(profile->name, name) == 0)
			return profile;
	return NULL;
}
