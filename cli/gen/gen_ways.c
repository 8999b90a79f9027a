/* Expands the ways of the built-in registry and prints them as constant C. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "way/way.h"
#include "way/way_builtin.h"

/* There is no table yet, so that ways are expanded here. */
const struct built_ways ways_builtin = {0};

static const struct registry *const registry = &registry_builtin;

/* An op as it is printed, in the releases in which it is so. */
struct variant {
	struct built_op row;
	const struct built_way *ways;
};

struct printing {
	struct arena arena;
	list_of(uint16_t) numbers;
	list_of(struct built_span) lists;
	list_of(struct built_condition) conditions;
	list_of(struct variant) * variants; /* by op */
};

/* --- Numbers, each row of them once ----------------------------------- */

static uint16_t to_number(size_t number)
{
	if (number > UINT16_MAX) {
		fputs("gen_ways: a table is too large\n", stderr);
		exit(EXIT_FAILURE);
	}
	return (uint16_t)number;
}

static struct built_span keep(struct printing *printing,
			      const uint16_t *numbers, size_t count)
{
	const size_t known = printing->numbers.count;
	size_t first = 0;
	while (count && first + count <= known &&
	       memcmp(printing->numbers.items + first, numbers,
		      count * sizeof *numbers) != 0)
		first++;
	if (first + count > known) {
		first = known;
		for (size_t i = 0; i < count; i++)
			*list_push(&printing->numbers, &printing->arena) =
				numbers[i];
	}
	return (struct built_span){(uint32_t)first, to_number(count)};
}

static bool same_span(struct built_span a, struct built_span b)
{
	return a.first == b.first && a.count == b.count;
}

/* --- Conditions ------------------------------------------------------- */

static uint16_t find_condition(struct printing *printing,
			       const struct way_condition *condition)
{
	uint16_t numbers[UINT8_MAX];
	for (unsigned i = 0; i < condition->count; i++)
		numbers[i] = to_number((size_t)(condition->conditions[i] -
						registry->conditions));
	const struct built_condition made = {
		(uint8_t)condition->decides, condition->by_caller,
		condition->holds, keep(printing, numbers, condition->count)};
	for (size_t i = 0; i < printing->conditions.count; i++) {
		const struct built_condition *row =
			&printing->conditions.items[i];
		if (row->decides == made.decides &&
		    row->by_caller == made.by_caller &&
		    row->holds == made.holds &&
		    same_span(row->conditions, made.conditions))
			return (uint16_t)i;
	}
	*list_push(&printing->conditions, &printing->arena) = made;
	return to_number(printing->conditions.count - 1);
}

static uint16_t find_list(struct printing *printing,
			  const struct way_condition *conditions,
			  unsigned count)
{
	uint16_t numbers[UINT8_MAX];
	for (unsigned i = 0; i < count; i++)
		numbers[i] = find_condition(printing, &conditions[i]);
	const struct built_span made = keep(printing, numbers, count);
	for (size_t i = 0; i < printing->lists.count; i++)
		if (same_span(printing->lists.items[i], made))
			return (uint16_t)i;
	*list_push(&printing->lists, &printing->arena) = made;
	return to_number(printing->lists.count - 1);
}

/* --- Ops -------------------------------------------------------------- */

static uint16_t access_number(const struct access *access)
{
	return to_number((size_t)(access - registry->accesses));
}

static struct built_way make_way(struct printing *printing,
				 const struct way *way)
{
	uint16_t *numbers = arena_alloc(&printing->arena, way->access_count,
					sizeof *numbers);
	for (unsigned i = 0; i < way->access_count; i++)
		numbers[i] = access_number(way->accesses[i].access);
	return (struct built_way){
		(uint8_t)way->end,
		find_list(printing, way->conditions, way->condition_count),
		find_list(printing, way->under, way->under_count),
		keep(printing, numbers, way->access_count)};
}

static struct variant make_variant(struct printing *printing,
				   const struct op_ways *ways)
{
	const size_t count = ways->accesses.list.count;
	uint16_t *numbers =
		arena_alloc(&printing->arena, count, sizeof *numbers);
	struct built_way *rows =
		arena_alloc(&printing->arena, ways->count, sizeof *rows);
	for (size_t i = 0; i < count; i++)
		numbers[i] = access_number(ways->accesses.list.items[i]);
	for (size_t i = 0; i < ways->count; i++)
		rows[i] = make_way(printing, &ways->ways[i]);
	return (struct variant){
		.row = {.op = to_number((size_t)(ways->op - registry->ops)),
			.refused = ways->refused,
			.recorded = ways->accesses.recorded,
			.system_domains =
				ways->count
					? (uint8_t)ways->ways->system_domains
					: 0,
			.accesses = keep(printing, numbers, count),
			.ways = {0, to_number(ways->count)}},
		.ways = rows};
}

static bool same_way(const struct built_way *a, const struct built_way *b)
{
	return a->end == b->end && a->conditions == b->conditions &&
	       a->under == b->under && same_span(a->accesses, b->accesses);
}

static bool same_variant(const struct variant *a, const struct variant *b)
{
	if (a->row.refused != b->row.refused ||
	    a->row.recorded != b->row.recorded ||
	    a->row.system_domains != b->row.system_domains ||
	    !same_span(a->row.accesses, b->row.accesses) ||
	    a->row.ways.count != b->row.ways.count)
		return false;
	for (unsigned i = 0; i < a->row.ways.count; i++)
		if (!same_way(&a->ways[i], &b->ways[i]))
			return false;
	return true;
}

