/* The toolstack as XML.  For the files of registry/ only. */
#ifndef REGISTRY_REGISTRY_WRITE_TOOL_H
#define REGISTRY_REGISTRY_WRITE_TOOL_H

struct writer;

/* What the kernel does on request, and what the tools use. */
void writer_tools(struct writer *writer);

#endif
