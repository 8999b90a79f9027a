/* Which modules beside FLASK would refuse what a finding says can be done. */
#include "lint/lint_module.h"

#include <string.h>

#include "lint/lint_finding.h"
#include "lint/lint_object.h"
#include "run/run.h"

/* On whom an op is done. */
struct done {
	const struct op *op;
	enum caller_kind caller;
	unsigned whom, there_is;
	bool domains; /* it is done to domains */
	bool open;    /* nothing is asked that a policy could refuse */
};

static unsigned whom_of_types(const struct views *views, unsigned subject,
			      const struct type_list *objects)
{
	unsigned whom = 0;
	for (size_t i = 0; i < objects->count && whom != WHOM_ALL; i++)
		whom |= whom_of_label(views, subject, objects->items[i]);
	return whom;
}

/* What everybody can do, somebody does to others. */
static struct done done_to(struct run *run, const struct op *op,
			   unsigned subject, const struct type_list *objects)
{
	const struct group *group =
		run->repertoire->groups.of_op[op - run->registry->ops];
	struct done done = {.op = op,
			    .caller = caller_kind_of(run, subject),
			    .whom = WHOM_OTHERS,
			    .there_is = WHOM_ITSELF | WHOM_OTHERS,
			    .open = !group,
			    .domains = group && objects->count &&
				       meaning_of_group(group).domains};
	if (subject != ALL_TYPES) {
		solver_load(run->solver, subject);
		const struct views *views = solver_views(run->solver);
		done.there_is = whom_there_is(views);
		done.whom = whom_of_types(views, subject, objects);
	}
	if (!done.domains)
		done.whom = WHOM_ALL;
	return done;
}

/* Whether the module refuses some of it: on whom, and how surely. */
static bool refuses(struct run *run, const struct module *module,
		    const struct done *done, struct arena *arena,
		    struct module_refusal *refusal)
{
	struct module_answer answer;
	struct arena scratch = ARENA_INIT;
	const char **on = arena_alloc(arena, WHOM_WORDS, sizeof *on);
	const bool known = module_lets(run, module, done->op, done->caller,
				       &scratch, &answer);
	arena_release(&scratch);
	/* What the handler alone decides it decides under FLASK, too. */
	if (!known || (done->open && answer.by_handler))
		return false;
	const unsigned whom = done->whom & done->there_is;
	const unsigned never =
		whom & ~whom_told(answer.some, done->there_is, done->domains);
	const unsigned at_times =
		whom & ~whom_told(answer.always, done->there_is, done->domains);
	const unsigned refused = never ? never : at_times;
	*refusal = (struct module_refusal){
		.module = module,
		.on = on,
		.on_count = refused == whom ? 0 : whom_list(refused, on),
		.at_times = !never};
	return refused != 0;
}

static void find_refusals(struct run *run, const struct done *done,
			  struct arena *arena, struct finding_details *details)
{
	const struct module *module;
	struct module_refusal *refusals = arena_alloc(
		arena, run->registry->module_count, sizeof *refusals);
	unsigned index = 0;
	details->refusals = refusals;
	while ((module = module_next(run, &index)))
		details->refusal_count +=
			refuses(run, module, done, arena,
				&refusals[details->refusal_count]);
}

void lint_find_refusals(struct run *run, const struct finding *finding,
			const struct name_list *chosen, struct arena *arena,
			struct finding_details *details)
{
	struct arena scratch = ARENA_INIT;
	const struct draft *draft = finding_draft(run, finding);
	if (!draft || draft->performs) {
		const unsigned subject =
			draft ? draft->subject
			      : run_find_type(run, finding->subject);
		const struct type_list objects =
			finding_chosen(run, finding, chosen, &scratch);
		const struct done done =
			done_to(run, finding->op, subject, &objects);
		find_refusals(run, &done, arena, details);
	}
	arena_release(&scratch);
}

/* " on itself and others" */
static const char *terms_of(const struct module_refusal *refusal,
			    struct arena *arena)
{
	const char *text = "";
	for (size_t i = 0; i < refusal->on_count; i++)
		text = arena_format(arena, "%s%s%s", text, i ? " and " : " on ",
				    refusal->on[i]);
	return text;
}

const char *lint_refusals_shown(const struct finding_details *details,
				struct arena *arena)
{
	const char *text = NULL, *before = "";
	for (size_t i = 0; i < details->refusal_count; i++) {
		const struct module_refusal *refusal = &details->refusals[i];
		if (refusal->at_times)
			continue;
		const char *terms = terms_of(refusal, arena);
		const bool same = text && strcmp(terms, before) == 0;
		/* Those with the same terms stand before these. */
		const size_t length = text ? strlen(text) : 0;
		text = arena_format(arena, "%.*s%s%s%s",
				    (int)(length - (same ? strlen(before) : 0)),
				    text ? text : "",
				    same   ? ", "
				    : text ? "; refused by "
					   : "refused by ",
				    refusal->module->name, terms);
		before = terms;
	}
	return text;
}
