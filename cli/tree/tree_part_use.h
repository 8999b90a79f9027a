/* What a part of the toolstack uses, and whether it always does. */
#ifndef TREE_TREE_PART_USE_H
#define TREE_TREE_PART_USE_H

struct map;
struct tool_parts;

/*
 * Fills in what each part uses: the ops whose macros are keys of the map,
 * requests to the kernel, and other parts.
 */
void parts_find_uses(struct tool_parts *parts, const struct map *ops);

#endif
