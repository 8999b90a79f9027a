/* What the parts of registry_load() share; for the files of registry/ only. */
#ifndef REGISTRY_LOADER_H
#define REGISTRY_LOADER_H

#include "registry/registry.h"
#include "xml/xml.h"

/* A table under construction, with the place of each row in the XML. */
#define table_of(type)                           \
	struct {                                 \
		list_of(type) rows;              \
		list_of(struct location) places; \
	}

struct registry_file {
	const char *path;
	const struct xml_element *root;
};

struct loader {
	struct arena *arena; /* of the registry that comes out */
	struct arena work;   /* of the loader itself */
	struct diags *diags;
	struct xml_reader *reader;
	list_of(struct registry_file) documents;
	table_of(struct release) releases;
	table_of(struct hypercall) hypercalls;
	table_of(struct op) ops;
	table_of(struct op_number) op_numbers;
	table_of(struct access) accesses;
	table_of(struct condition) conditions;
	table_of(struct condition_use) condition_uses;
	list_of(struct span) condition_sets; /* of uses, none twice */
	table_of(struct crash) crashes;
	table_of(struct caution) cautions;
	table_of(struct review) reviews;
	table_of(struct system_domain) system_domains;
	table_of(struct statement) statements;
	table_of(struct entry) entries;
	table_of(struct event) events;
	table_of(struct object_class) classes;
	table_of(struct permission) permissions;
	table_of(struct initial_sid) sids;
	table_of(struct feature) features;
	table_of(struct handler) handlers;
	table_of(struct hook_call) hook_calls;
	table_of(struct hook) hooks;
	table_of(struct module) modules;
	table_of(struct module_action) module_actions;
	table_of(struct hook_default) hook_defaults;
	table_of(struct default_case) default_cases;
	table_of(struct hook_override) hook_overrides;
	table_of(struct callers) callers;
	table_of(struct caller_rule) caller_rules;
	table_of(struct unverified) unverified;
	table_of(struct fixes_read) fixes_read;
	table_of(struct fix) fixes;
	table_of(struct fix_op) fix_ops;
	table_of(struct log_field) log_fields;
	table_of(struct log_line) log_lines;
	table_of(struct log_name) log_names;
	struct release_set all; /* every release */
	struct registry registry;
};

/* Appends a row that came from the node. */
#define loader_add(loader, table, node)                                        \
	(*list_push(&(loader)->table.places, &(loader)->work) = (node)->place, \
	 list_push(&(loader)->table.rows, (loader)->arena))

/* --- Files, elements and attributes ------------------------------------- */

/* Reads and validates the file and what it includes. */
bool loader_open(struct loader *loader, const char *path);

/* The elements of that name at the top of all files, in order; or NULL. */
const struct xml_element *loader_first(const struct loader *loader,
				       const char *name);
const struct xml_element *loader_next(const struct loader *loader,
				      const struct xml_element *node,
				      const char *name);

/* The attribute's text as a string of the registry's own, or NULL. */
const char *node_attribute(struct loader *loader,
			   const struct xml_element *node, const char *name);
unsigned node_number(const struct xml_element *node, const char *name);

/*
 * Which of the names, NULL-terminated, the attribute has: its place, or the
 * bits of all.  The schema knows no other; 0 where there is no attribute, so
 * that the first name of what is one of them may stand for that.
 */
unsigned node_word(const struct xml_element *node, const char *attribute,
		   const char *const names[]);
unsigned node_words(const struct xml_element *node, const char *attribute,
		    const char *const names[]);

/* --- registry_range.c -------------------------------------------------- */

struct release_set release_set_and(const struct release_set *a,
				   const struct release_set *b);
struct release_set release_set_minus(const struct release_set *a,
				     const struct release_set *b);

/*
 * The releases of `from` that the attribute names; all of them when the node
 * does not have it.
 */
struct release_set node_range(struct loader *loader,
			      const struct xml_element *node,
			      const char *attribute,
			      const struct release_set *from);

/* --- One file per group of elements ------------------------------------ */

void loader_read_releases(struct loader *loader);
void loader_read_events(struct loader *loader);

/* The event that the attribute names; NO_INDEX when it names none. */
unsigned node_event(struct loader *loader, const struct xml_element *node,
		    const char *attribute);

void loader_read_conditions(struct loader *loader);

/* Of all that were read: which are opposites, and that none is so alone. */
void loader_oppose_conditions(struct loader *loader);

/* The conditions that the attribute refers to; a span of condition_uses. */
struct span node_conditions(struct loader *loader,
			    const struct xml_element *node,
			    const char *attribute);

/* All of both. */
struct span loader_join_conditions(struct loader *loader, struct span a,
				   struct span b);

/* What they are about, together: bits of enum condition_about. */
unsigned loader_conditions_about(const struct loader *loader, struct span uses);

/* What people read of them, or NULL: there are none. */
const char *loader_conditions_text(struct loader *loader, struct span uses);

void loader_read_vectors(struct loader *loader);
void loader_read_calls(struct loader *loader);
void loader_read_hypercalls(struct loader *loader);
void loader_read_modules(struct loader *loader); /* behind the hypercalls */
void loader_read_statements(struct loader *loader,
			    const struct xml_element *node, unsigned hypercall);

void loader_read_fixes(struct loader *loader);
void loader_read_log(struct loader *loader);

/* --- registry_check.c: what the schema cannot say ----------------------- */

void loader_check(struct loader *loader);
void loader_check_calls(struct loader *loader);	  /* registry_check_call.c */
void loader_check_modules(struct loader *loader); /* registry_check_module.c */
void loader_check_fixes(struct loader *loader);	  /* registry_check_fix.c */
void loader_check_log(struct loader *loader);	  /* registry_check_log.c */
void loader_check_conditions(struct loader *loader);
/* The names of the kinds and of what conditions are about, NULL-terminated. */
extern const char *const condition_kinds[];
extern const char *const condition_abouts[];
/* The names of those bits, with blanks between them. */
const char *bits_shown(unsigned bits, const char *const names[],
		       struct arena *arena);
/* What permissions are asked on and about, and what has initial SIDs. */
extern const char *const asked_on_names[];
extern const char *const permission_abouts[];
extern const char *const sid_labels_names[];
extern const char *const feature_names[];
/* The names of the kinds of lines of a log, NULL-terminated. */
extern const char *const log_kinds[];

#endif
