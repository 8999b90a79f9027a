/* What the unit tests share: an arena and messages for each test. */
#ifndef UNIT_WORLD_H
#define UNIT_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diags.h"
#include "base/memory.h"

struct world {
	struct arena arena;
	struct diags diags;
};

static inline int world_set_up(void **state)
{
	*state = calloc(1, sizeof(struct world));
	return *state ? 0 : -1;
}

static inline int world_tear_down(void **state)
{
	struct world *world = *state;
	arena_release(&world->arena);
	diags_release(&world->diags);
	free(world);
	return 0;
}

/* A test that is given a struct world of its own. */
#define WORLD_TEST(function) \
	cmocka_unit_test_setup_teardown(function, world_set_up, world_tear_down)

/* The path of a file of tests/inputs. */
static inline const char *world_input(struct world *world, const char *name)
{
	const char *inputs = getenv("SHARED_INPUTS");
	return arena_format(&world->arena, "%s/%s",
			    inputs ? inputs : "tests/inputs", name);
}

/* Fails when there were messages, and shows the first one. */
static inline void assert_no_diags(const struct world *world)
{
	if (world->diags.list.count)
		fail_msg("%s: %s", world->diags.list.items[0].message->name,
			 world->diags.list.items[0].detail);
}

/* Exactly one message came, this one. */
static inline void assert_diag(const struct world *world,
			       const struct message *message)
{
	assert_int_equal(world->diags.list.count, 1);
	assert_string_equal(world->diags.list.items[0].message->name,
			    message->name);
}

#endif
