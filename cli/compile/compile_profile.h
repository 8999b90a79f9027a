/* The shipped profiles. */
#ifndef COMPILE_COMPILE_PROFILE_H
#define COMPILE_COMPILE_PROFILE_H

#include "registry/registry.h"

/* A shipped profile; its site file "profile-NAME.xml" is built in. */
struct profile {
	const char *name;
	enum feature_name needs; /* that a release must have for it */
	const char *summary;
};

/* All profiles; the last has no name. */
extern const struct profile compile_profiles[];

/* The profile of that name, or NULL. */
const struct profile *compile_find_profile(const char *name);

#endif
