/*
 * Binary policies made of others: libsepol reads one, a row of it is changed,
 * and libsepol writes it again, so that counts and lengths are right and the
 * fuzzer comes behind the reader; now and then bytes are changed as well.
 */
#include <sepol/debug.h>
#include <sepol/policydb/avtab.h>
#include <sepol/policydb/conditional.h>
#include <sepol/policydb/policydb.h>

#include <stdlib.h>
#include <string.h>

static unsigned boolean_of(const cond_expr_t *step)
{
	return step->bool;
}

static void set_boolean(cond_expr_t *step, unsigned number)
{
	step->bool = number;
}

#include "fuzz.h"

#include "source/source.h"

/* A policy in change. */
struct change {
	policydb_t db;
	uint64_t state; /* of the random numbers */
};

/* From 0 to count - 1. */
static unsigned some(struct change *change, unsigned count)
{
	change->state = change->state * UINT64_C(6364136223846793005) +
			UINT64_C(1442695040888963407);
	return count ? (unsigned)(change->state >> 33) % count : 0;
}

static uint16_t some_type(struct change *change)
{
	return (uint16_t)(1 + some(change, change->db.p_types.nprim));
}

static void toggle(struct change *change, ebitmap_t *set, unsigned count)
{
	const unsigned bit = some(change, count);
	ebitmap_set_bit(set, bit, !ebitmap_get_bit(set, bit));
}

/* --- Rows -------------------------------------------------------------- */

static avtab_ptr_t some_rule(struct change *change)
{
	avtab_t *rules = &change->db.te_avtab;
	avtab_ptr_t node = NULL;
	if (!rules->htable)
		return NULL;
	for (unsigned i = 0; i < rules->nslot && !node; i++)
		node = rules->htable[some(change, rules->nslot)];
	for (unsigned left = some(change, 4); node && node->next && left;
	     left--)
		node = node->next;
	return node;
}

static void change_bits(struct change *change)
{
	avtab_ptr_t rule = some_rule(change);
	if (!rule)
		return;
	if (rule->key.specified & AVTAB_TYPE)
		rule->datum.data = some_type(change);
	else if (rule->key.specified & AVTAB_AV)
		rule->datum.data ^= UINT32_C(1) << some(change, 32);
}

static void add_rule(struct change *change)
{
	avtab_ptr_t rule = some_rule(change);
	if (!rule || rule->key.specified & AVTAB_XPERMS)
		return;
	avtab_key_t key = rule->key;
	avtab_datum_t datum = rule->datum;
	if (some(change, 2))
		key.source_type = some_type(change);
	if (some(change, 2))
		key.target_type = some_type(change);
	if (some(change, 2))
		key.target_class =
			(uint16_t)(1 +
				   some(change, change->db.p_classes.nprim));
	if (!avtab_search(&change->db.te_avtab, &key))
		avtab_insert(&change->db.te_avtab, &key, &datum);
}

static void change_attribute(struct change *change)
{
	if (change->db.type_attr_map)
		toggle(change, &change->db.type_attr_map[some_type(change) - 1],
		       change->db.p_types.nprim);
}

static void change_bounds(struct change *change)
{
	type_datum_t *type =
		change->db.type_val_to_struct[some_type(change) - 1];
	if (type)
		type->bounds = some(change, 2) ? some_type(change) : 0;
}

static void change_permissive(struct change *change)
{
	toggle(change, &change->db.permissive_map,
	       change->db.p_types.nprim + 1);
}

static void change_sid(struct change *change)
{
	ocontext_t *row = change->db.ocontexts[OCON_ISID];
	for (unsigned left = some(change, 16); row && row->next && left; left--)
		row = row->next;
	if (row)
		row->context[0].type = some_type(change);
}

static void change_role(struct change *change)
{
	role_datum_t *role = change->db.role_val_to_struct[some(
		change, change->db.p_roles.nprim)];
	if (role)
		toggle(change, &role->types.types, change->db.p_types.nprim);
}

static void change_user(struct change *change)
{
	user_datum_t *user = change->db.user_val_to_struct[some(
		change, change->db.p_users.nprim)];
	if (user)
		toggle(change, &user->roles.roles, change->db.p_roles.nprim);
}

static void change_state(struct change *change)
{
	cond_bool_datum_t *boolean =
		change->db.p_bools.nprim
			? change->db.bool_val_to_struct[some(
				  change, change->db.p_bools.nprim)]
			: NULL;
	if (boolean)
		boolean->state = !boolean->state;
}

static void change_condition(struct change *change)
{
	cond_node_t *node = change->db.cond_list;
	for (unsigned left = some(change, 8); node && node->next && left;
	     left--)
		node = node->next;
	cond_expr_t *step = node ? node->expr : NULL;
	for (unsigned left = some(change, 6); step && step->next && left;
	     left--)
		step = step->next;
	if (!step)
		return;
	if (step->expr_type != COND_BOOL)
		step->expr_type = COND_BOOL + some(change, COND_LAST);
	else if (boolean_of(step))
		set_boolean(step, 1 + some(change, change->db.p_bools.nprim));
}

