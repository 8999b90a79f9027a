/*
 * Holds the event channels of a binary against the talks of the site, as Xen
 * asks for them: its label, by transition, who may create it, and what it may
 * be bound to.  The rules are the binary's; of the model only names are taken.
 */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_access.h"
#include "compile/compile_op.h"
#include "compile/compile_prove_channel.h"
#include "right/right.h"

struct transition_rows {
	const struct policy_transition **items;
	size_t count, capacity;
};

/* What is looked at, of one domain after the other. */
struct channel_proof {
	struct model *model;
	const struct policy *policy;
	struct rights *rights;
	unsigned event;	       /* class */
	uint32_t owned;	       /* what the owner needs on its channel */
	uint32_t bound;	       /* what the channel needs on the other end */
	const unsigned *types; /* of the policy, by the model's terms */
	struct transition_rows *rows; /* by type: of its channels */
	unsigned *labels; /* of the owner's channels, by the other end */
	const struct model_domain *owner;
	const char *wrong; /* or NULL */
};

static const char *type_name(const struct channel_proof *proof, unsigned type)
{
	return proof->policy->types[type].name;
}

/* --- Labels ----------------------------------------------------------- */

/* Gives each type the rows on its event channels: there are many of them. */
static void index_rows(struct channel_proof *proof)
{
	const struct policy *policy = proof->policy;
	proof->rows = arena_alloc(proof->model->arena, policy->type_count,
				  sizeof *proof->rows);
	for (unsigned i = 0; i < policy->transition_count; i++) {
		const struct policy_transition *row = &policy->transitions[i];
		const struct policy_type *owners = &policy->types[row->source];
		for (unsigned j = 0; row->object_class == proof->event &&
				     j < owners->member_count;
		     j++)
			*list_push(&proof->rows[owners->members[j]],
				   proof->model->arena) = row;
	}
}

/* As Xen labels an event channel that no rule speaks of: as its other end. */
static void fill_labels(struct channel_proof *proof, unsigned owner)
{
	const struct policy *policy = proof->policy;
	const struct transition_rows *rows = &proof->rows[owner];
	for (unsigned i = 0; i < policy->type_count; i++)
		proof->labels[i] = i;
	for (size_t i = 0; i < rows->count; i++) {
		const struct policy_type *ends =
			&policy->types[rows->items[i]->target];
		for (unsigned j = 0; j < ends->member_count; j++)
			proof->labels[ends->members[j]] =
				rows->items[i]->result;
	}
}

/* As what the domain of the one type is seen by that of the other. */
static unsigned view_of(const struct channel_proof *proof, unsigned seen,
			unsigned by)
{
	struct outcome *outcomes;
	/* None of a built policy is under a condition: the first one holds. */
	rights_transition(proof->rights, seen, by, proof->model->arena,
			  &outcomes);
	return outcomes[0].label;
}

static bool is_named(const struct policy_type *name, unsigned type)
{
	for (unsigned i = 0; i < name->member_count; i++)
		if (name->members[i] == type)
			return true;
	return false;
}

/* Whether the label is what some domain, but not this one, sees another by. */
static bool is_view_of_others(const struct channel_proof *proof, unsigned type,
			      unsigned label)
{
	const struct rights *rights = proof->rights;
	bool view = false;
	for (size_t i = 0; i < rights->transition_count; i++) {
		const struct policy_transition *row = &rights->transitions[i];
		if (row->result != label)
			continue;
		if (is_named(&proof->policy->types[row->target], type))
			return false;
		view = true;
	}
	return view;
}

/* --- What passes ------------------------------------------------------ */

/* Where a channel of the domain's may be bound, it must have that label. */
static void hold_rules(struct channel_proof *proof, unsigned owner,
		       unsigned channel)
{
	unsigned *ends;
	const size_t count =
		rights_targets(proof->rights, channel, proof->event,
			       proof->bound, false, proof->model->arena, &ends);
	for (size_t i = 0; proof->bound && i < count; i++)
		if (proof->labels[ends[i]] != channel &&
		    !is_view_of_others(proof, owner, ends[i]))
			proof->wrong = arena_format(
				proof->model->arena,
				"no event channel of %s with %s has the label "
				"%s, which may be bound to it",
				type_name(proof, owner),
				type_name(proof, ends[i]),
				type_name(proof, channel));
}

static void hold_end(struct channel_proof *proof, unsigned owner, unsigned end)
{
	const unsigned label = proof->labels[end];
	if ((proof->owned &
	     ~rights_always(proof->rights, owner, label, proof->event)) ||
	    (proof->bound &
	     ~rights_always(proof->rights, label, end, proof->event)))
		proof->wrong = arena_format(
			proof->model->arena,
			"%s and %s are to talk, and have no event channel",
			type_name(proof, owner), type_name(proof, end));
}

/* How the other domain may stand to the owner of the channel. */
struct meeting {
	bool plain;  /* as any other one */
	bool served; /* as the one that the owner is device model of */
	bool self;   /* as itself */
};

