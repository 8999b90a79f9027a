/*
 * The registry: which hypercalls and ops each Xen release has, what the
 * hypervisor checks for them, and their status under XSA-77.
 *
 * A registry is plain constant tables that point at each other by index.  The
 * built-in one is generated from data/ when xsmc is built; registry_load()
 * makes the same from XML at run time.  data/registry.rng documents the XML.
 */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/table.h"

/* Releases are numbered from 0 in version order. */
enum { RELEASE_LIMIT = 256, POLICY_VERSION_LIMIT = 4 };

/* Ops; accesses of one in a release, its parents' among them; alternatives. */
enum { OP_LIMIT = 65535, ACCESS_LIMIT = 64, ALTERNATIVE_LIMIT = 26 };

/* A set of releases. */
struct release_set {
	uint64_t words[RELEASE_LIMIT / 64];
};

/* Items first .. first + count - 1 of a table of the registry. */
struct span {
	unsigned first, count;
};

/* No item, where an index may be missing. */
#define NO_INDEX ((unsigned)-1)

/* An Xen point release. */
struct release {
	const char *name; /* "4.17.5" */
	const char *line; /* "4.17" */
	const char *date; /* of its tag, YYYY-MM-DD */
	/* SUPPORT.md's word on each module; "": there was none. */
	const char *flask_support, *silo_support, *dummy_support;
	/* An op that a hook does not know: not left to handle-unknown. */
	bool unknown_refused;
	/* Policy versions that its hypervisor accepts; 0 behind the last. */
	unsigned policy_versions[POLICY_VERSION_LIMIT];
	/* The same of the target SE Linux: first and last; 0: none. */
	unsigned linux_versions[2];
};

struct hypercall {
	const char *name; /* "domctl": the name after __HYPERVISOR_ */
	unsigned number;
	const char *header;	 /* "xen/include/public/domctl.h" */
	const char *source;	 /* "file:function" of its checks by default */
	const char *same_ops_as; /* hypercall whose ops it calls, or NULL */
	/* What macros of the header start with that are no ops; or NULL. */
	const char *not_ops; /* words */
	const char *note;    /* or NULL */
	struct release_set in;
	struct release_set accesses_recorded; /* elsewhere: not known */
	struct span ops;
};

/* A hypercall's subop, or a subop's subop. Ops follow their parent. */
struct op {
	const char *name;   /* full: "XEN_DOMCTL_shadow_op/..." */
	unsigned hypercall; /* index */
	unsigned parent;    /* op's index or NO_INDEX */
	const char *arch;   /* "all", "x86", "arm" */
	const char *header;
	const char *field;   /* that carries its number, or NULL: the usual */
	const char *guard;   /* preprocessor condition, or NULL */
	const char *renamed; /* full name it had before, or NULL */
	const char *note;    /* or NULL */
	struct release_set in;
	struct release_set refused;  /* to everyone, behind the accesses */
	struct release_set x86_only; /* of no use elsewhere */
	struct release_set arm_only; /* likewise */
	struct span numbers;	     /* of struct op_number */
	struct span accesses;	     /* of struct access, in the order asked */
	struct span crashes;	     /* of struct crash */
	struct span cautions;	     /* of struct caution */
	struct span reviews;	/* of struct review: events that are about it */
	struct span unverified; /* of struct unverified */
	struct span system_domains; /* of struct system_domain */
};

/* A domain of Xen's own that an op's arguments can name. */
struct system_domain {
	const char *object; /* "target", "other" */
	const char *sid;    /* "domxen", "domio" */
	struct release_set in;
};

/* Who decides whether a condition holds: the caller, or not he. */
enum condition_kind {
	CONDITION_ARGUMENT, /* the caller, by what it passes */
	CONDITION_STATE,    /* what the hypervisor finds */
	CONDITION_BUILD,    /* who built it */
	CONDITION_BOOT,	    /* who booted it */
	CONDITION_HARDWARE, /* what it runs on */
};

