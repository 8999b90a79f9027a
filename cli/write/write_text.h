/* What the forms of a policy's text share; for write/ only. */
#ifndef WRITE_WRITE_TEXT_H
#define WRITE_WRITE_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct model;
struct model_rule;

/* Rules stand with their source: the trusted, sets of domains, each domain. */
enum { SECTION_TRUSTED, SECTION_SETS, SECTION_DOMAINS };

struct section_rules {
	const struct model_rule **items;
	size_t count, capacity;
};

struct grant_list {
	const struct model_grant **items;
	size_t count, capacity;
};

/* One text in the making. */
struct text_run {
	struct model *model;
	const char *comment; /* what begins one: "#" or ";" */
	struct section_rules *sections, *quiet;
	struct said **said;	     /* lists of ops that were written */
	struct grant_list *left_out; /* of each section */
};

/* The class of the transitions that label channels: some domain has some. */
const char *text_channel_class(const struct model *model);

/* "*", one permission or "{ a b }". */
void text_permissions(const struct model *model, unsigned class,
		      uint32_t permissions, struct buffer *text);

/* One name, or "{ a b }". */
void text_terms(const struct model *model, const unsigned *terms, size_t count,
		struct buffer *text);

/* The words on lines that begin with the start. */
void text_wrap(const char *start, const char *words, struct buffer *text);

/* What ops the rule is for, and which of them are accepted. */
void text_rule_comment(struct text_run *run, const struct model_rule *rule,
		       struct buffer *text);

/* Which architecture it is for, as a remark; nothing where it is for any. */
void text_arch(const struct text_run *run, struct buffer *text);

void text_heading(const struct text_run *run, const char *title,
		  struct buffer *text);

/*
 * The types that roles of the profile mean since domains of the site's own have
 * joined them, where a grant is to a role or on it; as comments, or nothing.
 */
void text_roles(struct text_run *run, struct buffer *text);

/* The ops that no domain can perform, as a comment; or nothing. */
void text_out_of_reach(struct text_run *run, struct buffer *text);

/* What domains of different users do not do to each other: all that is asked
   of a domain on a domain.  0: nothing, or there are no users. */
uint32_t text_kept_apart(const struct model *model, unsigned class);

size_t text_section_of(const struct model *model, unsigned term);

/* Sorts the model's rules into the sections. */
void text_sort_rules(struct text_run *run);

/* The section's rules in the words of a policy.conf. */
void text_rules(struct text_run *run, size_t section, struct buffer *conf);

/* Those of the section whose denials are not logged. */
void text_quiet(struct text_run *run, size_t section, struct buffer *conf);

/* "All guests", "domU_t: guest, many"; NULL: the section is empty. */
const char *text_section_title(const struct text_run *run, size_t section);

/* Sorts what is left out into the sections. */
void text_sort_left_out(struct text_run *run);

/* What is left out for domains of the section, with the reasons. */
void text_left_out(struct text_run *run, size_t section, struct buffer *text);

#endif
