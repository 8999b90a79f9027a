/*
 * Policies from what they are written in.  The one user of libsepol,
 * checkpolicy and m4.
 *
 * A policy is what a Xen would load: read from a binary, or compiled from a
 * policy.conf, CIL, or the source tree that these are made of; then each rule
 * can be located in the text.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/diags.h"
#include "base/memory.h"
#include "base/process.h"
#include "policy/policy.h"

/* Where an allow rule begins, by the #line markers before it. */
struct source_location {
	/* The policy's own path where no marker names one; NULL: a binary. */
	const char *file;
	unsigned line;
	bool conditional; /* the rule stands inside of an if */
	const char *text; /* the rule, where there is no file; or NULL */
	const char
		*words; /* the rule as the text has it, in one line; or NULL */
	/*
	 * Where the rule's own words stand, when file and line are those of a
	 * macro's call, or of what inherits a block of CIL; macro.file NULL:
	 * they stand there themselves, or it is not known.
	 */
	struct location macro;
};

/*
 * Reads a policy from a file, or from standard input for "-"; which kind it
 * is, its first bytes tell.  A directory is a source tree, whose macros m4
 * expands.  The result lives in the arena.  NULL with a message when it is no
 * policy for Xen or is damaged: a Xen policy is one that has Xen's classes,
 * whatever target it was compiled for.
 */
const struct policy *source_read(const char *path, struct arena *arena,
				 struct diags *diags);

/* The same, with a wish on what is done where nothing can be confined. */
const struct policy *source_read_confined(const char *path,
					  const struct confinement *confinement,
					  struct arena *arena,
					  struct diags *diags);

/*
 * The allow rules that grant the permission (class index and bit) from one
 * type to another, none of them an attribute, in the text's order, in the
 * arena.  A rule that cannot be followed for certain is left out.  Of a binary
 * each is told by its words.
 */
size_t source_locate(const struct policy *policy, unsigned source,
		     unsigned target, unsigned object_class, unsigned bit,
		     struct arena *arena, struct source_location **locations);

/* What is taken away of a policy. */
struct source_removal {
	const char *file; /* the rules that begin there; NULL: all of them */
	unsigned line;
	const char *permission; /* CLASS:PERMISSION alone; NULL: all of them */
};

/*
 * The policy without these parts, in the arena; it points into the other one.
 * What another rule of the text grants as well is still granted, and so is
 * all where some rules of the text could not be followed.
 */
const struct policy *source_without(const struct policy *policy,
				    const struct source_removal *parts,
				    size_t count, struct arena *arena);

/* Whether all allow rules of the text are known, as far as it has one. */
bool source_is_followed(const struct policy *policy);

/* How many rules are numbered, and where one of them is: words in the arena. */
unsigned source_place_count(const struct policy *policy);
struct source_location source_rule_place(const struct policy *policy,
					 unsigned rule, struct arena *arena);

/*
 * Looks for the rules behind accesses, one after the other: quick for those of
 * one source.  It lives in the arena.
 */
struct rule_finder;
struct rule_finder *rule_finder_new(const struct policy *policy,
				    struct arena *arena);

/*
 * The numbers of the allow rules that grant the source the permission on the
 * target, or on any of them, ascending and each once, in the arena; as
 * source_locate() finds them for each.
 */
size_t rule_finder_ask_one(struct rule_finder *finder, unsigned source,
			   unsigned target, unsigned object_class, unsigned bit,
			   struct arena *arena, const unsigned **rules);
size_t rule_finder_ask(struct rule_finder *finder, unsigned source,
		       const unsigned *targets, size_t target_count,
		       unsigned object_class, unsigned bit, struct arena *arena,
		       const unsigned **rules);

/*
 * The line of the first allow rule that begins in the file on that line or
 * behind it; 0: there is none, or it is not known.
 */
unsigned source_next_rule(const struct policy *policy, const char *file,
			  unsigned line);

/*
 * Compiles the text of a policy.conf, written by xsmc itself, to a binary
 * policy for Xen of that version.  `path` stands for the text in messages.
 * False with messages (file and line of the source, by #line) when checkpolicy
 * refuses it.
 */
bool source_compile(const char *path, const struct buffer *text,
		    unsigned version, struct diags *diags,
		    struct buffer *binary);

/* The same for a text that others wrote. */
bool source_compile_confined(const char *path, const struct buffer *text,
			     unsigned version,
			     const struct confinement *confinement,
			     struct diags *diags, struct buffer *binary);

/* Reads a binary policy from memory, as source_read() does from a file. */
const struct policy *source_parse(const char *path, const struct buffer *binary,
				  struct arena *arena, struct diags *diags);

#endif