/* What a condition is about, as data/registry.rng says it: bits. */
enum condition_about {
	ABOUT_OTHERS = 1 << 0,
	ABOUT_ITSELF = 1 << 1,
	ABOUT_CALLER_TYPE = 1 << 2,
	ABOUT_DOMAIN_TYPE = 1 << 3,
	ABOUT_NAMED_DOMAIN = 1 << 4,
	ABOUT_THIRD_DOMAIN = 1 << 5,
	ABOUT_HVM_PARAMETER = 1 << 6,
	ABOUT_BUILDER = 1 << 7,
	ABOUT_IOREQ_SERVER = 1 << 8,
	ABOUT_GIVES = 1 << 9,
	ABOUT_TAKES = 1 << 10,
	ABOUT_ISOLATED = 1 << 11,
	ABOUT_ISOLATED_MEMORY = 1 << 12,
	ABOUT_NOT_ISOLATED = 1 << 13,
	ABOUT_COMMAND = 1 << 14,
	ABOUT_OBJECT = 1 << 15,
	ABOUT_PAGE = 1 << 16,
	ABOUT_WRITABLE = 1 << 17,
	ABOUT_VALUE = 1 << 18,
	ABOUT_LIFE = 1 << 19,
	ABOUT_OPTION = 1 << 20,
	ABOUT_EACH = 1 << 21,
	ABOUT_ABSENT = 1 << 22,
};

/* What decides whether an access is asked.  Its text is for people alone. */
struct condition {
	const char *id;
	enum condition_kind kind;
	unsigned about;	  /* bits of enum condition_about */
	const char *arch; /* "x86", "arm", or NULL: every one */
	const char
		*config; /* symbols of Kconfig, as in registry.rng; or NULL */
	const char *one_of;   /* of those with this word one holds at most */
	const char *opposite; /* id of what holds where it does not, or NULL */
	const char *text;
};

/* That an element refers to a condition. */
struct condition_use {
	unsigned condition;
};

/* Who calls the op so stops the host, before anything can refuse it. */
struct crash {
	const char *by;	    /* "its hook reads ..." */
	const char *build;  /* where alone it does, or NULL: every one */
	const char *when;   /* condition, or NULL: always */
	const char *source; /* "file:function" */
	struct span builds; /* the same as conditions: all must hold */
	struct span whens;
	struct release_set in;
};

/* What its accesses do not say, and who allows the op should know. */
struct caution {
	const char *kind; /* "unasked", "bystander", ...: see registry.rng */
	const char *text;
	const char *source; /* "file:function" */
	const char *asks;   /* CLASS:PERMISSION of a bystander, or NULL */
	struct release_set in;
};

/* An event about an op with which no document's list changed. */
struct review {
	unsigned event;
};

struct op_number {
	unsigned number;
	struct release_set in;
};

enum access_kind {
	ACCESS_ASKED,	/* the operation fails when it is refused */
	ACCESS_FILTER,	/* a refusal only leaves things out of the answer */
	ACCESS_IGNORED, /* asked, but the result is not used */
	ACCESS_NONE,	/* no FLASK check is made */
	ACCESS_UNKNOWN, /* the hook does not know the op */
};

enum access_subject { SUBJECT_CALLER, SUBJECT_TARGET, SUBJECT_OTHER };

/* What the hypervisor checks for an op: subject, object, class, permission. */
struct access {
	enum access_kind kind;
	enum access_subject subject;
	const char *object;	  /* "target", "xen", "device", ... */
	const char *object_class; /* as the code passes it; NULL: none */
	const char *permission;	  /* that the passed bit means in that class */
	const char *nominal;	  /* CLASS:PERMISSION it is named after if
				     another one, or NULL */
	const char *gives;	  /* its subject power over the object, or
				     where none is asked over anything: words
				     as in registry.rng, or NULL */
	/* The words of its conditions, for people; NULL: there are none. */
	const char *build;  /* that alone asks it */
	const char *picked; /* what picks its alternative */
	const char *when;   /* under which alone it is asked */
	const char *source; /* "xen/xsm/flask/hooks.c:flask_domctl" */
	/* The same as conditions, of struct condition_use: all must hold. */
	struct span builds, picks, whens;
	/* What whens and picks are about, together: enum condition_about. */
	unsigned about;
	/* What its permission is about: enum permission_about. */
	unsigned asks;
	/*
	 * Alternatives: of the accesses with the same choice (from 1; 0: none)
	 * those of exactly one alternative ('a', 'b', ...) are asked.
	 */
	unsigned choice;
	char alternative;
	bool by_hardware; /* the choice is not the caller's */
	/* Its subject is asked as the device model of the object: each that
	 * there is needs it, whoever calls. */
	bool as_model;
	/* What its alternative asks is asked, and then fails for everyone. */
	bool refused;
	/* The host stops before it is asked: see the op's crashes. */
	bool unreached;
	struct release_set in;
};

