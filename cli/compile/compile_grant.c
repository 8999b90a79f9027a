/* Judges what is granted, and makes rules of it. */
#include <string.h>

#include "base/embedded.h"
#include "compile/compile.h"
#include "compile/compile_channel.h"
#include "compile/compile_emit.h"
#include "compile/compile_fit.h"
#include "compile/compile_op.h"
#include "compile/compile_opens.h"
#include "compile/compile_quiet.h"
#include "compile/compile_without.h"

USES_MESSAGE(ATTRIBUTES_CLASH);
USES_MESSAGE(NAME_UNDECLARED);
USES_MESSAGE(OP_NOT_GRANTABLE);
USES_MESSAGE(ROLE_HOLDS_GRANTEE);
USES_MESSAGE(SERVES_NOBODY);
USES_MESSAGE(TALK_IN_VAIN);

/* --- What is accepted ------------------------------------------------- */

static bool agrees(const char *wanted, const char *name)
{
	return !wanted || !name || strcmp(wanted, name) == 0;
}

const struct waiver *model_accepts(const struct model *model,
				   const struct op *op, const char *subject,
				   const char *object)
{
	for (size_t i = 0; i < model->waivers.count; i++) {
		const struct waiver *row = &model->waivers.items[i];
		if (waiver_is_for_grant(row, op) &&
		    agrees(row->subject, subject) &&
		    agrees(row->object, object))
			return row;
	}
	return NULL;
}

static const char *name_of(const struct model *model, unsigned term)
{
	return term == NO_TERM ? NULL : model->terms.items[term].name;
}

/* Whether the op is accepted for each who is granted it on each. */
static bool is_accepted(struct model *model, const struct model_grant *grant,
			const struct op *op)
{
	for (size_t i = 0; i < grant->to->members.count; i++) {
		const struct model_domain *caller = grant->to->members.items[i];
		unsigned object = NO_TERM;
		if (grant->context == CONTEXT_SELF)
			object = caller->self;
		else if (grant->served && caller->serves)
			object = caller->serves->target;
		else if (grant->on && grant->on->members.count == 1)
			object = grant->on->types;
		if (caller->role != ROLE_CONTROL &&
		    !model_accepts(model, op, name_of(model, caller->type),
				   name_of(model, object)))
			return false;
	}
	return true;
}

static bool all_trusted(const struct domain_set *set)
{
	for (size_t i = 0; i < set->members.count; i++)
		if (set->members.items[i]->role != ROLE_CONTROL)
			return false;
	return true;
}

static enum grant_verdict refuse(const struct model_grant *grant)
{
	return grant->site->if_safe ? VERDICT_LEFT_OUT : VERDICT_REFUSED;
}

/*
 * What lint calls it by: an op that is checked as its parent is stands with it,
 * where that is opened as well.
 */
static const struct op *standing_op(const struct model *model,
				    const struct model_grant *grant)
{
	const struct registry *registry = model->registry;
	const struct op *op = grant->op;
	while (op->parent != NO_INDEX &&
	       !op_stands_apart(registry, op, model->release_index))
		op = &registry->ops[op->parent];
	for (size_t i = 0; i < grant->rows->opens.count; i++)
		if (grant->rows->opens.items[i] == op)
			return op;
	return grant->op;
}

/* The op, and what it opens: each is accepted, or it is wanting. */
static enum grant_verdict judge(struct model *model, struct model_grant *grant)
{
	const struct op_rows *rows = grant->rows;
	bool covered = model_is_covered(model, grant->op);
	if (rows->why_not)
		return VERDICT_IMPOSSIBLE;
	if (!rows->rows.count)
		return VERDICT_UNCHECKED;
	if (all_trusted(grant->to))
		return VERDICT_TRUSTED;
	if (grant->site->quiet)
		return VERDICT_QUIET;
	if (!covered && !rows->opens.count)
		return VERDICT_GRANTED;
	grant->accepted = is_accepted(model, grant, grant->op);
	if (covered && !grant->accepted &&
	    standing_op(model, grant) == grant->op)
		*list_push(&grant->wanting, model->arena) = grant->op;
	for (size_t i = 0; i < rows->opens.count; i++)
		if (!is_accepted(model, grant, rows->opens.items[i]))
			*list_push(&grant->wanting, model->arena) =
				rows->opens.items[i];
	return grant->wanting.count ? refuse(grant) : VERDICT_ACCEPTED;
}

