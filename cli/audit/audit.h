/*
 * What a hypervisor's log says of denied accesses, and what is to be said of
 * them: which ops ask them, what allowing them would do, and what is better.
 */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "log/log.h"
#include "registry/registry.h"

/* --- What the logs say (audit_log.c) ----------------------------------- */

/* How many kinds of entries and notices are told apart; more are counted. */
enum { AUDIT_LIMIT = 16384, AUDIT_DOMAIN_LIMIT = 16 };

/* Where a line stands: which log, and which line of it. */
struct audit_place {
	unsigned log;
	unsigned long line;
};

/* Domains as lines name them, "5" or "[IDLE]": the first of them. */
struct audit_domains {
	char names[AUDIT_DOMAIN_LIMIT][12];
	unsigned count;
	bool more;
};

/* What a field of a line says of the object: bits. */
enum audit_object {
	OBJECT_OTHER = 1, /* another domain */
	OBJECT_DEVICE = 2,
	OBJECT_IRQ = 4,
	OBJECT_RANGE = 8,
	OBJECT_PAGE = 16,
	OBJECT_BEYOND_PORTS = 32, /* a range that no I/O ports have */
};

/* Accesses that were granted since the last denial. */
struct audit_granted {
	const struct audit_entry *entry;
	bool just_before; /* on the domain's last line */
};

/* Lines that say the same. */
struct audit_entry {
	bool denied;
	unsigned long count, passed; /* that many of them in permissive mode */
	struct audit_place first, last;
	/* The release that the log names; NO_INDEX: it does not. */
	unsigned release;
	struct release_set in; /* those that write such lines */
	/* Of an access; else NULL. */
	const char *source, *target;		     /* types; or "SID 5" */
	const char *source_context, *target_context; /* of the first; or NULL */
	const char *object_class, *permission;
	unsigned objects; /* bits */
	struct audit_domains sources, targets;
	/* What the same domain was granted before this was denied. */
	list_of(struct audit_granted) after;
	bool after_cut; /* that is not all of it */
	/* Of an op that a hook does not know; else NULL. */
	const char *unknown; /* what the hook calls it */
	unsigned number;
	const struct log_line *means;
};

/* A line that is on no access, and means something. */
struct audit_notice {
	const struct log_line *means;
	const char *text; /* as the log has it */
	unsigned long count;
	struct audit_place first, last;
	unsigned release;
};

/* A line that could not be read, or is another kernel's. */
struct audit_odd {
	struct audit_place place;
	const char *reason;
};

struct audit_odds {
	unsigned long count;
	list_of(struct audit_odd) list; /* the first of them */
};

struct audit {
	const struct registry *registry;
	const char *const *logs; /* as messages show them */
	size_t log_count;
	list_of(struct audit_entry *) entries;
	list_of(struct audit_notice *) notices;
	unsigned long lines, marked, accesses, events;
	struct map refused, granted; /* accesses, by key */
	struct audit_odds damaged, foreign;
	unsigned long untold;	    /* lines of kinds beyond the limit */
	struct release_set banners; /* releases that logs name */
	/* A banner of a release that the registry does not have; or NULL. */
	const char *strange;
	struct release_set in; /* that write all that the logs have */
};

/*
 * Reads the logs as one.  The vocabulary is what is known of classes and
 * permissions beside the registry: a policy's; it can be NULL.  False with
 * messages where one cannot be read, or there is no line of Xen's in any.
 */
struct policy;
struct site;
struct vectors;
bool audit_read(struct audit *audit, const char *const *paths, size_t count,
		const struct vectors *vocabulary, struct arena *arena,
		struct diags *diags);

/* --- What is said of it (audit_explain.c) ------------------------------ */

enum audit_advice {
	ADVICE_GRANT,
	ADVICE_DO_NOT_GRANT,
	ADVICE_NOTHING_REFUSED, /* the op goes on without it */
	ADVICE_POLICY_MISFIT,	/* no rule can help: the policy does not fit */
};

const char *advice_name(enum audit_advice advice);

/* What the log has of all that an op is asked before the access. */
enum audit_order {
	ORDER_GRANTED, /* some of it was granted just before */
	ORDER_UNSAID,  /* nothing */
	/* What is written down when it is granted, and was not then. */
	ORDER_UNSEEN,
	ORDER_REFUSED, /* some of it was denied as well */
};

/* An op that asks the access of an entry, in some releases. */
struct audit_op {
	const struct op *op;
	struct release_set in; /* in which all of this is so */
	bool here;	       /* these releases have the op */
	enum status status;
	enum basis basis;
	const struct access *access; /* of the op; NULL: a bystander is asked */
	bool decides;		     /* this access alone lets it pass */
	enum audit_order order;
	enum audit_advice advice;
	const char *reason; /* of the advice, where it is not to grant; NULL */
	const char *gives;  /* words of the registry, or NULL */
	/* Of what is to be granted: the elements of a site file, or NULL. */
	const char *grant;
	const char *accept;	 /* that a build takes; NULL: none is needed */
	const char *narrower;	 /* what gives less; or NULL */
	const struct op **opens; /* ops that the rules let pass beside */
	size_t open_count;
};

/* Whether it is less likely than others that the line is of that op. */
static inline bool audit_op_is_unlikely(const struct audit_op *op)
{
	return op->order > ORDER_UNSAID;
}

/* An entry, and what is to be said of it. */
struct audit_case {
	const struct audit_entry *entry;
	struct release_set in; /* releases that it may be of */
	unsigned used;	       /* the one of them that is meant first */
	list_of(struct audit_op) ops;
	/* With a policy: "no-rule", "boolean", ...; and in a sentence. */
	const char *why, *why_text;
	const char *guard; /* under which it is allowed; or NULL */
};

/*
 * The op of the case that is to be granted, where it is the only one that is
 * likely and can be; NULL: there is none, or one of several.
 */
const struct audit_op *audit_single_grant(const struct audit_case *row);

/* What is asked about. */
struct audit_question {
	const struct audit *audit;
	unsigned release; /* that is given, or NO_INDEX */
	/* Releases that the policy fits; NULL: it is not known. */
	const struct release_set *fits;
	const struct policy *policy;   /* that was loaded, or NULL */
	const struct vectors *vectors; /* of the policy */
	const struct site *site;       /* or NULL */
	/* The build of the hypervisor; NULL: each that there is. */
	const struct host_build *host;
};

struct audit_answer {
	const struct audit *audit;
	const struct host_build *host; /* that was asked about, or NULL */
	unsigned used;
	struct release_set candidates;
	const char *how;	  /* "given", "banner", "lines", "policy" */
	struct audit_case *cases; /* sorted */
	size_t case_count;
};

/*
 * Explains all entries.  Where lines are of no release that is left, a warning
 * says so, and they are taken for themselves.
 */
void audit_explain(const struct audit_question *question, struct arena *arena,
		   struct diags *diags, struct audit_answer *answer);

/* Whether nothing was denied, and all was understood. */
bool audit_is_clean(const struct audit *audit);

#endif
