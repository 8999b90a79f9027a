/* What the page of ops over releases knows of them; for report/ only. */
#ifndef REPORT_REPORT_MATRIX_FACTS_H
#define REPORT_REPORT_MATRIX_FACTS_H

#include "registry/registry.h"

/*
 * Adds the facts of all ops in all releases as JSON that may stand in a script
 * of HTML or XML: see templates/matrix.html, which reads it.
 */
void matrix_add_facts(const struct registry *registry, struct buffer *out);

#endif
