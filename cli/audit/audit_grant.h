/* A grant in the words of a site file. */
#ifndef AUDIT_AUDIT_GRANT_H
#define AUDIT_AUDIT_GRANT_H

#include <stdbool.h>

struct advisor;
struct arena;
struct audit_case;
struct audit_op;
struct op_ways;

/* The elements, in the words that audit has for them; `on` NULL: left out. */
const char *audit_grant_text(const char *op, const char *to, const char *on,
			     struct arena *arena);
const char *audit_talk_text(const char *from, const char *to, const char *by,
			    struct arena *arena);

/* Puts what is to be granted into the words of a site file. */
void advise_grant(const struct advisor *advisor, const struct op_ways *ways,
		  const struct audit_case *row, struct audit_op *op);

/* Adds what a build with the grant takes: its op and all that it opens. */
void advise_accepts(const struct advisor *advisor, const struct audit_case *row,
		    struct audit_op *op);

/* Whether domains of the type are trusted as fully as dom0's. */
bool advisor_trusts(const struct advisor *advisor, const char *type);

#endif