enum statement_mode {
	MODE_LISTED,	 /* covered: the entries */
	MODE_ALL_EXCEPT, /* covered: all but the entries */
	MODE_ALL,	 /* covered: all */
};

/* What a document, or before it the advisory, says of a hypercall. */
struct statement {
	unsigned hypercall;
	unsigned of; /* op whose sub-subops are meant, or NO_INDEX */
	enum statement_mode mode;
	const char
		*document; /* path in Xen's tree; NULL: the event's advisory */
	unsigned event;	   /* that brought it */
	struct release_set in;
	struct span entries; /* in the document's order */
};

struct entry {
	const char *name;    /* as the document writes it: the last macro */
	unsigned op;	     /* NO_INDEX: no release with it has such an op */
	unsigned removed_by; /* event that took it out, or NO_INDEX */
	const char *reason;  /* what that found of the op, or NULL */
	struct release_set in;
	struct release_set absent; /* listed, but not in the headers */
};

/* A step in the history of the statement, with its evidence. */
struct event {
	const char *id;	     /* "audit-2014-05" */
	const char *kind;    /* "listed", "audited", "scope-widened", ... */
	const char *date;    /* YYYY-MM-DD: of the commit, or of the advisory */
	const char *commit;  /* 40 hex digits or NULL */
	const char *subject; /* of the commit, or NULL */
	const char *backports; /* commits, separated by spaces, or NULL */
	const char *advisory;  /* "XSA-77" or NULL */
	const char *evidence;  /* where it is, if it is neither; or NULL */
	const char *summary;   /* what it did, in our words */
	struct release_set in; /* the releases that have it */
};

/* What has the labels that a permission is asked on: bits. */
enum asked_on {
	ON_DOMAIN = 1 << 0,
	ON_CHANNEL = 1 << 1,
	ON_HARDWARE = 1 << 2,
	ON_HYPERVISOR = 1 << 3,
	ON_POLICY = 1 << 4,
};

/* What a permission is about, as data/registry.rng says it: bits. */
enum permission_about {
	PERMISSION_READS = 1 << 0,
	PERMISSION_TALKS = 1 << 1,
	PERMISSION_JOINS = 1 << 2,
	PERMISSION_BINDS = 1 << 3,
	PERMISSION_MAKES = 1 << 4,
	PERMISSION_SERVES = 1 << 5,
	PERMISSION_BECOMES = 1 << 6,
	PERMISSION_USES = 1 << 7,
	PERMISSION_ASSERTED = 1 << 8,
};

/* Classes stand in the hypervisor's order, and so do their permissions. */
struct object_class {
	const char *name;
	unsigned on; /* bits of enum asked_on; 0: it is not said */
	struct release_set in;
	struct span permissions;
};

struct permission {
	const char *name;
	unsigned on;	/* that of its class where it says nothing else */
	unsigned about; /* bits of enum permission_about */
	struct release_set in;
};

/* What has the label of an initial SID. */
enum sid_labels {
	SID_LABELS_UNKNOWN, /* it is not said */
	SID_LABELS_DOMAIN,
	SID_LABELS_HYPERVISOR,
	SID_LABELS_UNLABELED,
	SID_LABELS_HARDWARE,
	SID_LABELS_POLICY,
};

/* Initial SIDs stand in the hypervisor's order: the first is number 1. */
struct initial_sid {
	const char *name;
	enum sid_labels labels;
	bool trusted;	  /* whom it labels can do everything */
	const char *type; /* that Xen's own policy gives it, or NULL */
	struct release_set in;
};

/* What some releases have, beside their interface. */
enum feature_name {
	FEATURE_NONE,
	FEATURE_DEVICE_CONTEXTS, /* a file of the labels of hardware */
	FEATURE_POLICY_MODULES,	 /* modules in one folder */
	FEATURE_BOOT_DOMAINS,	 /* domains that Xen builds when it boots */
};

struct feature {
	enum feature_name name;
	const char *text; /* for people */
	struct release_set in;
};

/*
 * A function of the hypervisor that calls hooks of XSM, and those calls, as the
 * code has them: what a tree is held against.
 */
