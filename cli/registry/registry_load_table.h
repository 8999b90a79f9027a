/* Who reads which elements: a file each.  For the files of registry/ only. */
#ifndef REGISTRY_REGISTRY_LOAD_TABLE_H
#define REGISTRY_REGISTRY_LOAD_TABLE_H

struct loader;
struct xml_element;

void load_releases(struct loader *loader);
void load_events(struct loader *loader);

void load_vectors(struct loader *loader);
void load_calls(struct loader *loader);
void load_hypercalls(struct loader *loader);
void load_modules(struct loader *loader); /* behind the hypercalls */
void load_statements(struct loader *loader, const struct xml_element *node,
		     unsigned hypercall);

void load_fixes(struct loader *loader);
void load_boots(struct loader *loader);
void load_log(struct loader *loader);
void load_tools(struct loader *loader);

#endif