/* --- Whom it is about ------------------------------------------------- */

static bool find_set(struct model *model, const char *name,
		     struct location place, struct diags *diags,
		     const struct domain_set **set)
{
	*set = map_get(&model->names, name);
	if (!*set)
		diags_add(diags, MESSAGE_NAME_UNDECLARED, place,
			  "%s is no domain and no role of domains%s", name,
			  model_name_hint(model, name, &diags->arena));
	return *set;
}

/* A device, and with it the domains that use it. */
static void name_device(struct model *model, struct model_device *device,
			struct model_grant *grant)
{
	struct domain_set *users = arena_alloc(model->arena, 1, sizeof *users);
	users->name = device->site->name;
	users->types = users->channels = NO_TERM;
	for (size_t i = 0; i < device->users.count; i++)
		domain_set_add(model, users, device->users.items[i]);
	if (users->members.count == 1) {
		users->types = users->members.items[0]->type;
		users->channels = users->members.items[0]->channel;
	}
	grant->device = device;
	grant->on = users;
}

static bool name_target(struct model *model, const char *on,
			struct location place, struct diags *diags,
			struct model_grant *grant)
{
	static const struct {
		const char *word;
		enum context context;
	} words[] = {
		{"self", CONTEXT_SELF},
		{"xen", CONTEXT_HYPERVISOR},
		{"domxen", CONTEXT_DOMXEN},
		{"domio", CONTEXT_DOMIO},
		{"security", CONTEXT_SECURITY},
		{"unlabeled", CONTEXT_UNLABELED},
	};
	grant->context = CONTEXT_HYPERVISOR;
	for (size_t i = 0; on && i < sizeof words / sizeof *words; i++)
		if (strcmp(on, words[i].word) == 0) {
			grant->context = words[i].context;
			return true;
		}
	if (!on)
		return true;
	grant->context = CONTEXT_DOMAIN;
	grant->served = strcmp(on, "served") == 0;
	struct model_device *device = map_get(&model->device_names, on);
	if (device)
		name_device(model, device, grant);
	else if (!grant->served)
		return find_set(model, on, place, diags, &grant->on);
	return true;
}

/* --- Grants ----------------------------------------------------------- */

static void grant_op(struct model *model, const struct model_grant *as,
		     const struct op *op)
{
	struct model_grant *grant = list_push(&model->granted, model->arena);
	*grant = *as;
	grant->op = op;
	model_fit_grant(model, grant);
	grant->verdict = judge(model, grant);
	for (size_t i = 0; i < model->withheld.count; i++)
		if (model->withheld.items[i].grant ==
		    model->granted.count - 1) {
			grant->verdict = VERDICT_LEFT_OUT;
			grant->withheld = &model->withheld.items[i];
		}
	if (grant->verdict == VERDICT_GRANTED ||
	    grant->verdict == VERDICT_ACCEPTED ||
	    grant->verdict == VERDICT_QUIET ||
	    (grant->verdict == VERDICT_TRUSTED && !grant->site->quiet))
		model_emit(model, grant);
}

static bool is_pattern(const char *name)
{
	return strpbrk(name, "*?[");
}

/* Whether the name is that of a role, with more than one domain. */
static bool is_role(const struct model *model, const char *name,
		    const struct domain_set *set)
{
	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (set == &model->roles[i])
			return set->members.count > 1 &&
			       strcmp(name, domain_role_name(
						    (enum domain_role)i)) == 0;
	return false;
}

const char *model_set_meaning(const struct model *model, const char *name)
{
	const struct domain_set *set = map_get(&model->names, name);
	struct buffer text = BUFFER_INIT;
	bool own = false;
	if (!set || !is_role(model, name, set))
		return name;
	for (size_t i = 0; i < set->members.count; i++) {
		const struct model_domain *domain = set->members.items[i];
		own |= domain->site->place.file &&
		       !embedded_find(domain->site->place.file, NULL);
		buffer_format(&text, "%s%s", i ? " " : "",
			      name_of(model, domain->type));
	}
	if (own)
		name = arena_format(model->arena, "%s (%s)", name,
				    buffer_string(&text));
	buffer_release(&text);
	return name;
}

