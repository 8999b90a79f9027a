/*
 * The rules of the linter: a file and a descriptor each, with its codes, its
 * words and examples, and what finds it.
 */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include "finding/finding.h"

extern const struct rule_sets rule_table;

/* All rules, in the order of their codes. */
size_t rule_count(void);
const struct rule *rule_at(size_t index); /* NULL: no more */
size_t rule_index(const struct rule *rule);

/* The rule of that code or name, or NULL. */
const struct rule *rule_find(const char *word);

/* --- What rules are asked beside (rule_loader.c, rule_anyone.c) --------- */

/*
 * For how many reasons the release refuses to load the policy, whatever its
 * classes and permissions are; the arena is for work alone.
 */
unsigned loader_refusals(const struct registry *registry,
			 const struct policy *policy, unsigned release,
			 struct arena *arena);

struct asked;
struct draft;
struct group;
struct type_list;
struct when;

/*
 * Adds what is asked of others on objects of the draft, which is about the
 * ops of draft->anyone, in the arena.
 */
struct asked_list {
	struct asked *items;
	size_t count, capacity;
};
void anyone_asked(struct run *run, const struct draft *draft,
		  const struct type_list *objects, struct arena *arena,
		  struct asked_list *list);

/* Objects of a group, and when anybody can do it to them. */
struct anyone_reach {
	const struct when *when;
	list_of(unsigned) objects;
};

/* Adds all of them, in the run's arena. */
struct reaches {
	list_of(struct anyone_reach) list;
};
void anyone_find(struct run *run, const struct group *group,
		 struct reaches *reaches);

/*
 * Why the hypervisor does not enforce the policy, as it is built and booted;
 * NULL: it does, as far as it is said.  Of a run that has no findings.
 */
const char *unenforced_reason(struct run *run);

/* Whether everybody can have the group's ops done, to somebody. */
bool anyone_reaches(struct run *run, const struct group *group);

#endif
