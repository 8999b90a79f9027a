/* Policies that a command is asked about: their sites, text and release. */
#include "cmd/cmd_lint_release.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_session.h"
#include "source/source.h"

#include <string.h>

bool input_sites(struct session *session, const char *const *paths,
		 const struct site **site)
{
	list_of(const struct site *) sites = LIST_INIT;
	size_t count = 0;
	*site = NULL;
	session->overlays = NULL;
	for (; paths && paths[count]; count++) {
		const struct site *one = site_read(
			paths[count], &session->arena, &session->diags);
		if (one)
			one = site_inherit(one, &session->arena,
					   &session->diags);
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

const struct registry *input_registry(struct session *session,
				      const struct site *site)
{
	list_of(const char *) paths = LIST_INIT;
	if (session->registries || !site || !site->registries[0])
		return session_registry(session);
	*list_push(&paths, &session->arena) = REGISTRY_BUILTIN_PATH;
	for (size_t i = 0; site->registries[i]; i++)
		*list_push(&paths, &session->arena) = site->registries[i];
	return registry_load(paths.items, paths.count, &session->arena,
			     &session->diags);
}

const char *input_release(struct session *session,
			  const struct registry *registry,
			  const struct site *site, bool *nearest)
{
	const char *otherwise = site && site->release ? site->release : "auto";
	const char *name = session->release ? session->release : otherwise;
	if (nearest)
		*nearest = false;
	if (strcmp(name, "auto") == 0)
		return name;
	const unsigned release = session_release(session, registry, otherwise);
	if (nearest)
		*nearest = registry_find_release(registry, name) == NO_INDEX;
	return release == NO_INDEX ? NULL : registry->releases[release].name;
}

const struct policy *input_policy(struct session *session, const char *path,
				  bool trusted, struct arena *arena)
{
	const struct confinement confinement = {trusted, session->verbose};
	return source_read_confined(path, &confinement, arena, &session->diags);
}

bool input_choose(struct session *session, const struct registry *registry,
		  const struct policy *policy, const char *name,
		  struct arena *arena, struct release_choice *choice)
{
	const char *own = NULL;
	if (strcmp(name, "auto") == 0)
		own = lint_tree_release(session, registry, policy);
	if (!lint_choose_release(registry, policy, own ? own : name, arena,
				 &session->diags, choice))
		return false;
	if (own)
		choice->how = "xen/Makefile";
	return true;
}
