/* The checks that check_table[] lists; for check/ only. */
#ifndef CHECK_CHECK_TABLE_H
#define CHECK_CHECK_TABLE_H

#include "check/run.h"

extern const struct check check_delegation; /* XSM001, XSM002 */
extern const struct check check_anyone;	    /* the same of every domain */
extern const struct check check_open;	    /* XSM003, XSM004 */
extern const struct check check_beyond;	    /* XSM005, XSM006 */
extern const struct check check_indirect;   /* XSM101 to XSM108 */
extern const struct check check_collateral; /* XSM201 */
extern const struct check check_misnamed;   /* XSM202 to XSM204 */
extern const struct check check_label;	    /* XSM205 to XSM207 */
extern const struct check check_drift;	    /* XSM301 to XSM306 */
extern const struct check check_loader;	    /* XSM307, XSM308 */
extern const struct check check_foreign;    /* XSM309 */
extern const struct check check_permissive; /* XSM401 */
extern const struct check check_stale;	    /* XSM403, XSM404 */
extern const struct check check_flaws;	    /* XSM501, XSM502 */

#endif
