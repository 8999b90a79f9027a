/* What a site file must hold to beyond its schema. */
#include <string.h>

#include "base/map.h"
#include "base/near.h"
#include "base/text.h"
#include "site/site_check.h"
#include "site/site_model.h"
#include "site/site_name.h"
#include "site/site_resource.h"

USES_MESSAGE(ATTRIBUTES_CLASH);
USES_MESSAGE(DATE_INVALID);
USES_MESSAGE(DEVICE_MODEL_LOOP);
USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(NAME_INVALID);
USES_MESSAGE(NAME_UNDECLARED);
USES_MESSAGE(TYPE_SHARED);
USES_MESSAGE(WAIVER_INCOMPLETE);

/* A name or type that an element declares. */
struct declared {
	const char *what; /* "domain", "user", "device", "group" */
	const char *name;
	size_t index; /* in the policy's table */
};

struct checking {
	const struct site_policy *policy;
	/* Names that are not declared may be a profile's. */
	bool open;
	struct map names; /* of domains and devices */
	struct map types; /* of both */
	struct map users, groups;
	struct arena work;
	struct diags *diags;
};

/* Enters the declaration under the key, or returns the one that is there. */
static const struct declared *declare(struct checking *checking,
				      struct map *map, const char *key,
				      const struct declared *declared)
{
	const struct declared *old = map_get(map, key);
	if (old)
		return old;
	struct declared *entry = arena_alloc(&checking->work, 1, sizeof *entry);
	*entry = *declared;
	map_set(map, key, entry, &checking->work);
	return NULL;
}

static void declare_name(struct checking *checking, struct map *map,
			 const struct declared *declared,
			 const struct location *place)
{
	const struct declared *old =
		declare(checking, map, declared->name, declared);
	if (old)
		diags_add(checking->diags, MESSAGE_NAME_DUPLICATE, *place,
			  "a %s has the name %s already", old->what, old->name);
}

static void declare_type(struct checking *checking, const char *type,
			 const struct declared *declared,
			 const struct location *place)
{
	const char *fault = site_identifier_fault(type);
	if (fault)
		diags_add(checking->diags, MESSAGE_NAME_INVALID, *place,
			  "type=\"%s\" is %s", type, fault);
	const struct declared *old =
		declare(checking, &checking->types, type, declared);
	if (old)
		diags_add(checking->diags, MESSAGE_TYPE_SHARED, *place,
			  "%s is the type of %s %s already", type, old->what,
			  old->name);
}

static void declare_user(struct checking *checking, size_t index)
{
	const struct site_user *user = &checking->policy->users[index];
	const struct declared declared = {"user", user->name, index};
	const char *fault = site_identifier_fault(user->name);
	if (!fault && strcmp(user->name, "system_u") == 0)
		fault = "the user of the system itself";
	if (fault)
		diags_add(checking->diags, MESSAGE_NAME_INVALID, user->place,
			  "name=\"%s\" is %s", user->name, fault);
	declare_name(checking, &checking->users, &declared, &user->place);
}

static void declare_all(struct checking *checking)
{
	const struct site_policy *policy = checking->policy;
	for (size_t i = 0; i < policy->domain_count; i++) {
		const struct site_domain *domain = &policy->domains[i];
		const struct declared declared = {"domain", domain->name, i};
		declare_name(checking, &checking->names, &declared,
			     &domain->place);
		declare_type(checking, domain->type, &declared, &domain->place);
	}
	for (size_t i = 0; i < policy->user_count; i++)
		declare_user(checking, i);
	for (size_t i = 0; i < policy->device_count; i++) {
		const struct site_device *device = &policy->devices[i];
		const struct declared declared = {"device", device->name, i};
		declare_name(checking, &checking->names, &declared,
			     &device->place);
		declare_type(checking, device->type, &declared, &device->place);
	}
	for (size_t i = 0; i < policy->group_count; i++) {
		const struct site_group *group = &policy->groups[i];
		const struct declared declared = {"group", group->name, i};
		declare_name(checking, &checking->groups, &declared,
			     &group->place);
	}
}

/* --- What is referred to ------------------------------------------------- */

/* A name that an attribute of an element gives. */
struct reference {
	const char *attribute;
	const char *name; /* NULL: the attribute is absent */
	const struct location *place;
};

/* Roles stand for all their domains; the rest are objects of other kinds. */
static const char *const words[] = {
	"control",	 "toolstack", "builder", "monitor", "device-model",
	"driver-domain", "xenstore",  "console", "guest",   "all",
	"self",		 "served",    "xen",	 "domxen",  "domio",
	"security",	 "unlabeled",
};
enum { WORD_COUNT = sizeof words / sizeof *words };