struct handler {
	const char *file, *function;
	struct release_set in;
	struct span calls;
};

struct hook_call {
	const char *hook;   /* "xsm_domctl" */
	const char *passes; /* a word an argument: "XSM_PRIV d op.cmd" */
	const char *label;  /* cases around it, or "" */
	const char *guard;  /* of all #if around it, or "" */
	unsigned times;	    /* that the function has it */
	struct release_set in;
};

/* A hook of FLASK whose parameters are not just a caller's target. */
struct hook {
	const char *name;  /* "flask_set_target" */
	const char *op;	   /* macro of the op that it is so for; NULL: others */
	const char *takes; /* who its domains are, in order: "target other" */
	struct release_set in;
};

/* --- The security modules beside FLASK: who may call without a policy. --- */

/* A module that decides without a policy. */
struct module {
	const char *name; /* "dummy" */
	struct release_set in;
};

/* A default action, and who passes it: see registry.rng on who. */
struct module_action {
	const char *name; /* "XSM_DM_PRIV" */
	const char *who;  /* "device-model control" */
	struct release_set in;
};

/* What a hook answers where no policy does. */
struct hook_default {
	const char *hook;   /* "xsm_domctl" */
	const char *action; /* that its callers pass, or NULL: none */
	struct release_set in;
	struct span cases; /* of struct default_case; none: by the action */
};

struct default_case {
	const char *of; /* macros of ops, or NULL: those of no other case */
	struct span builds, whens; /* of struct condition_use: all hold */
	const char *action;	   /* that it comes to, or NULL: by who */
	const char *who;
	struct release_set in;
};

/* A hook that a module answers before it asks the default. */
struct hook_override {
	const char *module, *hook;
	const char *who;   /* passes whatever the other domain is */
	struct span whens; /* the others do, too: of struct condition_use */
	struct release_set in;
};

/* What the handlers of some hypercalls demand of who calls. */
struct callers {
	const char *hypercalls; /* words */
	struct span rules;	/* of struct caller_rule */
};

enum caller_rule_kind {
	CALLER_ASKS,  /* a hook */
	CALLER_NEEDS, /* who it says, by a check of the handler's own */
	CALLER_PATH,  /* who it says, and nothing else is asked */
};

struct caller_rule {
	enum caller_rule_kind kind;
	const char *hook;	   /* that is asked, or NULL */
	const char *who;	   /* or NULL: what the hook says */
	const char *of, *except;   /* macros of ops, or NULL */
	bool peer_is_caller;	   /* the hook's other domain is the caller */
	struct span builds, whens; /* of struct condition_use: all hold */
	struct release_set in;
};

/* --- The hypervisor's log ---------------------------------------------- */

/* A field of a line on an access. */
struct log_field {
	const char *name;   /* "domid" */
	const char *is;	    /* "source", "target", "device", "irq", ... */
	const char *domain; /* how one is written: "number", "name"; or NULL */
	const char *source; /* "file:function" */
	struct release_set in;
};

enum log_kind {
	LOG_BANNER,
	LOG_UNKNOWN_OP,
	LOG_POLICY_LACKS,
	LOG_POLICY_REFUSED,
	LOG_MODE,
	LOG_LABEL,
	LOG_MASKED,
	LOG_INFORMATION,
	LOG_CUT,
};

/* Another line: what it looks like, and what it means. */
struct log_line {
	enum log_kind kind;
	const char *pattern; /* "Xen version {version} ({rest}" */
	bool refused;	     /* the unknown op is */
	const char *name;    /* of the unknown op, or NULL: it is in the line */
	const char *mode;    /* "enforcing", ...; or NULL */
	const char *source;  /* "file:function" */
	const char *text;    /* for people */
	struct release_set in;
};

/* What a hook calls an op that it does not know. */
struct log_name {
	const char *name;      /* "domctl" */
	const char *hypercall; /* or NULL: it is no op's number */
	const char *of;	       /* macro of the op whose part it is, or NULL */
	const char *source;    /* "file:function" */
	struct release_set in;
};

/* What of an op a tree cannot show to a program; it was read. */
struct unverified {
	const char *says;   /* what verify says of it */
	const char *reason; /* why that is right */
	const char *read;   /* "file:function", where it can be read */
	struct release_set in;
};

