/* Who takes part in an access, by the words of the registry's schema. */
#ifndef WAY_WAY_PARTY_H
#define WAY_WAY_PARTY_H

#include <stdbool.h>

struct access;
struct op;
struct registry;

/*
 * Who takes part in an access.  A party is the same in all accesses of a way:
 * the caller is fixed, those from PARTY_SELF on are given, for the others
 * somebody is to be found.
 */
enum party {
	PARTY_CALLER,
	PARTY_TARGET,
	PARTY_OTHER,
	PARTY_DEVICE,
	PARTY_IRQ,
	PARTY_IOMEM,
	PARTY_IOPORT,
	PARTY_EVENT, /* an event channel of the caller's or the target's */
	PARTY_LABEL, /* a label that is to be had */
	PARTY_SELF,  /* the subject as it sees itself */
	PARTY_XEN,
	PARTY_DOMXEN,
	PARTY_DOMIO,
	PARTY_SECURITY,
	PARTY_UNLABELED,
	PARTY_COUNT,
};

/* "caller", "target", ... */
const char *party_name(enum party party);

/* The party that an access calls its object. */
enum party party_of_object(const char *object);

/*
 * The parties at both ends of an access that has an object.  What binds an
 * event channel is the channel's own label, PARTY_EVENT, though the registry
 * calls it "other"; but for the check of the other end's label against the
 * caller, whose subject stays PARTY_OTHER.
 */
void access_parties(const struct access *access, enum party *subject,
		    enum party *object);

/* Whether somebody has to be found for it. */
bool party_is_open(enum party party);

/*
 * Domains of Xen's own that an op's arguments can name: a bit for each row of
 * a table, of who that is as which party.
 */
enum { SYSTEM_DOMAIN_COUNT = 4 };
struct named_domain {
	enum party party;  /* PARTY_TARGET, PARTY_OTHER */
	enum party system; /* PARTY_DOMXEN, PARTY_DOMIO */
};
extern const struct named_domain named_domains[SYSTEM_DOMAIN_COUNT];

unsigned op_named_domains(const struct registry *registry, const struct op *op,
			  unsigned release);

#endif
