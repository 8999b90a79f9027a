/* The checks, those with rules in the order of their codes. */
#include "check/check_table.h"

const struct check *const check_table[] = {
	&check_delegation, &check_anyone,   &check_open,
	&check_beyond,	   &check_indirect, &check_collateral,
	&check_misnamed,   &check_label,    &check_drift,
	&check_loader,	   &check_foreign,  &check_permissive,
	&check_stale,	   &check_flaws,
};

const size_t check_table_count = sizeof check_table / sizeof *check_table;