static void add_op(struct printing *printing, const struct op_ways *ways,
		   unsigned release)
{
	const struct variant made = make_variant(printing, ways);
	struct variant *found = NULL;
	const size_t op = made.row.op;
	for (size_t i = 0; i < printing->variants[op].count && !found; i++)
		if (same_variant(&printing->variants[op].items[i], &made))
			found = &printing->variants[op].items[i];
	if (!found) {
		found = list_push(&printing->variants[op], &printing->arena);
		*found = made;
	}
	release_set_add(&found->row.in, release);
}

static void add_release(struct printing *printing, unsigned release)
{
	struct arena scratch = ARENA_INIT;
	struct vectors vectors;
	vectors_of_release(registry, release, &scratch, &vectors);
	const struct way_request request = {registry, release, &vectors, NULL};
	const struct release_ways *all = release_ways_make(&request, &scratch);
	for (size_t i = 0; i < all->count; i++)
		add_op(printing, &all->ops[i], release);
	arena_release(&scratch);
}

/* --- Printing --------------------------------------------------------- */

static void print_span(struct built_span span)
{
	printf("{%" PRIu32 ",%u},", span.first, span.count);
}

static void print_ways(const struct printing *printing)
{
	puts("static const struct built_way ways[] = {");
	for (unsigned op = 0; op < registry->op_count; op++)
		for (size_t i = 0; i < printing->variants[op].count; i++) {
			const struct variant *variant =
				&printing->variants[op].items[i];
			for (unsigned j = 0; j < variant->row.ways.count; j++) {
				const struct built_way *way = &variant->ways[j];
				printf("\t{%u,%u,%u,", way->end,
				       way->conditions, way->under);
				print_span(way->accesses);
				puts("},");
			}
		}
	puts("};\n");
}

static void print_op(const struct built_op *row, uint32_t way)
{
	printf("\t{%u,%d,%d,%u,", row->op, row->refused, row->recorded,
	       row->system_domains);
	print_span(row->accesses);
	print_span((struct built_span){way, row->ways.count});
	fputs("{{", stdout);
	for (size_t i = 0; i < sizeof row->in.words / sizeof *row->in.words;
	     i++)
		printf("0x%" PRIx64 "U,", row->in.words[i]);
	puts("}}},");
}

static void print_ops(const struct printing *printing)
{
	uint32_t way = 0;
	puts("static const struct built_op ops[] = {");
	for (unsigned op = 0; op < registry->op_count; op++)
		for (size_t i = 0; i < printing->variants[op].count; i++) {
			const struct built_op *row =
				&printing->variants[op].items[i].row;
			print_op(row, way);
			way += row->ways.count;
		}
	puts("};\n");
}

/* The registry's row of the access's permission; 0 where it has none. */
static struct built_access find_access(const struct access *access)
{
	enum party subject, object;
	if (!access_asks(access))
		return (struct built_access){0};
	access_parties(access, &subject, &object);
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *class = &registry->classes[i];
		const struct permission *first =
			registry->permissions + class->permissions.first;
		if (strcmp(class->name, access->object_class) != 0)
			continue;
		for (unsigned j = 0; j < class->permissions.count; j++)
			if (strcmp(first[j].name, access->permission) == 0)
				return (struct built_access){
					(uint8_t)subject, (uint8_t)object,
					to_number(class->permissions.first +
						  j)};
	}
	fprintf(stderr, "gen_ways: no %s:%s\n", access->object_class,
		access->permission);
	exit(EXIT_FAILURE);
}

static void print_accesses(void)
{
	puts("static const struct built_access accesses[] = {");
	for (unsigned i = 0; i < registry->access_count; i++) {
		const struct built_access row =
			find_access(&registry->accesses[i]);
		printf("\t{%u,%u,%u},\n", row.subject, row.object,
		       row.permission);
	}
	puts("};\n");
}

static void print_conditions(const struct printing *printing)
{
	puts("static const struct built_condition conditions[] = {");
	for (size_t i = 0; i < printing->conditions.count; i++) {
		const struct built_condition *row =
			&printing->conditions.items[i];
		printf("\t{%u,%d,%d,", row->decides, row->by_caller,
		       row->holds);
		print_span(row->conditions);
		puts("},");
	}
	puts("};\n\nstatic const struct built_span lists[] = {");
	for (size_t i = 0; i < printing->lists.count; i++) {
		putchar('\t');
		print_span(printing->lists.items[i]);
		putchar('\n');
	}
	puts("};\n\nstatic const uint16_t numbers[] = {");
	for (size_t i = 0; i < printing->numbers.count; i++)
		printf("\t%u,\n", printing->numbers.items[i]);
	puts("};\n");
}

static void print_all(const struct printing *printing)
{
	size_t ops = 0;
	for (unsigned op = 0; op < registry->op_count; op++)
		ops += printing->variants[op].count;
	puts("/* Generated from the built-in registry by gen_ways. */");
	puts("#include \"way/way_builtin.h\"\n");
	print_ways(printing);
	print_ops(printing);
	print_accesses();
	print_conditions(printing);
	printf("const struct built_ways ways_builtin = {\n"
	       "\tops, %zu, ways, conditions, %zu, lists, %zu, accesses, "
	       "numbers};\n",
	       ops, printing->conditions.count, printing->lists.count);
}

int main(void)
{
	struct printing printing = {.arena = ARENA_INIT};
	printing.variants = arena_alloc(&printing.arena, registry->op_count,
					sizeof *printing.variants);
	for (unsigned i = 0; i < registry->release_count; i++)
		add_release(&printing, i);
	print_all(&printing);
	const bool done = fflush(stdout) == 0 && !ferror(stdout);
	arena_release(&printing.arena);
	return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
