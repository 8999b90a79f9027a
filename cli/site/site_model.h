/* What a site says of its policy, as data.  Types alone. */
#ifndef SITE_SITE_MODEL_H
#define SITE_SITE_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diags.h"

/* A type that is trusted as fully as dom0's, or the role that a type plays. */
struct site_type {
	const char *type;
	/*
	 * "device-model", "driver-domain", "xenstore": XSA-77's carve-outs;
	 * or a name of the site's own.  NULL: fully trusted.
	 */
	const char *role;
	const char *reason;
	struct location place;
};

/* Findings that are accepted: those that all the given parts agree with. */
struct waiver {
	const char *op;		/* full name, last macro or glob; or NULL */
	const char *permission; /* "CLASS:PERMISSION", or NULL */
	const char *rule;	/* "XSM001" or its name, or NULL */
	const char *commit;	/* of a fix that is lacked, or NULL */
	const char *subject;	/* a type, or NULL: any */
	const char *object;	/* a type; all of the finding's; or NULL: any */
	const char *reason;
	const char *until; /* YYYY-MM-DD, the last day that it holds, or NULL */
	const char *by;	   /* who accepted it, or NULL */
	bool remark;	   /* it stands in a policy's text */
	bool review;	   /* it stands for a review of the op's code */
	bool inherited;	   /* it stands in the profile that the site chose */
	struct location place;
};

/* An op that the site has reviewed itself. */
struct site_review {
	const char *op;
	const char *releases; /* a range as in the registry, or NULL: all */
	const char *evidence; /* where the review can be read */
	const char *by;	      /* or NULL */
	struct location place;
};

/* What must hold, and what must not. */
enum site_can { EXPECT_NO, EXPECT_YES, EXPECT_WHILE };

/* That a type can do an op on another, or reaches another, or not. */
struct site_expectation {
	const char *op;		    /* name or glob; or NULL, and then: */
	const char *type, *reaches; /* who comes to control whom */
	const char *by, *on;	    /* types; on NULL: whomever */
	enum site_can can;
	const char *guard; /* of EXPECT_WHILE: an expression of booleans */
	const char *reason;
	struct location place;
};

/* Domains of one type. */
struct site_domain {
	const char *name;
	const char *type; /* FLASK identifier */
	/*
	 * "control", "toolstack", "builder", "monitor", "device-model",
	 * "driver-domain", "xenstore", "console", "guest".
	 */
	const char *role;
	bool many;     /* several domains have the type */
	bool per_user; /* each user's domains are kept apart; with many */
	const char
		*serves; /* device model: the domain it is one for; or NULL */
	const char *becomes; /* the domain whose label it gets; or NULL */
	const char *sid;     /* the initial SID that has its type; or NULL */
	struct location place;
};

/* A domain, or those of a role, that a user has. */
struct site_owned {
	const char *domain;
	struct location place;
};

/* One whose domains are kept apart from those of other users. */
struct site_user {
	const char *name;		/* FLASK identifier */
	const struct site_owned *owned; /* none: all that are per user */
	size_t owned_count;
	struct location place;
};

/* Two domains that may talk to each other. */
struct site_talk {
	const char *from, *to; /* names of domains */
	bool event, grant, argo;
	/* Which of them maps what the other grants, and whether to read alone:
	   "from-maps-to" and so on; NULL: each may. */
	const char *mapping;
	struct location place;
};

enum resource_kind {
	RESOURCE_PCI,	 /* first: segment, bus, device, function as sbdf */
	RESOURCE_IRQ,	 /* first */
	RESOURCE_IOMEM,	 /* first..last: frame numbers */
	RESOURCE_IOPORT, /* first..last */
	RESOURCE_DTREE	 /* path */
};

struct site_resource {
	enum resource_kind kind;
	unsigned long long first, last;
	const char *path; /* of a device tree node, or NULL */
	struct location place;
};

/* Hardware that has a label of its own. */
struct site_device {
	const char *name;
	const char *type;
	const struct site_resource *resources;
	size_t resource_count;
	const char *const *users; /* domains that get it */
	size_t user_count;
	struct location place;
};

/* Ops that a domain may do on another, or is not to be heard trying. */
struct site_grant {
	const char *op;	   /* full name, last macro or glob; or NULL */
	const char *group; /* of ops, or NULL */
	const char *to;	   /* domain, or role: all its domains */
	const char *on; /* domain, role, device, word; NULL: the hypervisor */
	const char *releases; /* range in which it counts, or NULL: all */
	bool as_other;	      /* `on` is the second domain of the op */
	bool if_safe;	      /* left out in silence where that is covered */
	bool read_only;	      /* not what is asked of who writes */
	bool quiet;	      /* not granted: that it is denied is not logged */
	struct location place;
};

/* What the site does without of what its profile grants: ops or a talk. */
struct site_without {
	const char *op;	   /* full name, last macro or glob; or NULL */
	const char *group; /* or NULL */
	const char *from;  /* of a talk, or NULL */
	const char *to;	   /* as the profile says it; NULL: any; of a talk */
	const char *on;	   /* the same, or NULL: any */
	bool event, grant, argo; /* of a talk */
	struct location place;
};

/* A name for several ops. */
struct site_group {
	const char *name;
	const char *const *ops;	     /* names or globs */
	const char *const *releases; /* of each op: range, or NULL */
	size_t op_count;
	struct location place;
};

/* What a device that is passed through may be without, and more each time. */
enum site_iommu {
	IOMMU_UNSAID,	 /* as the profile says, or else isolating */
	IOMMU_ISOLATING, /* nothing: memory and interrupts are isolated */
	IOMMU_MEMORY,	 /* interrupts need not be remapped */
	IOMMU_ANY,	 /* there need be no IOMMU */
};

struct site_policy {
	const char *profile; /* that it builds on, or NULL */
	unsigned version;    /* of the policy; 0: the release's newest */
	bool mls;
	const char *handle_unknown; /* "deny", "reject", "allow" */
	enum site_iommu iommu;
	const struct site_domain *domains;
	const struct site_user *users;
	const struct site_talk *talks;
	const struct site_device *devices;
	const struct site_group *groups;
	const struct site_grant *grants, *quiets;
	const struct site_without *withouts;
	size_t domain_count, user_count, talk_count, device_count, group_count,
		grant_count, quiet_count, without_count;
};

struct site {
	const char *path;
	const char *release;	       /* or NULL */
	const char *arch;	       /* "x86", "arm", or NULL */
	const char *const *registries; /* overlays, as paths; NULL-terminated */
	const struct site_type *types;
	const struct waiver *waivers;
	const struct site_review *reviews;
	const struct site_expectation *expectations;
	size_t type_count, waiver_count, review_count, expectation_count;
	bool found;	      /* nobody named it: it stands by the policy */
	bool ignores_remarks; /* what a policy's text accepts does not count */
	bool flaws_fail;      /* known flaws of what is delegated are errors */
	const struct site_policy *policy; /* NULL: it describes none */
};

#endif
