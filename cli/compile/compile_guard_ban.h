/* What the guard forbids for an error of the linter, as rules. */
#ifndef COMPILE_COMPILE_GUARD_BAN_H
#define COMPILE_COMPILE_GUARD_BAN_H

struct probe;

/* Adds what is banned of the source to what the guard forbids. */
void probe_tell(const struct probe *probe, unsigned source);

#endif
