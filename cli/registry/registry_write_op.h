/* Writes ops, with what is asked for them. */
#ifndef REGISTRY_REGISTRY_WRITE_OP_H
#define REGISTRY_REGISTRY_WRITE_OP_H

struct release_set;
struct writer;

void writer_op(struct writer *writer, unsigned index,
	       const struct release_set *from);

#endif
