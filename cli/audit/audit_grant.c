/* A grant in the words of a site file. */
#include <string.h>

#include "audit/audit_advise.h"
#include "audit/audit_explain.h"
#include "audit/audit_grant.h"
#include "audit/audit_ground.h"
#include "audit/audit_log.h"
#include "base/text.h"
#include "right/right.h"
#include "site/site.h"
#include "way/way.h"

/* Labels under which a domain sees itself, and a device model its guest. */
static const char self_suffix[] = "_self", target_suffix[] = "_target",
		  channel_suffix[] = "_channel", type_suffix[] = "_t";
static const char served_word[] = "served";

/* --- Names ------------------------------------------------------------- */

static const struct site_domain *find_domain(const struct site *site,
					     const char *type)
{
	if (!site || !site->policy)
		return NULL;
	for (size_t i = 0; i < site->policy->domain_count; i++)
		if (strcmp(site->policy->domains[i].type, type) == 0)
			return &site->policy->domains[i];
	return NULL;
}

static const struct site_device *find_device(const struct site *site,
					     const char *type)
{
	if (!site || !site->policy)
		return NULL;
	for (size_t i = 0; i < site->policy->device_count; i++)
		if (strcmp(site->policy->devices[i].type, type) == 0)
			return &site->policy->devices[i];
	return NULL;
}

/* The site's name for domains or devices of the type, or the type's stem. */
static const char *name_of(const struct advisor *advisor, const char *type)
{
	const struct site *const sites[] = {advisor->site, advisor->profile};
	for (size_t i = 0; i < sizeof sites / sizeof *sites; i++) {
		const struct site_domain *domain = find_domain(sites[i], type);
		const struct site_device *device = find_device(sites[i], type);
		if (domain)
			return domain->name;
		if (device)
			return device->name;
	}
	size_t length = strlen(type);
	if (text_ends_with(type, channel_suffix))
		return name_of(advisor,
			       arena_slice(advisor->arena, type,
					   length - strlen(channel_suffix)));
	if (text_ends_with(type, type_suffix))
		length -= strlen(type_suffix);
	return arena_slice(advisor->arena, type, length);
}

static bool has_suffix(const char *label, const char *type, const char *suffix)
{
	size_t length = strlen(type);
	return strncmp(label, type, length) == 0 &&
	       strcmp(label + length, suffix) == 0;
}

bool advisor_trusts(const struct advisor *advisor, const char *type)
{
	const struct site_domain *domain = find_domain(advisor->profile, type);
	for (size_t i = 0; advisor->site && i < advisor->site->type_count; i++)
		if (!advisor->site->types[i].role &&
		    strcmp(advisor->site->types[i].type, type) == 0)
			return true;
	return domain && strcmp(domain->role, "control") == 0;
}

/* --- The element ------------------------------------------------------- */

/*
 * Whether the target is the source itself: by its label for itself or of its
 * channels, or by its type where no line shows another domain.
 */
static bool is_itself(const struct audit_entry *entry, const char *source,
		      const char *target)
{
	return has_suffix(target, source, self_suffix) ||
	       has_suffix(target, source, channel_suffix) ||
	       (strcmp(source, target) == 0 &&
		!(entry->objects & OBJECT_OTHER));
}

/* What is meant by the entry's target, in the attribute "on". */
static const char *object_of(const struct advisor *advisor,
			     const struct audit_entry *entry,
			     const char *source, const char *target,
			     const struct audit_op *op)
{
	enum party subject, object;
	access_parties(op->access, &subject, &object);
	switch (object) {
	case PARTY_XEN:
		return "";
	case PARTY_DOMXEN:
	case PARTY_DOMIO:
	case PARTY_SECURITY:
	case PARTY_UNLABELED:
		return party_name(object);
	case PARTY_SELF:
	case PARTY_CALLER:
		return party_name(PARTY_SELF);
	case PARTY_TARGET:
	case PARTY_OTHER:
	case PARTY_DEVICE:
	case PARTY_IRQ:
	case PARTY_IOMEM:
	case PARTY_IOPORT:
	case PARTY_EVENT:
	case PARTY_LABEL:
	case PARTY_COUNT:
		break;
	}
	if (is_itself(entry, source, target))
		return party_name(PARTY_SELF);
	if (text_ends_with(target, target_suffix))
		return served_word;
	return name_of(advisor, target);
}

/* The type that the line's label is; NULL: it names none that is known. */
static const char *label_of(const struct advisor *advisor, const char *label)
{
	/* No type has a blank: a number stands for it. */
	if (!strchr(label, ' '))
		return label;
	unsigned type =
		advisor->policy ? ground_type(advisor->policy, label) : NO_TYPE;
	return type == NO_TYPE ? NULL : advisor->policy->types[type].name;
}

/* Whether it is asked of an event channel: its other end is in no line. */
static bool is_of_channel(const struct audit_op *op)
{
	enum party subject, object;
	access_parties(op->access, &subject, &object);
	return subject == PARTY_EVENT || object == PARTY_EVENT ||
	       subject == PARTY_OTHER;
}

