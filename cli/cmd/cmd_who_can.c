/* `xsmc who-can`: who can perform an op, on whom, by which rules. */
#include <stdint.h>
#include <string.h>

#include "base/file.h"
#include "answer/answer.h"
#include "base/near.h"
#include "cmd/cmd_build_options.h"
#include "cmd/cmd_files_from.h"
#include "cmd/cmd_table.h"
#include "cmd/cmd_names.h"
#include "cmd/cmd_policy_input.h"
#include "cmd/cmd_site_options.h"
#include "cmd/cmd_who_module.h"
#include "cmd/cmd_who_ops.h"

USES_MESSAGE(CALLERS_UNKNOWN);
USES_MESSAGE(MODULE_LACKED);
USES_MESSAGE(RELEASE_MISFIT);
USES_MESSAGE(RELEASE_UNDECIDED);
USES_MESSAGE(TYPE_LACKED);
USES_MESSAGE(TYPE_NO_DOMAIN);
USES_MESSAGE(UNKNOWN_TYPE);

/* A policy that is asked. */
struct who_input {
	const struct policy *policy;
	struct release_choice choice;
	const char *path;
};

/* One run: what is asked, of which policies. */
struct who_command {
	struct session *session;
	const char **permissions, **powers, **subjects, **objects, **modules;
	struct site_options site_options;
	int reasons, trusts_input;
	struct build_options build_options;
	struct host_build build;
	struct who_words words;
	const char *const *paths; /* of policies, NULL-terminated */
	const struct registry *registry;
	const struct site *site; /* or NULL */
	const char *release;	 /* a name, or "auto" */
	const char *today;
	list_of(struct who_input) inputs;
	const char *list_path; /* of a list of policies; or NULL */
	const char *against;   /* path of an old policy; or NULL */
	const char *versus;    /* a module; or NULL */
	size_t detailed;       /* objects of which the rules are shown */
	bool partial;	       /* not all was found, or understood */
};

/* --- Types ------------------------------------------------------------------
 */

/* Marks the type, or those of the attribute; false: there is none. */
static bool mark_type(const struct policy *policy, const char *name,
		      bool *marked)
{
	const unsigned found = policy_find_type(policy, name);
	if (found >= policy->type_count)
		return false;
	const struct policy_type *type = &policy->types[found];
	if (!type->attribute)
		marked[found] = true;
	for (unsigned i = 0; type->attribute && i < type->member_count; i++)
		marked[type->members[i]] = true;
	return true;
}

/* By type, those of the names; NULL: none are named. */
static const bool *mark_types(struct who_command *command,
			      const struct policy *policy, const char **names)
{
	if (!names)
		return NULL;
	bool *marked = arena_alloc(&command->session->arena, policy->type_count,
				   sizeof *marked);
	for (; *names; names++)
		mark_type(policy, *names, marked);
	return marked;
}

static const char *type_hint(const struct who_command *command,
			     const char *name)
{
	struct arena *arena = &command->session->arena;
	list_of(const char *) names = LIST_INIT;
	for (size_t i = 0; i < command->inputs.count; i++) {
		const struct policy *policy = command->inputs.items[i].policy;
		for (unsigned j = 0; j < policy->type_count; j++)
			*list_push(&names, arena) = policy->types[j].name;
	}
	return near_hint(name, names.items, names.count, arena);
}

/*
 * A type that no policy has is a wrong word; one that some have is not there in
 * the others, which is said.
 */
static bool check_type(struct who_command *command, const char *name)
{
	struct session *session = command->session;
	const struct who_input *lacking = NULL;
	bool had = false;
	for (size_t i = 0; i < command->inputs.count; i++) {
		const struct who_input *input = &command->inputs.items[i];
		bool *marked =
			arena_alloc(&session->arena, input->policy->type_count,
				    sizeof *marked);
		if (mark_type(input->policy, name, marked))
			had = true;
		else
			lacking = input;
	}
	if (!lacking)
		return true;
	command->partial = true;
	diags_add(&session->diags,
		  had ? MESSAGE_TYPE_LACKED : MESSAGE_UNKNOWN_TYPE,
		  location_file(lacking->path), "%s%s", name,
		  had ? "" : type_hint(command, name));
	return had;
}

