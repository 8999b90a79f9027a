/* Whom the levels of a policy do not bind. */
#ifndef COMPILE_COMPILE_LEVEL_H
#define COMPILE_COMPILE_LEVEL_H

struct model;

/* Declares whom levels do not bind. */
void mls_declare(struct model *model);

#endif