/* Up to where Xen's sources were read for fixes. */
struct fixes_read {
	const char *commit; /* of the development branch, 10 hex digits */
	const char *date;   /* YYYY-MM-DD */
	const char *paths;  /* that implement ops; "!": in these, not */
};

/*
 * A public change that mends a flaw in the implementation of ops.  Lists are
 * words separated by single blanks.
 */
struct fix {
	const char *commit;	/* 10 hex digits */
	const char *date;	/* YYYY-MM-DD */
	const char *kind;	/* "crash", "leak", ...: as in registry.rng */
	const char *introduced; /* commit that brought the flaw, or NULL */
	const char *since;	/* releases that did, or NULL: not known */
	const char *fixed;	/* releases that brought the fix; or "" */
	const char *advisory;	/* "XSA-77" or a list, or NULL */
	const char *arch;	/* "x86", "arm"; NULL: any */
	const char *config;	/* Kconfig symbols, or NULL: every build */
	const char *supersedes; /* the fix that it mends, or NULL */
	const char *backports;	/* that do not say what they are, or NULL */
	const char *subject;	/* of the commit */
	bool doubtful;		/* whether it is a fix of these ops */
	bool any_policy;	/* no policy keeps a domain from the flaw */
	bool by_guest; /* the guest that the op is applied to is the cause */
	struct release_set in;	   /* that have the fix */
	struct release_set flawed; /* that had, or may have had, the flaw */
	struct span ops;	   /* of struct fix_op */
};

struct fix_op {
	unsigned op; /* index */
};

struct registry {
	const struct release *releases;
	const struct hypercall *hypercalls;
	const struct op *ops;
	const struct op_number *op_numbers;
	const struct access *accesses;
	const struct condition *conditions;
	const struct condition_use *condition_uses;
	const struct crash *crashes;
	const struct caution *cautions;
	const struct review *reviews;
	const struct system_domain *system_domains;
	const struct statement *statements;
	const struct entry *entries;
	const struct event *events;
	const struct object_class *classes;
	const struct permission *permissions;
	const struct initial_sid *sids;
	const struct feature *features;
	const struct handler *handlers;
	const struct hook_call *hook_calls;
	const struct hook *hooks;
	const struct module *modules;
	const struct module_action *module_actions;
	const struct hook_default *hook_defaults;
	const struct default_case *default_cases;
	const struct hook_override *hook_overrides;
	const struct callers *callers;
	const struct caller_rule *caller_rules;
	const struct unverified *unverified;
	const struct fixes_read *fixes_read; /* one, or none */
	const struct fix *fixes;
	const struct fix_op *fix_ops;
	const struct log_field *log_fields;
	const struct log_line *log_lines;
	const struct log_name *log_names;
	unsigned release_count, hypercall_count, op_count, op_number_count,
		access_count, condition_count, condition_use_count, crash_count,
		caution_count, review_count, system_domain_count,
		statement_count, entry_count, event_count, class_count,
		permission_count, sid_count, feature_count, handler_count,
		hook_call_count, hook_count, module_count, module_action_count,
		hook_default_count, default_case_count, hook_override_count,
		callers_count, caller_rule_count, unverified_count,
		fixes_read_count, fix_count, fix_op_count, log_field_count,
		log_line_count, log_name_count;
};

/* --- Where registries come from ------------------------------------- */

/* The registry that was built in. */
extern const struct registry registry_builtin;

/* Stands for the file that the built-in registry was made from. */
#define REGISTRY_BUILTIN_PATH "<built-in>/registry.xml"

/*
 * Reads the files together as one registry, with the files that they include,
 * checked by schema and by meaning.  The result lives in the arena.  NULL
 * with messages where they are not good.
 */
const struct registry *registry_load(const char *const paths[], size_t count,
				     struct arena *arena, struct diags *diags);

/* --- Releases --------------------------------------------------------- */

bool release_set_has(const struct release_set *set, unsigned release);
void release_set_add(struct release_set *set, unsigned release);
bool release_set_empty(const struct release_set *set);

/* "4.17.5", "4.17" or "latest": its index; NO_INDEX with a message if none. */
unsigned registry_release(const struct registry *registry, const char *name,
			  struct diags *diags);

/* The same quietly. */
unsigned registry_find_release(const struct registry *registry,
			       const char *name);

/*
 * The newest release before the one that is named, "4.23" or "4.17.99", which
 * the registry need not have.  NO_INDEX: the name is no version, or there is
 * none before.
 */
