/* --site and --no-site: what a site knows of the policies at hand. */
#include <string.h>

#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_session.h"
#include "cmd/cmd_site_options.h"

USES_MESSAGE(SITE_FOUND);
USES_MESSAGE(SITES_DIFFER);

bool site_options_search(struct session *session,
			 const struct site_options *options)
{
	if (options->paths && options->off)
		session_usage(session,
			      "--site and --no-site exclude each other");
	return !options->paths && !options->off;
}

bool site_options_find(struct session *session, const char *policy,
		       const char **found)
{
	if (!site_find(policy, &session->arena, &session->diags, found))
		return false;
	if (*found)
		diags_add(&session->diags, MESSAGE_SITE_FOUND,
			  location_file(policy), "%s", *found);
	return true;
}

bool site_options_take(struct session *session, const char *found,
		       const struct site **site)
{
	const char *const paths[] = {found, NULL};
	if (!input_sites(session, paths, site))
		return false;
	if (!*site)
		return true;
	struct site *own = arena_alloc(&session->arena, 1, sizeof *own);
	*own = **site;
	own->found = true;
	*site = own;
	return true;
}

static bool same_file(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool site_options_read(struct session *session,
		       const struct site_options *options,
		       const char *const *policies, const struct site **site)
{
	const char *first = NULL, *other;
	const bool search = site_options_search(session, options);
	*site = NULL;
	if (session->diags.errors)
		return false;
	if (!search)
		return input_sites(session, options->paths, site);
	for (size_t i = 0; policies && policies[i]; i++) {
		if (!site_options_find(session, policies[i], &other))
			return false;
		if (i && !same_file(first, other)) {
			diags_add(&session->diags, MESSAGE_SITES_DIFFER,
				  location_file(policies[i]),
				  "%s, and %s of %s; --site names one for all, "
				  "--no-site none",
				  other ? other : "none",
				  first ? first : "none", policies[0]);
			return false;
		}
		first = other;
	}
	return site_options_take(session, first, site);
}
