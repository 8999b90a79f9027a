/* What a policy delegates, for `xsmc fixes`. */
#ifndef CMD_CMD_FIXES_POLICY_H
#define CMD_CMD_FIXES_POLICY_H

#include <stdbool.h>

#include "cmd/cmd_site_options.h"
#include "registry/registry.h"

struct session;
struct site;

/* A policy, and what the site knows of it. */
struct fixes_policy {
	const char *path;
	struct site_options sites;
	const struct host_build *build; /* that it is for */
	/* Of what it comes to: */
	const bool *delegated; /* by op: to whom is not fully trusted */
	unsigned release;      /* that it was judged for */
	bool partial;	       /* not all of it was understood */
};

/*
 * Reads and judges the policy, for the release that --release or the site
 * names, or else one that it fits; false with messages.
 */
bool fixes_policy_judge(struct session *session,
			const struct registry *registry,
			const struct site *site, struct fixes_policy *policy);

#endif