static bool check_types(struct who_command *command)
{
	bool good = true;
	for (size_t i = 0; command->subjects && command->subjects[i]; i++)
		good &= check_type(command, command->subjects[i]);
	for (size_t i = 0; command->objects && command->objects[i]; i++)
		good &= check_type(command, command->objects[i]);
	return good;
}

/* --- Policies ---------------------------------------------------------------
 */

static bool read_input(struct who_command *command, const char *path)
{
	struct session *session = command->session;
	struct who_input input = {.path = path};
	progress_tell(session, "reading %s", file_shown(path));
	input.policy = input_policy(session, path, command->trusts_input,
				    &session->arena);
	if (!input.policy ||
	    !input_choose(session, command->registry, input.policy,
			  command->release, &session->arena, &input.choice))
		return false;
	*list_push(&command->inputs, &session->arena) = input;
	return true;
}

/* The answer of the policy in the release of the choice. */
static struct who_answer *ask_for(struct who_command *command,
				  const struct who_input *input,
				  const struct release_choice *choice,
				  struct diags *diags, bool *whole)
{
	struct session *session = command->session;
	const struct lint_request request = {.registry = command->registry,
					     .policy = input->policy,
					     .release = choice,
					     .site = command->site,
					     .today = command->today,
					     .build = &command->build};
	bool all;
	const struct who_question question = {
		.ops = who_ops_meant(session, command->registry, choice->used,
				     &command->words, diags, &all),
		.subjects =
			mark_types(command, input->policy, command->subjects),
		.objects = mark_types(command, input->policy, command->objects),
		.reasons = command->reasons,
		.detailed = command->detailed};
	progress_tell(session, "asking who can, in %s",
		      file_shown(input->path));
	struct who_answer *answer =
		who_ask(&request, &question, &session->arena, diags);
	*whole = all && answer && !lint_is_partial(answer->lint);
	return answer;
}

/* Says that the answer is not whole, there and as a message. */
static void add_limit(struct who_command *command, struct who_answer *answer,
		      const struct message *message, const char *detail)
{
	struct session *session = command->session;
	struct lint *lint = arena_alloc(&session->arena, 1, sizeof *lint);
	*lint = *answer->lint;
	struct diag *limits = arena_alloc(
		&session->arena, lint->limit_count + 1, sizeof *limits);
	for (size_t i = 0; i < lint->limit_count; i++)
		limits[i] = lint->limits[i];
	limits[lint->limit_count++] =
		(struct diag){.message = message,
			      .at = location_file(lint->policy->path),
			      .detail = detail};
	lint->limits = limits;
	answer->lint = lint;
	command->partial = true;
	diags_add(&session->diags, message, location_file(lint->policy->path),
		  "%s", detail);
}

/* Whether it is for the policy alone to say which release it is for. */
static bool is_open(const struct who_command *command,
		    const struct release_choice *choice)
{
	return strcmp(command->release, "auto") == 0 &&
	       choice->by == CHOICE_BY_POLICY;
}

