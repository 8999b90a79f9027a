/* The words of a question that must be names of the registry. */
#ifndef CMD_NAMES_H
#define CMD_NAMES_H

#include "cmd/cmd.h"

enum name_kind {
	NAME_PERMISSION, /* CLASS:PERMISSION, or without the class */
	NAME_HYPERCALL,
	NAME_STATUS,
	NAME_BASIS,
};

/*
 * Whether some release has each of the words, NULL-terminated, or what it
 * matches as a pattern; of one that none has a message says the nearest name.
 */
bool names_known(struct session *session, const struct registry *registry,
		 enum name_kind kind, const char *const *words);

#endif
