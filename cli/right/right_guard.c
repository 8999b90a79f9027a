/* Decision diagrams over booleans, each node there only once. */
#include "right/right_guard.h"

#include <string.h>

enum {
	/*
	 * Calls of one step, and nodes: what real policies take is a few.  The
	 * more steps were too large, the less one may take, so that all that
	 * is done in vain stays small; what is simple is worked out even then.
	 */
	STEP_LIMIT = 1 << 12,
	STEP_LEAST = 1 << 6,
	STEPS_IN_VAIN = 4,
	NODE_LIMIT = 1 << 18,
	/* A step goes down as far as there are booleans. */
	DEPTH_LIMIT = 4096,
	RESULT_COUNT = 1 << 14,
	SLOTS_AT_FIRST = 1 << 10,
	FRESH_SLOTS = STEP_LIMIT * 2,
};

#define NO_NODE ((unsigned)-1)

static struct when_node *node_at(const struct conditions *conditions,
				 unsigned node)
{
	return &conditions->nodes.items[node];
}

const struct when_story *when_story(const struct conditions *conditions,
				    unsigned node)
{
	return &conditions->stories.items[node_at(conditions, node)->story];
}

struct when_story *when_own_story(struct conditions *conditions, unsigned node)
{
	struct when_node *row = node_at(conditions, node);
	if (!row->story) {
		row->story = conditions->stories.count & INT32_MAX;
		list_push(&conditions->stories, conditions->arena);
	}
	return &conditions->stories.items[row->story];
}

static bool is_undecided(const struct conditions *conditions, unsigned node)
{
	return node > WHEN_ALWAYS &&
	       node_at(conditions, node)->boolean == WHEN_UNDECIDED;
}

/* --- Nodes ---------------------------------------------------------------- */

static size_t hash_three(unsigned a, unsigned b, unsigned c)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	hash = (hash ^ a) * UINT64_C(1099511628211);
	hash = (hash ^ b) * UINT64_C(1099511628211);
	hash = (hash ^ c) * UINT64_C(1099511628211);
	return (size_t)(hash ^ hash >> 31);
}

/* Of a diagram what decides, of others how they came about. */
static size_t hash_node(const struct conditions *conditions,
			const struct when_node *node)
{
	const struct when_story *story =
		&conditions->stories.items[node->story];
	return node->boolean == WHEN_UNDECIDED
		       ? hash_three(story->joint, story->first, story->second)
		       : hash_three(node->boolean, node->low, node->high);
}

static bool same_node(const struct conditions *conditions,
		      const struct when_node *a, const struct when_node *b)
{
	const struct when_story *stories = conditions->stories.items;
	if (a->boolean != b->boolean)
		return false;
	return a->boolean == WHEN_UNDECIDED
		       ? stories[a->story].joint == stories[b->story].joint &&
				 stories[a->story].first ==
					 stories[b->story].first &&
				 stories[a->story].second ==
					 stories[b->story].second
		       : a->low == b->low && a->high == b->high;
}

static unsigned *find_slot(const struct conditions *conditions,
			   const struct when_node *node)
{
	size_t slot =
		hash_node(conditions, node) & (conditions->slot_count - 1);
	while (conditions->slots[slot] &&
	       !same_node(conditions,
			  node_at(conditions, conditions->slots[slot]), node))
		slot = (slot + 1) & (conditions->slot_count - 1);
	return &conditions->slots[slot];
}

/* Puts in a node that is not there. */
static void put_node(const struct conditions *conditions, unsigned node)
{
	const size_t mask = conditions->slot_count - 1;
	size_t at = hash_node(conditions, node_at(conditions, node)) & mask;
	while (conditions->slots[at])
		at = (at + 1) & mask;
	conditions->slots[at] = node;
}

/* For the nodes up to that one, of which those before it are there. */
static void make_room(struct conditions *conditions, size_t count)
{
	if (count * 2 < conditions->slot_count)
		return;
	while (count * 2 >= conditions->slot_count)
		conditions->slot_count = conditions->slot_count
						 ? conditions->slot_count * 4
						 : SLOTS_AT_FIRST;
	conditions->slots =
		arena_alloc(conditions->arena, conditions->slot_count,
			    sizeof *conditions->slots);
	for (unsigned i = WHEN_ALWAYS + 1; i < conditions->settled; i++)
		put_node(conditions, i);
}

/* Takes the nodes of the step in, which are like none of those before. */
static void settle_nodes(struct conditions *conditions)
{
	make_room(conditions, conditions->nodes.count);
	while (conditions->settled < conditions->nodes.count)
		put_node(conditions, conditions->settled++);
}