unsigned registry_nearest_release(const struct registry *registry,
				  const char *name);

/*
 * A set of releases that the rows of a table have, by where it stands: offsets
 * in struct registry and in the row.
 */
struct registry_set {
	const char *name; /* "access.in"; NULL: the end */
	size_t rows, count, row_size, offset;
	bool fact; /* it tells releases apart */
};

extern const struct registry_set registry_sets[];

/*
 * Whether it says the same of both, as far as a policy is judged by it.
 * Numbers, dates, evidence and fixes may differ, and what only a tree is held
 * against.
 */
bool registry_same_facts(const struct registry *registry, unsigned a,
			 unsigned b);

/*
 * The releases that a range selects ("4.17.5..4.17 4.18.3.."; NULL: all).
 * False where it is none of this registry's, with a message at the place.
 */
bool registry_range(const struct registry *registry, const char *text,
		    struct location at, struct diags *diags,
		    struct release_set *set);

/* The set as a reader writes it: "4.3.2-4.4.4, 4.17.5". */
const char *registry_releases_shown(const struct registry *registry,
				    const struct release_set *set,
				    struct arena *arena);

/* --- Ops -------------------------------------------------------------- */

/* The op's number in a release that has it. */
unsigned registry_op_number(const struct registry *registry,
			    const struct op *op, unsigned release);

/* Whether the op is a hypercall that has no subops: "__HYPERVISOR_iret". */
bool op_is_hypercall(const struct op *op);

/* The op's own macro: the last part of its name. */
const char *op_macro(const struct op *op);

/* Whether the name, full or its last macro, or the pattern means the op. */
bool op_matches(const struct op *op, const char *pattern);

/*
 * The op of that full name, or of that last macro if it is the only one;
 * NULL: there is none.
 */
const struct op *registry_find_op(const struct registry *registry,
				  const char *name);

/* What is known of the accesses that an op needs in a release. */
struct op_accesses {
	bool recorded;
	/*
	 * Those of the op and of its parents, in the order they are asked;
	 * an op that is unchecked has none of its parents'.
	 */
	list_of(const struct access *) list;
};

void registry_op_accesses(const struct registry *registry, const struct op *op,
			  unsigned release, struct arena *arena,
			  struct op_accesses *accesses);

/*
 * What a user should know in the release of the op, and of those that it is
 * part of.
 */
size_t registry_op_cautions(const struct registry *registry,
			    const struct op *op, unsigned release,
			    struct arena *arena,
			    const struct caution *const **cautions);

/*
 * The ops of the release that no hook knows, whatever the build, in the
 * registry's order: all are refused, or left to handle-unknown.  Those that
 * fail for everyone anyway are left out, and sub-subops that stand with their
 * parent.
 */
size_t registry_unknown_ops(const struct registry *registry, unsigned release,
			    struct arena *arena, const struct op *const **ops);

/*
 * Whether the op's arguments, or those of an op that it is part of, can name
 * the domain of Xen's own that has that initial SID as the object.
 */
bool registry_names_system(const struct registry *registry, const struct op *op,
			   unsigned release, const char *object,
			   const char *sid);

const char *access_kind_name(enum access_kind kind);

/* "banner", "unknown-op", ... */
const char *log_kind_name(enum log_kind kind);

/* The condition that the span's use of that index refers to. */
const struct condition *registry_condition(const struct registry *registry,
					   struct span uses, unsigned index);

/* Whether one of them holds, and never both; whether never both. */
bool condition_is_opposite(const struct condition *a,
			   const struct condition *b);
bool condition_excludes(const struct condition *a, const struct condition *b);

/*
 * Whether both refer to the same conditions, in whatever order: in a registry
 * that was loaded what does has the same span.
 */
bool conditions_same(struct span a, struct span b);

const char *condition_kind_name(enum condition_kind kind);

/* "others each" */
const char *condition_about_shown(unsigned about, struct arena *arena);

/* The ids of all its conditions: builds, what picks it, when. */
const char *access_condition_ids(const struct registry *registry,
				 const struct access *access,
				 struct arena *arena);

/* Whether the word is among the powers that the access gives. */
bool access_gives(const struct access *access, const char *power);

/*
 * What the access depends on, and what it effects if that is not all: "filter;
 * build: x86; what picks it; the condition", as far as there is; or "".
 */
