/*
 * Binary policies by libsepol, whose structures do not leave this file.
 *
 * The policydb_* calls are in the static archive of libsepol only.
 */
#include <sepol/debug.h>
#include <sepol/handle.h>
#include <sepol/policydb/conditional.h>
#include <sepol/policydb/policydb.h>

/* libsepol calls this member "bool", so <stdbool.h> must come later. */
static unsigned boolean_of(const cond_expr_t *expression)
{
	return expression->bool;
}

#include "policy/policy_rows.h"

#include <stdlib.h>

struct reader {
	const policydb_t *db;
	const struct policy_class *classes;
	struct arena *arena;
	list_of(struct policy_rule) rules;
	list_of(struct policy_condition) conditions;
	list_of(struct policy_sid) sids;
	list_of(struct policy_transition) transitions;
	unsigned condition; /* of the rules being read */
};

/* --- Classes and types ------------------------------------------------- */

static int add_permission(hashtab_key_t key, hashtab_datum_t datum, void *row)
{
	struct policy_class *class_row = row;
	const perm_datum_t *permission = datum;
	unsigned value = permission->s.value;
	if (value < 1 || value > PERM_SYMTAB_SIZE)
		return -1;
	class_row->permissions[value - 1] = key;
	if (value > class_row->permission_count)
		class_row->permission_count = value;
	return 0;
}

static bool read_classes(const policydb_t *db, struct arena *arena,
			 struct policy *policy)
{
	unsigned count = db->p_classes.nprim;
	struct policy_class *rows = arena_alloc(arena, count, sizeof *rows);
	for (unsigned i = 0; i < count; i++) {
		const class_datum_t *datum = db->class_val_to_struct[i];
		if (!datum)
			continue;
		rows[i].name = arena_string(arena, db->p_class_val_to_name[i]);
		if (hashtab_map(datum->permissions.table, add_permission,
				&rows[i]) ||
		    (datum->comdatum &&
		     hashtab_map(datum->comdatum->permissions.table,
				 add_permission, &rows[i])))
			return false;
		for (unsigned bit = 0; bit < rows[i].permission_count; bit++)
			rows[i].permissions[bit] =
				arena_string(arena, rows[i].permissions[bit]);
	}
	policy->classes = rows;
	policy->class_count = count;
	return true;
}

/* Up to version 23 a policy has attributes' members, but not their names. */
static bool is_attribute(const policydb_t *db, unsigned index)
{
	const type_datum_t *datum = db->type_val_to_struct[index];
	return !datum || datum->flavor == TYPE_ATTRIB;
}

static void read_members(const policydb_t *db, unsigned index,
			 struct arena *arena, struct policy_type *row)
{
	ebitmap_t *map = &db->attr_type_map[index];
	unsigned *members =
		arena_alloc(arena, ebitmap_cardinality(map), sizeof *members);
	ebitmap_node_t *node;
	unsigned bit;
	ebitmap_for_each_positive_bit(map, node, bit)
	{
		if (bit < db->p_types.nprim && !is_attribute(db, bit))
			members[row->member_count++] = bit;
	}
	row->members = members;
}

static void read_types(const policydb_t *db, struct arena *arena,
		       struct policy *policy)
{
	unsigned count = db->p_types.nprim;
	struct policy_type *rows = arena_alloc(arena, count, sizeof *rows);
	for (unsigned i = 0; i < count; i++) {
		const char *name = db->p_type_val_to_name[i];
		rows[i].name = name ? arena_string(arena, name)
				    : arena_format(arena, "@attr%u", i + 1);
		rows[i].attribute = is_attribute(db, i);
		/* This one map counts from 1, as values do. */
		rows[i].permissive =
			ebitmap_get_bit(&db->permissive_map, i + 1);
		read_members(db, i, arena, &rows[i]);
	}
	policy->types = rows;
	policy->type_count = count;
}

/* --- Rules ------------------------------------------------------------- */

/*
 * checkpolicy writes "*" and "~" with all 32 bits: those are kept that the
 * class has a permission for.
 */
static uint32_t known_permissions(const struct policy_class *row)
{
	uint32_t known = 0;
	for (unsigned bit = 0; bit < row->permission_count; bit++)
		if (row->permissions[bit])
			known |= UINT32_C(1) << bit;
	return known;
}

