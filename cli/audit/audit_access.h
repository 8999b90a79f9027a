/* Lines on accesses: those that say the same become one entry. */
#ifndef AUDIT_AUDIT_ACCESS_H
#define AUDIT_AUDIT_ACCESS_H

#include <stdbool.h>
#include <stddef.h>

struct collector;
struct log_event;

/* Takes a line on an access. */
void collect_access(struct collector *collector, const struct log_event *event);

/* Whether the field says which domain it is. */
bool collect_tells_domain(const struct collector *collector, size_t field);

#endif
