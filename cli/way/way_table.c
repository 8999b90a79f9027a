/* Ways as a table, to be held against the hypervisor's source by eye. */
#include "base/text.h"
#include "way/way.h"

static const char *const columns[] = {
	"release",  "hypercall", "op",	    "way",   "end",  "conditions",
	"required", "filtered",	 "ignored", "gives", "tells"};

enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static const char *const ends[] = {
	[WAY_PASSES] = "passes",
	[WAY_UNKNOWN] = "unknown",
	[WAY_REFUSED] = "refused",
	[WAY_ABSENT] = "absent",
};

static const char *join(const char *text, const char *separator,
			const char *more, struct arena *arena)
{
	return arena_format(arena, "%s%s%s", text, *text ? separator : "",
			    more);
}

static const char *show_conditions(const struct way *way, struct arena *arena)
{
	const char *text = "";
	for (unsigned i = 0; i < way->condition_count; i++)
		text = join(text, " ",
			    way_condition_ids(&way->conditions[i], arena),
			    arena);
	return text;
}

/* Whether the same was asked before, as what it gives may ask for. */
static bool is_shown(const struct way *way, unsigned index)
{
	const struct way_access *access = &way->accesses[index];
	for (unsigned i = 0; i < index; i++)
		if (way->accesses[i].answer == access->answer &&
		    way->accesses[i].subject == access->subject &&
		    way->accesses[i].object == access->object &&
		    way->accesses[i].object_class == access->object_class &&
		    way->accesses[i].permission == access->permission)
			return true;
	return false;
}

/*
 * " [suspends]": what has to hold beside for what decides nothing to be asked;
 * of what does the way's own conditions say so.
 */
static const char *show_whens(const struct registry *registry,
			      const struct way_access *access,
			      struct arena *arena)
{
	const struct span whens = access->access->whens;
	const char *text = "";
	if (access->answer == ANSWER_DECIDES || !whens.count)
		return "";
	for (unsigned i = 0; i < whens.count; i++)
		text = join(text, " ",
			    registry_condition(registry, whens, i)->id, arena);
	return arena_format(arena, " [%s]", text);
}

/* "caller>target domain:pause, ..." */
static const char *show_accesses(const struct registry *registry,
				 const struct way *way, enum answer answer,
				 struct arena *arena)
{
	const char *text = "";
	for (unsigned i = 0; i < way->access_count; i++) {
		const struct way_access *access = &way->accesses[i];
		if (access->answer != answer || is_shown(way, i))
			continue;
		const char *one = arena_format(
			arena, "%s>%s %s:%s%s", party_name(access->subject),
			party_name(access->object),
			access->access->object_class,
			access->access->permission,
			show_whens(registry, access, arena));
		text = join(text, ", ", one, arena);
	}
	return text;
}

/* "memory read": whatever one of its accesses gives, in their order. */
static const char *show_gives(const struct way *way, struct arena *arena)
{
	const char *text = "";
	for (unsigned i = 0; i < way->access_count; i++) {
		const char *gives = way->accesses[i].access->gives;
		bool before = !gives;
		for (unsigned j = 0; j < i && !before; j++)
			before = way->accesses[j].access->gives &&
				 text_has_word(way->accesses[j].access->gives,
					       gives);
		if (!before)
			text = join(text, " ", gives, arena);
	}
	return text;
}

/* What the release fails for everyone does so behind what it asks. */
static const char *show_end(const struct way_request *request,
			    const struct op *op, const struct way *way)
{
	const bool refused = release_set_has(&op->refused, request->release);
	return ends[refused && way->end == WAY_PASSES ? WAY_REFUSED : way->end];
}

static void add_ways(const struct way_request *request,
		     const struct op_ways *ways, struct arena *arena,
		     struct table *table)
{
	const struct registry *registry = request->registry;
	for (size_t i = 0; i < ways->count; i++) {
		const struct way *way = &ways->ways[i];
		const char **row = table_add_row(table, arena);
		row[0] = registry->releases[request->release].name;
		row[1] = registry->hypercalls[ways->op->hypercall].name;
		row[2] = ways->op->name;
		row[3] = arena_format(arena, "%zu", i + 1);
		row[4] = show_end(request, ways->op, way);
		row[5] = show_conditions(way, arena);
		row[6] = show_accesses(registry, way, ANSWER_DECIDES, arena);
		row[7] = show_accesses(registry, way, ANSWER_FILTERS, arena);
		row[8] = show_accesses(registry, way, ANSWER_IGNORED, arena);
		row[9] = show_gives(way, arena);
		row[10] = way_is_telling(ways, way) ? "yes" : "no";
	}
}

const char *const ways_table_name = "ways";

struct table *ways_table(const struct registry *registry, unsigned release,
			 struct arena *arena)
{
	struct table *table = arena_alloc(arena, 1, sizeof *table);
	table->name = ways_table_name;
	table->columns = columns;
	table->column_count = COLUMN_COUNT;
	for (unsigned i = 0; i < registry->release_count; i++) {
		struct vectors vectors;
		const struct way_request request = {registry, i, &vectors,
						    NULL};
		if (release != NO_INDEX && release != i)
			continue;
		vectors_of_release(registry, i, arena, &vectors);
		const struct release_ways *all =
			release_ways_make(&request, arena);
		for (size_t j = 0; j < all->count; j++)
			add_ways(&request, &all->ops[j], arena, table);
	}
	table_sort(table);
	return table;
}
