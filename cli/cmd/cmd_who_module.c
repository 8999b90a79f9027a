/* Who can perform ops by a security module beside FLASK: no policy decides. */
#include "cmd/cmd_names.h"
#include "cmd/cmd_session.h"
#include "cmd/cmd_who_module.h"

#include <string.h>

USES_MESSAGE(CALLERS_UNKNOWN);
USES_MESSAGE(MODULE_LACKED);

/* Whether the module lets anybody at all call. */
static bool lets_anybody(const struct caller_rows *rows)
{
	for (size_t i = 0; i < rows->list.count; i++)
		if (strcmp(rows->list.items[i].who, "nobody") != 0)
			return true;
	return false;
}

/* What is asked, and what came of it. */
struct module_asking {
	struct session *session;
	const struct registry *registry;
	unsigned release;
	const bool *meant; /* by index of op */
	bool somebody;	   /* can */
	bool partial;	   /* not all is known */
};

/* The ops that are meant, of which it is known who may call them. */
static struct module_ops ask_module(struct module_asking *asking,
				    const struct module *module)
{
	const struct registry *registry = asking->registry;
	struct arena *arena = &asking->session->arena;
	const struct op **ops =
		arena_alloc(arena, registry->op_count, sizeof *ops);
	struct module_ops found = {module, ops, 0};
	unsigned unknown = NO_INDEX;
	for (unsigned i = 0; i < registry->op_count; i++) {
		struct caller_rows rows = {LIST_INIT};
		if (!asking->meant[i])
			continue;
		if (!registry_op_callers(registry, &registry->ops[i],
					 asking->release, module, arena,
					 &rows)) {
			if (unknown != registry->ops[i].hypercall)
				diags_add(
					&asking->session->diags,
					MESSAGE_CALLERS_UNKNOWN,
					location_file(NULL), "%s, %s",
					module->name,
					registry->hypercalls[registry->ops[i]
								     .hypercall]
						.name);
			unknown = registry->ops[i].hypercall;
			asking->partial = true;
			continue;
		}
		ops[found.count++] = &registry->ops[i];
		asking->somebody |= lets_anybody(&rows);
	}
	return found;
}

static bool is_named(const struct module *module, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(module->name, *names) == 0)
			return true;
	return false;
}

enum exit_status who_by_modules(struct session *session,
				const struct registry *registry,
				const char *const *modules,
				const struct who_words *words,
				const char *format)
{
	const struct style style = session_style(session);
	struct module_asking asking = {.session = session,
				       .registry = registry};
	bool all;
	if (!names_known(session, registry, NAME_MODULE, modules))
		return EXIT_ERROR;
	asking.release = session_release(session, registry, "latest");
	if (asking.release == NO_INDEX)
		return EXIT_ERROR;
	asking.meant = who_ops_meant(session, registry, asking.release, words,
				     &session->diags, &all);
	struct module_ops *found = arena_alloc(
		&session->arena, registry->module_count, sizeof *found);
	struct module_report report = {registry, asking.release, found, 0};
	for (unsigned i = 0; i < registry->module_count; i++) {
		const struct module *module = &registry->modules[i];
		if (!is_named(module, modules))
			continue;
		if (release_set_has(&module->in, asking.release)) {
			found[report.count++] = ask_module(&asking, module);
			continue;
		}
		asking.partial = true;
		diags_add(&session->diags, MESSAGE_MODULE_LACKED,
			  location_file(NULL), "%s in %s", module->name,
			  registry->releases[asking.release].name);
	}
	report_who_modules(&report, format, &style, &session->out);
	return asking.somebody && all && !asking.partial ? EXIT_DONE
							 : EXIT_FINDINGS;
}
