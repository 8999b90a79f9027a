/* The catalogue of messages. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* "note", "warning", "error". */
const char *severity_name(enum severity severity);

/* A row of the catalogue, base/messages.def. */
struct message {
	const char *name; /* "xml-damaged": stable, what users see */
	enum severity severity;
	const char *title;	 /* some words, put before the detail */
	const char *explanation; /* what it means, for `xsmc explain` */
	const char *remedy;	 /* what to do, in the imperative */
};

/*
 * Declares MESSAGE_id, the row, for a file that gives it or asks for it.  Each
 * file names its own: a header of all would rebuild everything with each new
 * one.  A row is an array of one, so that its name stands for its address.
 */
#define USES_MESSAGE(id) extern const struct message MESSAGE_##id[1]

/* All of them, in the catalogue's order; NULL behind the last. */
extern const struct message *const message_catalogue[];

/* The one of that name, NULL: there is none. */
const struct message *message_find(const char *name);

#endif
