/* Reads logs: what their lines say, by kind and each kind once. */
#ifndef AUDIT_AUDIT_LOG_H
#define AUDIT_AUDIT_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "registry/registry.h"

struct collector;
struct log_event;
struct vectors;

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

bool audit_read(struct audit *audit, const char *const *paths, size_t count,
		const struct vectors *vocabulary, struct arena *arena,
		struct diags *diags);

/* A line that cannot be read. */
void collect_damaged(struct collector *collector, const struct log_event *event,
		     const char *reason);

/*
 * The entry of that key, new where there is none; NULL: there are too many.
 * The key is copied.
 */
struct audit_entry *collect_entry(struct collector *collector, const char *key,
				  bool *is_new);

/* Counts one more line of the entry. */
void collect_count(struct collector *collector, struct audit_entry *entry,
		   const struct log_event *event);

/*
 * Whether the log has it that the entry's source was refused, or granted, this,
 * too: on the same target, or on any.
 */
bool audit_has_refused(const struct audit *audit,
		       const struct audit_entry *entry,
		       const struct access *access, bool same_target);
bool audit_has_granted(const struct audit *audit,
		       const struct audit_entry *entry,
		       const struct access *access, bool same_target);

#endif
