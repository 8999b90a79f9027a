/* XSM601: policies that the hypervisor does not enforce, as it is booted. */
#ifndef RULE_RULE_BOOT_H
#define RULE_RULE_BOOT_H

struct run;

/*
 * Why the hypervisor does not enforce the policy, as it is built and booted;
 * NULL: it does, as far as it is said.  Of a run that has no findings.
 */
const char *unenforced_reason(struct run *run);

#endif
