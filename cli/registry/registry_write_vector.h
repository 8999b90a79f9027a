/* Writes releases, events of history, and classes with permissions. */
#ifndef REGISTRY_REGISTRY_WRITE_VECTOR_H
#define REGISTRY_REGISTRY_WRITE_VECTOR_H

struct event;
struct writer;

void writer_lines(struct writer *writer);
void writer_event(struct writer *writer, const struct event *event);
void writer_vectors(struct writer *writer);
void writer_features(struct writer *writer);

#endif