const char *access_condition(const struct access *access, struct arena *arena);

/* On what the crash depends: "build: x86; the condition", or "". */
const char *crash_condition(const struct crash *crash, struct arena *arena);

const char *access_subject_name(enum access_subject subject);

/* --- Fixes ------------------------------------------------------------- */

/* What a release is to a fix of an op. */
enum fix_state {
	FIX_PRESENT,	  /* it has the fix */
	FIX_LACKED,	  /* it has the flaw */
	FIX_MAYBE_LACKED, /* it may: the flaw's start, or the fix, is in doubt
			   */
	FIX_NOT_NEEDED,	  /* it never had the flaw, or the op */
};

enum fix_state registry_fix_state(const struct fix *fix, const struct op *op,
				  unsigned release);

/*
 * The releases that bring the fix to who has a release without it: the first
 * of the same line, and the first of all later ones; NO_INDEX: none.
 */
struct fix_way {
	unsigned same_line, later_line;
};

struct fix_way registry_fix_way(const struct registry *registry,
				const struct fix *fix, unsigned release);

/*
 * A build of the hypervisor, as far as it is known.  The lists are
 * NULL-terminated; NULL: nothing is known.
 */
struct host_build {
	const char *arch;	/* "x86", "arm"; NULL: any */
	const char *config;	/* path of the .config, or NULL */
	const char *const *on;	/* Kconfig symbols that it has */
	const char *const *off; /* and that it has not */
};

/* The build; NULL where nothing is known of it, as for NULL. */
const struct host_build *host_known(const struct host_build *build);

/* Whether something is so in a build. */
enum being { HOLDS_NEVER, HOLDS_MAYBE, HOLDS_ALWAYS };

/*
 * Whether the condition holds in the build, as far as that decides it.  NULL:
 * of the build nothing is known.
 */
enum being condition_in_build(const struct condition *condition,
			      const struct host_build *build);

/*
 * Adds what a .config says to the build.  A symbol that it does not name may be
 * set.  False with a message where it is none, or of another architecture.
 */
bool registry_read_config(const char *path, struct arena *arena,
			  struct diags *diags, struct host_build *build);

/* Whether the build may have the code that the fix is about. */
bool registry_fix_built(const struct fix *fix, const struct host_build *build);

/* The kinds of fixes, worst first, NULL-terminated. */
extern const char *const fix_kinds[];

/* Where the release gets it: "in 4.17.5", "only from 4.18.0", "in no release".
 */
const char *registry_fix_way_shown(const struct registry *registry,
				   const struct fix *fix, unsigned release,
				   struct arena *arena);

/*
 * The fixes of the op, of those it is part of and of its parts, newest first:
 * how many, and their indices in the arena.
 */
size_t registry_op_fixes(const struct registry *registry, const struct op *op,
			 struct arena *arena, unsigned **fixes);

/* Whether both releases lack the same fixes. */
bool registry_same_fixes(const struct registry *registry, unsigned a,
			 unsigned b);

/* --- Status ------------------------------------------------------------ */

enum status { STATUS_COVERED, STATUS_SAFE };

enum basis {
	BASIS_LISTED,
	BASIS_NOT_EXCEPTED,
	BASIS_ALL,
	BASIS_AUDITED,
	BASIS_EXCEPTED,
	BASIS_UNLISTED,
};

struct op_status {
	enum status status;
	enum basis basis;
	const struct statement *statement; /* NULL: nothing was said */
	const struct event *event; /* that brought this status; may be NULL */
	/* "memory, read": what its accesses give, if asked; may be NULL */
	const char *gives;
};

const char *status_name(enum status status);
const char *basis_name(enum basis basis);

/* For people: "covered", "safe by the statement". */
const char *status_shown(enum status status);

/* One sentence on what the basis means. */
const char *basis_meaning(enum basis basis);

/* The status of an op in a release that has it; what it gives is not asked. */
struct op_status registry_op_status(const struct registry *registry,
				    const struct op *op, unsigned release);

/* The status with what the op gives, for basis_shown(). */
struct op_status registry_op_meaning(const struct registry *registry,
				     const struct op *op, unsigned release,
				     struct arena *arena);

/*
 * What is beside the status where people read it: the basis, and what the op
 * gives where it is safe: "unlisted, gives policy".
 */
