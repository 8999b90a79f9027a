/* Whether names and days that a site writes are such. */
#ifndef SITE_SITE_NAME_H
#define SITE_SITE_NAME_H

#include <stdbool.h>

/*
 * What keeps the text from being an identifier of a FLASK policy, in words;
 * NULL: it is one.
 */
const char *site_identifier_fault(const char *text);

/* Whether the calendar has the day, YYYY-MM-DD. */
bool site_has_day(const char *date);

#endif
