/* How text is shown.  Types alone. */
#ifndef REPORT_REPORT_STYLE_H
#define REPORT_REPORT_STYLE_H

#include <stdbool.h>

#include "finding/finding.h"

/* How text may look on the way to people. */
struct style {
	bool color;   /* escape sequences for a terminal */
	bool verbose; /* notes as well */
	/* The least level of findings that is shown, where it is chosen. */
	bool level_chosen;
	enum level level;
	bool statistics; /* how many findings each rule has */
	bool summary;	 /* how many each policy has, in place of them */
};

#endif
