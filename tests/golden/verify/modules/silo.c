#include <xsm/dummy.h>

static int silo_mill_gate(struct domain *d, int way)
{
	if (!is_miller(current->domain))
		return -EPERM;
	return xsm_mill_gate(d, way);
}

static const struct xsm_ops silo_xsm_ops = {
	.mill_gate = silo_mill_gate,
};
