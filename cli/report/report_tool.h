/* Tools of the toolstack, for people: which ops they issue. */
#ifndef REPORT_REPORT_TOOL_H
#define REPORT_REPORT_TOOL_H

#include "registry/registry.h"

struct buffer;

/*
 * Adds what the tool issues in that release, or, where that does not have it,
 * in the newest before it, or in the newest of all.
 */
void report_tool(const struct registry *registry, const struct tool *tool,
		 unsigned asked, struct arena *arena, struct buffer *out);

#endif
