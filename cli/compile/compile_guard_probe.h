/* How the guard asks the linter; for compile_guard_*.c only. */
#ifndef COMPILE_COMPILE_GUARD_PROBE_H
#define COMPILE_COMPILE_GUARD_PROBE_H

#include "compile/compile_guard.h"

/* A type of the policy that is linted. */
struct probe_kind {
	const char *name;
	bool named;   /* the guard can name it: others of the kind are not it */
	bool trusted; /* it may do everything */
	bool domain;  /* some domain has it, and asks */
};

struct probe {
	struct guarded *guarded;
	const struct site *site;
	const char *today;
	struct lint_shared *shared;
	struct arena *arena;
	struct diags *diags;
	bool found;    /* in this round, something to forbid */
	size_t errors; /* that no rule makes */
	list_of(struct probe_kind) kinds;
	unsigned guest, second, self, target, channel; /* of unknown names */
	unsigned *sids;		   /* kinds, by initial SID */
	uint32_t *rights;	   /* by source, target and class */
	uint32_t *banned;	   /* the same: taken away by an error */
	uint32_t *doubtful;	   /* of that: another right may do as well */
	const struct rule **rules; /* by class and bit: whose error it was */
};

/* The place in rights, banned and doubtful. */
size_t probe_place(const struct probe *probe, unsigned source, unsigned target,
		   unsigned class);

/* --- compile_guard_kind.c: which types there are, and what each may do - */

void probe_add_kinds(struct probe *probe);
void probe_add_rights(struct probe *probe);

/* The kind of that name, or NO_INDEX. */
unsigned probe_find(const struct probe *probe, const char *name);

/* One that no name is known of. */
bool probe_is_plain(const struct probe *probe, unsigned kind);

/* One whose role the site tells: it is not kept from what all others are. */
bool probe_has_role(const struct probe *probe, unsigned kind);

/* --- compile_guard_policy.c ------------------------------------------- */

/* The policy in which each kind has its rights. */
const struct policy *probe_make_policy(const struct probe *probe);

/* --- compile_guard_ban.c ---------------------------------------------- */

/* Adds what is banned of the source to what the guard forbids. */
void probe_tell(const struct probe *probe, unsigned source);

#endif
