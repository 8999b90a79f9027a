/* Who may call, as sets of alternatives. */
#ifndef REGISTRY_REGISTRY_WHO_H
#define REGISTRY_REGISTRY_WHO_H

#include <stdint.h>

#include "base/memory.h"

/*
 * Bit M is set where a caller passes that has the traits of M; its bits stand
 * for being the domain in question itself, its device model, the control, the
 * hardware and the xenstore domain.  None at all: nobody; bit 0: anyone.
 */
enum { WHO_NOBODY = 0, WHO_ANYONE = 1 };

/* Of "self control&hardware", as the schema of the registry has it. */
uint32_t who_of(const char *text);

/* In the same form. */
const char *who_shown(uint32_t who, struct arena *arena);

/* Who is in one of the sets, and who is in both. */
uint32_t who_either(uint32_t a, uint32_t b);
uint32_t who_both(uint32_t a, uint32_t b);

#endif
