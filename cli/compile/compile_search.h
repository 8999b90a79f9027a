/* Whose rules an access of a finding rests on: told while they are made. */
#ifndef COMPILE_COMPILE_SEARCH_H
#define COMPILE_COMPILE_SEARCH_H

struct model;
struct model_grant;
struct model_rule;

/* Tells the search of a rule that the grant, or none (NULL), has made. */
void search_see(struct model *model, const struct model_grant *grant,
		const struct model_rule *rule);

#endif
