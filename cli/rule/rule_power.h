/*
 * What of the registry's `gives` a policy lets someone have. */
#ifndef RULE_RULE_POWER_H
#define RULE_RULE_POWER_H

#include "run/run.h"

/* A word of `gives` and what it comes to. */
struct power_kind {
	enum access_power gives;
	const char *code;    /* of the rule that finds it */
	const char *how;     /* of a step: "writes the memory of" */
	const char *ability; /* "can write the memory of" */
	bool names_object;   /* the ability goes on with the types */
	bool step;	/* who has it over a domain can do what that one can */
	unsigned lower; /* levels of the finding below that of its rule */
};

/*
 * The level of a finding on what the access gives whom it lets through.
 * False: nothing that amounts to control.
 */
bool power_level(const struct access *access, enum level *level);

/* Ops that give the same for the same accesses. */
struct power {
	const struct power_kind *kind;
	const struct way_access *asks; /* all that decide */
	unsigned count;
	unsigned giver;	    /* of the asks: from who has it to whom */
	struct right right; /* that it asks */
	const struct requirement *needs; /* what they come to */
	unsigned need_count;
	unsigned system_domains; /* of the op, as op_named_domains() */
	/* It is over what is the hypervisor's own, not over some domain. */
	bool over_known;
	/* Its holder can do all that the one can do whom it is over. */
	bool step;
	list_of(const struct op *) ops;
};

/* The powers of the run's release that its policy can grant. */
struct powers {
	const struct power *items;
	size_t count;
	struct query **queries; /* of each */
};

/* To be made before a caller is loaded. */
struct powers powers_make(struct run *run);

/* The ask by which it is had: from who has it to whom; and its right. */
const struct way_access *power_giver(const struct power *power);
struct right power_right(const struct power *power);

/* Whether it is had over hardware, by its label. */
bool power_is_over_hardware(const struct power *power);

/* Whether the holder is granted the giver's permission on some type. */
bool power_is_possible(const struct run *run, const struct power *power,
		       unsigned holder);

/* How one type has a power over another. */
struct hold {
	const struct power *power;
	unsigned holder, over; /* types */
	struct when when;
	const struct asked *asked; /* all that is, in some such state */
};

/*
 * Whether the holder has the power over the type: by what it does itself, or
 * by what some caller can do for it.  With always, only if no boolean matters.
 */
bool power_find(struct run *run, const struct powers *powers,
		const struct power *power, unsigned holder, unsigned over,
		bool always, struct hold *hold);

#endif
