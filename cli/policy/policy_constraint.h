/* Constraints on who may use a permission at all. */
#ifndef POLICY_POLICY_CONSTRAINT_H
#define POLICY_POLICY_CONSTRAINT_H

#include <stdbool.h>
#include <stdint.h>

struct reader;

/* Those of a class; of validatetrans they are read and dropped. */
bool constraints_read(struct reader *reader, unsigned object_class,
		      uint32_t count, bool validatetrans);

/* Gives them their names, which stand behind them. */
bool constraints_resolve(struct reader *reader);

#endif
