/* Holds what checkpolicy made against what it was told. */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_prove_channel.h"
#include "compile/compile_prove_grant.h"
#include "compile/compile_together.h"

USES_MESSAGE(MLS_NOT_EVALUATED);
USES_MESSAGE(PROOF_FAILED);

struct proof {
	struct model *model;
	const struct policy *policy;
	unsigned *terms; /* of the policy's types: the model's terms */
	unsigned *types; /* and the other way round */
	struct diags *diags;
};

static bool fail(const struct proof *proof, const char *what)
{
	diags_add(proof->diags, MESSAGE_PROOF_FAILED,
		  location_file(proof->model->path), "%s", what);
	return false;
}

static bool prove_release(const struct proof *proof)
{
	struct release_choice choice;
	if (!lint_choose_release(proof->model->registry, proof->policy, "auto",
				 proof->model->arena, proof->diags, &choice))
		return false;
	for (size_t i = 0; i < choice.candidate_count; i++)
		if (choice.candidates[i] == proof->model->release_index)
			return true;
	return fail(proof, "it does not fit its release");
}

static bool prove_types(struct proof *proof)
{
	const struct policy *policy = proof->policy;
	proof->terms = arena_alloc(proof->model->arena, policy->type_count,
				   sizeof *proof->terms);
	proof->types =
		arena_alloc(proof->model->arena, proof->model->terms.count,
			    sizeof *proof->types);
	for (unsigned i = 0; i < policy->type_count; i++) {
		proof->terms[i] =
			model_find_term(proof->model, policy->types[i].name);
		if (proof->terms[i] != NO_TERM)
			proof->types[proof->terms[i]] = i;
	}
	return true;
}

static bool prove_rule(const struct proof *proof,
		       const struct policy_rule *rule)
{
	const struct model *model = proof->model;
	const struct policy *policy = proof->policy;
	unsigned source = proof->terms[rule->source];
	unsigned target = proof->terms[rule->target];
	const struct model_rule *wanted = NULL;
	if (source != NO_TERM && target != NO_TERM)
		wanted = model_find_rule(model, source, target,
					 rule->object_class);
	if (wanted && wanted->permissions == rule->permissions &&
	    rule->condition == POLICY_ALWAYS)
		return true;
	return fail(proof,
		    arena_format(model->arena,
				 "it has a rule that it must not have so: "
				 "allow %s %s:%s",
				 policy->types[rule->source].name,
				 policy->types[rule->target].name,
				 policy->classes[rule->object_class].name));
}

/* The rules are the model's, each as it stands there, and no others. */
static bool prove_rules(const struct proof *proof)
{
	const struct policy *policy = proof->policy;
	for (unsigned i = 0; i < policy->rule_count; i++)
		if (!prove_rule(proof, &policy->rules[i]))
			return false;
	return policy->rule_count == proof->model->rules.count ||
	       fail(proof, "it lacks rules that it must have");
}

static bool is_view(const struct proof *proof,
		    const struct policy_transition *row)
{
	const struct model *model = proof->model;
	const unsigned source = proof->terms[row->source];
	if (source == NO_TERM ||
	    model->terms.items[source].part != PART_DOMAINS)
		return false;
	const struct model_domain *domain =
		model->domains.items[model->terms.items[source].section];
	for (size_t i = 0; i < domain->transitions.count; i++) {
		const struct model_transition *view =
			&domain->transitions.items[i];
		if (view->source == source &&
		    view->target == proof->terms[row->target] &&
		    view->object_class == row->object_class &&
		    view->result == proof->terms[row->result])
			return true;
	}
	return false;
}

/*
 * How domains see themselves and each other is as the model has it, since rules
 * are on these labels.
 */
static bool prove_views(const struct proof *proof)
{
	const struct model *model = proof->model;
	const struct policy *policy = proof->policy;
	const unsigned class = vectors_labelling(&model->vectors, ON_DOMAIN);
	size_t wanted = 0, found = 0;
	for (size_t i = 0; i < model->domains.count; i++)
		wanted += model->domains.items[i]->transitions.count;
	for (unsigned i = 0; i < policy->transition_count; i++) {
		const struct policy_transition *row = &policy->transitions[i];
		if (row->object_class != class)
			continue;
		if (!is_view(proof, row))
			return fail(
				proof,
				arena_format(model->arena,
					     "%s sees %s by another label than "
					     "it must",
					     policy->types[row->target].name,
					     policy->types[row->source].name));
		found++;
	}
	return found == wanted ||
	       fail(proof, "a domain sees another, or itself, by no label of "
			   "its own");
}

/* Domains that are to talk can, and no rule on event channels is dead. */
static bool prove_talks(const struct proof *proof)
{
	const char *wrong = prove_channels(proof->model, proof->policy,
					   proof->types, proof->diags);
	return !wrong || fail(proof, wrong);
}