/*
 * Says where one who is granted something on a role is of it himself; once,
 * not each time that the model is made again.
 */
static void warn_of_role(const struct model *model,
			 const struct model_grant *grant, struct diags *diags)
{
	const struct site_grant *site = grant->site;
	if (site->quiet || !site->on || !grant->on || grant->on == grant->to ||
	    model->withheld.count || !is_role(model, site->on, grant->on))
		return;
	for (size_t i = 0; i < grant->to->members.count; i++) {
		const struct model_domain *domain = grant->to->members.items[i];
		for (size_t j = 0; j < grant->on->members.count; j++)
			if (grant->on->members.items[j] == domain)
				diags_add(diags, MESSAGE_ROLE_HOLDS_GRANTEE,
					  site->place,
					  "%s is one of %s: what it is granted "
					  "is on its own type as well",
					  domain->site->name,
					  model_set_meaning(model, site->on));
	}
}

/*
 * False with a message where nothing comes of the grant: it names one op, which
 * cannot be granted so, or none of several is done to what it names.  What a
 * release does not let pass may be if-safe; what is not the op's object is a
 * mistake.
 */
static bool fits(const struct model *model, const struct site_grant *site,
		 size_t first, struct diags *diags)
{
	const bool one = site->op && !is_pattern(site->op);
	const struct model_grant *wrong = NULL;
	for (size_t i = first; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		const bool unfit =
			grant->verdict == VERDICT_IMPOSSIBLE &&
			(grant->rows->misfit || (one && !site->if_safe));
		if (!one && grant->verdict != VERDICT_IMPOSSIBLE &&
		    grant->verdict != VERDICT_UNCHECKED)
			return true;
		if (unfit && !wrong)
			wrong = grant;
	}
	if (!wrong || (!one && embedded_find(site->place.file, NULL)))
		return true;
	diags_add(diags, MESSAGE_OP_NOT_GRANTABLE, site->place, "%s: %s",
		  wrong->op->name, wrong->rows->why_not);
	return false;
}

/* False with a message where there is no second domain to be named. */
static bool name_other(const struct site_grant *site, struct model_grant *grant,
		       struct diags *diags)
{
	if (!site->as_other)
		return true;
	if (grant->context != CONTEXT_DOMAIN || grant->device) {
		diags_add(diags, MESSAGE_ATTRIBUTES_CLASH, site->place,
			  "as=\"other\" is for a domain, not %s",
			  site->on ? site->on : "xen");
		return false;
	}
	grant->context = CONTEXT_OTHER;
	return true;
}

/*
 * Says where a site means those whom nobody serves; once, not each time that
 * the model is made again.
 */
static void warn_of_served(const struct model *model,
			   const struct domain_set *set, struct location place,
			   const char *attribute, struct diags *diags)
{
	bool built_in = place.file && embedded_find(place.file, NULL);
	for (size_t i = 0; i < set->members.count; i++)
		if (set->members.items[i]->serves)
			return;
	if (set->members.count && !built_in && !model->withheld.count)
		diags_add(diags, MESSAGE_SERVES_NOBODY, place,
			  "%s=\"served\", and %s serves no domain", attribute,
			  set->name);
}

/*
 * What the release has nothing of is left out with a comment, where it may be;
 * what is built in says for which releases it is.
 */
static void leave_out_absent(struct model *model, const struct model_grant *as)
{
	const struct site_grant *site = as->site;
	struct op_rows *rows;
	if (embedded_find(site->place.file, NULL) || site->quiet)
		return;
	rows = arena_alloc(model->arena, 1, sizeof *rows);
	rows->why_not = arena_format(
		model->arena, "Xen %s has %s%s", model->release->name,
		site->op && !is_pattern(site->op) ? "no such op" : "none of it",
		model_where(model));
	struct model_grant *grant = list_push(&model->granted, model->arena);
	*grant = *as;
	grant->rows = rows;
	grant->verdict = VERDICT_IMPOSSIBLE;
}

