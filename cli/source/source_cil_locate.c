/* Which allow rules of CIL grant what. */
#include "base/map.h"
#include "source/source_cil.h"
#include "source/source_cil_locate.h"
#include "source/source_cil_name.h"
#include "source/source_cil_parse.h"
#include "source/source_cil_walk.h"
#include "source/source_cil_world.h"
#include "source/source_grant.h"

#include <string.h>

enum { DEPTH_AT_MOST = 60, BUSY = 1, KNOWN, UNKNOWN };

struct cil_builder {
	const struct policy *policy;
	struct cil_world *world;
	struct grants grants;
	struct arena scratch;
	struct map types; /* by name: index + 1 of the policy's */
};

/* A word or expression, and where its names are looked up. */
struct term {
	const struct cil_node *node;
	const struct cil_frame *frame;
	unsigned depth;
};

static struct term part_of(struct term term, size_t index)
{
	return (struct term){cil_part(term.node, index), term.frame,
			     term.depth + 1};
}

/* What a parameter stands for, or the term itself; node NULL: nothing. */
static struct term unbound(struct term term)
{
	if (term.depth > DEPTH_AT_MOST)
		term.node = NULL;
	term.node = cil_argument(term.node, &term.frame);
	return term;
}

/* --- Types --------------------------------------------------------------- */

static bool join_types(struct cil_builder *builder, struct term term,
		       uint64_t *types);