/* The node that is like this one, which is added if there is none. */
static unsigned get_node(struct conditions *conditions,
			 const struct when_node *node)
{
	make_room(conditions, conditions->nodes.count);
	unsigned *slot = find_slot(conditions, node);
	if (!*slot) {
		*slot = (unsigned)conditions->nodes.count;
		*list_push(&conditions->nodes, conditions->arena) = *node;
		conditions->settled++;
	}
	return *slot;
}

/* The place among the nodes of the step of one like this, or a free one. */
static struct fresh_slot *find_fresh(const struct conditions *conditions,
				     const struct when_node *node)
{
	struct fresh_slot *fresh = conditions->fresh;
	size_t at = hash_node(conditions, node) & (FRESH_SLOTS - 1);
	while (fresh[at].step == conditions->step &&
	       !same_node(conditions, node_at(conditions, fresh[at].node),
			  node))
		at = (at + 1) & (FRESH_SLOTS - 1);
	return &fresh[at];
}

/*
 * The same in a step, of which nothing may come: its nodes have a table of
 * their own, that is small.  One above a node of the step is new there, too.
 */
static unsigned get_fresh(struct conditions *conditions,
			  const struct when_node *node)
{
	if (node->low < conditions->settled &&
	    node->high < conditions->settled) {
		const unsigned known = *find_slot(conditions, node);
		if (known)
			return known;
	}
	struct fresh_slot *slot = find_fresh(conditions, node);
	if (slot->step != conditions->step) {
		*slot = (struct fresh_slot){(unsigned)conditions->nodes.count,
					    conditions->step};
		*list_push(&conditions->nodes, conditions->arena) = *node;
	}
	return slot->node;
}

static struct when_node decision(const struct conditions *conditions,
				 unsigned boolean, unsigned low, unsigned high)
{
	bool on = conditions->policy->booleans[boolean].default_state;
	return (struct when_node){
		.boolean = boolean,
		.low = low,
		.high = high,
		.by_default = node_at(conditions, on ? high : low)->by_default};
}

/* --- Steps ---------------------------------------------------------------- */

/* What is known without a look below; NO_NODE: nothing. */
static unsigned simple_result(enum joint joint, unsigned a, unsigned b)
{
	/* What decides the result, and what leaves it to the other one. */
	unsigned strong = joint == JOINT_AND ? WHEN_NEVER : WHEN_ALWAYS;
	unsigned weak = joint == JOINT_AND ? WHEN_ALWAYS : WHEN_NEVER;
	if (joint == JOINT_NOT)
		return a == WHEN_NEVER	  ? WHEN_ALWAYS
		       : a == WHEN_ALWAYS ? WHEN_NEVER
					  : NO_NODE;
	if (a == strong || b == strong)
		return strong;
	if (a == weak || a == b)
		return b;
	return b == weak ? a : NO_NODE;
}

static struct when_known *find_known(const struct conditions *conditions,
				     enum joint joint, unsigned a, unsigned b)
{
	return &conditions
			->results[hash_three(joint, a, b) & (RESULT_COUNT - 1)];
}

static unsigned top_of(const struct conditions *conditions, unsigned node)
{
	return node <= WHEN_ALWAYS ? WHEN_UNDECIDED
				   : node_at(conditions, node)->boolean;
}

/* The part of the node that counts while the boolean is on or off. */
static unsigned part_of(const struct conditions *conditions, unsigned node,
			unsigned boolean, bool on)
{
	if (top_of(conditions, node) != boolean)
		return node;
	return on ? node_at(conditions, node)->high
		  : node_at(conditions, node)->low;
}

/* The diagram of both; of JOINT_NOT a and b are the same.  NO_NODE: too large.
 */
static unsigned join(struct conditions *conditions, enum joint joint,
		     unsigned a, unsigned b, unsigned depth)
{
	unsigned result = simple_result(joint, a, b);
	if (result != NO_NODE)
		return result;
	struct when_known *known = find_known(conditions, joint, a, b);
	if (known->joint == joint && known->first == a && known->second == b)
		return known->result;
	if (depth == DEPTH_LIMIT || conditions->calls == conditions->limit ||
	    conditions->nodes.count >= NODE_LIMIT)
		return NO_NODE;
	conditions->calls++;
	unsigned of_a = top_of(conditions, a), of_b = top_of(conditions, b);
	unsigned boolean = of_a < of_b ? of_a : of_b, parts[2];
	for (unsigned on = 0; on < 2; on++) {
		parts[on] = join(
			conditions, joint, part_of(conditions, a, boolean, on),
			part_of(conditions, b, boolean, on), depth + 1);
		if (parts[on] == NO_NODE)
			return NO_NODE;
	}
	if (parts[0] == parts[1]) {
		result = parts[0];
	} else {
		const struct when_node node =
			decision(conditions, boolean, parts[0], parts[1]);
		result = get_fresh(conditions, &node);
	}
	*known = (struct when_known){joint, a, b, result};
	conditions->noted[conditions->noted_count++] = known;
	return result;
}

