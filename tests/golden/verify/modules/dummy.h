#ifndef __MILL_DUMMY_H__
#define __MILL_DUMMY_H__

#define XSM_ASSERT_ACTION(def) xsm_default_t action = (def); (void)action

static inline int xsm_default_action(xsm_default_t action, struct domain *src,
				     struct domain *target)
{
	switch (action) {
	case XSM_HOOK:
		return 0;
	case XSM_TARGET:
		if (src == target)
			return 0;
		fallthrough;
	default:
		return is_miller(src) ? 0 : -EPERM;
	}
}

static inline int xsm_mill_op(struct domain *d, struct mill_op *op)
{
	XSM_ASSERT_ACTION(XSM_OTHER);
	switch (op->cmd) {
	case MILLOP_gate:
		return xsm_default_action(XSM_TARGET, current->domain, d);
	default:
		return xsm_default_action(XSM_PRIV, current->domain, d);
	}
}

#ifdef CONFIG_GATE
static inline int xsm_mill_gate(struct domain *d, int way)
{
	XSM_ASSERT_ACTION(XSM_HOOK);
	return xsm_default_action(action, current->domain, d);
}
#endif

static inline void xsm_mill_free(struct domain *d)
{
}
#endif