static void hold_pair(struct channel_proof *proof,
		      const struct model_domain *other,
		      const struct meeting *meeting)
{
	const unsigned owner = proof->types[proof->owner->type];
	const unsigned end = proof->types[other->type];
	if (meeting->plain)
		hold_end(proof, owner, end);
	if (meeting->self)
		hold_end(proof, owner, view_of(proof, end, owner));
	if (meeting->served && proof->owner->serves == other)
		hold_end(proof, owner, view_of(proof, end, owner));
}

/* --- Talks ------------------------------------------------------------ */

static bool has(const struct domain_set *set, const struct model_domain *domain)
{
	for (size_t i = 0; set && i < set->members.count; i++)
		if (set->members.items[i] == domain)
			return true;
	return false;
}

static void hold_side(struct channel_proof *proof, const struct domain_set *own,
		      const struct domain_set *others)
{
	if (!has(own, proof->owner))
		return;
	for (size_t i = 0; others && i < others->members.count; i++) {
		const struct model_domain *other = others->members.items[i];
		const bool same = other == proof->owner;
		const bool many = other->site->many;
		hold_pair(proof, other,
			  &(const struct meeting){.plain = !same || many,
						  .served = true,
						  .self = same && many &&
							  own == others});
	}
}

/* The device models among them, and whom each serves. */
static void hold_served(struct channel_proof *proof,
			const struct domain_set *models)
{
	const struct model_domain *owner = proof->owner;
	if (has(models, owner) && owner->serves)
		hold_pair(proof, owner->serves,
			  &(const struct meeting){.served = true});
	for (size_t i = 0; i < owner->models.count; i++)
		if (has(models, owner->models.items[i]))
			hold_pair(proof, owner->models.items[i],
				  &(const struct meeting){.plain = true});
}

static void hold_talk(struct channel_proof *proof, const struct site_talk *talk)
{
	const struct map *names = &proof->model->names;
	const struct domain_set *from = map_get(names, talk->from);
	const struct domain_set *to = map_get(names, talk->to);
	if (strcmp(talk->to, "served") == 0) {
		hold_served(proof, from);
		return;
	}
	if (strcmp(talk->to, "self") == 0) {
		if (has(from, proof->owner) && proof->owner->site->many)
			hold_pair(proof, proof->owner,
				  &(const struct meeting){.plain = true,
							  .self = true});
		return;
	}
	hold_side(proof, from, to);
	if (from != to)
		hold_side(proof, to, from);
}

/* --- What a talk takes ------------------------------------------------ */

/*
 * What its ops ask of a channel: the owner on it, and it on the other end. What
 * is asked of the other's channel the other is asked as well.
 */
static void add_op(struct channel_proof *proof, const struct op *op)
{
	struct model *model = proof->model;
	const struct ways_asked asked =
		op_ways_asked(model_op_ways(model, op), model->arena);
	for (size_t i = 0; i < asked.list.count; i++) {
		const struct way_access *access = asked.list.items[i];
		if (access->answer != ANSWER_DECIDES || !access->permission ||
		    access->object_class != proof->event)
			continue;
		if (access->object == PARTY_EVENT)
			proof->owned |= access->permission;
		if (access->subject == PARTY_EVENT)
			proof->bound |= access->permission;
	}
}

static bool add_ops(struct channel_proof *proof, struct diags *diags)
{
	const struct site_grant talk = {.group = "talk-event"};
	const struct op **ops;
	size_t count;
	if (!model_grant_ops(proof->model, &talk, diags, &ops, &count))
		return false;
	for (size_t i = 0; i < count; i++)
		add_op(proof, ops[i]);
	return true;
}

static void hold_domain(struct channel_proof *proof,
			const struct model_domain *domain)
{
	const unsigned type = proof->types[domain->type];
	proof->owner = domain;
	fill_labels(proof, type);
	hold_rules(proof, type, proof->types[domain->channel]);
	for (size_t i = 0; i < proof->model->talks.count; i++)
		if (proof->model->talks.items[i]->event)
			hold_talk(proof, proof->model->talks.items[i]);
}

const char *prove_channels(struct model *model, const struct policy *policy,
			   const unsigned *types, struct diags *diags)
{
	const struct right_terms labels = {
		vectors_labelling(&model->vectors, ON_DOMAIN), NO_INDEX, 0};
	struct channel_proof proof = {
		.model = model,
		.policy = policy,
		.rights = rights_make(policy, &labels, model->arena),
		.event = vectors_labelling(&model->vectors, ON_CHANNEL),
		.types = types,
		.labels = arena_alloc(model->arena, policy->type_count,
				      sizeof(unsigned))};
	if (proof.event == NO_INDEX || !add_ops(&proof, diags))
		return NULL;
	index_rows(&proof);
	for (size_t i = 0; i < model->domains.count && !proof.wrong; i++)
		hold_domain(&proof, model->domains.items[i]);
	return proof.wrong;
}
