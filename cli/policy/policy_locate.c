/*
 * Which allow rules of a policy.conf grant what.
 *
 * Who has an attribute is taken from the text: checkpolicy leaves attributes
 * out of a binary that it has expanded.
 */
#include "policy/policy_text.h"

#include <string.h>

#include "base/map.h"

enum { WORD_BITS = 64 };

/* What an allow rule grants on one class. Types are bits, by their index. */
struct grant {
	struct policy_location at;
	uint32_t permissions;
	const uint64_t *sources, *targets;
	bool self; /* each source to itself */
};

struct class_grants {
	list_of(struct grant) list; /* in the text's order */
};

struct policy_text {
	struct class_grants *classes; /* one for each class of the policy */
};

/* A type, with its own bit; an alias; or an attribute. */
struct symbol {
	const char *alias_of; /* or NULL */
	uint64_t *types;
};

struct membership {
	const char *type, *attribute;
};

struct builder {
	const struct policy *policy;
	struct policy_text *text;
	size_t words; /* that a set of types has */
	uint64_t *all_types;
	struct arena *arena;
	struct arena scratch;
	struct map symbols;
	list_of(struct membership) memberships;
};

/* --- Types and attributes ----------------------------------------------- */

static struct symbol *add_symbol(struct builder *builder, const char *name)
{
	struct symbol *symbol =
		arena_alloc(&builder->scratch, 1, sizeof *symbol);
	symbol->types = arena_alloc(&builder->scratch, builder->words,
				    sizeof *symbol->types);
	map_set(&builder->symbols, name, symbol, &builder->scratch);
	return symbol;
}

static struct symbol *find_symbol(const struct builder *builder,
				  const char *name)
{
	struct symbol *symbol = map_get(&builder->symbols, name);
	/* An alias is one of a type, never of another alias. */
	if (symbol && symbol->alias_of)
		symbol = map_get(&builder->symbols, symbol->alias_of);
	return symbol;
}

static void add_types(struct builder *builder)
{
	for (unsigned i = 0; i < builder->policy->type_count; i++) {
		const struct policy_type *type = &builder->policy->types[i];
		if (type->attribute)
			continue;
		uint64_t bit = UINT64_C(1) << (i % WORD_BITS);
		add_symbol(builder, type->name)->types[i / WORD_BITS] |= bit;
		builder->all_types[i / WORD_BITS] |= bit;
	}
}

/* type, typealias, typeattribute: NAME [alias NAMES] [,] [NAME {, NAME}] ; */
static void read_type(struct builder *builder, struct scanner *scanner)
{
	struct token token = scanner_next(scanner);
	if (!token.word)
		return;
	const char *name =
		arena_slice(&builder->scratch, token.start, token.length);
	token = scanner_peek(scanner);
	if (token_is_keyword(&token, "alias")) {
		struct name_set aliases = {0};
		scanner_next(scanner);
		statement_names(scanner, &builder->scratch, &aliases);
		for (size_t i = 0; i < aliases.names.count; i++)
			add_symbol(builder, aliases.names.items[i].name)
				->alias_of = name;
	}
	for (;;) {
		token = scanner_peek(scanner);
		if (!token.word && !token_is_sign(&token, ','))
			return;
		scanner_next(scanner);
		if (!token.word)
			continue;
		*list_push(&builder->memberships, &builder->scratch) =
			(struct membership){name, arena_slice(&builder->scratch,
							      token.start,
							      token.length)};
	}
}

static void join(uint64_t *into, const uint64_t *types, size_t words)
{
	for (size_t i = 0; i < words; i++)
		into[i] |= types[i];
}

/* After all statements: a type may join before it is declared. */
static void apply_memberships(struct builder *builder)
{
	for (size_t i = 0; i < builder->memberships.count; i++) {
		const struct membership *row = &builder->memberships.items[i];
		const struct symbol *type = find_symbol(builder, row->type);
		struct symbol *attribute = find_symbol(builder, row->attribute);
		if (!attribute)
			attribute = add_symbol(builder, row->attribute);
		if (type)
			join(attribute->types, type->types, builder->words);
	}
}

/* --- Sets --------------------------------------------------------------- */

/* As libsepol expands them: "-" counts for the whole set, "~" comes last. */
static const uint64_t *types_of(struct builder *builder,
				const struct name_set *set, bool *self)
{
	size_t words = builder->words;
	uint64_t *types = arena_alloc(builder->arena, words, sizeof *types);
	uint64_t *without =
		arena_alloc(&builder->scratch, words, sizeof *without);
	for (size_t i = 0; i < set->names.count; i++) {
		const struct set_name *name = &set->names.items[i];
		const struct symbol *symbol = find_symbol(builder, name->name);
		if (strcmp(name->name, "self") == 0)
			*self = !name->negated;
		else if (symbol)
			join(name->negated ? without : types, symbol->types,
			     words);
	}
	if (set->all)
		join(types, builder->all_types, words);
	for (size_t i = 0; i < words; i++) {
		types[i] &= ~without[i];
		if (set->complement)
			types[i] = builder->all_types[i] & ~types[i];
	}
	return types;
}