/* With what is otherwise in the other releases that the policy fits. */
static struct who_answer *join(struct who_command *command,
			       const struct who_input *input,
			       struct who_answer *first)
{
	struct session *session = command->session;
	struct arena *arena = &session->arena;
	struct candidates *groups;
	struct who_spread spread = {.count = 1};
	const size_t count = lint_candidates(command->registry, &input->choice,
					     arena, &groups);
	if (count == 1)
		return first;
	const struct who_answer **answers =
		arena_alloc(arena, count, sizeof *answers);
	struct diags quiet = DIAGS_INIT;
	bool whole;
	answers[0] = first;
	for (size_t i = 1; i < count; i++) {
		struct release_choice choice = input->choice;
		choice.used = groups[i].release;
		choice.by = CHOICE_TO_COMPARE;
		answers[spread.count] =
			ask_for(command, input, &choice, &quiet, &whole);
		groups[spread.count] = groups[i];
		spread.count += answers[spread.count] != NULL;
	}
	diags_release(&quiet);
	for (size_t i = 0; i < input->choice.candidate_count; i++)
		release_set_add(&spread.all, input->choice.candidates[i]);
	spread.answers = answers;
	spread.groups = groups;
	struct who_answer *joined = arena_alloc(arena, 1, sizeof *joined);
	const size_t differing = who_join(&spread, arena, joined);
	if (differing)
		add_limit(command, joined, MESSAGE_RELEASE_UNDECIDED,
			  arena_format(
				  arena,
				  "%zu answer%s not in all of %s; "
				  "--release says which one is meant",
				  differing, differing == 1 ? " is" : "s are",
				  registry_releases_shown(command->registry,
							  &spread.all, arena)));
	return joined;
}

static const struct who_answer *ask(struct who_command *command,
				    const struct who_input *input)
{
	struct session *session = command->session;
	bool whole;
	struct who_answer *answer = ask_for(command, input, &input->choice,
					    &session->diags, &whole);
	command->partial |= !whole;
	if (answer && !release_choice_fits(&input->choice))
		add_limit(command, answer, MESSAGE_RELEASE_MISFIT,
			  command->registry->releases[input->choice.used].name);
	if (answer && is_open(command, &input->choice))
		answer = join(command, input, answer);
	for (size_t i = 0; answer && i < answer->no_domain_count; i++)
		diags_add(&session->diags, MESSAGE_TYPE_NO_DOMAIN,
			  location_file(input->path), "%s",
			  answer->no_domains[i]);
	return answer;
}

/*
 * What came and went since the old policy, which is judged for the same release
 * where it fits that, or else for its own.
 */
static const struct who_answer *compare(struct who_command *command,
					const struct who_answer *answer)
{
	struct session *session = command->session;
	const unsigned used = answer->lint->release.used;
	struct who_input old = command->inputs.items[command->inputs.count - 1];
	for (size_t i = 0; i < old.choice.candidate_count; i++)
		if (is_open(command, &old.choice) &&
		    old.choice.candidates[i] == used)
			old.choice.used = used;
	bool whole;
	const struct who_answer *before =
		ask_for(command, &old, &old.choice, &session->diags, &whole);
	command->partial |= !whole;
	return before ? who_changes(answer, before, &session->arena) : NULL;
}

/* --- The answer -------------------------------------------------------------
 */

/* Answers of the policies, or what changed in them; NULL with messages. */
static const struct who_answer **ask_all(struct who_command *command,
					 size_t count, bool *any)
{
	const struct who_answer **answers =
		arena_alloc(&command->session->arena, count, sizeof *answers);
	*any = false;
	for (size_t i = 0; i < count; i++) {
		answers[i] = ask(command, &command->inputs.items[i]);
		if (answers[i] && command->against)
			answers[i] = compare(command, answers[i]);
		if (!answers[i])
			return NULL;
		*any |= command->against ? answers[i]->op_count != 0
					 : who_somebody_can(answers[i]);
	}
	return answers;
}

/* The module of that name, in the release; NULL with a message. */
static const struct module *find_module(struct who_command *command,
					unsigned release)
{
	const struct registry *registry = command->registry;
	for (unsigned i = 0; i < registry->module_count; i++)
		if (strcmp(registry->modules[i].name, command->versus) == 0 &&
		    release_set_has(&registry->modules[i].in, release))
			return &registry->modules[i];
	command->partial = true;
	diags_add(&command->session->diags, MESSAGE_MODULE_LACKED,
		  location_file(NULL), "%s in %s", command->versus,
		  registry->releases[release].name);
	return NULL;
}

