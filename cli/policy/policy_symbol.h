/* Roles, types, users, booleans; MLS sensitivities and categories. */
#ifndef POLICY_POLICY_SYMBOL_H
#define POLICY_POLICY_SYMBOL_H

#include <stdbool.h>

struct reader;

bool roles_read(struct reader *reader);
bool types_read(struct reader *reader);
bool users_read(struct reader *reader);
bool booleans_read(struct reader *reader);
bool sensitivities_read(struct reader *reader);
bool categories_read(struct reader *reader);

/* Gives the roles their types, which stand behind them. */
bool roles_resolve(struct reader *reader);

/* Looks whether users and roles keep within their bounds. */
void bounds_compare(struct reader *reader);

#endif
