/* Conditions: what decides whether an access is asked. */
#ifndef REGISTRY_REGISTRY_CONDITION_H
#define REGISTRY_REGISTRY_CONDITION_H

#include <stdbool.h>

#include "registry/registry_tables.h"

struct access;

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
	const char *option;   /* of the boot without which it never holds: as
				 in registry.rng; or NULL */
	const char *one_of;   /* of those with this word one holds at most */
	const char *opposite; /* id of what holds where it does not, or NULL */
	const char *text;
};

/* That an element refers to a condition. */
struct condition_use {
	unsigned condition;
};

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

/* The names of the kinds and of what conditions are about, NULL-terminated. */
extern const char *const condition_kinds[];
extern const char *const condition_abouts[];

#endif
