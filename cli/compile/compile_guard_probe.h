/* How the guard asks the linter; for compile_guard_*.c only. */
#ifndef COMPILE_COMPILE_GUARD_PROBE_H
#define COMPILE_COMPILE_GUARD_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diags.h"
#include "compile/compile_guard.h"

struct site;

/*
 * Finds the rules that the linter calls an error all the same: what others may
 * not do to the trusted, and what those with a role may not do beyond it. False
 * with messages where it cannot be asked.
 */
bool guard_probe(struct guarded *guarded, const struct site *site,
		 const char *today, struct diags *diags);

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

#endif
