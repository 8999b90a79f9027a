/* What a registry must hold to beyond its schema. */
#ifndef REGISTRY_REGISTRY_CHECK_H
#define REGISTRY_REGISTRY_CHECK_H

struct loader;

void loader_check(struct loader *loader);

#endif
