/* The policy to be, as it grows. */
#ifndef COMPILE_COMPILE_MODEL_H
#define COMPILE_COMPILE_MODEL_H

#include <stdint.h>

#include "base/map.h"
#include "lint/lint.h"
#include "way/way.h"

/* --- Domains ---------------------------------------------------------- */

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

/* --- Terms and rules -------------------------------------------------- */

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

struct model_rule {
	unsigned source, target, object_class;
	uint32_t permissions;
	list_of(const struct op *) ops; /* that it is for, each once */
	list_of(struct waiver) remarks; /* on what rests on it, for its text */
	unsigned next;			/* with the same hash, NO_INDEX: none */
};

/* --- Grants ----------------------------------------------------------- */

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
	uint32_t needed; /* of them, without which it is never passed */
	uint32_t common; /* of them, that not only builders are asked for */
};

/* What an op takes in a context. */
struct op_rows {
	list_of(struct access_row) rows;
	const char *why_not; /* it cannot be granted so; NULL: it can */
	bool misfit;	     /* since the grant names the wrong object */
	bool needs_device;   /* whatever way it goes, one is asked about */
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

/* An op of a grant. */
struct model_grant {
	const struct site_grant *site;
	const struct op *op;
	const struct domain_set *to, *on; /* on: NULL if it is no domain */
	const struct model_device *device;
	enum context context;
	bool served; /* to each the domain that it is device model of */
	const struct op_rows *rows;
	enum grant_verdict verdict;
	list_of(const struct op *) wanting; /* covered, and not accepted */
	const struct withheld *withheld;    /* or NULL */
};

/* A grant that is left out for what it opens together with others. */
struct withheld {
	size_t grant;	    /* its index */
	const char *reason; /* what is opened, and with which others */
	const char *accept; /* what a waiver that lets it stay must say */
};

/* An access of a finding, and who makes its rules. */
struct wanted {
	unsigned source, target; /* types; NO_TERM: any */
	unsigned object_class;
	uint32_t bit;
	const struct finding_access *access;
	list_of(const struct model_grant *) grants; /* each once, in order */
	bool fixed; /* it is there without a grant too */
};

struct rule_search {
	list_of(struct wanted) wanted;
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
	/* While it is looked for whose rules are in question; else NULL. */
	struct rule_search *search;
	const struct op_ways **op_ways; /* by op, made when asked */
	const struct op_rows **op_rows; /* by op and context, made when asked */
	/* What all ops need in a context, made when asked. */
	list_of(const struct op_needs *) needs[CONTEXT_COUNT];
	/* Fixed terms. */
	unsigned trusted, xen_type, domain_type, view_type, event_type,
		resource_type;
	unsigned objects[FACET_COUNT]; /* the types of FACET_XEN and so on */
	/* Beside the system's own; none: domains are not kept apart. */
	list_of(struct model_user) users;
	list_of(const struct model_role *) user_roles;
	list_of(struct text_origin) origins; /* of the last policy.conf */
};

/* --- Terms and rules (compile_rule.c) --------------------------------- */

unsigned model_add_attribute(struct model *model, const char *name,
			     const char *note);
unsigned model_add_type(struct model *model, const char *name,
			unsigned attribute, enum term_part part);
/* The term of that name, or NO_TERM. */
unsigned model_find_term(const struct model *model, const char *name);
void model_add_member(struct model *model, unsigned attribute, unsigned type);

/* Adds the permissions to the rule of these terms and class, for the op. */
struct model_rule *model_allow(struct model *model, unsigned source,
			       unsigned target, const struct access_row *row,
			       const struct op *op);

/* The rule of these terms and class, or NULL. */
const struct model_rule *model_find_rule(const struct model *model,
					 unsigned source, unsigned target,
					 unsigned object_class);

/* The rule is for the op as well. */
void model_rule_add_op(struct model *model, struct model_rule *rule,
		       const struct op *op);

/* --- Denials (compile_quiet.c) ---------------------------------------- */

/* Denials of these terms, class and permissions are not logged. */
void model_hush(struct model *model, unsigned source, unsigned target,
		const struct access_row *row, const struct op *op);

/* Warns of what is not to be logged, and is not denied. */
void model_tell_vain(const struct model *model, struct diags *diags);

/* --- Ops (compile_access.c, compile_opens.c) -------------------------- */

/* The ways of the op in the model's release; made once. */
const struct op_ways *model_op_ways(struct model *model, const struct op *op);

/* What the op takes in the context; made once. */
const struct op_rows *model_op_rows(struct model *model, const struct op *op,
				    enum context context);

/* What an access is about in the context; FACET_NONE: not to be named. */
struct access_ends {
	enum facet source, target;
};
struct access_ends access_resolve(const struct op_accesses *accesses,
				  const struct access *access,
				  enum context context);

/* Whether it is asked only of devices that are isolated less than they must. */
bool access_is_unisolated(const struct model *model,
			  const struct access *access);

/* The ops, beside itself, that the rows of an op let pass in the context. */
size_t model_opens(struct model *model, const struct access_row *rows,
		   size_t count, enum context context, bool covered_only,
		   const struct op ***ops);

/* Whether the release has the op on the architecture that the policy is for. */
bool model_has_op(const struct model *model, const struct op *op);

/* "", " on x86" or " on Arm". */
const char *model_where(const struct model *model);

bool model_is_covered(const struct model *model, const struct op *op);

/* --- Grants (compile_op.c, compile_fit.c, compile_grant.c, compile_emit.c) */

/* The ops of the release that a grant means; false with messages. */
bool model_grant_ops(struct model *model, const struct site_grant *grant,
		     struct diags *diags, const struct op ***ops,
		     size_t *count);

/* Judges the grants, talks and devices, and makes rules of what is granted. */
bool model_grant_all(struct model *model, struct diags *diags);

/* Finds what the grant takes, and whom of those that it names it is about. */
void model_fit_grant(struct model *model, struct model_grant *grant);

/* Of the row's, what the grant gives: a device model builds no domain. */
uint32_t grant_permissions(const struct model_grant *grant,
			   const struct access_row *row);

/* Makes the rules of one op that is granted. */
void model_emit(struct model *model, const struct model_grant *grant);

/* What the users of devices and the models of domains have from others' ops. */
void model_emit_targets(struct model *model);

/* Warns of devices that the model's iommu keeps from every domain. */
void model_check_isolation(const struct model *model, struct diags *diags);

/* Tells the search of a rule that the grant, or none (NULL), has made. */
void search_see(struct model *model, const struct model_grant *grant,
		const struct model_rule *rule);

/*
 * What accepts that the op is granted to the subject on the object, or NULL;
 * these NULL: several, or none, which lint tells apart.
 */
const struct waiver *model_accepts(const struct model *model,
				   const struct op *op, const char *subject,
				   const char *object);

void domain_set_add(struct model *model, struct domain_set *set,
		    struct model_domain *domain);

/* Gives the set its terms: types of its members, or attributes for them. */
void model_name_set(struct model *model, struct domain_set *set,
		    const char *base);

/*
 * What the op is done to, why it is left out or refused, and what would have to
 * be accepted: all in words.
 */
const char *grant_object_name(const struct model_grant *grant);
const char *grant_reason(const struct model *model,
			 const struct model_grant *grant);
const char *grant_wanted(const struct model *model,
			 const struct model_grant *grant);

/* --- Event channels (compile_channel.c, compile_prove_channel.c) ------ */

/* The trusted have channels with everybody, whoever is how labelled. */
void model_bind_control(struct model *model);

/*
 * Gives each domain's channels its label wherever a rule lets them be bound:
 * without the transition the rule would be dead.
 */
void model_label_channels(struct model *model);

/*
 * What is wrong with the event channels of the binary, whose types are these
 * terms: talks that cannot be, rules that nothing comes under (NULL: nothing).
 */
const char *prove_channels(struct model *model, const struct policy *policy,
			   const unsigned *terms, struct diags *diags);

/* --- Lint and proof (compile_closure.c, compile_together.c) ----------- */

const struct lint *model_lint(struct model *model, const struct policy *policy,
			      struct diags *diags);

/* Whether it is left out although its op is accepted, for what that opens. */
bool grant_is_missed(const struct model *model,
		     const struct model_grant *grant);

/* What was accepted is not left out in silence. */
void model_tell_missed(const struct model *model, struct diags *diags);

/* False with messages when a covered op was granted that is not accepted. */
bool model_judge(const struct model *model, struct diags *diags);

/* Findings that are not accepted. */
struct open_findings {
	struct finding *items;
	size_t count, capacity;
};

/* What was decided of a model, and on what grounds. */
struct decision {
	struct model *model; /* the last one */
	bool good;	     /* the policy may be handed out */
	/* What its policy opens; NULL: there is none, and messages say why. */
	const struct lint *lint;
	struct open_findings open;
};

/*
 * Judges what is granted, makes the policy of it and proves it; where grants
 * that are left out if they are not safe open something only together, they are
 * withheld and the model is made again.  Messages say what is not good.  This
 * decides for build and plan alike.
 */
struct decision model_decide(struct model *model,
			     void (*write)(struct model *model,
					   struct buffer *conf),
			     struct diags *diags, struct buffer *conf,
			     struct buffer *binary);
void model_open_findings(struct model *model, const struct lint *lint,
			 struct open_findings *open);

/*
 * Has the text say, by remarks on the rules that they rest on, which findings
 * of its policy are accepted: lint of the text alone then agrees with that of
 * the binary with the site's file.
 */
void model_add_remarks(struct model *model, const struct lint *lint);
bool remark_equal(const struct waiver *a, const struct waiver *b);

/* Says of each which grants open it, and what would close it. */
void model_tell_open(struct model *model, const struct lint *lint,
		     const struct open_findings *open, struct diags *diags);

/*
 * The model without the if-safe grants that open the findings together with
 * others, or alone: the last of those that would do.  NULL: there are none.
 */
struct model *model_withhold(struct model *model, const struct lint *lint,
			     const struct open_findings *open,
			     struct diags *diags);

/* A model of the same, with what else it is to withhold. */
struct model *model_again(const struct model *model, struct diags *diags);

enum handle_unknown model_handle_unknown(const struct model *model);

/* The type in the context of an initial SID. */
const char *model_sid_type(const struct model *model, const char *sid);

/* --- The whole (compile_model.c, compile_declare.c, compile_user.c)
 * ------------------- */

/* Takes what the site accepts in the release and today, and has reviewed. */
bool model_add_waivers(struct model *model, const struct site *site,
		       const char *today, struct diags *diags);

/* Declares what every policy has, and domains and devices with their names. */
bool model_declare(struct model *model, struct diags *diags);

/* False with a message where a name of the site's is one of the model's too. */
bool model_names_differ(const struct model *model, struct diags *diags);

/* Declares the users and their roles. */
bool model_declare_users(struct model *model, struct diags *diags);

/* Declares whom levels do not bind. */
void mls_declare(struct model *model);

enum domain_role domain_role_of(const char *name);
const char *domain_role_name(enum domain_role role);

/*
 * The name of domains that a grant speaks of; of a role that domains of the
 * site's own have joined, with the types that it came to mean.
 */
const char *model_set_meaning(const struct model *model, const char *name);

#endif
