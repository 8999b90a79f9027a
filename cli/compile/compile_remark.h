/* What is accepted, as remarks on the rules that it rests on. */
#ifndef COMPILE_COMPILE_REMARK_H
#define COMPILE_COMPILE_REMARK_H

#include <stdbool.h>

struct diags;
struct lint;
struct model;
struct waiver;

/*
 * Has the text say, by remarks on the rules that they rest on, which findings
 * of its policy are accepted: lint of the text alone then agrees with that of
 * the binary with the site's file.
 */
void model_add_remarks(struct model *model, const struct lint *lint,
		       struct diags *diags);
bool remark_equal(const struct waiver *a, const struct waiver *b);

#endif
