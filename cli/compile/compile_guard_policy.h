/* The kinds of the guard and their rights, as the rows of a policy. */
#ifndef COMPILE_COMPILE_GUARD_POLICY_H
#define COMPILE_COMPILE_GUARD_POLICY_H

struct policy;
struct probe;

/* The policy in which each kind has its rights. */
const struct policy *probe_make_policy(const struct probe *probe);

#endif
