/* What a report says of itself, whatever its format. */
#include "lint/lint.h"
#include "report/report_clean.h"
#include "report/report_lint_notice.h"

USES_MESSAGE(FINDINGS_HIDDEN);
USES_MESSAGE(SITE_FOUND);

size_t lint_notices(const struct lint_view *view, struct arena *arena,
		    const struct diag **notices)
{
	list_of(struct diag) list = LIST_INIT;
	const struct location at = location_file(view->lint->policy->path);
	if (view->lint->site)
		*list_push(&list, arena) =
			(struct diag){MESSAGE_SITE_FOUND, at, view->lint->site};
	if (view->hidden && lint_totals_count(view->hidden))
		*list_push(&list, arena) =
			(struct diag){MESSAGE_FINDINGS_HIDDEN, at,
				      lint_hidden_words(view, arena)};
	*notices = list.items;
	return list.count;
}

const char *lint_notice_text(const struct diag *notice, struct arena *arena)
{
	return clean_text(arena_format(arena, "%s: %s", notice->message->title,
				       notice->detail),
			  arena);
}
