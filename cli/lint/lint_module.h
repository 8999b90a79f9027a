/* Which modules beside FLASK would refuse what a finding says can be done. */
#ifndef LINT_LINT_MODULE_H
#define LINT_LINT_MODULE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct finding;
struct finding_details;
struct module;
struct name_list;
struct run;

/* A module that would refuse it. */
struct module_refusal {
	const struct module *module;
	/* "itself", "guests", "others": on whom alone; none: wherever. */
	const char *const *on;
	size_t on_count;
	bool at_times; /* in some of the op's cases */
};

/*
 * Adds them to the details of a finding on what its subject can perform, on the
 * objects that are chosen.
 */
void lint_find_refusals(struct run *run, const struct finding *finding,
			const struct name_list *chosen, struct arena *arena,
			struct finding_details *details);

/*
 * "refused by dummy, silo on others", in the arena, by those that would in all
 * cases; NULL: none would.
 */
const char *lint_refusals_shown(const struct finding_details *details,
				struct arena *arena);

#endif
