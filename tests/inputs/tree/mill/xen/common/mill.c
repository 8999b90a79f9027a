/* Who asks the hooks before a mill does what it is told. */
#include <nothing/of/this/is/read.h>

static bool open_now(struct domain *d)
{
	/* xsm_mill_gate(XSM_PRIV, d, true) would be too early here. */
	return d->open;
}

#ifdef CONFIG_X86
static int flood(struct domain *d)
#else
static int trickle(struct domain *d)
#endif
{
	return xsm_mill_wheel(XSM_HOOK, d->wheel + 1);
}

long __do_mill_op(struct mill_op *op)
{
	struct domain *d = current->domain;
	int rc = xsm_mill_op(XSM_PRIV, d, op);

	if ( rc )
		return rc;
	switch ( op->cmd )
	{
	case MILLOP_gate:
		return xsm_mill_gate(XSM_TARGET, d, open_now(d));

	case MILLOP_wheel:
		switch ( op->u.wheel.what )
		{
		case MILL_WHEEL_turn:
		case MILL_WHEEL_read:
			rc = xsm_mill_wheel(XSM_HOOK, op->u.wheel.what);
			if ( !rc )
				rc = xsm_mill_wheel(XSM_HOOK, op->u.wheel.what);
		}
		return rc;

#ifdef CONFIG_X86
	case MILLOP_flood:
		return flood(d);
#endif
	}
	return -ENOSYS;
}
