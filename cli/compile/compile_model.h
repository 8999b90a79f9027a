/* The policy to be, as it grows. */
#ifndef COMPILE_COMPILE_MODEL_H
#define COMPILE_COMPILE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "lint/lint.h"
#include "way/way.h"

/* What is to be compiled. */
struct compilation {
	const struct registry *registry;
	const struct profile *profile; /* or NULL: the site's own, if any */
	const struct site *site;       /* that adds to it, or NULL */
	unsigned release;
	unsigned version; /* of the policy; 0: the site's, or the newest */
	bool mls;
	/* Covered ops that are accepted, NULL-terminated, or NULL. */
	const char *const *accepted;
	const char *today; /* YYYY-MM-DD, for waivers that end; or NULL */
	/* The Xen that it is for; no architecture: the site's, or any. */
	struct host_build host;
};

struct model *compile_model(const struct compilation *from, struct arena *arena,
			    struct diags *diags);

enum domain_role {
	ROLE_CONTROL,
	ROLE_TOOLSTACK,
	ROLE_BUILDER,
	ROLE_MONITOR,
	ROLE_DEVICE_MODEL,
	ROLE_DRIVER_DOMAIN,
	ROLE_XENSTORE,
	ROLE_CONSOLE,
	ROLE_GUEST,
	ROLE_COUNT,
};

/* Types and attributes are terms, named by their index. */
#define NO_TERM ((unsigned)-1)

struct model_transition {
	unsigned source, target, object_class, result;
};

struct model_domain {
	const struct site_domain *site;
	unsigned index; /* of the model's domains */
	enum domain_role role;
	unsigned type, channel;
	unsigned self;	 /* its label when it acts on itself */
	unsigned target; /* its label for its device models, or NO_TERM */
	struct model_domain *serves;		      /* or NULL */
	const struct model_domain *becomes;	      /* or NULL */
	list_of(struct model_domain *) models;	      /* that serve it */
	list_of(const struct model_device *) devices; /* that it uses */
	list_of(unsigned) ends;	 /* terms whose channels with it are its */
	list_of(unsigned) types; /* all of its */
	list_of(struct model_transition) transitions; /* to its labels */
};

/* A role that users have, for their domains. */
struct model_role {
	const char *name;
	list_of(unsigned) types;
	unsigned char *has; /* a bit for each term of the model */
};

struct model_user {
	const char *name;
	const struct model_role *role;
	struct location place; /* file NULL: no element */
};

struct model_device {
	const struct site_device *site;
	unsigned type;
	list_of(struct model_domain *) users;
};

/* Domains that rules name together, and the terms that stand for them. */
struct domain_set {
	const char *name;
	list_of(struct model_domain *) members;
	unsigned char *has; /* a bit for each domain of the model */
	unsigned types,
		channels; /* a type if it has one member; NO_TERM: none */
};

/* Where a term stands in the text, in this order. */
enum term_part {
	PART_TRUSTED,
	PART_XEN,
	PART_SETS,
	PART_DOMAINS,
	PART_DEVICES,
	PART_COUNT,
};

struct model_term {
	const char *name;
	bool attribute;
	enum term_part part;
	unsigned section;	      /* of domains and devices: whose it is */
	const char *note;	      /* or NULL */
	list_of(unsigned) attributes; /* of a type */
	list_of(unsigned) members;    /* of an attribute */
};

/* What a rule, or some of its permissions, is made for. */
struct rule_cause {
	unsigned grant; /* its index; NO_INDEX: it is there without one */
	const struct op *op;
	uint32_t permissions;
};

struct model_rule {
	unsigned source, target, object_class;
	uint32_t permissions;
	list_of(struct rule_cause) causes;
	list_of(const struct op *) ops; /* that it is for, each once */
	list_of(struct waiver) remarks; /* on what rests on it, for its text */
	unsigned next;			/* with the same hash, NO_INDEX: none */
};

/* What the ops of a grant are done to. */
enum context {
	CONTEXT_SELF,
	CONTEXT_DOMAIN,
	CONTEXT_TALK,	    /* with another domain, as its equal */
	CONTEXT_OTHER,	    /* on oneself, about another domain */
	CONTEXT_HYPERVISOR, /* any object of the hypervisor's own */
	CONTEXT_DOMXEN,
	CONTEXT_DOMIO,
	CONTEXT_SECURITY,
	CONTEXT_UNLABELED,
	CONTEXT_COUNT,
};

/* What an end of a rule is, before it is known which domains are meant. */
enum facet {
	FACET_NONE, /* cannot be named */
	FACET_CALLER,
	FACET_CALLER_SELF,    /* the caller as it sees itself */
	FACET_CALLER_VIEW,    /* the caller as the target sees it */
	FACET_CALLER_CHANNEL, /* event channels */
	FACET_TARGET,	      /* the domain as subject */
	FACET_VIEW,	      /* the domain as the caller sees it */
	FACET_THIRD,	      /* whom the target is device model of */
	FACET_THIRD_VIEW,     /* the same as the target sees it */
	FACET_TARGET_CHANNEL,
	FACET_LABEL,  /* what the target becomes */
	FACET_DEVICE, /* hardware that the target uses */
	FACET_XEN,
	FACET_DOMXEN,
	FACET_DOMIO,
	FACET_SECURITY,
	FACET_UNLABELED,
	FACET_COUNT,
};

