/*
 * Bounds of types, as the security server of a Xen applies them
 * (type_attribute_bounds_av() in xen/xsm/flask/ss/services.c): what a pair of
 * types is allowed it takes back as far as the pair with a bound in the place
 * of its type is not allowed it.  Compilers refuse rules that go beyond the
 * bound of their source, but not those beyond the bound of their target.
 *
 * Constraints are asked of the pair itself only.
 */
#ifndef RIGHT_RIGHT_BOUNDS_H
#define RIGHT_RIGHT_BOUNDS_H

#include <stdint.h>

#include "right/right_guard.h"

struct rights;

/* rules_always() and rules_when() within the bounds of both types. */
uint32_t bounds_always(struct rights *rights, unsigned source, unsigned target,
		       unsigned object_class);
struct when bounds_when(struct rights *rights, unsigned source, unsigned target,
			unsigned object_class, uint32_t permissions);

#endif
