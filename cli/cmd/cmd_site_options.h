/* --site and --no-site: what a site knows of the policies at hand. */
#ifndef CMD_CMD_SITE_OPTIONS_H
#define CMD_CMD_SITE_OPTIONS_H

#include <stdbool.h>

struct session;
struct site;

struct site_options {
	const char **paths; /* as given, NULL-terminated, or NULL */
	int off;	    /* none is looked for */
};

/* Rows of a table of options; options: where they go; what: --site is for. */
#define SITE_OPTIONS(options, what)                                         \
	{"site", '\0', POPT_ARG_ARGV, &(options).paths, 0, what, "FILE"},   \
	{                                                                   \
		"no-site", '\0', POPT_ARG_NONE, &(options).off, 0,          \
			"look for no site file beside or above the policy", \
			NULL                                                \
	}

/* Whether a site file is looked for; a message where the options clash. */
bool site_options_search(struct session *session,
			 const struct site_options *options);

/*
 * Stores the path of the site file of the policy, or NULL, and says which it
 * is; false with a message.
 */
bool site_options_find(struct session *session, const char *policy,
		       const char **found);

/*
 * Reads the site files that are named, or else the one that is found for all of
 * the policies, NULL-terminated; NULL for none.  False with messages, as where
 * the policies have different ones.
 */
bool site_options_read(struct session *session,
		       const struct site_options *options,
		       const char *const *policies, const struct site **site);

/* Reads the file that was found; NULL for NULL.  False with messages. */
bool site_options_take(struct session *session, const char *found,
		       const struct site **site);

#endif
