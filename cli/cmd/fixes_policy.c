/* The policy that fixes are asked about: reading it and judging it. */
#include "cmd/fixes_policy.h"

#include <string.h>

#include "lint/lint.h"
#include "cmd/lint_release.h"
#include "source/source.h"

bool fixes_policy_sites(struct session *session,
			const struct fixes_policy *policy,
			const struct site **site)
{
	list_of(const struct site *) sites = LIST_INIT;
	size_t count = 0;
	*site = NULL;
	for (; policy->sites && policy->sites[count]; count++) {
		const struct site *one = site_read(
			policy->sites[count], &session->arena, &session->diags);
		if (one)
			*list_push(&sites, &session->arena) = one;
	}
	if (!count)
		return true;
	if (sites.count == count)
		*site = site_merge(sites.items, count, &session->arena,
				   &session->diags);
	if (*site)
		session->overlays = (*site)->registries;
	return *site;
}

/* The name of the release, or "auto"; NULL with a message. */
static const char *find_release(struct session *session,
				const struct registry *registry,
				const struct site *site)
{
	const char *otherwise = site && site->release ? site->release : "auto";
	const char *name = session->release ? session->release : otherwise;
	if (strcmp(name, "auto") == 0)
		return name;
	const unsigned release = session_release(session, registry, otherwise);
	return release == NO_INDEX ? NULL : registry->releases[release].name;
}

bool fixes_policy_judge(struct session *session,
			const struct registry *registry,
			const struct site *site, struct fixes_policy *policy)
{
	const struct confinement confinement = {false, session->verbose};
	const char *name = find_release(session, registry, site);
	const struct policy *read =
		name ? source_read_confined(policy->path, &confinement,
					    &session->arena, &session->diags)
		     : NULL;
	struct release_choice choice;
	const char *own = NULL;
	if (read && strcmp(name, "auto") == 0)
		own = lint_tree_release(session, registry, read);
	if (!read ||
	    !lint_choose_release(registry, read, own ? own : name,
				 &session->arena, &session->diags, &choice))
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
