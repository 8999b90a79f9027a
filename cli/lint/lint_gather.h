/* What a finding rests on, access by access; for the files of lint/. */
#ifndef LINT_LINT_GATHER_H
#define LINT_LINT_GATHER_H

#include <stddef.h>

#include "lint/lint_object.h"
#include "lint/lint_origin.h"

/* The rows of a finding while they are gathered. */
struct row_gathering {
	struct run *run;
	const struct plan *plan; /* of the finding's own op */
	list_of(struct origin) origins;
	size_t ends; /* of a path, the steps at each that count; 0: all do */
	struct arena scratch;
};

/* What is asked on the ways by which the subject does the finding's op. */
void gather_passes(struct row_gathering *gathering,
		   const struct finding *finding,
		   const struct name_list *chosen);

/* Hands them over, each once, with the rules that allow them. */
void gather_located(const struct row_gathering *gathering, struct arena *arena,
		    struct finding_details *details);

/* Adds what was asked, but for what is about objects that are not chosen. */
void gather_asked(struct row_gathering *gathering,
		  const struct finding *finding, const struct name_list *chosen,
		  struct finding_details *details);

/* All that the subject is granted of one right. */
void gather_granted(struct row_gathering *gathering,
		    const struct finding *finding,
		    const struct name_list *chosen);

/* What is asked of others than the caller. */
void gather_others(struct row_gathering *gathering,
		   const struct finding *finding,
		   const struct name_list *chosen);

#endif
