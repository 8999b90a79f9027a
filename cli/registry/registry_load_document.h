/* Opens the files of a registry, each held against the schema. */
#ifndef REGISTRY_REGISTRY_LOAD_DOCUMENT_H
#define REGISTRY_REGISTRY_LOAD_DOCUMENT_H

#include <stdbool.h>

struct loader;

/* Reads and validates the file and what it includes. */
bool loader_open(struct loader *loader, const char *path);

#endif