/* Whether all that the op is asked is of the class. */
static bool asks_alone(const struct op_ways *ways, const char *object_class)
{
	for (size_t i = 0; i < ways->accesses.list.count; i++) {
		const struct access *access = ways->accesses.list.items[i];
		if (access->object_class &&
		    strcmp(access->object_class, object_class) != 0)
			return false;
	}
	return true;
}

/* The word of a talk by which domains are asked this; NULL: there is none. */
static const char *talk_word(const struct audit_entry *entry,
			     const struct op_ways *ways,
			     const struct audit_op *op, const char *on)
{
	static const char *const words[] = {"event", "grant", "argo"};
	if ((!is_of_channel(op) && strcmp(on, party_name(PARTY_SELF)) == 0) ||
	    !asks_alone(ways, entry->object_class))
		return NULL;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(entry->object_class, words[i]) == 0)
			return words[i];
	return NULL;
}

/* Whether the site's word is one for what is Xen's own, which nobody serves. */
static bool is_xens_own(const char *on)
{
	for (unsigned party = PARTY_XEN; party < PARTY_COUNT; party++)
		if (strcmp(on, party_name((enum party)party)) == 0)
			return true;
	return false;
}

/* Whether it is one for a device model to have on the domain it serves. */
static bool is_for_models(const struct advisor *advisor,
			  const struct audit_case *row,
			  const struct audit_op *op)
{
	static const char word[] = "device-model";
	const struct registry *registry = advisor->audit->registry;
	for (unsigned i = 0; i < registry->module_count; i++) {
		struct caller_rows rows = {.list = LIST_INIT};
		if (!release_set_has(&registry->modules[i].in, row->used) ||
		    !registry_op_callers(registry, op->op, row->used,
					 &registry->modules[i], advisor->arena,
					 &rows))
			continue;
		for (size_t j = 0; j < rows.list.count; j++)
			if (text_has_word(rows.list.items[j].who, word))
				return true;
	}
	return false;
}

const char *audit_grant_text(const char *op, const char *to, const char *on,
			     struct arena *arena)
{
	return on ? arena_format(arena,
				 "<grant op=\"%s\" to=\"%s\" on=\"%s\"/>", op,
				 to, on)
		  : arena_format(arena, "<grant op=\"%s\" to=\"%s\"/>", op, to);
}

const char *audit_talk_text(const char *from, const char *to, const char *by,
			    struct arena *arena)
{
	return arena_format(arena, "<talk from=\"%s\" to=\"%s\" by=\"%s\"/>",
			    from, to, by);
}

void advise_grant(const struct advisor *advisor, const struct op_ways *ways,
		  const struct audit_case *row, struct audit_op *op)
{
	const struct audit_entry *entry = row->entry;
	struct arena *arena = advisor->arena;
	const char *source = label_of(advisor, entry->source);
	const char *target = label_of(advisor, entry->target);
	if (!source || !target)
		return;
	const char *to = name_of(advisor, source);
	const char *on = object_of(advisor, entry, source, target, op);
	const char *talk = talk_word(entry, ways, op, on);
	const char *self = party_name(PARTY_SELF);
	/* Who calls it is not in the line. */
	if (op->access->subject != SUBJECT_CALLER && !talk)
		return;
	if (is_of_channel(op))
		on = "...";
	op->grant = talk ? audit_talk_text(to, on, talk, arena)
			 : audit_grant_text(op->op->name, to, *on ? on : NULL,
					    arena);
	if (advisor_trusts(advisor, source))
		return;
	enum party subject, object;
	access_parties(op->access, &subject, &object);
	if (!talk && object == PARTY_TARGET && *on && strcmp(on, self) != 0 &&
	    strcmp(on, served_word) != 0 && !is_xens_own(on) &&
	    is_for_models(advisor, row, op))
		op->narrower =
			arena_format(arena,
				     "a device model of %s alone gets it by "
				     "on=\"%s\", with serves=\"%s\" on its "
				     "domain",
				     on, served_word, on);
}

static void add_accept(const struct advisor *advisor,
		       const struct audit_case *row, const struct op *op,
		       const char *source, struct audit_op *granted)
{
	const struct op_status status =
		registry_op_status(advisor->audit->registry, op, row->used);
	if (status.status == STATUS_COVERED)
		granted->accepts[granted->accept_count++] = arena_format(
			advisor->arena,
			"<accept op=\"%s\" subject=\"%s\" reason=\"...\"/>",
			op->name, source);
}

void advise_accepts(const struct advisor *advisor, const struct audit_case *row,
		    struct audit_op *op)
{
	const char *source = label_of(advisor, row->entry->source);
	if (!op->grant || !source || advisor_trusts(advisor, source))
		return;
	op->accepts = arena_alloc(advisor->arena, op->open_count + 1,
				  sizeof *op->accepts);
	add_accept(advisor, row, op->op, source, op);
	for (size_t i = 0; i < op->open_count; i++)
		add_accept(advisor, row, op->opens[i], source, op);
}
