/* What lints of several policies share: run/ makes and fills it. */
#include "lint/lint_shared.h"
#include "run/run.h"

struct lint_shared *lint_shared_new(void)
{
	return run_shared_new();
}

void lint_shared_tidy(struct lint_shared *store)
{
	run_shared_tidy(store);
}

void lint_shared_free(struct lint_shared *store)
{
	run_shared_free(store);
}