static void make_results(struct conditions *conditions)
{
	struct arena *arena = conditions->arena;
	conditions->results =
		arena_alloc(arena, RESULT_COUNT, sizeof *conditions->results);
	conditions->noted =
		arena_alloc(arena, STEP_LIMIT, sizeof *conditions->noted);
	conditions->fresh =
		arena_alloc(arena, FRESH_SLOTS, sizeof *conditions->fresh);
	conditions->left = STEP_LIMIT * STEPS_IN_VAIN;
}

/* The diagram of both; NO_NODE, and nothing of it is kept: too large. */
static unsigned join_all(struct conditions *conditions, enum joint joint,
			 unsigned a, unsigned b)
{
	if (!conditions->results)
		make_results(conditions);
	conditions->calls = conditions->noted_count = 0;
	conditions->limit = conditions->left / STEPS_IN_VAIN;
	if (conditions->limit < STEP_LEAST)
		conditions->limit = STEP_LEAST;
	conditions->step++;
	const unsigned result = join(conditions, joint, a, b, 0);
	if (result != NO_NODE) {
		settle_nodes(conditions);
		return result;
	}
	for (unsigned i = 0; i < conditions->noted_count; i++)
		*conditions->noted[i] =
			(struct when_known){JOINT_NONE, 0, 0, 0};
	conditions->nodes.count = conditions->settled;
	conditions->left -= conditions->calls < conditions->left
				    ? conditions->calls
				    : conditions->left;
	return NO_NODE;
}

static bool value_of(enum joint joint, bool a, bool b)
{
	return joint == JOINT_NOT ? !a : joint == JOINT_AND ? a && b : a || b;
}

/* Whether the one is among what the other came about by, the same way. */
static bool is_part(const struct conditions *conditions, enum joint joint,
		    unsigned whole, unsigned part)
{
	while (is_undecided(conditions, whole) &&
	       when_story(conditions, whole)->joint == joint) {
		if (when_story(conditions, whole)->second == part)
			return true;
		whole = when_story(conditions, whole)->first;
	}
	return whole == part;
}

/* Where there is no diagram. */
static unsigned leave_undecided(struct conditions *conditions, enum joint joint,
				unsigned a, unsigned b)
{
	const size_t count = conditions->stories.count;
	const struct when_node node = {
		.boolean = WHEN_UNDECIDED,
		.story = count & INT32_MAX,
		.by_default =
			value_of(joint, node_at(conditions, a)->by_default,
				 node_at(conditions, b)->by_default)};
	conditions->undecided = true;
	if (joint != JOINT_NOT && is_part(conditions, joint, a, b))
		return a;
	*list_push(&conditions->stories, conditions->arena) =
		(struct when_story){.joint = joint, .first = a, .second = b};
	const unsigned found = get_node(conditions, &node);
	if (node_at(conditions, found)->story != node.story)
		conditions->stories.count = count;
	return found;
}

/* --- Steps that were taken before ----------------------------------------- */

/* The place of the step among those taken, or a free one. */
static struct when_known *find_step(const struct conditions *conditions,
				    enum joint joint, unsigned a, unsigned b)
{
	const size_t mask = conditions->step_capacity - 1;
	size_t at = hash_three(joint, a, b) & mask;
	const struct when_known *step = &conditions->steps[at];
	while (step->joint && (step->joint != joint || step->first != a ||
			       step->second != b)) {
		at = (at + 1) & mask;
		step = &conditions->steps[at];
	}
	return &conditions->steps[at];
}

static void make_room_for_step(struct conditions *conditions)
{
	const struct when_known *old = conditions->steps;
	const size_t count = conditions->step_capacity;
	if (conditions->step_count * 2 < count)
		return;
	conditions->step_capacity = count ? count * 2 : SLOTS_AT_FIRST;
	conditions->steps =
		arena_alloc(conditions->arena, conditions->step_capacity,
			    sizeof *conditions->steps);
	for (size_t i = 0; i < count; i++)
		if (old[i].joint)
			*find_step(conditions, old[i].joint, old[i].first,
				   old[i].second) = old[i];
}

/*
 * The same step has the same result ever after, whatever was too large
 * meanwhile: what is asked again must be what was found before.
 */
static struct when_known *take_step(struct conditions *conditions,
				    enum joint joint, unsigned a, unsigned b)
{
	make_room_for_step(conditions);
	struct when_known *step = find_step(conditions, joint, a, b);
	if (step->joint)
		return step;
	*step = (struct when_known){joint, a, b, NO_NODE};
	conditions->step_count++;
	return step;
}