const char *basis_shown(const struct op_status *status, struct arena *arena);

/* One stretch of releases through which an op's status stayed the same. */
struct op_period {
	struct release_set in;
	struct op_status status;
};

/* The op's status through all its releases, oldest first, in the arena. */
size_t registry_op_history(const struct registry *registry, const struct op *op,
			   struct arena *arena, struct op_period **periods);

/* The statement on the hypercall's ops (or of's sub-ops) in a release. */
const struct statement *registry_statement(const struct registry *registry,
					   unsigned hypercall, unsigned of,
					   unsigned release);

/* --- Modules (registry_module.c) --------------------------------------- */

/* Who may call an op under a module beside FLASK, in one case. */
struct caller_row {
	const char *action; /* that decides: "XSM_PRIV"; "none": no hook */
	/*
	 * Alternatives with spaces between them, "&" where two must hold at
	 * once: anyone, self (the target is the caller), device-model (it is
	 * the caller's target), control, hardware, xenstore, nobody.
	 */
	const char *who;
	const char *condition; /* in words, or "": else */
	/* The same: indices of conditions in ascending order. */
	list_of(unsigned) conditions;
};

struct caller_rows {
	list_of(struct caller_row) list;
};

/*
 * Adds the rows of the op in a release that has it and the module.  False: the
 * registry does not say who may call ops of the hypercall.
 */
bool registry_op_callers(const struct registry *registry, const struct op *op,
			 unsigned release, const struct module *module,
			 struct arena *arena, struct caller_rows *rows);

/* Whether they say the same of who may call, in the same cases and order. */
bool caller_rows_same(const struct caller_rows *a, const struct caller_rows *b);

/* The releases of the hypercalls that it names. */
struct release_set callers_releases(const struct registry *registry,
				    const struct callers *callers);

/* --- Classes, permissions, initial SIDs ------------------------------- */

/* The release's classes in order: indices of registry->classes. */
size_t registry_classes(const struct registry *registry, unsigned release,
			struct arena *arena, unsigned **classes);

/* The release's permissions of a class in bit order: their names. */
size_t registry_permissions(const struct registry *registry,
			    const struct object_class *object_class,
			    unsigned release, struct arena *arena,
			    const char ***names);

/* The release's initial SIDs: their names, the first for SID 1. */
size_t registry_sids(const struct registry *registry, unsigned release,
		     struct arena *arena, const char ***names);

/* The permission of those names, in whatever release; or NULL. */
const struct permission *registry_permission(const struct registry *registry,
					     const char *object_class,
					     const char *permission);

/* The class of that name; or NULL. */
const struct object_class *registry_class(const struct registry *registry,
					  const char *name);

/* The initial SID of that name; or NULL. */
const struct initial_sid *registry_sid(const struct registry *registry,
				       const char *name);

/* "domain hypervisor"; "": it is not said. */
const char *asked_on_shown(unsigned on, struct arena *arena);

/* "talks joins" */
const char *permission_about_shown(unsigned about, struct arena *arena);

/* "hypervisor"; "": it is not said. */
const char *sid_labels_name(enum sid_labels labels);

/* --- What releases have ------------------------------------------------- */

const char *feature_name_word(enum feature_name name);

/* Whether the release has it: each has FEATURE_NONE. */
bool registry_has_feature(const struct registry *registry,
			  enum feature_name name, unsigned release);

/* The first release that has it; NO_INDEX: none. */
unsigned registry_feature_start(const struct registry *registry,
				enum feature_name name);

/* --- Export ------------------------------------------------------------ */

/* The names of the tables that registry_export() knows, NULL-terminated. */
extern const char *const registry_tables[];

/*
 * The table of that name for one release, or NO_INDEX for every one, sorted.
 * NULL: there is no such table.
 */
struct table *registry_export(const struct registry *registry, const char *name,
			      unsigned release, struct arena *arena);

/*
 * Adds the registry as one file of XML, which registry_load() makes the same
 * registry of; comment, at its head, may be NULL.
 */
void registry_write(const struct registry *registry, const char *comment,
		    struct arena *arena, struct buffer *out);

/*
 * What changed between two releases: rows of change ("-" or "+"), table and
 * fact (the row's cells but the release), in the order of the tables.
 */
struct table *registry_diff(const struct registry *registry, unsigned older,
			    unsigned newer, struct arena *arena);

#endif
