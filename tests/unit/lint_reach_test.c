/*
 * Whom the linter says to reach a trusted type by way of others, against a
 * search of the same graph that is written down from both ends.
 */
#include <stdio.h>

#include "tiny.h"

#include "base/buffer.h"

enum { LIMIT = 16, GRAPHS = 60, CHAIN = 1500, FAR = 99 };

/* Who writes whose memory; who changes the hypervisor, or writes dom0's. */
struct graph {
	unsigned count;
	bool edges[LIMIT][LIMIT];
	bool ends[LIMIT];
	unsigned distance[LIMIT]; /* steps to an end */
};

static uint64_t state = 88172645463325252U;

static unsigned roll(unsigned sides)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)(state >> 32) % sides;
}

static void make_graph(struct graph *graph)
{
	*graph = (struct graph){.count = 2 + roll(LIMIT - 2)};
	unsigned thin = 2 + roll(2 * graph->count);
	for (unsigned i = 0; i < graph->count; i++) {
		graph->ends[i] = roll(6) == 0;
		for (unsigned j = 0; j < graph->count; j++)
			graph->edges[i][j] = roll(thin) == 0;
	}
}

/* Every step makes each distance right that is one longer: slow, but plain. */
static void measure(struct graph *graph)
{
	for (unsigned i = 0; i < graph->count; i++)
		graph->distance[i] = graph->ends[i] ? 0 : FAR;
	for (unsigned round = 0; round < graph->count; round++)
		for (unsigned i = 0; i < graph->count; i++)
			for (unsigned j = 0; j < graph->count; j++)
				if (graph->edges[i][j] &&
				    graph->distance[j] + 1 < graph->distance[i])
					graph->distance[i] =
						graph->distance[j] + 1;
}

static void add_type(unsigned number, struct buffer *rules)
{
	buffer_format(rules,
		      "type n%u;\nrole system_r types n%u;\n"
		      "allow n%u xen_t:xen readconsole;\n",
		      number, number, number);
}

static void add_rules(const struct graph *graph, struct buffer *rules)
{
	buffer_add_string(rules, "role system_r;\n");
	for (unsigned i = 0; i < graph->count; i++)
		add_type(i, rules);
	for (unsigned i = 0; i < graph->count; i++) {
		if (graph->ends[i] && i % 2)
			buffer_format(rules, "allow n%u xen_t:xen settime;\n",
				      i);
		else if (graph->ends[i])
			buffer_format(rules,
				      "allow n%u dom0_t:domain unpause;\n", i);
		for (unsigned j = 0; j < graph->count; j++)
			if (graph->edges[i][j])
				buffer_format(rules,
					      "allow n%u n%u:domain unpause;\n",
					      i, j);
	}
}

static const struct lint *lint_rules(struct world *world, const char *rules)
{
	const char *const paths[] = {
		world_input(world, "registry/tiny.xml"),
		world_input(world, "registry/tiny-powers.xml")};
	const struct registry *registry =
		registry_load(paths, 2, &world->arena, &world->diags);
	assert_no_diags(world);
	const struct policy *policy = tiny_policy(world, rules);
	struct release_choice choice;
	assert_true(lint_choose_release(registry, policy, "auto", &world->arena,
					&world->diags, &choice));
	const struct lint_request request = {
		.registry = registry, .policy = policy, .release = &choice};
	const struct lint *lint =
		lint_make(&request, &world->arena, &world->diags);
	assert_no_diags(world);
	assert_non_null(lint);
	return lint;
}

/* How many findings of the type have a code that begins so; the last one. */
static unsigned find(const struct lint *lint, unsigned number, const char *code,
		     struct finding *found)
{
	unsigned count = 0;
	char name[16];
	snprintf(name, sizeof name, "n%u", number);
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		if (!finding.subject || strcmp(finding.subject, name) != 0 ||
		    strncmp(finding.rule->code, code, strlen(code)) != 0)
			continue;
		*found = finding;
		count++;
	}
	return count;
}

static unsigned number_of(const char *name)
{
	assert_int_equal(name[0], 'n');
	return (unsigned)strtoul(name + 1, NULL, 10);
}

/* Each step must be an edge, the last one end. */
static void check_path(struct world *world, const struct lint *lint,
		       const struct finding *finding, const struct graph *graph,
		       unsigned from)
{
	struct finding_details details;
	lint_details(lint, finding, NULL, 0, &world->arena, &details);
	assert_int_equal(details.path_count, graph->distance[from] + 1);
	for (size_t i = 0; i + 1 < details.path_count; i++) {
		const struct finding_step *step = &details.path[i];
		assert_int_equal(number_of(step->from), from);
		assert_true(graph->edges[from][number_of(step->to)]);
		from = number_of(step->to);
	}
	assert_int_equal(number_of(details.path[details.path_count - 1].from),
			 from);
	assert_true(graph->ends[from]);
}

static void reaches_what_the_graph_says(void **context)
{
	for (unsigned i = 0; i < GRAPHS; i++) {
		struct world *world = *context;
		struct buffer rules = BUFFER_INIT;
		struct graph graph;
		make_graph(&graph);
		measure(&graph);
		add_rules(&graph, &rules);
		const struct lint *lint =
			lint_rules(world, buffer_string(&rules));
		for (unsigned j = 0; j < graph.count; j++) {
			bool far =
				graph.distance[j] && graph.distance[j] != FAR;
			struct finding path, any;
			unsigned reached = find(lint, j, "XSM108", &path);
			unsigned direct = find(lint, j, "XSM10", &any);
			assert_int_equal(reached, far);
			assert_int_equal(direct - reached, graph.ends[j]);
			if (reached)
				check_path(world, lint, &path, &graph, j);
		}
		buffer_release(&rules);
	}
}

/* Each writes the next one's memory; a path is as long as the chain. */
static void follows_a_long_chain(void **context)
{
	struct world *world = *context;
	struct buffer rules = BUFFER_INIT;
	struct finding_details details;
	buffer_add_string(&rules, "role system_r;\n");
	for (unsigned i = 0; i < CHAIN; i++)
		add_type(i, &rules);
	for (unsigned i = 0; i + 1 < CHAIN; i++)
		buffer_format(&rules, "allow n%u n%u:domain unpause;\n", i,
			      i + 1);
	buffer_format(&rules, "allow n%u dom0_t:domain unpause;\n", CHAIN - 1);
	const struct lint *lint = lint_rules(world, buffer_string(&rules));
	struct finding finding;
	assert_int_equal(find(lint, 0, "XSM108", &finding), 1);
	lint_details(lint, &finding, NULL, 0, &world->arena, &details);
	assert_int_equal(details.path_count, CHAIN);
	assert_string_equal(details.path[CHAIN - 1].to, "dom0_t");
	buffer_release(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(reaches_what_the_graph_says),
		WORLD_TEST(follows_a_long_chain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
