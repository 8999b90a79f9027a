/* What a build of the hypervisor has: its architecture and its .config. */
#ifndef REGISTRY_REGISTRY_BUILD_H
#define REGISTRY_REGISTRY_BUILD_H

#include <stdbool.h>

#include "base/diags.h"

struct boot_word;
struct condition;
struct fix;
struct hypercall;
struct op;
struct registry;

/*
 * A build of the hypervisor, as far as it is known.  The lists are
 * NULL-terminated; NULL: nothing is known.
 */
struct host_build {
	const char *arch;	/* "x86", "arm"; NULL: any */
	const char *config;	/* path of the .config, or NULL */
	const char *const *on;	/* Kconfig symbols that it has */
	const char *const *off; /* and that it has not */
	/* That it is booted with: as it was given; or NULL. */
	const char *command_line;
	const struct boot_word *words;
	size_t word_count;
	bool overrides; /* the words of its own are all that count */
};

/* The build; NULL where nothing is known of it, as for NULL. */
const struct host_build *host_known(const struct host_build *build);

/* Whether something is so in a build. */
enum being { HOLDS_NEVER, HOLDS_MAYBE, HOLDS_ALWAYS };

/* Whether a build has these symbols, as struct condition says them. */
enum being config_in_build(const char *words, const struct host_build *build);

/*
 * Whether the condition holds in the build, as far as that decides it.  NULL:
 * of the build nothing is known.
 */
enum being condition_in_build(const struct condition *condition,
			      const struct host_build *build);

/* Whether that architecture, "x86" or "arm", has the op and a use for it. */
bool op_on_arch(const struct registry *registry, const struct op *op,
		unsigned release, const char *arch);

/* Whether the build has the hypercall, of a release. */
enum being hypercall_in_build(const struct registry *registry,
			      const struct hypercall *hypercall,
			      unsigned release, const struct host_build *build);

/*
 * Adds what a .config says to the build.  A symbol that it does not name may be
 * set.  False with a message where it is none, or of another architecture.
 */
bool registry_read_config(const char *path, struct arena *arena,
			  struct diags *diags, struct host_build *build);

/* The same of the text of one, whose place has that name in messages. */
bool registry_take_config(const char *path, const char *text,
			  struct arena *arena, struct diags *diags,
			  struct host_build *build);

/* Whether the build may have the code that the fix is about. */
bool registry_fix_built(const struct fix *fix, const struct host_build *build);

#endif
