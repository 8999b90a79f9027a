/* What the tables of symbols have in common. */
#ifndef POLICY_POLICY_TABLE_H
#define POLICY_POLICY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct reader;

/* Whether all bytes are printable ASCII: the file's own bytes may be any. */
bool policy_is_plain(const char *bytes, size_t length);

/* A table of symbols, while it is read. */
struct symbol_table {
	unsigned values; /* the numbers that symbols may have, from 1 */
	unsigned rows;	 /* those that follow */
	const char **names;
	unsigned name_count;
	bool *taken;
};

/* Reads its head; record: how many bytes a symbol has at the least. */
bool table_open(struct reader *reader, const char *part, size_t record,
		struct symbol_table *table);

/* Reads a symbol's name, in the arena; NULL: there is none. */
const char *table_name(struct reader *reader, struct symbol_table *table,
		       uint32_t length);

/* The index that the symbol's value stands for; no two have the same one. */
bool table_place(struct reader *reader, struct symbol_table *table,
		 uint32_t value, unsigned *index);

/* Fails when two symbols have the same name. */
bool table_close(struct reader *reader, const struct symbol_table *table);

/* Room for indices, in the arena; NULL: no policy has as many. */
unsigned *indices_new(struct reader *reader, size_t count);

/* Takes the text's length off what is left; NULL when there is not as much. */
const char *text_keep(struct reader *reader, const struct buffer *text);

#endif