/* One rule that an op takes. */
struct access_row {
	enum facet source, target;
	unsigned object_class;
	uint32_t permissions;
	uint32_t needed;  /* of them, without which it is never passed */
	uint32_t common;  /* of them, that not only builders are asked for */
	uint32_t reading; /* of them, that not only writers are asked for */
};

/* What an op takes in a context. */
struct op_rows {
	list_of(struct access_row) rows;
	const bool *chosen;  /* by way of the op: it does for the grant */
	const char *why_not; /* it cannot be granted so; NULL: it can */
	bool misfit;	     /* since the grant names the wrong object */
	/* Whatever way it goes, one is asked about. */
	bool needs_device, needs_channel;
	list_of(const struct op *) opens; /* covered ops it opens by itself */
};

enum grant_verdict {
	VERDICT_GRANTED,
	VERDICT_ACCEPTED,   /* covered, or opens a covered one */
	VERDICT_LEFT_OUT,   /* covered, or opens a covered one */
	VERDICT_REFUSED,    /* the same, and it was not if-safe */
	VERDICT_TRUSTED,    /* all whom it is granted may do everything */
	VERDICT_UNCHECKED,  /* the hypervisor asks nothing */
	VERDICT_IMPOSSIBLE, /* the grant does not name what it is done to */
	VERDICT_QUIET,	    /* not granted, and not logged */
};

/* What a grant does not give of an op. */
enum narrowing {
	NARROW_BUILDERS = 1, /* what is for who builds the target */
	NARROW_WRITERS = 2,  /* what is for who writes */
	NARROWINGS = 4,
};

/* An op of a grant. */
struct model_grant {
	const struct site_grant *site;
	const struct op *op; /* NULL: the release has none of what is named */
	const struct domain_set *to, *on; /* on: NULL if it is no domain */
	const struct model_device *device;
	enum context context;
	bool served;	/* to each the domain that it is device model of */
	bool read_only; /* not what is asked of who writes */
	const struct op_rows *rows;
	enum grant_verdict verdict;
	list_of(const struct op *) wanting; /* covered, and not accepted */
	bool accepted;			 /* the op itself, whatever it opens */
	const struct withheld *withheld; /* or NULL */
};

/* A grant that is left out for what it opens together with others. */
struct withheld {
	size_t grant;	    /* its index */
	const char *reason; /* what is opened, and with which others */
	const char *accept; /* what a waiver that lets it stay must say */
};

/* What a part of the policy.conf, from the offset on, was made from. */
struct text_origin {
	size_t offset;
	struct location place; /* file NULL: no element */
};

struct model {
	const struct compilation *from;
	const struct registry *registry;
	const struct release *release;
	unsigned release_index, version;
	struct host_build host; /* that the policy is for alone */
	bool mls;
	enum site_iommu iommu;
	const char *handle_unknown;
	const char *path;    /* of the site file or profile, for messages */
	const char *profile; /* name for people */
	const struct lint
		*lint; /* of what it compiles to, once proved; or NULL */
	struct arena *arena;
	struct vectors vectors;
	list_of(struct model_term) terms;
	struct map term_names;
	const char *clash; /* a name that two terms have, or NULL */
	list_of(struct model_rule) rules;
	list_of(struct model_rule) quiet; /* whose denials are not logged */
	unsigned *rule_slots;
	size_t rule_slot_count;
	list_of(struct model_domain *) domains;
	list_of(struct model_device *) devices;
	/* What the profile and the site say, the profile first. */
	list_of(const struct site_domain *) declared;
	list_of(const struct site_user *) owners;
	list_of(const struct site_device *) hardware;
	list_of(const struct site_talk *) talks;
	list_of(const struct site_group *) groups;
	list_of(const struct site_grant *) grants;
	list_of(const struct site_without *) withouts;
	bool *without_used; /* of each, whether there is something of it */
	list_of(struct waiver) waivers; /* that are for the release */
	/* Those of a permission, which let nothing be granted or opened. */
	list_of(struct waiver) waivers_of_permissions;
	struct domain_set roles[ROLE_COUNT], all;
	struct map names; /* of domains and roles: struct domain_set */
	struct map device_names;
	struct map group_ops; /* by group's name, made when asked */
	struct map op_names;  /* ops by full name, made when asked */
	list_of(struct model_grant) granted;
	list_of(struct withheld) withheld;
	const struct op_ways **op_ways; /* by op, made when asked */
	/* By op, context and narrowing, made when asked. */
	const struct op_rows **op_rows;
	/* What all ops need in a context, made when asked. */
	list_of(const struct op_needs *) needs[CONTEXT_COUNT];
	bool *talkers; /* by the term of channels, made when asked */
	/* Fixed terms. */
	unsigned trusted, xen_type, domain_type, view_type, event_type,
		resource_type;
	unsigned objects[FACET_COUNT]; /* the types of FACET_XEN and so on */
	/* Beside the system's own; none: domains are not kept apart. */
	list_of(struct model_user) users;
	list_of(const struct model_role *) user_roles;
	list_of(struct text_origin) origins; /* of the last policy.conf */
};

/* A model of the same, with what else it is to withhold. */
struct model *model_again(const struct model *model, struct diags *diags);

/* Takes what the site accepts in the release and today, and has reviewed. */
bool model_add_waivers(struct model *model, const struct site *site,
		       const char *today, struct diags *diags);

#endif
