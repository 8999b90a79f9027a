/* A site file for a policy that exists, to start from. */
#ifndef REPORT_REPORT_ADOPT_H
#define REPORT_REPORT_ADOPT_H

#include "finding/finding.h"

struct buffer;
struct lint;

/*
 * Writes a commented site file: the release, where the policy alone says which
 * one it is for, the types and roles that lint sees, and a waiver for what it
 * finds of that level or above.  Each waiver has that reason; with none it is
 * not valid until somebody has written one.
 */
void report_adopt(const struct lint *lint, enum level least, const char *reason,
		  struct buffer *out);

/* Writes the beginning of such a file alone: types with their roles. */
void report_adopt_types(const struct lint *lint, struct buffer *out);

/*
 * Writes the waivers of what the lint found and the site accepted, and who is
 * trusted by the site.
 */
void report_adopted(const struct lint *lint, const struct site *site,
		    struct buffer *out);

#endif
