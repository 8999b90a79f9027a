/* Writes calls of hooks, and who may call without a policy. */
#ifndef REGISTRY_REGISTRY_WRITE_MODULE_H
#define REGISTRY_REGISTRY_WRITE_MODULE_H

struct writer;

void writer_calls(struct writer *writer);
void writer_modules(struct writer *writer);

#endif
