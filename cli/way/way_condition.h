/* What the registry says of conditions, read in this one place. */
#ifndef WAY_WAY_CONDITION_H
#define WAY_WAY_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "registry/registry.h"

struct way_request;

/* What a condition decides. */
enum deciding {
	DECIDES_BUILD,	/* which accesses the hypervisor has at all */
	DECIDES_CHOICE, /* which alternative of several is asked */
	DECIDES_ACCESS, /* whether an access is asked */
};

/*
 * One that is as it is in all of a way.  Who chooses matters: "can he?" is so
 * if it holds for some choice of the caller's; "does it work?" only if it does
 * whatever the others choose.
 */
struct way_condition {
	enum deciding decides;
	bool by_caller; /* he has it so by the arguments of his call */
	bool holds;	/* false: not all of these hold */
	const struct condition *const *conditions;
	unsigned count; /* 1 where it holds */
};

bool way_condition_equal(const struct way_condition *a,
			 const struct way_condition *b);

/* "x86", "!not-itself": by ids, for tables. */
const char *way_condition_ids(const struct way_condition *condition,
			      struct arena *arena);

/* Whether the access is ever asked in the build; NULL: in any. */
bool access_fits(const struct registry *registry, const struct access *access,
		 const struct host_build *host);

/* Whether each build for the host has the access; NULL: each that there is. */
bool access_is_in_all(const struct registry *registry,
		      const struct access *access,
		      const struct host_build *host);

/* A build of the hypervisor, as far as an op's accesses tell builds apart. */
struct build {
	const struct host_build *host; /* what is known of it, or NULL */
	struct span conditions; /* uses that hold beside; none: none of them */
};

struct build_list {
	struct build *items;
	size_t count, capacity;
};

/* The builds that the accesses tell apart, of those that are looked at. */
void builds_find(const struct way_request *request,
		 const struct op_accesses *accesses, struct arena *arena,
		 struct build_list *builds);

/* Whether a build for the host may have the access, whatever the arguments. */
bool access_is_built(const struct registry *registry,
		     const struct access *access,
		     const struct host_build *host);

/* Whether the build has the access at all. */
bool build_has(const struct registry *registry, const struct build *build,
	       const struct access *access);

struct condition_list {
	struct way_condition *items;
	size_t count, capacity;
};

/* Adds that all conditions of the uses hold, each for itself and once. */
void conditions_add(const struct registry *registry, struct span uses,
		    enum deciding decides, struct arena *arena,
		    struct condition_list *conditions);

/* Adds those of the others that are not there. */
void conditions_join(const struct condition_list *others, struct arena *arena,
		     struct condition_list *conditions);

/*
 * Adds that not all of those that hold do, but for what is said already; and
 * nothing if they all are said to hold.
 */
void conditions_add_not(const struct condition_list *hold, struct arena *arena,
			struct condition_list *conditions);

/* Adds what makes it that build and none of the others. */
void conditions_add_build(const struct registry *registry,
			  const struct build *build,
			  const struct build_list *builds, struct arena *arena,
			  struct condition_list *conditions);

/* Of those that hold leaves those that the uses name. */
void conditions_keep(const struct registry *registry, struct span uses,
		     struct condition_list *conditions);

/* Of those that hold leaves those that others do not say to hold. */
void conditions_drop(const struct condition_list *others,
		     struct condition_list *conditions);

/* Whether all of those that hold are in the others, too. */
bool conditions_within(const struct condition_list *conditions,
		       const struct condition_list *others);

/*
 * Whether not all of them can be: two that hold exclude each other, or all hold
 * of which one says that they do not.
 */
bool conditions_clash(const struct condition_list *conditions);

/*
 * Of what does not all hold, leaves out what holds, and all of it where what
 * holds excludes one of them.
 */
void conditions_settle(struct arena *arena, struct condition_list *conditions);

/* Whether all conditions of the uses are said to hold. */
bool conditions_hold(const struct registry *registry,
		     const struct condition_list *conditions, struct span uses);

#endif
