/*
 * Which allow rules of a policy.conf grant what, and its remarks.
 *
 * Who has an attribute is taken from the text: checkpolicy leaves attributes
 * out of a binary that it has expanded.
 */
#include "base/map.h"
#include "policy/policy.h"
#include "source/source_conf.h"
#include "source/source_grant.h"
#include "source/source_macro.h"
#include "source/source_scan.h"
#include "source/source_statement.h"

#include <string.h>

/* A type, with its own number; an alias; or an attribute. */
struct conf_symbol {
	const char *alias_of; /* or NULL */
	unsigned set;	      /* number of the set, or NO_SET */
	uint64_t *types;      /* of an attribute; or NULL */
};

enum { NO_SET = -1 };

struct membership {
	const char *type, *attribute;
};

struct builder {
	const struct policy *policy;
	struct grants grants;
	const struct source_places *places; /* or NULL */
	const char *start;		    /* of the text */
	struct arena *arena;
	struct arena scratch;
	struct map symbols;
	struct map sets; /* of several names, by what they say */
	struct map known_remarks;
	list_of(struct membership) memberships;
	list_of(struct policy_remark) remarks;
};

/* --- Types and attributes ----------------------------------------------- */

static struct conf_symbol *add_symbol(struct builder *builder, const char *name)
{
	struct conf_symbol *symbol =
		arena_alloc(&builder->scratch, 1, sizeof *symbol);
	symbol->set = (unsigned)NO_SET;
	map_set(&builder->symbols, name, symbol, &builder->scratch);
	return symbol;
}

static struct conf_symbol *find_symbol(const struct builder *builder,
				       const char *name)
{
	struct conf_symbol *symbol = map_get(&builder->symbols, name);
	/* An alias is one of a type, never of another alias. */
	if (symbol && symbol->alias_of)
		symbol = map_get(&builder->symbols, symbol->alias_of);
	return symbol;
}

static void add_types(struct builder *builder)
{
	for (unsigned i = 0; i < builder->policy->type_count; i++)
		if (!builder->policy->types[i].attribute)
			add_symbol(builder, builder->policy->types[i].name)
				->set = i;
}

