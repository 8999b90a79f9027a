/* The rules that a move opens something by, or lacks. */
#include "rule/rule_drift_rule.h"
#include "run/run.h"

#include <string.h>

const struct asked *drift_find_asked(struct run *run, const struct op *op,
				     unsigned subject, unsigned object,
				     size_t *count)
{
	struct passes passes = {LIST_INIT};
	*count = 0;
	solver_load(run->solver, subject);
	passes_find(run, run->repertoire->groups.of_op[op - run->registry->ops],
		    object, run->arena, &passes);
	const struct plan_way *way =
		passes.list.count ? plan_find_way(run_plan(run, op),
						  passes.list.items[0].way)
				  : NULL;
	if (!way)
		return NULL;
	struct asked *asked =
		arena_alloc(run->arena, way->access_count, sizeof *asked);
	for (unsigned i = 0; i < way->access_count; i++)
		asked[i] = way_asked(way, i, &passes.list.items[0].trial);
	*count = way->access_count;
	return asked;
}

struct missing {
	const char *rules; /* text, or "" */
	unsigned count;
};

/* Types by party, of those whom it is about; NO_TYPE: of no matter. */
struct scene {
	unsigned types[PARTY_COUNT];
};

/* What those who are known lack on this way. */
static struct missing find_missing(struct run *run, const struct way *way,
				   const struct scene *scene)
{
	struct missing missing = {"", 0};
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *asked = &way->accesses[i];
		const struct access *access = asked->access;
		const unsigned source = scene->types[asked->subject];
		const unsigned target = scene->types[asked->object];
		if (asked->answer != ANSWER_DECIDES || source == NO_TYPE ||
		    (asked->permission &&
		     (target == NO_TYPE ||
		      run_allows(run, source, target, access->object_class,
				 access->permission) != GRANT_NEVER)))
			continue;
		missing.rules = arena_format(
			run->arena, "%s%sallow %s %s:%s %s", missing.rules,
			missing.count++ ? "; " : "",
			run->policy->types[source].name,
			target == NO_TYPE ? access->object
					  : run->policy->types[target].name,
			access->object_class, access->permission);
	}
	return missing;
}

/* The subject as caller, and those that are given. */
static struct scene scene_of(const struct run *run, unsigned subject)
{
	struct scene scene;
	for (unsigned i = 0; i < PARTY_COUNT; i++)
		scene.types[i] = run->known[i] ? run->known[i]->type : NO_TYPE;
	scene.types[PARTY_CALLER] = subject;
	scene.types[PARTY_SELF] = run_self_label(run, subject);
	return scene;
}

/* The parties of the way that findings are about. */
static unsigned objects_of(const struct way *way, struct arena *arena,
			   enum party objects[2])
{
	struct requirement *asked =
		arena_alloc(arena, way->access_count, sizeof *asked);
	unsigned count = 0;
	for (unsigned i = 0; i < way->access_count; i++)
		if (way->accesses[i].answer == ANSWER_DECIDES)
			asked[count++] = (struct requirement){
				.subject = way->accesses[i].subject,
				.object = way->accesses[i].object};
	return asked_objects(asked, count, objects);
}

/* Of the ways to the op on one object the one that lacks least. */
static struct missing find_least(struct run *run, const struct op_ways *ways,
				 unsigned subject, unsigned object)
{
	struct missing least = {"", 0};
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		enum party objects[2];
		if (!way_is_telling(ways, way))
			continue;
		const unsigned count = objects_of(way, run->arena, objects);
		for (unsigned j = 0; j < count || !j; j++) {
			struct scene scene = scene_of(run, subject);
			if (count)
				scene.types[objects[j]] = object;
			const struct missing missing =
				find_missing(run, way, &scene);
			if (missing.count &&
			    (!least.count || missing.count < least.count))
				least = missing;
		}
	}
	return least;
}

/* More objects than that lack the same in all likelihood. */
enum { OBJECT_LIMIT = 4 };

const char *drift_missing_rules(struct run *run, const struct op *op,
				unsigned subject,
				const struct type_list *objects, bool partly,
				const char *other)
{
	const char *rules = "";
	const struct op_ways *ways = run_op_ways(run, op);
	for (size_t i = 0; i < objects->count && i < OBJECT_LIMIT; i++) {
		struct missing missing =
			find_least(run, ways, subject, objects->items[i]);
		if (missing.count && !strstr(rules, missing.rules))
			rules = arena_format(run->arena, "%s%s%s", rules,
					     *rules ? "; " : "", missing.rules);
	}
	return arena_format(run->arena,
			    "%s can perform %s in %s but not %sin %s%s%s%s",
			    run->policy->types[subject].name, op->name, other,
			    partly ? "on the same objects " : "",
			    run->registry->releases[run->release].name,
			    *rules ? ", which needs: " : "", rules,
			    objects->count > OBJECT_LIMIT && *rules
				    ? ", and so on for its other objects"
				    : "");
}