/* What the policy and the module say differently. */
static void hold(struct who_command *command, const struct who_answer *answer,
		 struct who_versus_answer *held)
{
	struct session *session = command->session;
	const struct module *module =
		find_module(command, answer->lint->release.used);
	bool whole = false;
	*held = (struct who_versus_answer){.lint = answer->lint};
	if (module)
		held->count = who_against_module(
			answer, module, &session->arena, &held->rows, &whole);
	held->whole = whole;
	if (module && !whole)
		diags_add(&session->diags, MESSAGE_CALLERS_UNKNOWN,
			  location_file(answer->lint->policy->path), "%s",
			  command->versus);
	command->partial |= !whole;
}

static enum exit_status hold_all(struct who_command *command,
				 const struct who_answer **answers,
				 size_t count, const char *format)
{
	struct session *session = command->session;
	const struct style style = session_style(session);
	struct who_versus_answer *held =
		arena_alloc(&session->arena, count, sizeof *held);
	size_t differences = 0;
	for (size_t i = 0; i < count; i++) {
		hold(command, answers[i], &held[i]);
		differences += held[i].count;
	}
	const struct who_versus_report report = {command->versus, held, count};
	report_who_versus(&report, format, &style, &session->out);
	return differences || command->partial ? EXIT_FINDINGS : EXIT_DONE;
}

static enum exit_status answer(struct who_command *command, const char *format)
{
	struct session *session = command->session;
	const size_t count = command->inputs.count - (command->against ? 1 : 0);
	const struct style style = session_style(session);
	bool any;
	const struct who_answer **answers = ask_all(command, count, &any);
	if (!answers)
		return EXIT_ERROR;
	if (command->versus)
		return hold_all(command, answers, count, format);
	const struct who_report report = {.answers = answers,
					  .count = count,
					  .by_subject = command->subjects,
					  .reasons = command->reasons};
	report_who(&report, format, &style, &session->out);
	/* Nobody can, or since the old policy something differs. */
	return any == !command->against && !command->partial ? EXIT_DONE
							     : EXIT_FINDINGS;
}

/* A module knows no policy, and none of what is asked of one. */
static bool check_module(struct who_command *command, const char **arguments)
{
	const struct build_options *build = &command->build_options;
	if (command->words.patterns && !command->words.patterns[0])
		session_usage(command->session, "who-can takes an op");
	else if (*arguments || command->list_path)
		session_usage(command->session,
			      "--module takes no policy, as %s",
			      *arguments ? *arguments : "--files-from");
	else if (command->subjects || command->objects ||
		 command->site_options.paths || command->site_options.off ||
		 command->reasons || command->against || command->versus ||
		 command->trusts_input || build->arch || build->config ||
		 build->command_line)
		session_usage(command->session,
			      "--module takes an op alone, and --release");
	return command->session->diags.errors == 0;
}

/* OP POLICY..., or where ops are named otherwise POLICY... */
static bool read_arguments(struct who_command *command, const char **arguments)
{
	command->words.permissions = command->permissions;
	command->words.powers = command->powers;
	if (!command->permissions && !command->powers) {
		const char **patterns = arena_alloc(&command->session->arena, 2,
						    sizeof *patterns);
		patterns[0] = *arguments;
		command->words.patterns = patterns;
		arguments += *arguments != NULL;
	}
	if (command->modules)
		return check_module(command, arguments);
	if (command->versus && (command->against || command->reasons)) {
		session_usage(command->session,
			      "--against-module goes with neither --against "
			      "nor --why");
		return false;
	}
	arguments = files_from_read(command->session, command->list_path,
				    arguments);
	command->paths = arguments;
	if (!arguments)
		return false;
	const bool has_op =
		!command->words.patterns || command->words.patterns[0];
	if (has_op && *arguments)
		return true;
	session_usage(command->session, "who-can takes %s%s%s",
		      command->words.patterns ? "an op" : "",
		      command->words.patterns && !*arguments ? " and " : "",
		      *arguments ? "" : "a policy");
	return false;
}