/* The names and words near one that is none, for a message. */
static const char *name_hint(const struct checking *checking, const char *name)
{
	struct arena *arena = &checking->diags->arena;
	const char **declared = map_keys(&checking->names, arena);
	list_of(const char *) names = LIST_INIT;
	for (size_t i = 0; i < checking->names.count; i++)
		*list_push(&names, arena) = declared[i];
	for (size_t i = 0; i < WORD_COUNT; i++)
		*list_push(&names, arena) = words[i];
	return near_hint(name, names.items, names.count, arena);
}

static void check_reference(struct checking *checking,
			    const struct reference *reference, bool device)
{
	if (!reference->name)
		return;
	const struct declared *declared =
		map_get(&checking->names, reference->name);
	if (declared && strcmp(declared->what, "device") == 0 && !device)
		diags_add(checking->diags, MESSAGE_NAME_UNDECLARED,
			  *reference->place, "%s=\"%s\" is a device",
			  reference->attribute, reference->name);
	else if (!declared && !checking->open &&
		 !text_is_among(words, WORD_COUNT, reference->name))
		diags_add(checking->diags, MESSAGE_NAME_UNDECLARED,
			  *reference->place, "%s=\"%s\" is no domain%s%s",
			  reference->attribute, reference->name,
			  device ? " or device" : "",
			  name_hint(checking, reference->name));
}

static void check_domain(struct checking *checking,
			 const struct site_domain *domain)
{
	const struct reference serves = {"serves", domain->serves,
					 &domain->place};
	const struct reference becomes = {"becomes", domain->becomes,
					  &domain->place};
	check_reference(checking, &serves, false);
	check_reference(checking, &becomes, false);
	if (domain->serves && strcmp(domain->role, "device-model") != 0)
		diags_add(checking->diags, MESSAGE_ATTRIBUTES_CLASH,
			  domain->place,
			  "serves=\"%s\" is for the role device-model, not %s",
			  domain->serves, domain->role);
	if (domain->per_user && !domain->many)
		diags_add(checking->diags, MESSAGE_ATTRIBUTES_CLASH,
			  domain->place,
			  "per-user=\"yes\" is for count=\"many\"");
}

static void check_user(struct checking *checking, const struct site_user *user)
{
	for (size_t i = 0; i < user->owned_count; i++) {
		const struct reference owned = {"domain", user->owned[i].domain,
						&user->owned[i].place};
		check_reference(checking, &owned, false);
	}
}

static void check_grant(struct checking *checking,
			const struct site_grant *grant)
{
	const struct reference to = {"to", grant->to, &grant->place};
	const struct reference on = {"on", grant->on, &grant->place};
	check_reference(checking, &to, false);
	check_reference(checking, &on, true);
	if (!grant->op == !grant->group)
		diags_add(checking->diags, MESSAGE_ATTRIBUTES_CLASH,
			  grant->place, "%s",
			  grant->op ? "both op and group"
				    : "neither op nor group");
}

/* An op, a group, or a talk with both its ends and what it is without. */
static void check_without(struct checking *checking,
			  const struct site_without *without)
{
	const bool talk = without->event || without->grant || without->argo;
	const int kinds = (without->op != NULL) + (without->group != NULL) +
			  (without->from != NULL);
	const char *fault = !checking->policy->profile ? "there is no profile"
			    : kinds != 1 ? "not one of op, group and from"
			    : (without->from != NULL) != talk
				    ? "from and by go together"
			    : without->from && (!without->to || without->on)
				    ? "a talk is from one to the other"
				    : NULL;
	if (fault)
		diags_add(checking->diags, MESSAGE_ATTRIBUTES_CLASH,
			  without->place, "%s", fault);
}

/* Where both ends are one, or nothing is granted, nobody stands first. */
static void check_mapping(struct checking *checking,
			  const struct site_talk *talk)
{
	const char *fault = !talk->mapping ? NULL
			    : !talk->grant ? "for by=\"grant\""
			    : strcmp(talk->to, "self") == 0 ||
					    strcmp(talk->from, talk->to) == 0
				    ? "for two domains that are not the same"
				    : NULL;
	if (fault)
		diags_add(checking->diags, MESSAGE_ATTRIBUTES_CLASH,
			  talk->place, "grant=\"%s\" is %s", talk->mapping,
			  fault);
}

