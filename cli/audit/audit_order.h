/* The order of what one domain is asked: what was granted, and then denied. */
#ifndef AUDIT_AUDIT_ORDER_H
#define AUDIT_AUDIT_ORDER_H

struct collector;
struct log_access;
struct shape;

/* Keeps what the domain of the line was granted before it is denied more. */
void collect_order(struct collector *collector, const struct log_access *access,
		   const struct shape *shape);

#endif
