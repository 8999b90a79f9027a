/* The types of a linted policy that are labels of domains. */
#include "lint/lint.h"
#include "run/run.h"

size_t lint_types(const struct lint *lint, struct arena *arena,
		  const struct lint_type **types)
{
	struct run *run = lint->run;
	list_of(struct lint_type) list = LIST_INIT;
	for (size_t i = 0; i < run->name_count; i++) {
		const unsigned type = run->by_name[i];
		if (run->trusted[type] || run->calls[type])
			*list_push(&list, arena) = (struct lint_type){
				.name = run_type_name(run, type),
				.role = run->trusted[type]
						? NULL
						: run_role_of(run, type),
				.trusted = run->trusted[type]};
	}
	*types = list.items;
	return list.count;
}