/* The permissions of the class that the set names. */
static uint32_t permissions_of(const struct name_set *set,
			       const struct policy_class *row)
{
	uint32_t known = 0, with = 0, without = 0;
	for (unsigned bit = 0; bit < row->permission_count; bit++) {
		uint32_t mask = UINT32_C(1) << bit;
		if (!row->permissions[bit])
			continue;
		known |= mask;
		for (size_t i = 0; i < set->names.count; i++) {
			const struct set_name *name = &set->names.items[i];
			if (strcmp(name->name, row->permissions[bit]) != 0)
				continue;
			if (name->negated)
				without |= mask;
			else
				with |= mask;
		}
	}
	with = (set->all ? known : with) & ~without;
	return set->complement ? known & ~with : with;
}

static bool has_class(const struct name_set *set, const char *class_name)
{
	bool found = set->all;
	for (size_t i = 0; i < set->names.count; i++)
		if (strcmp(set->names.items[i].name, class_name) == 0)
			found = !set->names.items[i].negated;
	return found != set->complement;
}

/* --- Rules -------------------------------------------------------------- */

/* allow SOURCES TARGETS : CLASSES PERMISSIONS ; */
static void read_allow(struct builder *builder, struct scanner *scanner,
		       struct policy_location at)
{
	struct name_set sources = {0}, targets = {0};
	struct name_set classes = {0}, permissions = {0};
	struct arena *scratch = &builder->scratch;
	const struct policy *policy = builder->policy;
	struct grant grant = {.at = at};
	if (!statement_names(scanner, scratch, &sources) ||
	    !statement_names(scanner, scratch, &targets))
		return;
	/* Without a ":" the rule is one of roles. */
	struct token colon = scanner_peek(scanner);
	if (!token_is_sign(&colon, ':'))
		return;
	scanner_next(scanner);
	if (!statement_names(scanner, scratch, &classes) ||
	    !statement_names(scanner, scratch, &permissions))
		return;
	grant.sources = types_of(builder, &sources, &grant.self);
	grant.self = false; /* "self" as a source is no type */
	grant.targets = types_of(builder, &targets, &grant.self);
	for (unsigned i = 0; i < policy->class_count; i++) {
		const struct policy_class *row = &policy->classes[i];
		if (!row->name || !has_class(&classes, row->name))
			continue;
		grant.permissions = permissions_of(&permissions, row);
		*list_push(&builder->text->classes[i].list, builder->arena) =
			grant;
	}
}

const struct policy_text *policy_text_read(const struct policy *policy,
					   const struct buffer *text,
					   struct arena *arena)
{
	struct policy_text *result = arena_alloc(arena, 1, sizeof *result);
	struct builder builder = {
		.policy = policy,
		.text = result,
		.words = (policy->type_count + WORD_BITS - 1) / WORD_BITS,
		.arena = arena,
	};
	struct token keyword;
	struct scanner start = scanner_new(policy->path, text, arena);
	result->classes = arena_alloc(arena, policy->class_count,
				      sizeof *result->classes);
	builder.all_types = arena_alloc(&builder.scratch, builder.words,
					sizeof *builder.all_types);
	add_types(&builder);

	struct statement_walk walk = {.scanner = start};
	while (statement_next(&walk, &keyword))
		if (!token_is_keyword(&keyword, "allow"))
			read_type(&builder, &walk.scanner);
	apply_memberships(&builder);

	walk = (struct statement_walk){.scanner = start};
	while (statement_next(&walk, &keyword))
		if (token_is_keyword(&keyword, "allow"))
			read_allow(
				&builder, &walk.scanner,
				(struct policy_location){keyword.file,
							 keyword.line,
							 walk.conditional != 0,
							 NULL,
							 {0}});
	arena_release(&builder.scratch);
	return result;
}

static bool has_type(const uint64_t *types, unsigned type)
{
	return types[type / WORD_BITS] >> (type % WORD_BITS) & 1;
}

size_t policy_locate(const struct policy *policy, unsigned source,
		     unsigned target, unsigned object_class, unsigned bit,
		     struct arena *arena, struct policy_location **locations)
{
	list_of(struct policy_location) found = LIST_INIT;
	*locations = NULL;
	if (!policy->text || source >= policy->type_count ||
	    target >= policy->type_count ||
	    object_class >= policy->class_count || bit >= 32)
		return 0;
	const struct class_grants *grants =
		&policy->text->classes[object_class];
	for (size_t i = 0; i < grants->list.count; i++) {
		const struct grant *grant = &grants->list.items[i];
		if ((grant->permissions >> bit & 1) &&
		    has_type(grant->sources, source) &&
		    (has_type(grant->targets, target) ||
		     (grant->self && source == target)))
			*list_push(&found, arena) = grant->at;
	}
	*locations = found.items;
	return found.count;
}
