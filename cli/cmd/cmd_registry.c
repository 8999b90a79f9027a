/* xsmc registry validate and export. */
#include "base/file.h"
#include "cmd/cmd_table.h"

#include <string.h>

#include "lint/lint.h"
#include "report/report.h"
#include "site/site.h"
#include "way/way.h"

USES_MESSAGE(ROWS_UNRECORDED);
USES_MESSAGE(UNKNOWN_RELEASE);

/* Without files it is the registry of the session. */
static bool validate_registry(struct session *session, const char **files,
			      size_t count)
{
	const struct registry *registry =
		count ? registry_load(files, count, &session->arena,
				      &session->diags)
		      : session_registry(session);
	if (registry && !session->quiet)
		buffer_format(&session->out,
			      "valid: %u releases, %u hypercalls, %u ops, "
			      "%u accesses, %u statements, %u events\n",
			      registry->release_count,
			      registry->hypercall_count, registry->op_count,
			      registry->access_count, registry->statement_count,
			      registry->event_count);
	return registry;
}

/* Its release, where it names one, must be in the registry. */
static bool has_release(struct session *session,
			const struct registry *registry,
			const struct site *site)
{
	const char *name = site->release;
	if (!name || strcmp(name, "auto") == 0 ||
	    registry_find_release(registry, name) != NO_INDEX)
		return true;
	diags_add(&session->diags, MESSAGE_UNKNOWN_RELEASE,
		  location_file(file_shown(site->path)),
		  "%s (the registry has %s to %s)%s", name,
		  registry->releases[0].name,
		  registry->releases[registry->release_count - 1].name,
		  registry_release_hint(registry, name, &session->arena));
	return false;
}

static bool validate_site(struct session *session, const char *file)
{
	const struct site *site =
		site_read(file, &session->arena, &session->diags);
	if (!site)
		return false;
	/* Each site file with its own overlays. */
	session->overlays = site->registries;
	const struct registry *registry = session_registry(session);
	session->overlays = NULL;
	if (!registry || !has_release(session, registry, site) ||
	    !lint_check_site(registry, site, &session->diags))
		return false;
	if (session->quiet)
		return true;
	size_t overlays = 0;
	while (site->registries[overlays])
		overlays++;
	buffer_format(&session->out,
		      "valid site: %zu overlays, %zu types, %zu reviews, "
		      "%zu waivers\n",
		      overlays, site->type_count, site->review_count,
		      site->waiver_count);
	const struct site_policy *policy = site->policy;
	if (policy)
		buffer_format(&session->out,
			      "policy: %zu domains, %zu talks, %zu devices, "
			      "%zu groups, %zu grants\n",
			      policy->domain_count, policy->talk_count,
			      policy->device_count, policy->group_count,
			      policy->grant_count);
	return site;
}

/* Site files each for itself, the others as one registry. */
static bool validate_files(struct session *session, const char **files)
{
	bool good = true, site = false;
	list_of(const char *) registries = LIST_INIT;
	for (; *files; files++) {
		if (site_recognize(*files, &session->diags)) {
			site = true;
			good = validate_site(session, *files) && good;
		} else {
			*list_push(&registries, &session->arena) = *files;
		}
	}
	if (registries.count || !site)
		good = validate_registry(session, registries.items,
					 registries.count) &&
		       good;
	return good;
}

const char *const cmd_registry_validate_formats[] = {"text", "json", NULL};

enum exit_status cmd_registry_validate(struct session *session, int argc,
				       const char **argv)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	const char **files =
		session_arguments(session, options, argc, argv, 0, -1);
	const char *format = files ? session_format(session) : NULL;
	if (!format)
		return EXIT_ERROR;
	const bool good = validate_files(session, files);
	if (strcmp(format, "json") == 0) {
		buffer_clear(&session->out);
		report_validate(files, good, &session->diags, &session->out);
		/* That files are not valid is an answer, too. */
		session->partial = true;
	}
	return good ? EXIT_DONE : EXIT_ERROR;
}

static enum exit_status unknown_table(struct session *session,
				      const char *table)
{
	list_of(const char *) names = LIST_INIT;
	for (size_t i = 0; registry_tables[i]; i++)
		*list_push(&names, &session->arena) = registry_tables[i];
	*list_push(&names, &session->arena) = ways_table_name;
	list_push(&names, &session->arena);
	return session_not_one_of(session, "--table", table ? table : "(none)",
				  names.items);
}

/* What a reader of the table would take for nothing, as no row is there. */
static enum exit_status say_gaps(struct session *session,
				 const struct registry *registry,
				 const char *table, unsigned release)
{
	const char *const *gap =
		registry_gaps(registry, table, release, &session->arena);
	const enum exit_status status = *gap ? EXIT_FINDINGS : EXIT_DONE;
	for (; *gap; gap++)
		diags_add(&session->diags, MESSAGE_ROWS_UNRECORDED,
			  location_file(NULL), "%s of %s", table, *gap);
	return status;
}

enum exit_status cmd_registry_export(struct session *session, int argc,
				     const char **argv)
{
	const char *name = NULL;
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"table", 't', POPT_ARG_STRING, &name, 0,
		 "which table; there is no default", "TABLE"},
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	if (!session_arguments(session, options, argc, argv, 0, 0))
		return EXIT_ERROR;
	const char *format = session_format(session);
	if (!format)
		return EXIT_ERROR;
	const struct registry *registry = session_registry(session);
	if (!registry)
		return EXIT_ERROR;
	unsigned release = NO_INDEX;
	if (!session->release || strcmp(session->release, "all") != 0) {
		release = session_release(session, registry, "latest");
		if (release == NO_INDEX)
			return EXIT_ERROR;
	}
	const struct table *table =
		!name ? NULL
		: strcmp(name, ways_table_name) == 0
			? ways_table(registry, release, &session->arena)
			: registry_export(registry, name, release,
					  &session->arena);
	if (!table)
		return unknown_table(session, name);
	report_table(table, format, &session->out);
	return say_gaps(session, registry, name, release);
}
