/* What the parts of site_read() share; for the files of site/ only. */
#ifndef SITE_SITE_PARTS_H
#define SITE_SITE_PARTS_H

#include "site/site.h"
#include "xml/xml.h"

/* --- site_policy.c ------------------------------------------------------ */

const struct site_policy *site_read_policy(const struct xml_element *element,
					   struct arena *arena);

/* --- site_name.c -------------------------------------------------------- */

/*
 * What keeps the text from being an identifier of a FLASK policy, in words;
 * NULL: it is one.
 */
const char *site_identifier_fault(const char *text);

/* Whether the calendar has the day, YYYY-MM-DD. */
bool site_has_day(const char *date);

/* --- site_resource.c ---------------------------------------------------- */

/* Ranges that are none, and hardware that two devices have. */
void site_check_resources(const struct site_policy *policy,
			  struct diags *diags);

/* --- site_check.c: what the schema cannot say ---------------------------- */

/* No type is named twice; false with messages. */
bool site_check_types(const struct site *site, struct diags *diags);

/* All of the site; names of a profile's are taken for declared. */
void site_check(const struct site *site, struct diags *diags);

#endif
