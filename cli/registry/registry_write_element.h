/* Elements of XML as they are written; for the files of registry/ only. */
#ifndef REGISTRY_REGISTRY_WRITE_ELEMENT_H
#define REGISTRY_REGISTRY_WRITE_ELEMENT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "registry/registry_condition.h"
#include "registry/registry_tables.h"

/* Writes elements, two blanks deeper in each. */
struct writer {
	const struct registry *registry;
	struct arena *arena;
	struct buffer *out;
	unsigned depth;
	struct release_set all;
	bool *used; /* for each condition: what is written refers to it */
};

/* An element: its start, attributes, and its end or what is in it. */
void writer_start(struct writer *writer, const char *name);
void writer_end(struct writer *writer);
void writer_open(struct writer *writer);
void writer_close(struct writer *writer, const char *name);

/* The text as content; or an element that has nothing else. */
void writer_escape(struct writer *writer, const char *text);
void writer_text(struct writer *writer, const char *name, const char *text);

/* An attribute; nothing for NULL, which or_null makes of an empty text. */
void writer_attribute(struct writer *writer, const char *name,
		      const char *value);
const char *writer_or_null(const char *text);

void writer_number(struct writer *writer, const char *name, unsigned value);

/* One of the names, none where it is the first. */
void writer_named(struct writer *writer, const char *name,
		  const char *const names[], unsigned index);

/* The conditions' ids; nothing for none. */
void writer_conditions(struct writer *writer, const char *name,
		       struct span uses);

/* The releases as ranges, in the arena. */
const char *writer_set(struct writer *writer, const struct release_set *set);

/* in="...", of those of the element around it; nothing for all of them. */
void writer_range(struct writer *writer, const char *name,
		  const struct release_set *set,
		  const struct release_set *from);

/* False: the element is in none of the releases of the one around it. */
bool writer_has(const struct release_set *set, const struct release_set *from);

#endif