static bool start(struct who_command *command)
{
	struct session *session = command->session;
	command->today = session_today(session);
	if (!command->today ||
	    !site_options_read(session, &command->site_options, command->paths,
			       &command->site) ||
	    !build_options_read(session, &command->build_options, command->site,
				&command->build))
		return false;
	command->registry = session_registry(session);
	if (!command->registry ||
	    !who_words_known(session, command->registry, &command->words))
		return false;
	return true;
}

static bool read_inputs(struct who_command *command)
{
	struct session *session = command->session;
	const char *const versus[] = {command->versus, NULL};
	if (!names_known(session, command->registry, NAME_MODULE, versus))
		return false;
	command->release =
		input_release(session, command->registry, command->site, NULL);
	if (!command->release)
		return false;
	bool good = true;
	for (size_t i = 0; command->paths[i]; i++)
		good &= read_input(command, command->paths[i]);
	if (command->against)
		good &= read_input(command, command->against);
	return good && check_types(command);
}

/* Text is for people, and CSV has no room for rules. */
static size_t objects_detailed(const struct who_command *command,
			       const char *format)
{
	enum { SHOWN = 16 };
	if (strcmp(format, "csv") == 0 || command->versus)
		return 0;
	return strcmp(format, "text") == 0 && !command->session->verbose
		       ? SHOWN
		       : SIZE_MAX;
}

enum exit_status cmd_who_can(struct session *session, int argc,
			     const char **argv)
{
	struct who_command command = {.session = session};
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {
		{"permission", 'p', POPT_ARG_ARGV, &command.permissions, 0,
		 "in place of OP: ops that are asked this; of several, any",
		 "CLASS:PERMISSION"},
		{"gives", '\0', POPT_ARG_ARGV, &command.powers, 0,
		 "in place of OP: ops that give this; of several, any",
		 "POWER"},
		{"subject", '\0', POPT_ARG_ARGV, &command.subjects, 0,
		 "whether this type can, or those of the attribute", "TYPE"},
		{"on", '\0', POPT_ARG_ARGV, &command.objects, 0,
		 "who can do it to this type, or those of the attribute",
		 "TYPE"},
		{"why", '\0', POPT_ARG_NONE, &command.reasons, 0,
		 "what those who cannot lack first", NULL},
		{"against", '\0', POPT_ARG_STRING, &command.against, 0,
		 "show what came and went since this policy", "OLD-POLICY"},
		{"against-module", '\0', POPT_ARG_STRING, &command.versus, 0,
		 "show what this security module would let otherwise",
		 "MODULE"},
		{"module", '\0', POPT_ARG_ARGV, &command.modules, 0,
		 "in place of a policy: by this security module", "MODULE"},
		FILES_FROM_OPTION(command.list_path),
		SITE_OPTIONS(command.site_options,
			     "what the site knows: trusted types, roles"),
		TRUST_TREE_OPTION("the policies", command.trusts_input),
		BUILD_OPTIONS(command.build_options),
		COMMON_OPTIONS(common),
		POPT_TABLEEND};
	const char **arguments =
		session_arguments(session, options, argc, argv, 0, -1);
	if (!arguments || !read_arguments(&command, arguments))
		return EXIT_ERROR;
	const char *format = session_format(session);
	if (!format || !start(&command))
		return EXIT_ERROR;
	if (command.modules)
		return who_by_modules(session, command.registry,
				      command.modules, &command.words, format);
	command.detailed = objects_detailed(&command, format);
	return read_inputs(&command) ? answer(&command, format) : EXIT_ERROR;
}