static int add_rule(avtab_key_t *key, avtab_datum_t *datum, void *context)
{
	struct reader *reader = context;
	if (key->specified & AVTAB_ALLOWED) {
		uint32_t known = known_permissions(
			&reader->classes[key->target_class - 1]);
		*list_push(&reader->rules, reader->arena) =
			(struct policy_rule){
				.source = key->source_type - 1u,
				.target = key->target_type - 1u,
				.object_class = key->target_class - 1u,
				.permissions = datum->data & known,
				.condition = reader->condition,
			};
	} else if (key->specified & AVTAB_TRANSITION) {
		*list_push(&reader->transitions, reader->arena) =
			(struct policy_transition){
				.source = key->source_type - 1u,
				.target = key->target_type - 1u,
				.object_class = key->target_class - 1u,
				.result = datum->data - 1u,
				.condition = reader->condition,
			};
	}
	return 0;
}

static enum condition_operator operator_of(uint32_t kind)
{
	switch (kind) {
	case COND_NOT:
		return CONDITION_NOT;
	case COND_OR:
		return CONDITION_OR;
	case COND_AND:
		return CONDITION_AND;
	case COND_XOR:
		return CONDITION_XOR;
	case COND_EQ:
		return CONDITION_EQUAL;
	case COND_NEQ:
		return CONDITION_UNEQUAL;
	default:
		return CONDITION_BOOLEAN;
	}
}

/* Adds the condition of a branch, and the rules of the branch under it. */
static bool add_branch(struct reader *reader, const cond_node_t *node,
		       bool negated)
{
	const policydb_t *db = reader->db;
	cond_av_list_t *item = negated ? node->false_list : node->true_list;
	list_of(struct named_step) steps = LIST_INIT;
	if (!item)
		return true;
	for (const cond_expr_t *e = node->expr; e; e = e->next) {
		struct named_step *step = list_push(&steps, reader->arena);
		step->operation = operator_of(e->expr_type);
		if (step->operation != CONDITION_BOOLEAN)
			continue;
		unsigned index = boolean_of(e) - 1;
		step->boolean = db->p_bool_val_to_name[index];
		step->state = db->bool_val_to_struct[index]->state;
	}
	reader->condition = (unsigned)reader->conditions.count;
	struct policy_condition *condition =
		list_push(&reader->conditions, reader->arena);
	if (!policy_show_condition(steps.items, steps.count, negated,
				   reader->arena, condition))
		return false;
	for (; item; item = item->next)
		add_rule(&item->node->key, &item->node->datum, reader);
	return true;
}

