/*
 * Which rules grant accesses of one source, asked over and over: its rules are
 * gathered once, class by class, and targets are sets.
 */
#ifndef SOURCE_SOURCE_FINDER_H
#define SOURCE_SOURCE_FINDER_H

#include <stddef.h>

#include "base/memory.h"

struct policy;
struct rule_finder;

struct rule_finder *rule_finder_new(const struct policy *policy,
				    struct arena *arena);

/*
 * The numbers of the allow rules that grant the source the permission on the
 * target, or on any of them, ascending and each once, in the arena; as
 * source_locate() finds them for each.
 */
size_t rule_finder_ask_one(struct rule_finder *finder, unsigned source,
			   unsigned target, unsigned object_class, unsigned bit,
			   struct arena *arena, const unsigned **rules);
size_t rule_finder_ask(struct rule_finder *finder, unsigned source,
		       const unsigned *targets, size_t target_count,
		       unsigned object_class, unsigned bit, struct arena *arena,
		       const unsigned **rules);

#endif
