/* Which ops the words of a query mean, that are no names of ops. */
#ifndef CMD_CMD_QUERY_WORD_H
#define CMD_CMD_QUERY_WORD_H

#include <stdbool.h>

struct registry;
struct session;

/* What a word of the query means. */
struct query_word {
	const char *word;
	const char *kind; /* of what it means and no op is meant by; or NULL */
	/*
	 * By index, the ops that it is about; NULL: it is a name, a number or
	 * a pattern, or nothing that is known.
	 */
	bool *meant;
};

/*
 * Looks the patterns up, up to the NULL, that name no op of any release and are
 * no globs; of several that are one name together, "xl pause", one pattern is
 * made.  As many as there are patterns then.
 */
struct query_word *query_words(struct session *session,
			       const struct registry *registry,
			       unsigned release, const char ***patterns);

/* The patterns that are a hypercall and a number; NULL-terminated. */
const char *const *query_numbered(struct session *session,
				  const char *const *patterns,
				  const struct query_word *words);

/* What a message says behind a word that means no op in the release. */
const char *query_hint(struct session *session, const struct registry *registry,
		       unsigned release, const struct query_word *word);

#endif
