/* Tools of the toolstack, for people: which ops they issue. */
#ifndef REPORT_REPORT_TOOL_H
#define REPORT_REPORT_TOOL_H

#include "registry/registry.h"

struct buffer;

/* Adds what the tool issues in a release that has it. */
void report_tool(const struct registry *registry, const struct tool *tool,
		 unsigned release, struct arena *arena, struct buffer *out);

#endif
