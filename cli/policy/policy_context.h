/* Security contexts: those of initial SIDs, and those of labelled objects. */
#ifndef POLICY_POLICY_CONTEXT_H
#define POLICY_POLICY_CONTEXT_H

#include <stdbool.h>

struct range;
struct reader;

/* Keeps those of initial SIDs. */
bool contexts_read(struct reader *reader);

bool file_systems_read(struct reader *reader);

/* Whether its levels are there is not looked at. */
bool range_read(struct reader *reader, struct range *range);

/* Whether a security server takes the range, of levels that there are. */
bool range_is_valid(const struct reader *reader, const struct range *range);

/* Whether all of the one range lies within the other. */
bool range_is_within(const struct range *range, const struct range *outer);

#endif