static bool grant_site(struct model *model, const struct site_grant *site,
		       struct diags *diags)
{
	struct model_grant as = {.site = site, .read_only = site->read_only};
	const struct op **ops;
	size_t count;
	if (!find_set(model, site->to, site->place, diags, &as.to) ||
	    !name_target(model, site->on, site->place, diags, &as) ||
	    !name_other(site, &as, diags) ||
	    !model_grant_ops(model, site, diags, &ops, &count))
		return false;
	if (as.served)
		warn_of_served(model, as.to, site->place, "on", diags);
	if (!as.to->members.count)
		return true;
	warn_of_role(model, &as, diags);
	const size_t first = model->granted.count;
	if (!count && model_grant_counts(model, site, diags))
		leave_out_absent(model, &as);
	for (size_t i = 0; i < count; i++)
		if (!model_is_without(model, site, ops[i]))
			grant_op(model, &as, ops[i]);
	return fits(model, site, first, diags);
}

/* --- Talks ------------------------------------------------------------ */

/* Grants of memory: by whom it is mapped, and for what. */
static const struct mapping {
	const char *name; /* as the talk says it; NULL: it says nothing */
	const char *group;
	bool there, back; /* who stands first maps, and the other */
	bool read_only;
} mappings[] = {
	{NULL, "talk-grant", true, true, false},
	{"from-maps-to", "talk-map", true, false, false},
	{"to-maps-from", "talk-map", false, true, false},
	{"from-reads-to", "talk-map", true, false, true},
	{"to-reads-from", "talk-map", false, true, true},
};

static const struct mapping *mapping_of(const struct site_talk *talk)
{
	for (size_t i = 1; i < sizeof mappings / sizeof *mappings; i++)
		if (talk->mapping &&
		    strcmp(talk->mapping, mappings[i].name) == 0)
			return &mappings[i];
	return &mappings[0];
}

/* One direction of a talk, or what a domain says to itself. */
static bool talk_one_way(struct model *model, const struct site_talk *talk,
			 const struct model_grant *as, bool back,
			 struct diags *diags)
{
	const struct mapping *mapping = mapping_of(talk);
	const bool maps = back ? mapping->back : mapping->there;
	const struct {
		bool wanted;
		const char *group;
		bool read_only;
	} kinds[] = {{talk->event, "talk-event", false},
		     {talk->grant && maps, mapping->group, mapping->read_only},
		     {talk->argo, "talk-argo", false}};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!kinds[i].wanted)
			continue;
		struct site_grant *site =
			arena_alloc(model->arena, 1, sizeof *site);
		*site = (struct site_grant){.group = kinds[i].group,
					    .to = as->to->name,
					    .on = as->on ? as->on->name
							 : "self",
					    .place = talk->place};
		const struct op **ops;
		size_t count;
		struct model_grant grant = *as;
		grant.site = site;
		grant.read_only = kinds[i].read_only;
		if (!model_grant_ops(model, site, diags, &ops, &count))
			return false;
		for (size_t j = 0; j < count; j++)
			grant_op(model, &grant, ops[j]);
	}
	return true;
}

/* Each of many domains talks to itself as well. */
static bool talk_within(struct model *model, const struct site_talk *talk,
			const struct domain_set *set, struct diags *diags)
{
	struct domain_set *many = arena_alloc(model->arena, 1, sizeof *many);
	many->name = set->name;
	many->types = many->channels = NO_TERM;
	for (size_t i = 0; i < set->members.count; i++)
		if (set->members.items[i]->site->many)
			domain_set_add(model, many, set->members.items[i]);
	struct model_grant as = {.to = many, .context = CONTEXT_SELF};
	return talk_one_way(model, talk, &as, false, diags);
}

/* Says where a site means domains of one type, and each type is of one. */
static void warn_of_one(const struct model *model, const struct domain_set *set,
			const struct site_talk *talk, struct diags *diags)
{
	bool built_in =
		talk->place.file && embedded_find(talk->place.file, NULL);
	for (size_t i = 0; i < set->members.count; i++)
		if (set->members.items[i]->site->many)
			return;
	if (set->members.count && !built_in && !model->withheld.count)
		diags_add(diags, MESSAGE_TALK_IN_VAIN, talk->place,
			  "to=\"self\", and %s is one domain", set->name);
}

