/* Why a policy denies what a line says that it denied. */
#ifndef AUDIT_AUDIT_WHY_H
#define AUDIT_AUDIT_WHY_H

struct advisor;
struct audit_case;

/* Says why the policy denies it. */
void advise_why(const struct advisor *advisor, struct audit_case *row);

#endif
