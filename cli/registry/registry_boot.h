/* What is decided at boot: words of the hypervisor's command line. */
#ifndef REGISTRY_REGISTRY_BOOT_H
#define REGISTRY_REGISTRY_BOOT_H

#include <stdbool.h>

#include "base/diags.h"
#include "registry/registry_range.h"

struct host_build;
struct registry;

enum boot_answer { BOOT_UNSAID, BOOT_NO, BOOT_YES };

enum boot_module {
	BOOT_MODULE_UNSAID,
	BOOT_MODULE_FLASK,
	BOOT_MODULE_SILO,
	BOOT_MODULE_DUMMY,
};

/* When FLASK gets its policy. */
enum boot_loading {
	BOOT_LOADS_UNSAID,
	BOOT_LOADS_AT_ONCE,
	BOOT_LOADS_LATE, /* from then on that somebody loads one */
	BOOT_LOADS_NEVER,
	BOOT_STOPS, /* the hypervisor */
};

/* By their numbers, "" for what is not said; NULL-terminated. */
extern const char *const boot_modules[], *const boot_loadings[],
						 *const boot_answers[];

/* What a word of the command line, or a build, makes of a policy. */
struct boot {
	const char *option;	    /* or NULL: what is so without a word */
	const char *value;	    /* NULL: each that no row before has */
	enum boot_answer if_switch; /* the option is one, and says that */
	const char *config; /* symbols of Kconfig without which it is not so */
	enum boot_module module;
	enum boot_loading loads;
	enum boot_answer enforcing, built;
	const char *source; /* "file:function" */
	struct release_set in;
};

/* A word of the hypervisor's command line: "flask=late", "no-argo". */
struct boot_word {
	const char *text, *option, *value; /* value "": it has none */
	bool negated;
};

/*
 * Adds a command line to the build: the text, or the file of that name.  False
 * with a message where it is none.
 */
bool registry_read_command_line(const char *text, struct arena *arena,
				struct diags *diags, struct host_build *build);

/* Adds words that the build has of its own, before those that it is given. */
bool registry_take_words(const char *path, const char *text, bool overrides,
			 struct arena *arena, struct diags *diags,
			 struct host_build *build);

/* Whether the option, "argo" or "argo=part", is on by the command line. */
bool build_may_boot_with(const struct host_build *build, const char *option);

/* What a build and its command line come to; by: the word, NULL: the build. */
struct boot_state {
	enum boot_module module;
	enum boot_loading loads;
	enum boot_answer enforcing;
	const struct boot_word *by_module, *by_loads, *by_enforcing;
	const struct boot *unbuilt;  /* there is no FLASK by it; or NULL */
	const struct boot *open;     /* it may be so, by the build; or NULL */
	const struct boot *chosen;   /* it is so, by the build; or NULL */
	const struct boot_word *odd; /* one that is not understood, or NULL */
	bool known;		     /* the command line is */
};

void registry_boot(const struct registry *registry, unsigned release,
		   const struct host_build *build, struct boot_state *state);

#endif