/* Domains of one type among themselves. */
static bool talk_of_type(struct model *model, const struct site_talk *talk,
			 const struct domain_set *set, struct diags *diags)
{
	for (size_t i = 0; i < set->members.count; i++) {
		const struct site_domain *site = set->members.items[i]->site;
		struct model_grant as = {.context = CONTEXT_TALK};
		as.to = as.on = map_get(&model->names, site->name);
		if (site->many && !talk_one_way(model, talk, &as, false, diags))
			return false;
	}
	return talk_within(model, talk, set, diags);
}

/* Each device model and its guest. */
static bool talk_to_served(struct model *model, const struct site_talk *talk,
			   const struct domain_set *from, struct diags *diags)
{
	for (size_t i = 0; i < from->members.count; i++) {
		const struct model_domain *domain = from->members.items[i];
		if (!domain->serves)
			continue;
		struct model_grant there = {
			.to = map_get(&model->names, domain->site->name),
			.on = map_get(&model->names,
				      domain->serves->site->name),
			.context = CONTEXT_TALK};
		struct model_grant back = {.to = there.on,
					   .on = there.to,
					   .context = CONTEXT_TALK};
		there.served = back.served = true;
		if (!talk_one_way(model, talk, &there, false, diags) ||
		    !talk_one_way(model, talk, &back, true, diags))
			return false;
	}
	return true;
}

static bool talk_site(struct model *model, const struct site_talk *talk,
		      struct diags *diags)
{
	const struct domain_set *from, *to;
	if (!find_set(model, talk->from, talk->place, diags, &from))
		return false;
	if (strcmp(talk->to, "served") == 0) {
		warn_of_served(model, from, talk->place, "to", diags);
		return talk_to_served(model, talk, from, diags);
	}
	if (strcmp(talk->to, "self") == 0) {
		warn_of_one(model, from, talk, diags);
		return talk_of_type(model, talk, from, diags);
	}
	if (!find_set(model, talk->to, talk->place, diags, &to))
		return false;
	if (!from->members.count || !to->members.count)
		return true;
	struct model_grant there = {
		.to = from, .on = to, .context = CONTEXT_TALK};
	struct model_grant back = {
		.to = to, .on = from, .context = CONTEXT_TALK};
	if (from == to)
		return talk_one_way(model, talk, &there, false, diags) &&
		       talk_within(model, talk, from, diags);
	return talk_one_way(model, talk, &there, false, diags) &&
	       talk_one_way(model, talk, &back, true, diags);
}

/* --- Devices ---------------------------------------------------------- */

/* What users of devices do themselves. */
static bool grant_use(struct model *model, struct diags *diags)
{
	static const struct site_grant uses[] = {
		{.group = "device", .on = "self", .if_safe = true},
		{.group = "device-memory", .on = "domio", .if_safe = true},
	};
	struct domain_set *users = arena_alloc(model->arena, 1, sizeof *users);
	users->name = "devices' users";
	for (size_t i = 0; i < model->domains.count; i++)
		if (model->domains.items[i]->devices.count)
			domain_set_add(model, users, model->domains.items[i]);
	if (!users->members.count)
		return true;
	model_name_set(model, users, "device_user");
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
		struct model_grant as = {.site = &uses[i], .to = users};
		const struct op **ops;
		size_t count;
		if (!name_target(model, uses[i].on, uses[i].place, diags,
				 &as) ||
		    !model_grant_ops(model, &uses[i], diags, &ops, &count))
			return false;
		for (size_t j = 0; j < count; j++)
			grant_op(model, &as, ops[j]);
	}
	return true;
}

bool model_grant_all(struct model *model, struct diags *diags)
{
	size_t errors = diags->errors;
	model->op_ways = arena_alloc(model->arena, model->registry->op_count,
				     sizeof *model->op_ways);
	model->op_rows = arena_alloc(model->arena,
				     (size_t)model->registry->op_count *
					     CONTEXT_COUNT * NARROWINGS,
				     sizeof *model->op_rows);
	for (size_t i = 0; i < model->grants.count; i++)
		grant_site(model, model->grants.items[i], diags);
	for (size_t i = 0; i < model->talks.count; i++)
		talk_site(model, model->talks.items[i], diags);
	model_emit_targets(model);
	bool used = grant_use(model, diags);
	model_label_channels(model);
	if (diags->errors == errors && !model->withheld.count)
		model_tell_vain(model, diags);
	return used && diags->errors == errors;
}
