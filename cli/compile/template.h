/* Policy text in the making; for the files of compile/ only. */
#ifndef COMPILE_TEMPLATE_H
#define COMPILE_TEMPLATE_H

#include "compile/compile.h"

/*
 * Adds the template's statements, fitted to the release.
 *
 * Statements stand as in a policy.conf.  Permissions and classes that the
 * release does not have are left out.  Lines that start with @ direct:
 *   @each A B ... @end   the lines between, with @ standing for A, then B
 *   @classes ... @end    likewise for each class of the release
 *   @op NAME OTHER...    the next line is there for the first op: it is left
 *                        out where that does not exist, and where it is
 *                        covered and was not accepted (a comment says so);
 *                        where it is safe, the others that the line opens as
 *                        well decide in its place
 *   @if-sid NAME         the next line is left out where the release has no
 *                        such initial SID
 *   @sid NAME TYPE       the context of an initial SID, where it exists
 */
void template_expand(const struct compilation *compilation,
		     const char *template, struct arena *arena,
		     struct buffer *conf);

/* Adds the classes, initial SIDs and permissions in the release's order. */
void template_add_vectors(const struct compilation *compilation,
			  struct arena *arena, struct buffer *conf);

/* Whether the release has the class, or the permission of the class. */
bool release_has_class(const struct compilation *compilation, const char *name);
bool release_has_permission(const struct compilation *compilation,
			    const char *object_class, const char *name);

#endif
