/*
 * Rows as bytes and back.  Each kind of row is described once, by a function
 * that writes it or reads it, so that the two directions cannot differ.
 */
#include "policy/policy_rows.h"

#include <string.h>

struct wire {
	struct buffer *out; /* NULL: reading */
	const char *in;
	size_t left;
	struct arena *arena; /* of what is read, and of a row being written */
	bool broken;
	struct policy *policy; /* with the counts that bound the indices */
};

bool policy_is_plain(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] < ' ' || bytes[i] > '~')
			return false;
	return true;
}

static void pass_bytes(struct wire *wire, void *bytes, size_t length)
{
	if (wire->out) {
		buffer_add(wire->out, bytes, length);
	} else if (wire->broken || wire->left < length) {
		wire->broken = true;
		memset(bytes, 0, length);
	} else {
		memcpy(bytes, wire->in, length);
		wire->in += length;
		wire->left -= length;
	}
}

static void pass_number(struct wire *wire, unsigned *number)
{
	pass_bytes(wire, number, sizeof *number);
}

static void pass_flag(struct wire *wire, bool *flag)
{
	unsigned number = *flag;
	pass_number(wire, &number);
	*flag = number != 0;
}

/* A number below the limit. */
static void pass_index(struct wire *wire, unsigned *index, unsigned limit)
{
	pass_number(wire, index);
	if (*index >= limit)
		wire->broken = true;
}

/* The number of things that follow, of at least one byte each. */
static void pass_count(struct wire *wire, unsigned *count)
{
	pass_number(wire, count);
	if (!wire->out && (wire->broken || *count > wire->left)) {
		wire->broken = true;
		*count = 0;
	}
}

static void pass_string(struct wire *wire, const char **string)
{
	bool present = *string != NULL;
	pass_flag(wire, &present);
	unsigned length = *string ? (unsigned)strlen(*string) : 0;
	pass_count(wire, &length);
	if (wire->out) {
		buffer_add(wire->out, *string ? *string : "", length);
	} else {
		char *copy = arena_alloc(wire->arena, (size_t)length + 1, 1);
		pass_bytes(wire, copy, length);
		wire->broken |= !policy_is_plain(copy, length);
		*string = present ? copy : NULL;
	}
}

/* A string that must not be missing. */
static void pass_name(struct wire *wire, const char **name)
{
	pass_string(wire, name);
	if (!*name) {
		*name = "";
		wire->broken = true;
	}
}

static void pass_class(struct wire *wire, void *item)
{
	struct policy_class *row = item;
	pass_string(wire, &row->name);
	pass_index(wire, &row->permission_count, 32 + 1);
	for (unsigned i = 0; i < 32; i++)
		pass_string(wire, &row->permissions[i]);
}

static void pass_type(struct wire *wire, void *item)
{
	struct policy_type *row = item;
	pass_name(wire, &row->name);
	pass_flag(wire, &row->attribute);
	pass_flag(wire, &row->permissive);
	pass_count(wire, &row->member_count);
	unsigned *members =
		arena_alloc(wire->arena, row->member_count, sizeof *members);
	if (wire->out && row->member_count)
		memcpy(members, row->members,
		       row->member_count * sizeof *members);
	for (unsigned i = 0; i < row->member_count; i++)
		pass_index(wire, &members[i], wire->policy->type_count);
	row->members = members;
}

static void pass_condition_index(struct wire *wire, unsigned *index)
{
	pass_number(wire, index);
	if (*index != POLICY_ALWAYS && *index >= wire->policy->condition_count)
		wire->broken = true;
}

static void pass_rule(struct wire *wire, void *item)
{
	struct policy_rule *row = item;
	pass_index(wire, &row->source, wire->policy->type_count);
	pass_index(wire, &row->target, wire->policy->type_count);
	pass_index(wire, &row->object_class, wire->policy->class_count);
	pass_number(wire, &row->permissions);
	pass_condition_index(wire, &row->condition);
}

static void pass_condition(struct wire *wire, void *item)
{
	struct policy_condition *row = item;
	pass_name(wire, &row->expression);
	pass_flag(wire, &row->default_state);
}

static void pass_sid(struct wire *wire, void *item)
{
	struct policy_sid *row = item;
	pass_number(wire, &row->number);
	pass_index(wire, &row->type, wire->policy->type_count);
	pass_name(wire, &row->context);
}

static void pass_transition(struct wire *wire, void *item)
{
	struct policy_transition *row = item;
	pass_index(wire, &row->source, wire->policy->type_count);
	pass_index(wire, &row->target, wire->policy->type_count);
	pass_index(wire, &row->object_class, wire->policy->class_count);
	pass_index(wire, &row->result, wire->policy->type_count);
	pass_condition_index(wire, &row->condition);
}

/* Passes all rows of a table; those that were read, or the same as before. */
static const void *pass_rows(struct wire *wire, const void *rows,
			     unsigned count, size_t size,
			     void (*pass)(struct wire *wire, void *item))
{
	char *copies = arena_alloc(wire->arena, count, size);
	if (wire->out && count)
		memcpy(copies, rows, count * size);
	for (unsigned i = 0; i < count && !wire->broken; i++)
		pass(wire, copies + i * size);
	return copies;
}

#define PASS_ROWS(wire, rows, count, pass) \
	((rows) = pass_rows(wire, rows, count, sizeof *(rows), pass))

/* All of a policy that a binary has; the counts first, they bound the rest. */
static void pass_policy(struct wire *wire)
{
	struct policy *policy = wire->policy;
	unsigned handle_unknown = policy->handle_unknown;
	pass_number(wire, &policy->version);
	pass_flag(wire, &policy->mls);
	pass_flag(wire, &policy->target_xen);
	pass_index(wire, &handle_unknown, UNKNOWN_ALLOW + 1);
	policy->handle_unknown = (enum handle_unknown)handle_unknown;
	pass_count(wire, &policy->class_count);
	pass_count(wire, &policy->type_count);
	pass_count(wire, &policy->condition_count);
	pass_count(wire, &policy->rule_count);
	pass_count(wire, &policy->sid_count);
	pass_count(wire, &policy->transition_count);
	PASS_ROWS(wire, policy->classes, policy->class_count, pass_class);
	PASS_ROWS(wire, policy->types, policy->type_count, pass_type);
	PASS_ROWS(wire, policy->conditions, policy->condition_count,
		  pass_condition);
	PASS_ROWS(wire, policy->rules, policy->rule_count, pass_rule);
	PASS_ROWS(wire, policy->sids, policy->sid_count, pass_sid);
	PASS_ROWS(wire, policy->transitions, policy->transition_count,
		  pass_transition);
}

void policy_pack(const struct policy *policy, struct buffer *bytes)
{
	struct arena scratch = ARENA_INIT;
	struct policy copy = *policy;
	struct wire wire = {bytes, NULL, 0, &scratch, false, &copy};
	pass_policy(&wire);
	arena_release(&scratch);
}

bool policy_unpack(const struct buffer *bytes, size_t skip, struct arena *arena,
		   struct policy *policy)
{
	if (bytes->length < skip)
		return false;
	struct wire wire = {
		NULL,  bytes->data + skip, bytes->length - skip, arena, false,
		policy};
	pass_policy(&wire);
	return !wire.broken && wire.left == 0;
}
