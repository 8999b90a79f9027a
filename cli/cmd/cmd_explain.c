/* xsmc explain: an op, a rule, a word of the registry. */
#include <string.h>

#include "cmd/cmd_table.h"
#include "rule/rule.h"

USES_MESSAGE(UNKNOWN_WORD);

/* Each kind of word in turn: false when the word is none of it. */

static bool explain_op(struct session *session, const struct registry *registry,
		       const char *word)
{
	const struct op *op = registry_find_op(registry, word);
	if (!op)
		return false;
	unsigned release = session_release(session, registry, "latest");
	if (release == NO_INDEX)
		return true;
	const struct op_report report = {
		registry, op,
		registry_release_with(registry, &op->in, release)};
	const struct style style = {.color = session_style(session).color,
				    .verbose = true};
	report_ops(&report, 1, "text", &style, &session->out);
	return true;
}

/* "xl pause", "xc_domain_pause": which ops it issues. */
static bool explain_tool(struct session *session,
			 const struct registry *registry, const char *word)
{
	const struct tool *tool = registry_find_tool(registry, word);
	if (!tool)
		return false;
	report_tool(registry, tool,
		    session_release(session, registry, "latest"),
		    &session->arena, &session->out);
	return true;
}

static void explain_all_rules(struct session *session, const char *format)
{
	const size_t count = rule_count();
	const struct rule **rules =
		arena_alloc(&session->arena, count, sizeof *rules);
	for (size_t i = 0; i < count; i++)
		rules[i] = rule_at(i);
	report_rules(rules, count, format, &session->out);
}

static bool explain_rule(struct session *session,
			 const struct registry *registry, const char *word)
{
	(void)registry;
	const struct rule *rule = rule_find(word);
	const char *format = session_format(session);
	if (strcmp(word, "rules") == 0)
		explain_all_rules(session, format);
	else if (rule)
		report_rules(&rule, 1, format, &session->out);
	else
		return false;
	return true;
}

/* Behind the rules: what is left has no format but text. */
static bool refuse_format(struct session *session,
			  const struct registry *registry, const char *word)
{
	(void)registry;
	if (!session->format || strcmp(session->format, "text") == 0)
		return false;
	session_usage(session, "--format %s is for rules, which %s is not",
		      session->format, word);
	return true;
}

static bool explain_message(struct session *session,
			    const struct registry *registry, const char *word)
{
	(void)registry;
	const struct message *message = message_find(word);
	if (message)
		buffer_format(&session->out, "%s (%s): %s\n\n%s\n",
			      message->name, severity_name(message->severity),
			      message->title, message->explanation);
	return message;
}

static bool explain_status(struct session *session,
			   const struct registry *registry, const char *word)
{
	(void)registry;
	if (strcmp(word, status_name(STATUS_COVERED)) == 0)
		buffer_add_string(
			&session->out,
			"covered: the statement of XSA-77 covers the op. Its "
			"implementation was not\nreviewed against a hostile "
			"caller; bugs that only matter where it is delegated\n"
			"are handled in public, as if they were no security "
			"issues.\n");
	else if (strcmp(word, status_name(STATUS_SAFE)) == 0)
		buffer_add_string(
			&session->out,
			"safe: the statement of XSA-77 does not cover the op; "
			"bugs in it are security\nissues. The basis says why: "
			"see xsmc explain audited, excepted, unlisted.\nThat "
			"is "
			"all it says: what the op is for may well be the whole "
			"host. Where it is\nrecorded, what an op gives stands "
			"beside its status.\n");
	else
		return false;
	return true;
}

static bool explain_basis(struct session *session,
			  const struct registry *registry, const char *word)
{
	(void)registry;
	for (unsigned i = BASIS_LISTED; i <= BASIS_UNLISTED; i++) {
		if (strcmp(basis_name((enum basis)i), word) != 0)
			continue;
		buffer_format(&session->out, "%s: %s\n", word,
			      basis_meaning((enum basis)i));
		return true;
	}
	return false;
}

/* CLASS:PERMISSION, or the permission alone: which ops are asked it. */
static bool explain_permission(struct session *session,
			       const struct registry *registry,
			       const char *word)
{
	unsigned release = session_release(session, registry, "latest");
	bool found = false;
	if (release == NO_INDEX)
		return true;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		struct op_accesses accesses;
		if (!release_set_has(&op->in, release))
			continue;
		registry_op_accesses(registry, op, release, &session->arena,
				     &accesses);
		for (size_t j = 0; j < accesses.list.count; j++) {
			const struct access *access = accesses.list.items[j];
			if (!access->object_class)
				continue;
			const char *full = arena_format(
				&session->arena, "%s:%s", access->object_class,
				access->permission);
			if (strcmp(word, full) != 0 &&
			    strcmp(word, access->permission) != 0)
				continue;
			const struct op_status status = registry_op_meaning(
				registry, op, release, &session->arena);
			if (!found)
				buffer_format(&session->out,
					      "%s in %s is asked by:\n", word,
					      registry->releases[release].name);
			found = true;
			const char *when =
				access_condition(access, &session->arena);
			buffer_format(&session->out,
				      "  %s, %s  %s: %s -> %s %s%s%s\n",
				      status_shown(status.status),
				      basis_shown(&status, &session->arena),
				      op->name,
				      access_subject_name(access->subject),
				      access->object, full,
				      *when ? ", when: " : "", when);
		}
	}
	return found;
}

/* A permission that a release has, though no recorded op is asked it. */
static bool explain_unasked(struct session *session,
			    const struct registry *registry, const char *word)
{
	unsigned release = session_release(session, registry, "latest");
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *class = &registry->classes[i];
		for (unsigned j = 0; j < class->permissions.count; j++) {
			const struct permission *permission =
				&registry->permissions
					 [class->permissions.first + j];
			const char *full =
				arena_format(&session->arena, "%s:%s",
					     class->name, permission->name);
			if (strcmp(word, full) != 0 &&
			    strcmp(word, permission->name) != 0)
				continue;
			buffer_format(&session->out,
				      "%s exists in %s; no op of the registry "
				      "is asked it in %s\n",
				      full,
				      registry_releases_shown(registry,
							      &permission->in,
							      &session->arena),
				      registry->releases[release].name);
			return true;
		}
	}
	return false;
}

/* "xl" "pause": several words are one name. */
static const char *joined(const char **words, struct arena *arena)
{
	const char *text = words[0];
	for (size_t i = 1; words[i]; i++)
		text = arena_format(arena, "%s %s", text, words[i]);
	return text;
}

enum exit_status cmd_explain(struct session *session, int argc,
			     const char **argv)
{
	static bool (*const kinds[])(struct session * session,
				     const struct registry *registry,
				     const char *word) = {
		explain_rule,	    refuse_format,   explain_status,
		explain_basis,	    explain_message, explain_op,
		explain_permission, explain_unasked, explain_tool,
	};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	const char **words =
		session_arguments(session, options, argc, argv, 1, -1);
	const struct registry *registry =
		words ? session_registry(session) : NULL;
	if (!registry || !session_format(session) ||
	    session_release(session, registry, "latest") == NO_INDEX)
		return EXIT_ERROR;
	const char *word = joined(words, &session->arena);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i](session, registry, word))
			return EXIT_DONE;
	diags_add(&session->diags, MESSAGE_UNKNOWN_WORD, location_file(NULL),
		  "%s", word);
	return EXIT_ERROR;
}
