/* The policy that fixes are asked about: reading it and judging it. */
#include "base/file.h"
#include "cmd/cmd_fixes_policy.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_session.h"

bool fixes_policy_judge(struct session *session,
			const struct registry *registry,
			const struct site *site, struct fixes_policy *policy)
{
	const char *name = input_release(session, registry, site, NULL);
	progress_tell(session, "linting %s", file_shown(policy->path));
	const struct policy *read = name ? input_policy(session, policy->path,
							false, &session->arena)
					 : NULL;
	struct release_choice choice;
	if (!read || !input_choose(session, registry, read, name,
				   &session->arena, &choice))
		return false;
	const struct lint_request request = {.registry = registry,
					     .policy = read,
					     .release = &choice,
					     .site = site,
					     .build = policy->build,
					     .today = session_today(session)};
	const struct lint *lint =
		lint_make(&request, &session->arena, &session->diags);
	if (!lint)
		return false;
	policy->delegated = lint_delegated(lint);
	policy->release = choice.used;
	policy->partial = lint_is_partial(lint);
	return true;
}
