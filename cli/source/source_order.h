/*
 * The parts of a policy.conf in the order that checkpolicy's grammar wants.
 *
 * The older build sorts lines of the modules before m4 reads them, by what
 * they start with.  Here statements are sorted behind m4, so that it does not
 * matter how they are laid out, and each keeps its place.
 */
#ifndef SOURCE_SOURCE_ORDER_H
#define SOURCE_SOURCE_ORDER_H

#include "base/buffer.h"

/*
 * Moves declarations of attributes and types in front of the rules, and
 * contexts of initial SIDs behind them, each with a #line marker.
 */
void source_put_in_order(struct buffer *text);

#endif
