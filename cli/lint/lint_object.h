/* Which objects findings have, and which are meant; for the files of lint/. */
#ifndef LINT_LINT_OBJECT_H
#define LINT_LINT_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "run/run.h"

/* What the subject can do, of a finding on which no check added more. */
struct ability finding_ability(struct run *run, const struct finding *finding);

/* What a rule added; NULL for what the subject can do by itself. */
const struct draft *finding_draft(const struct run *run,
				  const struct finding *finding);

/* The objects that the finding had before waivers parted them. */
struct type_list finding_whole_objects(struct run *run,
				       const struct finding *finding,
				       struct arena *arena);

/* Those that it has: its share. */
struct type_list finding_objects(struct run *run, const struct finding *finding,
				 struct arena *arena);

/* Names of types, sorted; items NULL: all that there are. */
struct name_list {
	const char *const *items;
	size_t count;
};

bool names_have(const struct name_list *list, const char *name);

/* The names of the types, sorted. */
const char **finding_names(const struct run *run, const struct type_list *types,
			   struct arena *arena);

/* The types of those names, or without any, the finding's objects. */
struct type_list finding_chosen(struct run *run, const struct finding *finding,
				const struct name_list *chosen,
				struct arena *arena);

/* The objects asked for, or else those of the finding's share. */
struct name_list finding_choose(struct run *run, const struct finding *finding,
				const struct name_list *asked,
				struct arena *arena);

#endif
