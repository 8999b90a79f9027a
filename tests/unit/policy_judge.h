/*
 * A binary policy by libsepol, which judges the rows of policy/.  To be
 * included before <stdbool.h>: libsepol has a member of the name "bool".
 */
#ifndef UNIT_POLICY_JUDGE_H
#define UNIT_POLICY_JUDGE_H

#include <sepol/debug.h>
#include <sepol/handle.h>
#include <sepol/policydb/avtab.h>
#include <sepol/policydb/conditional.h>
#include <sepol/policydb/context.h>
#include <sepol/policydb/policydb.h>
#include <sepol/policydb/services.h>
#include <sepol/policydb/sidtab.h>

#include <stdlib.h>
#include <string.h>

/* Not in a header of libsepol's, but in its archive. */
int context_to_string(sepol_handle_t *handle, const policydb_t *policydb,
		      const context_struct_t *context, char **result,
		      size_t *length);

static inline unsigned judge_step_boolean(const cond_expr_t *step)
{
	return step->bool;
}

#include "source/source.h"

struct judge {
	policydb_t db;
	sidtab_t sids;
};

/* Makes it the policy of libsepol's security server, too. */
static inline bool judge_open(struct judge *judge, const struct buffer *binary)
{
	struct policy_file file;
	policy_file_init(&file);
	file.type = PF_USE_MEMORY;
	file.data = binary->data;
	file.len = binary->length;
	sepol_debug(0);
	if (policydb_init(&judge->db) || sepol_sidtab_init(&judge->sids))
		return false;
	return policydb_read(&judge->db, &file, 0) == 0 &&
	       sepol_set_policydb(&judge->db) == 0 &&
	       sepol_set_sidtab(&judge->sids) == 0;
}

static inline void judge_close(struct judge *judge)
{
	policydb_destroy(&judge->db);
	sepol_sidtab_destroy(&judge->sids);
}

/* Rules and transitions as rows, in libsepol's order. */
struct judge_rows {
	const policydb_t *db;
	struct arena *arena;
	unsigned condition; /* of the rows that are added */
	list_of(struct policy_rule) rules;
	list_of(struct policy_transition) transitions;
	/* What each condition stands for, and whether it is of "else". */
	list_of(const cond_node_t *) nodes;
	list_of(bool) negated;
};

/* A bit for each permission of the class or of what it inherits. */
static inline int judge_add_bit(hashtab_key_t key, hashtab_datum_t datum,
				void *mask)
{
	const perm_datum_t *permission = datum;
	(void)key;
	*(uint32_t *)mask |= UINT32_C(1) << (permission->s.value - 1);
	return 0;
}

static inline uint32_t judge_permissions(const policydb_t *db, unsigned value)
{
	const class_datum_t *row = db->class_val_to_struct[value - 1];
	uint32_t mask = 0;
	hashtab_map(row->permissions.table, judge_add_bit, &mask);
	if (row->comdatum)
		hashtab_map(row->comdatum->permissions.table, judge_add_bit,
			    &mask);
	return mask;
}

static inline int judge_add_rule(avtab_key_t *key, avtab_datum_t *datum,
				 void *context)
{
	struct judge_rows *rows = context;
	if (key->specified & AVTAB_ALLOWED)
		*list_push(&rows->rules, rows->arena) = (struct policy_rule){
			key->source_type - 1U, key->target_type - 1U,
			key->target_class - 1U,
			datum->data &
				judge_permissions(rows->db, key->target_class),
			rows->condition};
	else if (key->specified & AVTAB_TRANSITION)
		*list_push(&rows->transitions, rows->arena) =
			(struct policy_transition){
				key->source_type - 1U, key->target_type - 1U,
				key->target_class - 1U, datum->data - 1,
				rows->condition};
	return 0;
}

static inline void judge_add_branch(struct judge_rows *rows,
				    const cond_node_t *node, bool negated)
{
	cond_av_list_t *item = negated ? node->false_list : node->true_list;
	if (!item)
		return;
	rows->condition = (unsigned)rows->nodes.count;
	*list_push(&rows->nodes, rows->arena) = node;
	*list_push(&rows->negated, rows->arena) = negated;
	for (; item; item = item->next)
		judge_add_rule(&item->node->key, &item->node->datum, rows);
}

static inline void judge_read_rows(const struct judge *judge,
				   struct judge_rows *rows)
{
	avtab_t always = judge->db.te_avtab; /* avtab_map() takes no const */
	rows->db = &judge->db;
	rows->condition = POLICY_ALWAYS;
	avtab_map(&always, judge_add_rule, rows);
	for (const cond_node_t *node = judge->db.cond_list; node;
	     node = node->next) {
		judge_add_branch(rows, node, false);
		judge_add_branch(rows, node, true);
	}
}

/* Sets all booleans by the bits of the state. */
static inline void judge_set_state(struct judge *judge, unsigned state)
{
	for (unsigned i = 0; i < judge->db.p_bools.nprim; i++)
		if (judge->db.bool_val_to_struct[i])
			judge->db.bool_val_to_struct[i]->state =
				(int)(state >> i & 1);
	evaluate_conds(&judge->db);
}

/* What libsepol's security server allows between the contexts. */
static inline bool judge_allowed(const char *source, const char *target,
				 unsigned object_class, uint32_t *allowed)
{
	struct sepol_av_decision decision;
	sepol_security_id_t from, to;
	if (sepol_context_to_sid(source, strlen(source) + 1, &from) ||
	    sepol_context_to_sid(target, strlen(target) + 1, &to) ||
	    sepol_compute_av(from, to, (sepol_security_class_t)object_class + 1,
			     0, &decision))
		return false;
	*allowed = decision.allowed;
	return true;
}

#endif