static int compare_numbers(const unsigned *a, const unsigned *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

static int compare_rules(const void *a, const void *b)
{
	const struct policy_rule *x = a, *y = b;
	const unsigned left[] = {x->source, x->target, x->object_class,
				 x->permissions, x->condition};
	const unsigned right[] = {y->source, y->target, y->object_class,
				  y->permissions, y->condition};
	return compare_numbers(left, right, 5);
}

static int compare_transitions(const void *a, const void *b)
{
	const struct policy_transition *x = a, *y = b;
	const unsigned left[] = {x->source, x->target, x->object_class,
				 x->result, x->condition};
	const unsigned right[] = {y->source, y->target, y->object_class,
				  y->result, y->condition};
	return compare_numbers(left, right, 5);
}

static bool read_rules(struct reader *reader, struct policy *policy)
{
	const policydb_t *db = reader->db;
	avtab_t always = db->te_avtab; /* avtab_map() takes no const one */
	reader->condition = POLICY_ALWAYS;
	avtab_map(&always, add_rule, reader);
	for (const cond_node_t *node = db->cond_list; node; node = node->next)
		if (!add_branch(reader, node, false) ||
		    !add_branch(reader, node, true))
			return false;
	/* libsepol's own order is that of a hash. */
	if (reader->rules.count)
		qsort(reader->rules.items, reader->rules.count,
		      sizeof *reader->rules.items, compare_rules);
	if (reader->transitions.count)
		qsort(reader->transitions.items, reader->transitions.count,
		      sizeof *reader->transitions.items, compare_transitions);
	policy->rules = reader->rules.items;
	policy->rule_count = (unsigned)reader->rules.count;
	policy->transitions = reader->transitions.items;
	policy->transition_count = (unsigned)reader->transitions.count;
	policy->conditions = reader->conditions.items;
	policy->condition_count = (unsigned)reader->conditions.count;
	return true;
}

/* --- Initial SIDs ------------------------------------------------------ */

/* "s0:c0.c3,c7": runs of three categories and more are joined by a point. */
static const char *show_level(const policydb_t *db, const mls_level_t *level,
			      struct arena *arena)
{
	const char *text = db->p_sens_val_to_name[level->sens - 1];
	unsigned end = ebitmap_length(&level->cat);
	const char *separator = ":";
	for (unsigned first = 0; first < end;) {
		unsigned last = first;
		if (!ebitmap_get_bit(&level->cat, first++))
			continue;
		while (ebitmap_get_bit(&level->cat, last + 1))
			last++;
		text = arena_format(arena, "%s%s%s", text, separator,
				    db->p_cat_val_to_name[first - 1]);
		separator = last > first ? "." : ",";
		if (last >= first)
			text = arena_format(arena, "%s%s%s", text, separator,
					    db->p_cat_val_to_name[last]);
		separator = ",";
		first = last + 1;
	}
	return text;
}

static const char *show_context(const policydb_t *db,
				const context_struct_t *context,
				struct arena *arena)
{
	const char *text = arena_format(
		arena, "%s:%s:%s", db->p_user_val_to_name[context->user - 1],
		db->p_role_val_to_name[context->role - 1],
		db->p_type_val_to_name[context->type - 1]);
	if (!db->mls)
		return text;
	const mls_level_t *level = context->range.level;
	text = arena_format(arena, "%s:%s", text,
			    show_level(db, &level[0], arena));
	if (mls_level_eq(&level[0], &level[1]))
		return text;
	return arena_format(arena, "%s-%s", text,
			    show_level(db, &level[1], arena));
}

static int compare_sids(const void *a, const void *b)
{
	const struct policy_sid *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

/*
 * By number only: libsepol's own names are older than Xen 4.16, which put
 * another one before them.
 */
static void read_sids(struct reader *reader, struct policy *policy)
{
	const policydb_t *db = reader->db;
	const ocontext_t *item = db->ocontexts[OCON_XEN_ISID];
	_Static_assert(OCON_XEN_ISID == OCON_ISID,
		       "one index for both targets");
	for (; item; item = item->next) {
		struct policy_sid *sid =
			list_push(&reader->sids, reader->arena);
		sid->number = item->sid[0];
		sid->type = item->context[0].type - 1;
		sid->context =
			show_context(db, &item->context[0], reader->arena);
	}
	if (reader->sids.count)
		qsort(reader->sids.items, reader->sids.count,
		      sizeof *reader->sids.items, compare_sids);
	policy->sids = reader->sids.items;
	policy->sid_count = (unsigned)reader->sids.count;
}

/* --- The whole --------------------------------------------------------- */

struct first_error {
	struct arena *arena;
	const char *text;
};

/* libsepol prints what it has to say, unless there is a callback. */
__attribute__((format(printf, 3, 4))) static void keep_first_error(
	void *context, sepol_handle_t *handle, const char *format, ...)
{
	struct first_error *first = context;
	if (first->text || sepol_msg_get_level(handle) != SEPOL_MSG_ERR)
		return;
	va_list arguments;
	va_start(arguments, format);
	first->text = arena_vformat(first->arena, format, arguments);
	va_end(arguments);
}

static enum handle_unknown handle_unknown_of(const policydb_t *db)
{
	return db->handle_unknown == ALLOW_UNKNOWN    ? UNKNOWN_ALLOW
	       : db->handle_unknown == REJECT_UNKNOWN ? UNKNOWN_REJECT
						      : UNKNOWN_DENY;
}

static bool read_rows(const policydb_t *db, struct arena *arena,
		      struct policy *policy)
{
	struct reader reader = {.db = db, .arena = arena};
	policy->version = db->policyvers;
	policy->mls = db->mls;
	policy->target_xen = db->target_platform == SEPOL_TARGET_XEN;
	policy->handle_unknown = handle_unknown_of(db);
	if (!read_classes(db, arena, policy))
		return false;
	reader.classes = policy->classes;
	read_types(db, arena, policy);
	if (!read_rules(&reader, policy))
		return false;
	read_sids(&reader, policy);
	return true;
}

const char *policy_read_image(const struct buffer *image, struct arena *arena,
			      struct policy *policy)
{
	struct first_error first = {arena, NULL};
	struct policy_file file;
	policydb_t db;
	sepol_handle_t *handle = sepol_handle_create();
	if (!handle)
		return "out of memory";
	sepol_msg_set_callback(handle, keep_first_error, &first);
	/* Much of libsepol has no handle at hand and uses a global one. */
	sepol_debug(0);
	policy_file_init(&file);
	file.type = PF_USE_MEMORY;
	file.data = image->data;
	file.len = image->length;
	file.handle = handle;
	const char *error = NULL;
	if (policydb_init(&db)) {
		error = "out of memory";
	} else {
		if (policydb_read(&db, &file, 0))
			error = first.text ? first.text
					   : "cut short or damaged";
		else if (!read_rows(&db, arena, policy))
			error = "damaged";
		policydb_destroy(&db);
	}
	sepol_handle_destroy(handle);
	return error;
}
