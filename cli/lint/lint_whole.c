/* What a lint says as a whole. */
#include "lint/lint.h"
#include "run/run.h"

size_t lint_count(const struct lint *lint, enum level level)
{
	size_t count = 0;
	bool accepted;
	for (size_t i = 0; i < lint->finding_count; i++)
		count += lint_finding_level(lint, i, &accepted) == level &&
			 !accepted;
	return count;
}

bool lint_is_partial(const struct lint *lint)
{
	for (size_t i = 0; i < lint->limit_count; i++)
		if (!limit_is_lived_with(lint->limits[i].message))
			return true;
	return false;
}

const bool *lint_delegated(const struct lint *lint)
{
	return lint->run->delegated;
}

size_t lint_doubtful_flaws(const struct lint *lint, const char *subject)
{
	return lint->run->doubtful_flaws[subject != NULL];
}
