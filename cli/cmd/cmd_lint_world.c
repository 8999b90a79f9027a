/* What policies are held against: a registry, and a site file of theirs. */
#include <string.h>

#include "base/file.h"
#include "cmd/cmd_lint_run.h"
#include "cmd/cmd_lint_world.h"
#include "cmd/cmd_names.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_session.h"

USES_MESSAGE(BASELINE_RELEASE_UNKNOWN);

static void check_baseline(const struct lint_command *run,
			   const struct lint_world *world)
{
	for (size_t i = 0; i < run->baseline->release_count; i++) {
		const char *release = run->baseline->releases[i];
		if (registry_find_release(world->registry, release) == NO_INDEX)
			diags_add(&run->session->diags,
				  MESSAGE_BASELINE_RELEASE_UNKNOWN,
				  location_file(run->baseline->path), "%s",
				  release);
	}
}

static bool find_module(const struct lint_command *run,
			struct lint_world *world)
{
	const char *const names[] = {run->against, NULL};
	if (!run->against)
		return true;
	if (!names_known(run->session, world->registry, NAME_MODULE, names))
		return false;
	for (unsigned i = 0; i < world->registry->module_count; i++)
		if (strcmp(world->registry->modules[i].name, run->against) == 0)
			world->module = &world->registry->modules[i];
	return true;
}

/* One that the site adds nothing to is read once for all. */
static const struct registry *read_registry(struct lint_command *run)
{
	struct session *session = run->session;
	if (session->overlays && session->overlays[0])
		return session_registry(session);
	if (!run->plain)
		run->plain = session_registry(session);
	return run->plain;
}

/* Reads what the policies are held against; false with messages. */
static bool make_world(struct lint_command *run, struct lint_world *world)
{
	struct session *session = run->session;
	const struct site_options *options = &run->site_options;
	if (!(world->found
		      ? site_options_take(session, world->found, &world->site)
		      : input_sites(session, options->paths, &world->site)) ||
	    !build_options_read(session, &run->build_options, world->site,
				&world->build))
		return false;
	if (run->expectations_only &&
	    (!world->site || !world->site->expectation_count)) {
		session_usage(session, "--expectations-only needs a site file "
				       "that expects something");
		return false;
	}
	world->registry = read_registry(run);
	if (world->registry && run->baseline)
		check_baseline(run, world);
	if (!world->registry || !find_module(run, world))
		return false;
	world->release = input_release(session, world->registry, world->site,
				       &world->nearest);
	world->shared = lint_shared_new();
	return world->release;
}

struct diag lint_first_error(const struct lint_command *run, size_t index)
{
	const struct diag *diag = &run->session->diags.list.items[index];
	while (diag->message->severity != SEVERITY_ERROR)
		diag++;
	return *diag;
}

static struct lint_world *known_world(const struct lint_command *run,
				      const char *found)
{
	for (size_t i = 0; i < run->worlds.count; i++) {
		struct lint_world *world = run->worlds.items[i];
		if (found ? world->found && strcmp(world->found, found) == 0
			  : !world->found)
			return world;
	}
	return NULL;
}

bool lint_world_enter(struct lint_command *run, const char *path,
		      struct diag *error)
{
	struct session *session = run->session;
	const size_t messages = session->diags.list.count;
	const char *found = NULL;
	run->world = NULL;
	if (run->searches && !site_options_find(session, path, &found)) {
		*error = lint_first_error(run, messages);
		return false;
	}
	struct lint_world *world = known_world(run, found);
	if (!world) {
		world = arena_alloc(&session->arena, 1, sizeof *world);
		world->found = found;
		*list_push(&run->worlds, &session->arena) = world;
		world->failed = !make_world(run, world);
		if (world->failed)
			world->error = lint_first_error(run, messages);
	}
	*error = world->error;
	run->world = world->failed ? NULL : world;
	return run->world;
}

void lint_world_expect(struct lint_command *run)
{
	struct session *session = run->session;
	struct diags quiet = DIAGS_INIT;
	const char *found;
	for (size_t i = 0; run->searches && run->files[i]; i++)
		if (site_find(run->files[i], &session->arena, &quiet, &found) &&
		    found)
			file_expect(found, &session->diags);
	diags_release(&quiet);
}

void lint_world_free(struct lint_command *run)
{
	for (size_t i = 0; i < run->worlds.count; i++)
		lint_shared_free(run->worlds.items[i]->shared);
}
