/* What is said of a finding, in words. */
#include "lint/lint_words.h"
#include "rule/rule.h"

void finding_say_delegation(const struct run *run,
			    const struct finding *finding, struct arena *arena,
			    struct finding_details *details)
{
	const struct op_status *status = &finding->status;
	const char *gives =
		status->status == STATUS_SAFE ? status->gives : NULL;
	bool refused = release_set_has(&finding->op->refused, run->release);
	const char *conditions = group_shown_conditions(
		run->repertoire->groups.of_op[finding->op - run->registry->ops],
		arena);
	details->asked_where = conditions;
	details->message = arena_format(
		arena, "%s can perform %s, which is %s in %s (%s)%s%s%s",
		finding->subject, finding->op->name,
		status_shown(status->status),
		run->registry->releases[run->release].name,
		basis_shown(status, arena),
		refused ? ", but fails there for everyone" : "",
		conditions ? "; asked where: " : "",
		conditions ? conditions : "");
	details->brief = arena_format(
		arena, "%s can perform %s%s%s%s%s%s", finding->subject,
		finding->op->name, gives ? ", which gives " : "",
		gives ? gives : "", refused ? ", but fails for everyone" : "",
		conditions ? "; asked where: " : "",
		conditions ? conditions : "");
}

/* Adds to the message, and to its brief form. */
static void add_words(struct arena *arena, struct finding_details *details,
		      const char *words)
{
	details->message =
		arena_format(arena, "%s; %s", details->message, words);
	details->brief = arena_format(arena, "%s; %s", details->brief, words);
}

const char *finding_draft_message(const struct run *run,
				  const struct draft *draft,
				  struct arena *arena)
{
	if (draft->message)
		return draft->message;
	return draft->describe ? draft->describe(run, draft, arena)
			       : rule_find(draft->code)->title;
}

/* Of what it is in doubt that a domain has it: the subject, or an object. */
static unsigned doubtful_type(struct run *run, const struct finding *finding,
			      struct arena *arena)
{
	unsigned subject = finding->subject
				   ? run_find_type(run, finding->subject)
				   : NO_TYPE;
	if (standing_is_doubtful(run, subject))
		return subject;
	const struct name_list all = {NULL, 0};
	const struct type_list objects =
		finding_chosen(run, finding, &all, arena);
	for (size_t i = 0; i < objects.count; i++)
		if (standing_is_doubtful(run, objects.items[i]))
			return objects.items[i];
	return NO_TYPE;
}

void finding_say_doubt(struct run *run, const struct finding *finding,
		       struct arena *arena, struct finding_details *details)
{
	struct arena scratch = ARENA_INIT;
	unsigned type = NO_TYPE;
	if (finding->doubtful)
		type = doubtful_type(run, finding, &scratch);
	arena_release(&scratch);
	if (type == NO_TYPE)
		return;
	add_words(arena, details, standing_reason(run, type, arena));
}

void finding_say_beside_role(struct run *run, const struct finding *finding,
			     const struct name_list *chosen,
			     struct arena *arena,
			     struct finding_details *details)
{
	enum { NAMED = 4 };
	struct arena scratch = ARENA_INIT;
	const struct ability ability = finding_ability(run, finding);
	const char *role = run_role_of(run, ability.subject);
	const struct meaning domain = meaning_of_party(PARTY_TARGET, 0);
	struct buffer text = BUFFER_INIT;
	const struct type_list objects =
		finding_chosen(run, finding, chosen, &scratch);
	for (size_t i = 0; i < objects.count && i < NAMED; i++)
		buffer_format(&text, "%s%s", i ? ", " : "",
			      run_type_name(run, objects.items[i]));
	if (objects.count > NAMED)
		buffer_format(&text, " and %zu more", objects.count - NAMED);
	if (role && objects.count &&
	    types_role_needs_objects(run, ability.subject, role, &domain)) {
		details->beside_role = role;
		add_words(arena, details,
			  arena_format(arena,
				       "role %s does not excuse it on %s: %s "
				       "no label by which it sees a guest of "
				       "its own",
				       role, buffer_string(&text),
				       objects.count == 1 ? "that is"
							  : "those are"));
	}
	buffer_release(&text);
	arena_release(&scratch);
}

void finding_say_condition(const struct finding *finding, struct arena *arena,
			   struct finding_details *details)
{
	if (finding->open)
		add_words(arena, details,
			  arena_format(arena,
				       "its condition is too large to be "
				       "worked out: it is %s by default, and "
				       "may be so always",
				       finding->default_state ? "true"
							      : "false"));
	if (finding->cut)
		add_words(arena, details, "its condition is not shown whole");
}

void finding_say_near(const struct finding *finding, struct arena *arena,
		      struct finding_details *details)
{
	const struct waiver *near = finding->near;
	if (!near)
		return;
	add_words(arena, details,
		  arena_format(arena,
			       "the %s at %s:%u does not accept it: that takes "
			       "%s%s%s",
			       near->remark ? "remark" : "waiver",
			       near->place.file, near->place.line,
			       near->remark ? "\"accept " : "rule=\"",
			       finding->rule->code,
			       near->remark ? " ...\"" : "\""));
}