static bool is_operator(const char *word)
{
	static const char *const words[] = {"and", "or", "not", "xor", "all"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

static unsigned index_of(const struct cil_builder *builder, const char *name)
{
	const unsigned *index = map_get(&builder->types, name);
	return index ? *index : (unsigned)-1;
}

/* The members that a binary says it has, or those that the text gives it. */
static bool fill_attribute(struct cil_builder *builder,
			   struct cil_symbol *symbol, uint64_t *types)
{
	unsigned index = index_of(builder, symbol->name);
	if (index != (unsigned)-1) {
		const struct policy_type *row = &builder->policy->types[index];
		for (unsigned i = 0; i < row->member_count; i++)
			types[row->members[i] / SET_BITS] |=
				UINT64_C(1) << (row->members[i] % SET_BITS);
		return true;
	}
	for (size_t i = 0; i < symbol->values.count; i++) {
		const struct cil_value *value = &symbol->values.items[i];
		const struct term term = {cil_part(value->node, 2),
					  value->frame, 0};
		if (!join_types(builder, term, types))
			return false;
	}
	return true;
}

static bool is_alias(const struct cil_symbol *symbol)
{
	return strcmp(cil_word(symbol->node, 0), "typealias") == 0 &&
	       symbol->values.count;
}

/* The number of the type's or attribute's set; false: it is not known. */
static bool set_of_symbol(struct cil_builder *builder,
			  struct cil_symbol *symbol, unsigned *set)
{
	for (unsigned i = 0; symbol && is_alias(symbol) && i < DEPTH_AT_MOST;
	     i++)
		symbol = cil_resolve(builder->world, CIL_KIND_TYPE,
				     cil_word(symbol->values.items[0].node, 2),
				     symbol->values.items[0].frame);
	if (!symbol)
		return false;
	if (!symbol->attribute) {
		*set = index_of(builder, symbol->name);
		return *set != (unsigned)-1;
	}
	if (!symbol->busy) {
		uint64_t *types = grants_empty_set(&builder->grants);
		symbol->busy = BUSY;
		bool known = fill_attribute(builder, symbol, types);
		symbol->busy = known ? KNOWN : UNKNOWN;
		if (known)
			symbol->set = grants_set(&builder->grants, types);
	}
	*set = symbol->set;
	return symbol->busy == KNOWN;
}

static void add_all(const struct cil_builder *builder, uint64_t *types)
{
	for (unsigned i = 0; i < builder->policy->type_count; i++)
		if (!builder->policy->types[i].attribute)
			types[i / SET_BITS] |= UINT64_C(1) << (i % SET_BITS);
}

static bool join_word(struct cil_builder *builder, struct term term,
		      uint64_t *types)
{
	unsigned set;
	if (strcmp(term.node->text, "all") == 0) {
		add_all(builder, types);
		return true;
	}
	if (!set_of_symbol(builder,
			   cil_resolve(builder->world, CIL_KIND_TYPE,
				       term.node->text, term.frame),
			   &set))
		return false;
	unsigned count = builder->policy->type_count;
	if (set < count) {
		types[set / SET_BITS] |= UINT64_C(1) << (set % SET_BITS);
		return true;
	}
	for (size_t i = 0; i < builder->grants.words; i++)
		types[i] |= builder->grants.sets.items[set - count][i];
	return true;
}

/* (and A B), (or A B), (xor A B), (not A), (all) */
static bool join_operation(struct cil_builder *builder, struct term term,
			   uint64_t *types)
{
	const char *word = cil_word(term.node, 0);
	size_t words = builder->grants.words;
	uint64_t *one = arena_alloc(&builder->scratch, words, sizeof *one);
	uint64_t *two = arena_alloc(&builder->scratch, words, sizeof *two);
	if (strcmp(word, "all") == 0) {
		add_all(builder, types);
		return true;
	}
	if (!join_types(builder, part_of(term, 1), one))
		return false;
	bool negated = strcmp(word, "not") == 0;
	if (negated)
		add_all(builder, two);
	else if (!join_types(builder, part_of(term, 2), two))
		return false;
	for (size_t i = 0; i < words; i++)
		types[i] |= negated		       ? two[i] & ~one[i]
			    : strcmp(word, "and") == 0 ? one[i] & two[i]
			    : strcmp(word, "or") == 0  ? one[i] | two[i]
						       : one[i] ^ two[i];
	return true;
}

static bool join_types(struct cil_builder *builder, struct term term,
		       uint64_t *types)
{
	term = unbound(term);
	if (!term.node)
		return false;
	if (term.node->text)
		return join_word(builder, term, types);
	if (is_operator(cil_word(term.node, 0)))
		return join_operation(builder, term, types);
	for (size_t i = 0, count = cil_count(term.node); i < count; i++)
		if (!join_types(builder, part_of(term, i), types))
			return false;
	return true;
}

/* --- Permissions -----------------------------------------------------------
 */

/* What a rule grants on each class. */
struct masks {
	uint32_t *of; /* by class */
};

static bool join_permissions(struct cil_builder *builder, struct term term,
			     struct masks *masks);

static unsigned class_of(const struct policy *policy, const char *name)
{
	for (unsigned i = 0; i < policy->class_count; i++)
		if (policy->classes[i].name &&
		    strcmp(policy->classes[i].name, name) == 0)
			return i;
	return (unsigned)-1;
}

/* Names with a bit each, of a class or of a map of classes. */
struct bits {
	const char *const *names;
	unsigned count;
};

static bool evaluate_bits(struct term term, const struct bits *bits,
			  uint32_t *mask);

static bool evaluate_operation(struct term term, const struct bits *bits,
			       uint32_t *mask)
{
	const char *word = cil_word(term.node, 0);
	uint32_t all = 0, one = 0, two = 0;
	for (unsigned i = 0; i < bits->count; i++)
		if (bits->names[i])
			all |= UINT32_C(1) << i;
	if (strcmp(word, "all") == 0) {
		*mask |= all;
		return true;
	}
	bool negated = strcmp(word, "not") == 0;
	if (!evaluate_bits(part_of(term, 1), bits, &one) ||
	    (!negated && !evaluate_bits(part_of(term, 2), bits, &two)))
		return false;
	if (negated)
		*mask |= all & ~one;
	else if (strcmp(word, "and") == 0)
		*mask |= one & two;
	else if (strcmp(word, "or") == 0)
		*mask |= one | two;
	else
		*mask |= one ^ two;
	return true;
}

static bool evaluate_bits(struct term term, const struct bits *bits,
			  uint32_t *mask)
{
	term = unbound(term);
	if (!term.node)
		return false;
	if (!term.node->text && is_operator(cil_word(term.node, 0)))
		return evaluate_operation(term, bits, mask);
	if (!term.node->text) {
		for (size_t i = 0, count = cil_count(term.node); i < count; i++)
			if (!evaluate_bits(part_of(term, i), bits, mask))
				return false;
		return true;
	}
	bool all = strcmp(term.node->text, "all") == 0, found = all;
	for (unsigned i = 0; i < bits->count; i++) {
		if (!bits->names[i] ||
		    (!all && strcmp(bits->names[i], term.node->text) != 0))
			continue;
		*mask |= UINT32_C(1) << i;
		found = true;
	}
	return found;
}

/* Of a classmap: what its chosen permissions are mapped to. */
static bool join_map(struct cil_builder *builder,
		     const struct cil_symbol *symbol, struct term permissions,
		     struct masks *masks)
{
	const char *names[32];
	struct bits bits = {names, 0};
	uint32_t mask = 0;
	const struct cil_node *list = cil_part(symbol->node, 2);
	for (const struct cil_node *part = list ? list->first : NULL;
	     part && bits.count < 32; part = part->next)
		names[bits.count++] = part->text;
	if (!evaluate_bits(permissions, &bits, &mask))
		return false;
	for (size_t i = 0; i < symbol->values.count; i++) {
		const struct cil_value *value = &symbol->values.items[i];
		for (unsigned bit = 0; bit < bits.count; bit++) {
			const struct term term = {cil_part(value->node, 3),
						  value->frame,
						  permissions.depth + 1};
			if ((mask >> bit & 1) && names[bit] &&
			    strcmp(names[bit], cil_word(value->node, 2)) == 0 &&
			    !join_permissions(builder, term, masks))
				return false;
		}
	}
	return true;
}

/* (CLASS (PERMISSIONS)), of a class or a classmap */
static bool join_class(struct cil_builder *builder, struct term term,
		       struct masks *masks)
{
	struct term name = unbound(part_of(term, 0));
	if (!name.node || !name.node->text)
		return false;
	unsigned index = class_of(builder->policy, name.node->text);
	if (index != (unsigned)-1) {
		const struct policy_class *row =
			&builder->policy->classes[index];
		const struct bits bits = {row->permissions,
					  row->permission_count};
		return evaluate_bits(part_of(term, 1), &bits,
				     &masks->of[index]);
	}
	const struct cil_symbol *map = cil_resolve(builder->world, CIL_KIND_MAP,
						   name.node->text, name.frame);
	return map && join_map(builder, map, part_of(term, 1), masks);
}

static bool join_permissions(struct cil_builder *builder, struct term term,
			     struct masks *masks)
{
	term = unbound(term);
	if (!term.node)
		return false;
	if (!term.node->text)
		return join_class(builder, term, masks);
	const struct cil_symbol *symbol =
		cil_resolve(builder->world, CIL_KIND_PERMISSIONS,
			    term.node->text, term.frame);
	if (!symbol)
		return false;
	for (size_t i = 0; i < symbol->values.count; i++) {
		const struct cil_value *value = &symbol->values.items[i];
		const struct term set = {cil_part(value->node, 2), value->frame,
					 term.depth + 1};
		if (!join_permissions(builder, set, masks))
			return false;
	}
	return true;
}

/* --- Rules -----------------------------------------------------------------
 */

/* The set of a rule's source or target, which is a word. */
static bool set_of(struct cil_builder *builder, struct term term, unsigned *set)
{
	term = unbound(term);
	return term.node && term.node->text &&
	       set_of_symbol(builder,
			     cil_resolve(builder->world, CIL_KIND_TYPE,
					 term.node->text, term.frame),
			     set);
}

static struct source_location locate(const struct cil_node *node,
				     const struct cil_frame *frame)
{
	struct source_location at = {.file = node->file,
				     .line = node->line,
				     .conditional = frame->conditional};
	if (frame->call) {
		at.macro = (struct location){node->file, node->line, 0};
		at.file = frame->call->file;
		at.line = frame->call->line;
	}
	return at;
}

static void add_words(const struct cil_node *node, struct buffer *words)
{
	if (node->text) {
		buffer_add_string(words, node->text);
		return;
	}
	buffer_add_char(words, '(');
	for (const struct cil_node *part = node->first; part;
	     part = part->next) {
		add_words(part, words);
		if (part->next)
			buffer_add_char(words, ' ');
	}
	buffer_add_char(words, ')');
}

/* The expression in one line. */
static const char *node_words(const struct cil_node *node, struct arena *arena)
{
	struct buffer words = BUFFER_INIT;
	add_words(node, &words);
	const char *copy = arena_string(arena, buffer_string(&words));
	buffer_release(&words);
	return copy;
}

/* (allow SOURCE TARGET PERMISSIONS) */
static void add_rule(void *context, const struct cil_node *node,
		     const struct cil_frame *frame)
{
	struct cil_builder *builder = context;
	const struct policy *policy = builder->policy;
	const struct term rule = {node, frame, 0};
	struct term target = unbound(part_of(rule, 2));
	struct text_grant grant = {0};
	struct masks masks = {arena_alloc(
		&builder->scratch, policy->class_count, sizeof *masks.of)};
	if (!set_of(builder, part_of(rule, 1), &grant.source) ||
	    !join_permissions(builder, part_of(rule, 3), &masks)) {
		builder->grants.missed = true;
		return;
	}
	grant.self = target.node && target.node->text &&
		     strcmp(target.node->text, "self") == 0;
	if (grant.self)
		grant.target = grants_set(&builder->grants,
					  grants_empty_set(&builder->grants));
	else if (!set_of(builder, target, &grant.target)) {
		builder->grants.missed = true;
		return;
	}
	struct source_location at = locate(node, frame);
	at.words = node_words(node, builder->grants.arena);
	grant.rule = grants_rule(&builder->grants, at);
	for (unsigned i = 0; i < policy->class_count; i++) {
		grant.permissions = masks.of[i];
		if (grant.permissions)
			grants_add(&builder->grants, i, grant);
	}
}

static void add_types(struct cil_builder *builder)
{
	const struct policy *policy = builder->policy;
	unsigned *indices = arena_alloc(&builder->scratch, policy->type_count,
					sizeof *indices);
	for (unsigned i = 0; i < policy->type_count; i++) {
		indices[i] = i;
		map_set(&builder->types, policy->types[i].name, &indices[i],
			&builder->scratch);
	}
}

void cil_text_read(struct policy *policy, const struct buffer *text,
		   struct arena *arena)
{
	struct cil_builder builder = {.policy = policy,
				      .grants = grants_new(policy, arena)};
	struct cil_remarks remarks = {LIST_INIT};
	const struct cil_node *root =
		cil_parse(policy->path, text, arena, &remarks);
	add_types(&builder);
	if (root)
		builder.world = cil_world_new(root, policy, &builder.scratch);
	/* Without all rules, those that are missing would be misleading. */
	if (!builder.world ||
	    !cil_walk_rules(builder.world, add_rule, &builder)) {
		builder.grants = grants_new(policy, arena);
		builder.grants.missed = true;
	}
	if (builder.world && cil_world_skips(builder.world))
		builder.grants.missed = true;
	policy->text = grants_done(&builder.grants);
	policy->remarks = remarks.list.items;
	policy->remark_count = (unsigned)remarks.list.count;
	arena_release(&builder.scratch);
}
