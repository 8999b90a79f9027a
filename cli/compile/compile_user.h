/* Users whose domains are kept apart, and the roles that say what is theirs. */
#ifndef COMPILE_COMPILE_USER_H
#define COMPILE_COMPILE_USER_H

#include <stdbool.h>

#include "base/diags.h"

struct model;

/* Declares the users and their roles. */
bool model_declare_users(struct model *model, struct diags *diags);

#endif