static unsigned find_result(struct conditions *conditions, enum joint joint,
			    unsigned a, unsigned b)
{
	unsigned result = NO_NODE;
	if (!is_undecided(conditions, a) && !is_undecided(conditions, b))
		result = join_all(conditions, joint, a, b);
	if (result == NO_NODE)
		result = leave_undecided(conditions, joint, a, b);
	/* What came about by itself would tell nothing. */
	if (result > WHEN_ALWAYS && !when_story(conditions, result)->joint &&
	    result != a && result != b) {
		struct when_story *story = when_own_story(conditions, result);
		story->joint = joint;
		story->first = a;
		story->second = b;
	}
	return result;
}

static struct when combine(struct conditions *conditions, enum joint joint,
			   unsigned a, unsigned b)
{
	const unsigned result = simple_result(joint, a, b);
	if (result != NO_NODE)
		return (struct when){result};
	struct when_known *step = take_step(conditions, joint, a, b);
	if (step->result == NO_NODE)
		step->result = find_result(conditions, joint, a, b);
	return (struct when){step->result};
}

struct when when_and(struct conditions *conditions, const struct when *a,
		     const struct when *b)
{
	return combine(conditions, JOINT_AND, a->node, b->node);
}

struct when when_or(struct conditions *conditions, const struct when *a,
		    const struct when *b)
{
	return combine(conditions, JOINT_OR, a->node, b->node);
}

struct when when_not(struct conditions *conditions, const struct when *a)
{
	return combine(conditions, JOINT_NOT, a->node, a->node);
}

/* --- The policy's conditions ---------------------------------------------- */

void conditions_init(struct conditions *conditions, const struct policy *policy,
		     struct arena *arena)
{
	unsigned count = policy->condition_count;
	*conditions = (struct conditions){.policy = policy, .arena = arena};
	list_push(&conditions->stories, arena);
	*list_push(&conditions->nodes, arena) = (struct when_node){0};
	*list_push(&conditions->nodes, arena) =
		(struct when_node){.by_default = true};
	conditions->settled = (unsigned)conditions->nodes.count;
	conditions->own = arena_alloc(arena, count, sizeof *conditions->own);
	conditions->known =
		arena_alloc(arena, count, sizeof *conditions->known);
}

/* a != b as one is, and the other is not. */
static struct when differ(struct conditions *conditions, const struct when *a,
			  const struct when *b)
{
	const struct when not_a = when_not(conditions, a);
	const struct when not_b = when_not(conditions, b);
	const struct when first = when_and(conditions, a, &not_b);
	const struct when second = when_and(conditions, &not_a, b);
	return when_or(conditions, &first, &second);
}

static struct when apply(struct conditions *conditions,
			 enum condition_operator operation,
			 const struct when *a, const struct when *b)
{
	struct when unequal;
	switch (operation) {
	case CONDITION_OR:
		return when_or(conditions, a, b);
	case CONDITION_AND:
		return when_and(conditions, a, b);
	case CONDITION_XOR:
	case CONDITION_UNEQUAL:
		return differ(conditions, a, b);
	case CONDITION_EQUAL:
		unequal = differ(conditions, a, b);
		return when_not(conditions, &unequal);
	case CONDITION_BOOLEAN:
	case CONDITION_NOT:
		break;
	}
	return *a;
}

/* The reader of policies has made sure that the steps are an expression. */
static struct when evaluate(struct conditions *conditions,
			    const struct policy_condition *row,
			    struct when *stack)
{
	unsigned depth = 0;
	for (unsigned i = 0; i < row->step_count; i++) {
		const struct condition_step *step = &row->steps[i];
		if (step->operation == CONDITION_BOOLEAN) {
			const struct when_node node =
				decision(conditions, step->boolean, WHEN_NEVER,
					 WHEN_ALWAYS);
			stack[depth++] =
				(struct when){get_node(conditions, &node)};
		} else if (step->operation == CONDITION_NOT) {
			stack[depth - 1] =
				when_not(conditions, &stack[depth - 1]);
		} else {
			depth--;
			stack[depth - 1] =
				apply(conditions, step->operation,
				      &stack[depth - 1], &stack[depth]);
		}
	}
	return row->negated ? when_not(conditions, &stack[0]) : stack[0];
}

struct when condition_when(struct conditions *conditions, unsigned index)
{
	if (index == POLICY_ALWAYS)
		return when_always();
	const struct policy_condition *row =
		&conditions->policy->conditions[index];
	if (conditions->known[index])
		return conditions->own[index];
	struct arena scratch = ARENA_INIT;
	struct when *stack =
		arena_alloc(&scratch, row->step_count, sizeof *stack);
	conditions->own[index] = evaluate(conditions, row, stack);
	conditions->known[index] = true;
	arena_release(&scratch);
	return conditions->own[index];
}