/* type, typealias, typeattribute: NAME [alias NAMES] [,] [NAME {, NAME}] ; */
static void read_type(struct builder *builder, struct scanner *scanner)
{
	struct conf_token token = scanner_next(scanner);
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

static void join(const struct builder *builder,
		 const struct conf_symbol *symbol, uint64_t *into)
{
	if (symbol->types)
		for (size_t i = 0; i < builder->grants.words; i++)
			into[i] |= symbol->types[i];
	else if (symbol->set != (unsigned)NO_SET)
		into[symbol->set / SET_BITS] |= UINT64_C(1)
						<< (symbol->set % SET_BITS);
}

/* After all statements: a type may join before it is declared. */
static void apply_memberships(struct builder *builder)
{
	for (size_t i = 0; i < builder->memberships.count; i++) {
		const struct membership *row = &builder->memberships.items[i];
		const struct conf_symbol *type =
			find_symbol(builder, row->type);
		struct conf_symbol *attribute =
			find_symbol(builder, row->attribute);
		if (!attribute)
			attribute = add_symbol(builder, row->attribute);
		if (!attribute->types && attribute->set == (unsigned)NO_SET)
			attribute->types = grants_empty_set(&builder->grants);
		if (type && attribute->types)
			join(builder, type, attribute->types);
	}
}

/* --- Sets --------------------------------------------------------------- */

/* The number of a type or attribute; of an unknown one, that of no types. */
static unsigned set_of_symbol(struct builder *builder, const char *name)
{
	struct conf_symbol *symbol = find_symbol(builder, name);
	if (!symbol)
		symbol = add_symbol(builder, name);
	if (symbol->set == (unsigned)NO_SET) {
		if (!symbol->types)
			symbol->types = grants_empty_set(&builder->grants);
		symbol->set = grants_set(&builder->grants, symbol->types);
	}
	return symbol->set;
}

/* As libsepol expands them: "-" counts for the whole set, "~" comes last. */
static const uint64_t *types_of(struct builder *builder,
				const struct name_set *set)
{
	size_t words = builder->grants.words;
	uint64_t *types = grants_empty_set(&builder->grants);
	uint64_t *without =
		arena_alloc(&builder->scratch, words, sizeof *without);
	uint64_t *all = arena_alloc(&builder->scratch, words, sizeof *all);
	for (unsigned i = 0; i < builder->policy->type_count; i++)
		if (!builder->policy->types[i].attribute)
			all[i / SET_BITS] |= UINT64_C(1) << (i % SET_BITS);
	for (size_t i = 0; i < set->names.count; i++) {
		const struct set_name *name = &set->names.items[i];
		const struct conf_symbol *symbol =
			find_symbol(builder, name->name);
		if (symbol)
			join(builder, symbol, name->negated ? without : types);
	}
	for (size_t i = 0; i < words; i++) {
		if (set->all)
			types[i] = all[i];
		types[i] &= ~without[i];
		if (set->complement)
			types[i] = all[i] & ~types[i];
	}
	return types;
}

/* What the set says, as a key of a map, in the scratch memory. */
static const char *set_words(struct builder *builder,
			     const struct name_set *set)
{
	struct buffer words = BUFFER_INIT;
	buffer_add_string(&words, set->complement ? "~" : "");
	buffer_add_string(&words, set->all ? "*" : "");
	for (size_t i = 0; i < set->names.count; i++)
		buffer_format(&words, " %s%s",
			      set->names.items[i].negated ? "-" : "",
			      set->names.items[i].name);
	const char *key =
		arena_slice(&builder->scratch, words.data, words.length);
	buffer_release(&words);
	return key;
}

/* The number of the set, which is the same for the same words. */
static unsigned number_of(struct builder *builder, const struct name_set *set)
{
	if (set->names.count == 1 && !set->all && !set->complement &&
	    !set->names.items[0].negated)
		return set_of_symbol(builder, set->names.items[0].name);
	const char *key = set_words(builder, set);
	unsigned *number = map_get(&builder->sets, key);
	if (!number) {
		number = arena_alloc(&builder->scratch, 1, sizeof *number);
		*number = grants_set(&builder->grants, types_of(builder, set));
		map_set(&builder->sets, key, number, &builder->scratch);
	}
	return *number;
}

/* Takes "self" out of the set; whether it was there. */
static bool take_self(struct name_set *set)
{
	size_t kept = 0;
	bool self = false;
	for (size_t i = 0; i < set->names.count; i++) {
		if (strcmp(set->names.items[i].name, "self") == 0)
			self = !set->names.items[i].negated;
		else
			set->names.items[kept++] = set->names.items[i];
	}
	set->names.count = kept;
	return self;
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

/* The statement in one line, without comments and with its end. */
static const char *rule_words(const struct builder *builder, const char *start,
			      const char *end)
{
	char *words = arena_alloc(builder->arena, (size_t)(end - start) + 2, 1);
	size_t length = 0;
	for (const char *at = start; at < end; at++) {
		if (*at == '#')
			at = source_line_end(at, end);
		if (at < end && !strchr(" \t\r\n", *at))
			words[length++] = *at;
		else if (length && words[length - 1] != ' ')
			words[length++] = ' ';
	}
	if (length && words[length - 1] == ' ')
		length--;
	words[length] = ';';
	return words;
}

/* allow SOURCES TARGETS : CLASSES PERMISSIONS ; */
static void read_allow(struct builder *builder, struct scanner *scanner,
		       const char *start, struct source_location at)
{
	struct name_set sources = {0}, targets = {0};
	struct name_set classes = {0}, permissions = {0};
	struct arena *scratch = &builder->scratch;
	const struct policy *policy = builder->policy;
	if (!statement_names(scanner, scratch, &sources) ||
	    !statement_names(scanner, scratch, &targets))
		return;
	/* Without a ":" the rule is one of roles. */
	struct conf_token colon = scanner_peek(scanner);
	if (!token_is_sign(&colon, ':'))
		return;
	scanner_next(scanner);
	if (!statement_names(scanner, scratch, &classes) ||
	    !statement_names(scanner, scratch, &permissions))
		return;
	take_self(&sources); /* as a source it is no type */
	struct text_grant grant = {.self = take_self(&targets)};
	grant.source = number_of(builder, &sources);
	grant.target = number_of(builder, &targets);
	at.words = rule_words(builder, start, scanner->at);
	grant.rule = grants_rule(&builder->grants, at);
	for (unsigned i = 0; i < policy->class_count; i++) {
		const struct policy_class *row = &policy->classes[i];
		if (!row->name || !has_class(&classes, row->name))
			continue;
		grant.permissions = permissions_of(&permissions, row);
		if (grant.permissions)
			grants_add(&builder->grants, i, grant);
	}
}

/* --- Places -------------------------------------------------------------- */

static const struct location *place_of(const struct builder *builder,
				       const char *start)
{
	return builder->places
		       ? source_place_find(builder->places,
					   (size_t)(start - builder->start))
		       : NULL;
}

static struct source_location locate(const struct builder *builder,
				     const struct conf_token *keyword,
				     bool conditional)
{
	struct source_location at = {.file = keyword->file,
				     .line = keyword->line,
				     .conditional = conditional};
	const struct location *place = place_of(builder, keyword->start);
	if (place &&
	    (place->line != at.line || strcmp(place->file, at.file) != 0))
		at.macro = *place;
	return at;
}

/* One in a macro comes with each call, and stands in one place all the same. */
static void add_remark(struct builder *builder, struct policy_remark remark)
{
	const char *key = arena_format(&builder->scratch, "%u %s\n%s",
				       remark.line, remark.file, remark.text);
	if (map_get(&builder->known_remarks, key))
		return;
	map_set(&builder->known_remarks, key, builder, &builder->scratch);
	*list_push(&builder->remarks, builder->arena) = remark;
}

static void take_comment(void *context, const struct scanner *scanner,
			 const char *start, const char *end)
{
	struct builder *builder = context;
	const char *text = remark_text(start + 1, end, builder->arena);
	if (!text)
		return;
	struct policy_remark remark = {
		.file = scanner->file, .line = scanner->line, .text = text};
	const struct location *place = place_of(builder, start);
	if (place) {
		remark.file = place->file;
		remark.line = place->line;
	}
	add_remark(builder, remark);
}

static bool is_of_types(const struct conf_token *keyword)
{
	return token_is_keyword(keyword, "type") ||
	       token_is_keyword(keyword, "typealias") ||
	       token_is_keyword(keyword, "typeattribute");
}

/* A remark before a branch is for its first rule, of whatever kind that is. */
static bool opens_branch(const struct conf_token *keyword)
{
	return token_is_keyword(keyword, "if") ||
	       token_is_keyword(keyword, "else") ||
	       token_is_keyword(keyword, "optional");
}

/* Those that came before the statement. */
static void bind_remarks(struct builder *builder, size_t first,
			 const struct conf_token *keyword)
{
	const bool stops =
		keyword->word &&
		rule_stops_remarks(arena_slice(
			&builder->scratch, keyword->start, keyword->length));
	for (size_t i = first; i < builder->remarks.count; i++)
		builder->remarks.items[i].own_line = stops;
}

void conf_text_read(struct policy *policy, const struct buffer *text,
		    const struct source_places *places, struct arena *arena)
{
	struct builder builder = {
		.policy = policy,
		.grants = grants_new(policy, arena),
		.places = places,
		.start = buffer_string(text),
		.arena = arena,
	};
	struct conf_token keyword;
	struct scanner start = scanner_new(policy->path, text, arena);
	add_types(&builder);

	struct statement_walk walk = {.scanner = start};
	walk.scanner.comment = take_comment;
	walk.scanner.context = &builder;
	for (size_t bound = 0; statement_begin(&walk, &keyword);) {
		if (!opens_branch(&keyword)) {
			bind_remarks(&builder, bound, &keyword);
			bound = builder.remarks.count;
		}
		if (is_of_types(&keyword))
			read_type(&builder, &walk.scanner);
		else
			statement_skip(&walk, &keyword);
	}
	apply_memberships(&builder);

	walk = (struct statement_walk){.scanner = start};
	while (statement_next(&walk, &keyword))
		if (token_is_keyword(&keyword, "allow"))
			read_allow(&builder, &walk.scanner, keyword.start,
				   locate(&builder, &keyword,
					  walk.conditional != 0));
	policy->text = grants_done(&builder.grants);
	policy->remarks = builder.remarks.items;
	policy->remark_count = (unsigned)builder.remarks.count;
	arena_release(&builder.scratch);
}