static void change_constraint(struct change *change)
{
	class_datum_t *object = change->db.class_val_to_struct[some(
		change, change->db.p_classes.nprim)];
	constraint_node_t *row = object ? object->constraints : NULL;
	for (unsigned left = some(change, 4); row && row->next && left; left--)
		row = row->next;
	if (!row)
		return;
	constraint_expr_t *step = row->expr;
	for (unsigned left = some(change, 6); step && step->next && left;
	     left--)
		step = step->next;
	if (!step || !some(change, 3))
		row->permissions ^= UINT32_C(1) << some(change, 32);
	else if (step->expr_type == CEXPR_NAMES && step->attr & CEXPR_TYPE)
		toggle(change, &step->names, change->db.p_types.nprim);
	else if (step->expr_type == CEXPR_AND || step->expr_type == CEXPR_OR)
		step->expr_type ^= CEXPR_AND ^ CEXPR_OR;
	else if (step->op)
		step->op = 1 + some(change, CEXPR_INCOMP);
}

static void change_head(struct change *change)
{
	static const unsigned unknown[] = {
		SEPOL_DENY_UNKNOWN, SEPOL_REJECT_UNKNOWN, SEPOL_ALLOW_UNKNOWN};
	enum { FIRST = 15, LAST = 33 };
	if (some(change, 2))
		change->db.handle_unknown = unknown[some(change, 3)];
	else
		change->db.policyvers = FIRST + some(change, LAST - FIRST + 1);
}

static void (*const changes[])(struct change *change) = {
	change_bits,	   change_bits,	      add_rule,	    add_rule,
	change_attribute,  change_bounds,     change_sid,   change_permissive,
	change_role,	   change_user,	      change_state, change_condition,
	change_constraint, change_constraint, change_head,
};

/* --- Bytes ------------------------------------------------------------- */

/* A number of the file is most often four bytes. */
static size_t change_number(uint8_t *data, size_t size, struct change *change)
{
	static const uint32_t numbers[] = {
		0, 1, 2, 0x7f, 0xff, 0x100, 0xffff, 0x7fffffff, 0xffffffff};
	uint32_t number;
	if (size < sizeof number)
		return size;
	uint8_t *at = data + some(change, (unsigned)(size - sizeof number + 1));
	memcpy(&number, at, sizeof number);
	switch (some(change, 4)) {
	case 0:
		number =
			numbers[some(change, sizeof numbers / sizeof *numbers)];
		break;
	case 1:
		number++;
		break;
	case 2:
		number--;
		break;
	default:
		number ^= UINT32_C(1) << some(change, 32);
	}
	memcpy(at, &number, sizeof number);
	return size;
}

/* Whether xsmc takes it: what it refuses may keep libsepol busy for long. */
static int is_good(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buffer image = BUFFER_INIT;
	buffer_add(&image, (const char *)data, size);
	int good = source_parse("input", &image, &arena, &diags) != NULL;
	buffer_release(&image);
	diags_release(&diags);
	arena_release(&arena);
	return good;
}

/* Writes the policy over the bytes; 0: it does not fit. */
static size_t write_policy(policydb_t *db, uint8_t *data, size_t most)
{
	struct policy_file file;
	policy_file_init(&file);
	file.type = PF_LEN;
	if (policydb_write(db, &file) != 0 || file.len > most)
		return 0;
	const size_t size = file.len;
	policy_file_init(&file);
	file.type = PF_USE_MEMORY;
	file.data = (char *)data;
	file.len = size;
	return policydb_write(db, &file) == 0 ? size : 0;
}

/* 0: it is no policy, or nothing comes of it. */
static size_t change_rows(struct change *change, uint8_t *data, size_t size,
			  size_t most)
{
	struct policy_file file;
	size_t written = 0;
	if (!is_good(data, size) || policydb_init(&change->db) != 0)
		return 0;
	sepol_debug(0);
	policy_file_init(&file);
	file.type = PF_USE_MEMORY;
	file.data = (char *)data;
	file.len = size;
	if (policydb_read(&change->db, &file, 0) == 0) {
		for (unsigned left = 1 + some(change, 3); left; left--)
			changes[some(change, sizeof changes / sizeof *changes)](
				change);
		written = write_policy(&change->db, data, most);
	}
	policydb_destroy(&change->db);
	return written;
}

size_t fuzz_mutate_policy(uint8_t *data, size_t size, size_t most,
			  unsigned seed)
{
	struct change change = {.state = seed};
	const unsigned kind = some(&change, 8);
	if (kind == 0)
		return LLVMFuzzerMutate(data, size, most);
	if (kind == 1)
		return change_number(data, size, &change);
	const size_t written = change_rows(&change, data, size, most);
	return written ? written : LLVMFuzzerMutate(data, size, most);
}