static void check_references(struct checking *checking)
{
	const struct site_policy *policy = checking->policy;
	for (size_t i = 0; i < policy->domain_count; i++)
		check_domain(checking, &policy->domains[i]);
	for (size_t i = 0; i < policy->user_count; i++)
		check_user(checking, &policy->users[i]);
	for (size_t i = 0; i < policy->talk_count; i++) {
		const struct site_talk *talk = &policy->talks[i];
		const struct reference from = {"from", talk->from,
					       &talk->place};
		const struct reference to = {"to", talk->to, &talk->place};
		check_reference(checking, &from, false);
		check_reference(checking, &to, false);
		check_mapping(checking, talk);
	}
	for (size_t i = 0; i < policy->device_count; i++) {
		const struct site_device *device = &policy->devices[i];
		for (size_t j = 0; j < device->user_count; j++) {
			const struct reference user = {
				"domain", device->users[j], &device->place};
			check_reference(checking, &user, false);
		}
	}
	for (size_t i = 0; i < policy->grant_count; i++)
		check_grant(checking, &policy->grants[i]);
	for (size_t i = 0; i < policy->quiet_count; i++)
		check_grant(checking, &policy->quiets[i]);
	for (size_t i = 0; i < policy->without_count; i++)
		check_without(checking, &policy->withouts[i]);
}

/* --- Device models in a ring -------------------------------------------- */

/* The domain that this one serves; NULL: none that is declared. */
static const struct site_domain *served(const struct checking *checking,
					const struct site_domain *domain)
{
	const struct declared *declared =
		domain->serves ? map_get(&checking->names, domain->serves)
			       : NULL;
	if (!declared || strcmp(declared->what, "domain") != 0)
		return NULL;
	return &checking->policy->domains[declared->index];
}

static void report_loop(struct checking *checking,
			const struct site_domain *start)
{
	struct arena *work = &checking->work;
	const char *shown = start->name;
	const struct site_domain *domain = start;
	do {
		domain = served(checking, domain);
		shown = arena_format(work, "%s serves %s", shown, domain->name);
	} while (domain != start);
	diags_add(checking->diags, MESSAGE_DEVICE_MODEL_LOOP, start->place,
		  "%s", shown);
}

static void check_loops(struct checking *checking)
{
	const struct site_policy *policy = checking->policy;
	/* By which walk each domain was reached first, from 1. */
	size_t *walks = arena_alloc(&checking->work, policy->domain_count,
				    sizeof *walks);
	for (size_t i = 0; i < policy->domain_count; i++) {
		const struct site_domain *domain = &policy->domains[i];
		while (domain && !walks[domain - policy->domains]) {
			walks[domain - policy->domains] = i + 1;
			domain = served(checking, domain);
		}
		if (domain && walks[domain - policy->domains] == i + 1 &&
		    served(checking, domain))
			report_loop(checking, domain);
	}
}

/* --- The whole ----------------------------------------------------------- */

static void check_policy(const struct site_policy *policy, bool open,
			 struct diags *diags)
{
	struct checking checking = {
		.policy = policy, .open = open, .diags = diags};
	declare_all(&checking);
	check_references(&checking);
	check_loops(&checking);
	site_check_resources(policy, diags);
	arena_release(&checking.work);
}

bool site_check_policy(const struct site_policy *policy, struct diags *diags)
{
	size_t before = diags->errors;
	check_policy(policy, false, diags);
	return diags->errors == before;
}

bool site_check_types(const struct site *site, struct diags *diags)
{
	const size_t errors = diags->errors;
	struct arena work = ARENA_INIT;
	struct map types = {0};
	for (size_t i = 0; i < site->type_count; i++) {
		const struct site_type *type = &site->types[i];
		if (map_get(&types, type->type))
			diags_add(diags, MESSAGE_NAME_DUPLICATE, type->place,
				  "type %s is trusted or has a role already",
				  type->type);
		else
			map_set(&types, type->type, &types, &work);
	}
	arena_release(&work);
	return diags->errors == errors;
}

static void check_waiver(const struct waiver *waiver, struct diags *diags)
{
	if (!waiver->op && !waiver->permission && !waiver->rule &&
	    !waiver->commit)
		diags_add(diags, MESSAGE_WAIVER_INCOMPLETE, waiver->place,
			  "neither op, permission, rule nor commit");
	if (!waiver->reason || !*waiver->reason)
		diags_add(diags, MESSAGE_WAIVER_INCOMPLETE, waiver->place,
			  "no reason: say why it is acceptable");
	if (waiver->until && !site_has_day(waiver->until))
		diags_add(diags, MESSAGE_DATE_INVALID, waiver->place,
			  "until=\"%s\"", waiver->until);
}

void site_check(const struct site *site, struct diags *diags)
{
	site_check_types(site, diags);
	for (size_t i = 0; i < site->waiver_count; i++)
		check_waiver(&site->waivers[i], diags);
	if (site->policy)
		check_policy(site->policy, site->policy->profile, diags);
}