/* It is proved, it opens what it must not, or it is wrong altogether. */
enum proved { PROVED, PROVED_OPEN, NOT_PROVED };

static enum proved prove(struct model *model, const struct buffer *binary,
			 const struct lint **lint, struct open_findings *open,
			 struct diags *diags)
{
	struct proof proof = {.model = model, .diags = diags};
	proof.policy = source_parse(model->path, binary, model->arena, diags);
	if (!proof.policy || !prove_release(&proof) || !prove_types(&proof) ||
	    !prove_rules(&proof) || !prove_views(&proof) ||
	    !prove_talks(&proof))
		return NOT_PROVED;
	*lint = model_lint(model, proof.policy, diags);
	if (!*lint)
		return NOT_PROVED;
	model_open_findings(model, *lint, open);
	if (open->count)
		return PROVED_OPEN;
	prove_grants(model, proof.types, (*lint)->run, diags);
	/* It is shut whatever levels allow; what is granted may be shut, too.
	 */
	for (size_t i = 0; i < (*lint)->limit_count; i++)
		if ((*lint)->limits[i].message == MESSAGE_MLS_NOT_EVALUATED)
			diags_add(diags, MESSAGE_MLS_NOT_EVALUATED,
				  location_file(model->path),
				  "what is granted works where the levels of "
				  "both domains allow it");
	return PROVED;
}

/* The element that the line of the policy.conf comes from. */
static struct location origin_of(const struct model *model,
				 const struct buffer *conf, struct location at)
{
	struct location place = location_file(model->path);
	const char *text = buffer_string(conf);
	size_t offset = 0;
	for (unsigned line = 1; line < at.line && text[offset]; line++)
		offset += strcspn(text + offset, "\n") + 1;
	for (size_t i = 0; at.line && i < model->origins.count; i++)
		if (model->origins.items[i].offset <= offset)
			place = model->origins.items[i].place;
	return place.file ? place : location_file(model->path);
}

static bool compile(struct model *model, const struct buffer *conf,
		    struct diags *diags, struct buffer *compiled)
{
	struct diags own = DIAGS_INIT;
	bool done = source_compile(model->path, conf, model->version, &own,
				   compiled);
	for (size_t i = 0; i < own.list.count; i++) {
		const struct diag *row = &own.list.items[i];
		bool of_text =
			row->at.file && strcmp(row->at.file, model->path) == 0;
		diags_add(diags, row->message,
			  of_text ? origin_of(model, conf, row->at) : row->at,
			  "%s", row->detail);
	}
	diags_release(&own);
	return done;
}

/* One try: *next is the model of another one, or NULL. */
static bool compile_once(struct decision *decision, struct diags *diags,
			 const struct buffer *conf, struct buffer *binary,
			 struct model **next)
{
	struct model *model = decision->model;
	*next = NULL;
	decision->lint = NULL;
	decision->open = (struct open_findings)LIST_INIT;
	if (!compile(model, conf, diags, binary))
		return false;
	/* What is too short to set it in is found to be no policy. */
	policy_set_handle_unknown(binary, model_handle_unknown(model));
	enum proved proved =
		prove(model, binary, &decision->lint, &decision->open, diags);
	if (proved != PROVED_OPEN)
		return proved == PROVED;
	size_t errors = diags->errors;
	*next = model_withhold(model, decision->lint, &decision->open, diags);
	if (!*next && diags->errors == errors)
		model_tell_open(model, decision->lint, &decision->open, diags);
	return false;
}

struct decision model_decide(struct model *model,
			     void (*write)(struct model *model,
					   struct buffer *conf),
			     struct diags *diags, struct buffer *conf,
			     struct buffer *binary)
{
	struct decision decision = {.model = model};
	bool judged = model_judge(model, diags);
	bool proved = false;
	for (struct model *next = model; next;) {
		decision.model = next;
		buffer_clear(conf);
		buffer_clear(binary);
		write(next, conf);
		proved = compile_once(&decision, diags, conf, binary, &next);
	}
	model_tell_missed(decision.model, diags);
	decision.good = judged && proved;
	return decision;
}

bool compile_policy(struct model **model,
		    void (*write)(struct model *model, struct buffer *conf),
		    struct diags *diags, struct buffer *conf,
		    struct buffer *binary)
{
	const struct decision decision =
		model_decide(*model, write, diags, conf, binary);
	*model = decision.model;
	decision.model->lint = decision.lint;
	if (decision.good) {
		/* Comments: what was compiled and proved is the same. */
		model_add_remarks(decision.model, decision.lint, diags);
		buffer_clear(conf);
		write(decision.model, conf);
	}
	return decision.good;
}
