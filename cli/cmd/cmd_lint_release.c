/* The release of a policy, as its surroundings tell. */
#include "base/directory.h"
#include "cmd/cmd_lint_release.h"
#include "cmd/cmd_session.h"
#include "registry/registry.h"
#include "tree/tree.h"

USES_MESSAGE(RELEASE_NEAREST);
USES_MESSAGE(UNKNOWN_RELEASE);

/* The top of Xen's sources, and the way there from its policy. */
static const char *const tops[] = {".", "../../.."};

/* False: the policy does not stand in a Xen tree. */
static bool find_tree(struct session *session, const struct policy *policy,
		      struct tree *tree)
{
	for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
		const char *path = i ? directory_path(policy->path, tops[i],
						      &session->arena)
				     : policy->path;
		*tree = (struct tree){path, TREE_SOURCE};
		if (tree_has(tree, "xen/Makefile", &session->arena))
			return true;
	}
	return false;
}

const char *lint_tree_release(struct session *session,
			      const struct registry *registry,
			      const struct policy *policy)
{
	struct tree tree;
	struct tree_release own;
	if (policy->kind != POLICY_TREE || !find_tree(session, policy, &tree) ||
	    !tree_read_release(&tree, &session->arena, &session->diags, &own))
		return NULL;
	unsigned release = registry_find_release(registry, own.name);
	if (release != NO_INDEX && !own.unstable)
		return registry->releases[release].name;
	if (release == NO_INDEX)
		release = registry_nearest_release(registry, own.name);
	const struct location at = {
		tree_path(&tree, "xen/Makefile", &session->arena), own.line, 1};
	if (release == NO_INDEX) {
		diags_add(&session->diags, MESSAGE_UNKNOWN_RELEASE, at, "%s",
			  own.name);
		return NULL;
	}
	diags_add(&session->diags, MESSAGE_RELEASE_NEAREST, at,
		  "%s%s is taken for %s", own.name,
		  own.unstable ? ", which is not released yet," : "",
		  registry->releases[release].name);
	return registry->releases[release].name;
}
