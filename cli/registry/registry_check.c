/* What a registry must hold to beyond its schema. */
#include <string.h>

#include "registry/registry_access.h"
#include "registry/registry_check.h"
#include "registry/registry_check_table.h"
#include "registry/registry_load_condition.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_op.h"
#include "registry/registry_status.h"

USES_MESSAGE(EVIDENCE_MISSING);
USES_MESSAGE(NAME_DUPLICATE);
USES_MESSAGE(NUMBER_DUPLICATE);
USES_MESSAGE(RANGE_HOLE);
USES_MESSAGE(RANGE_INVALID);
USES_MESSAGE(RANGE_OVERLAP);
USES_MESSAGE(REFERENCE_DANGLING);
USES_MESSAGE(REGISTRY_TOO_LARGE);

static const char *shown(struct loader *loader, const struct release_set *set)
{
	return registry_releases_shown(&loader->registry, set, &loader->work);
}

static bool overlap(struct loader *loader, const struct release_set *a,
		    const struct release_set *b, const char **releases)
{
	struct release_set both = release_set_and(a, b);
	if (release_set_empty(&both))
		return false;
	*releases = shown(loader, &both);
	return true;
}

/* The place where the row of that index stands. */
#define place_of(loader, table, index) ((loader)->table.places.items[index])

static bool is_second_name(const struct hypercall *a, const struct hypercall *b)
{
	return (a->same_ops_as && strcmp(a->same_ops_as, b->name) == 0) ||
	       (b->same_ops_as && strcmp(b->same_ops_as, a->name) == 0);
}

static void check_second_name(struct loader *loader, unsigned index)
{
	const struct hypercall *row = &loader->registry.hypercalls[index];
	const char *other = row->same_ops_as;
	if (other && (strcmp(other, row->name) == 0 ||
		      !registry_find_hypercall(&loader->registry, other)))
		diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
			  place_of(loader, hypercalls, index),
			  "same-ops-as=\"%s\" of hypercall %s", other,
			  row->name);
}

static void check_hypercalls(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	const char *in;
	for (unsigned i = 0; i < registry->hypercall_count; i++) {
		const struct hypercall *hypercall = &registry->hypercalls[i];
		check_second_name(loader, i);
		for (unsigned j = 0; j < i; j++) {
			const struct hypercall *other =
				&registry->hypercalls[j];
			struct location at = place_of(loader, hypercalls, i);
			if (strcmp(hypercall->name, other->name) == 0)
				diags_add(loader->diags, MESSAGE_NAME_DUPLICATE,
					  at, "hypercall %s", hypercall->name);
			else if (hypercall->number == other->number &&
				 !is_second_name(hypercall, other) &&
				 overlap(loader, &hypercall->in, &other->in,
					 &in))
				diags_add(loader->diags,
					  MESSAGE_NUMBER_DUPLICATE, at,
					  "%s and %s have number %u in %s",
					  other->name, hypercall->name,
					  hypercall->number, in);
		}
	}
}

/* An op has exactly one number in each of its releases. */
static void check_numbers(struct loader *loader, unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct op *op = &registry->ops[index];
	struct release_set left = op->in;
	const char *in;
	for (unsigned i = 0; i < op->numbers.count; i++) {
		const struct op_number *number =
			&registry->op_numbers[op->numbers.first + i];
		for (unsigned j = 0; j < i; j++)
			if (overlap(loader, &number->in,
				    &registry->op_numbers[op->numbers.first + j]
					     .in,
				    &in))
				diags_add(loader->diags, MESSAGE_RANGE_OVERLAP,
					  place_of(loader, op_numbers,
						   op->numbers.first + i),
					  "%s has two numbers in %s", op->name,
					  in);
		left = release_set_minus(&left, &number->in);
	}
	if (!release_set_empty(&left))
		diags_add(loader->diags, MESSAGE_RANGE_HOLE,
			  place_of(loader, ops, index),
			  "%s has no number in %s", op->name,
			  shown(loader, &left));
}

/* Whether a number must tell the two ops apart. */
static bool ops_meet(const struct op *a, const struct op *b)
{
	bool arch = strcmp(a->arch, b->arch) == 0 ||
		    strcmp(a->arch, "all") == 0 || strcmp(b->arch, "all") == 0;
	bool field =
		strcmp(a->field ? a->field : "", b->field ? b->field : "") == 0;
	return arch && field;
}

/* The releases in which both have the same number, or none. */
static bool same_number(struct loader *loader, const struct op *a,
			const struct op *b, unsigned *number, const char **in)
{
	const struct op_number *numbers = loader->registry.op_numbers;
	for (unsigned i = 0; i < a->numbers.count; i++)
		for (unsigned j = 0; j < b->numbers.count; j++) {
			const struct op_number *of_a =
				&numbers[a->numbers.first + i];
			const struct op_number *of_b =
				&numbers[b->numbers.first + j];
			if (of_a->number == of_b->number &&
			    overlap(loader, &of_a->in, &of_b->in, in)) {
				*number = of_a->number;
				return true;
			}
		}
	return false;
}

static void check_siblings(struct loader *loader, unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct op *op = &registry->ops[index];
	const struct hypercall *hypercall =
		&registry->hypercalls[op->hypercall];
	struct location at = place_of(loader, ops, index);
	const char *in;
	unsigned number;
	for (unsigned i = hypercall->ops.first; i < index; i++) {
		const struct op *other = &registry->ops[i];
		if (other->parent != op->parent)
			continue;
		if (strcmp(other->name, op->name) == 0)
			diags_add(loader->diags, MESSAGE_NAME_DUPLICATE, at,
				  "op %s", op->name);
		else if (ops_meet(op, other) &&
			 same_number(loader, op, other, &number, &in))
			diags_add(loader->diags, MESSAGE_NUMBER_DUPLICATE, at,
				  "%s and %s have number %u in %s", other->name,
				  op->name, number, in);
	}
}

static bool class_has(const struct registry *registry, const char *name,
		      const char *permission, unsigned release)
{
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *class = &registry->classes[i];
		if (strcmp(class->name, name) != 0 ||
		    !release_set_has(&class->in, release))
			continue;
		for (unsigned j = 0; j < class->permissions.count; j++) {
			const struct permission *row =
				&registry->permissions
					 [class->permissions.first + j];
			if (strcmp(row->name, permission) == 0 &&
			    release_set_has(&row->in, release))
				return true;
		}
	}
	return false;
}

/* Where accesses are recorded, the release has their permissions. */
static void check_access(struct loader *loader, unsigned index,
			 const struct release_set *recorded)
{
	const struct registry *registry = &loader->registry;
	const struct access *access = &registry->accesses[index];
	struct release_set in = release_set_and(&access->in, recorded);
	if (!access->object_class)
		return;
	for (unsigned i = 0; i < registry->release_count; i++) {
		if (!release_set_has(&in, i) ||
		    class_has(registry, access->object_class,
			      access->permission, i))
			continue;
		diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
			  place_of(loader, accesses, index),
			  "release %s has no permission %s:%s",
			  registry->releases[i].name, access->object_class,
			  access->permission);
		return;
	}
}

/* An access that is never reached has the crash that comes before it. */
static void check_unreached(struct loader *loader, const struct op *op,
			    unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct access *access = &registry->accesses[index];
	struct release_set left = access->in;
	if (!access->unreached)
		return;
	for (unsigned i = 0; i < op->crashes.count; i++)
		left = release_set_minus(
			&left, &registry->crashes[op->crashes.first + i].in);
	if (!release_set_empty(&left))
		diags_add(loader->diags, MESSAGE_RANGE_HOLE,
			  place_of(loader, accesses, index),
			  "%s has no crash in %s, where an access is unreached",
			  op->name, shown(loader, &left));
}

/* Removes the releases in which the op's own accesses say something. */
static void subtract_accesses(const struct registry *registry,
			      const struct op *op, struct release_set *left)
{
	for (unsigned i = 0; i < op->accesses.count; i++)
		*left = release_set_minus(
			left, &registry->accesses[op->accesses.first + i].in);
}

/*
 * Where accesses are recorded, an op has some: its own or its parent's, or
 * those of its sub-subops, one by one.
 */
static void check_accesses(struct loader *loader, unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct op *op = &registry->ops[index];
	const struct hypercall *hypercall =
		&registry->hypercalls[op->hypercall];
	struct release_set left =
		release_set_and(&op->in, &hypercall->accesses_recorded);
	for (unsigned i = 0; i < op->accesses.count; i++) {
		check_access(loader, op->accesses.first + i,
			     &hypercall->accesses_recorded);
		check_unreached(loader, op, op->accesses.first + i);
	}
	for (unsigned i = index; i != NO_INDEX; i = registry->ops[i].parent)
		subtract_accesses(registry, &registry->ops[i], &left);
	unsigned end = hypercall->ops.first + hypercall->ops.count;
	for (unsigned i = index + 1; i < end; i++)
		if (registry->ops[i].parent == index)
			subtract_accesses(registry, &registry->ops[i], &left);
	if (!release_set_empty(&left))
		diags_add(loader->diags, MESSAGE_RANGE_HOLE,
			  place_of(loader, ops, index),
			  "%s has no accesses in %s", op->name,
			  shown(loader, &left));
}

/* Accesses of the op in the release, and of those that it is part of. */
static unsigned count_accesses(const struct registry *registry, unsigned index,
			       unsigned release)
{
	unsigned count = 0;
	for (unsigned i = index; i != NO_INDEX; i = registry->ops[i].parent)
		for (unsigned j = 0; j < registry->ops[i].accesses.count; j++)
			count += release_set_has(
				&registry->accesses
					 [registry->ops[i].accesses.first + j]
						 .in,
				release);
	return count;
}

static void check_size(struct loader *loader, unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct op *op = &registry->ops[index];
	for (unsigned i = 0; i < registry->release_count; i++) {
		if (count_accesses(registry, index, i) <= ACCESS_LIMIT)
			continue;
		diags_add(loader->diags, MESSAGE_REGISTRY_TOO_LARGE,
			  place_of(loader, ops, index),
			  "%s has more than %d accesses in %s", op->name,
			  ACCESS_LIMIT, registry->releases[i].name);
		return;
	}
}

static void check_ops(struct loader *loader)
{
	if (loader->registry.op_count >= OP_LIMIT)
		diags_add(loader->diags, MESSAGE_REGISTRY_TOO_LARGE,
			  place_of(loader, ops, OP_LIMIT - 1),
			  "there are more than %d ops", OP_LIMIT - 1);
	for (unsigned i = 0; i < loader->registry.op_count; i++) {
		check_size(loader, i);
		check_numbers(loader, i);
		check_siblings(loader, i);
		check_accesses(loader, i);
	}
}

static void check_statement(struct loader *loader, unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct statement *statement = &registry->statements[index];
	struct location at = place_of(loader, statements, index);
	const char *in;
	for (unsigned i = 0; i < index; i++) {
		const struct statement *other = &registry->statements[i];
		if (other->hypercall == statement->hypercall &&
		    other->of == statement->of &&
		    overlap(loader, &other->in, &statement->in, &in))
			diags_add(
				loader->diags, MESSAGE_RANGE_OVERLAP, at,
				"two statements on %s in %s",
				registry->hypercalls[statement->hypercall].name,
				in);
	}
	const struct event *event = &registry->events[statement->event];
	struct release_set early =
		release_set_minus(&statement->in, &event->in);
	if (!release_set_empty(&early))
		diags_add(loader->diags, MESSAGE_EVIDENCE_MISSING, at,
			  "event %s is not in %s", event->id,
			  shown(loader, &early));
	if (!statement->document && !event->advisory)
		diags_add(loader->diags, MESSAGE_EVIDENCE_MISSING, at,
			  "neither a document nor an advisory");
	if (statement->mode == MODE_ALL && statement->entries.count)
		diags_add(loader->diags, MESSAGE_RANGE_OVERLAP, at,
			  "a statement on all ops has no entries");
}

/* Where an entry stands, the headers have its op, or it says they do not. */
static void check_entry(struct loader *loader, const struct statement *of,
			unsigned index)
{
	const struct registry *registry = &loader->registry;
	const struct entry *entry = &registry->entries[index];
	struct location at = place_of(loader, entries, index);
	struct release_set absent = entry->in;
	const char *in;
	if (entry->op != NO_INDEX)
		absent = release_set_minus(&entry->in,
					   &registry->ops[entry->op].in);
	struct release_set unsaid = release_set_minus(&absent, &entry->absent);
	struct release_set untrue = release_set_minus(&entry->absent, &absent);
	if (!release_set_empty(&unsaid))
		diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING, at,
			  "no op %s in %s, and absent=\"\" does not say so",
			  entry->name, shown(loader, &unsaid));
	if (!release_set_empty(&untrue))
		diags_add(loader->diags, MESSAGE_RANGE_INVALID, at,
			  "%s is not absent in %s", entry->name,
			  shown(loader, &untrue));
	for (unsigned i = of->entries.first; i < index; i++)
		if (strcmp(registry->entries[i].name, entry->name) == 0 &&
		    overlap(loader, &registry->entries[i].in, &entry->in, &in))
			diags_add(loader->diags, MESSAGE_NAME_DUPLICATE, at,
				  "entry %s in %s", entry->name, in);
	/* Leaving the list before the statement ends has a reason. */
	struct release_set gone = release_set_minus(&of->in, &entry->in);
	if (entry->removed_by != NO_INDEX &&
	    !overlap(loader, &gone, &registry->events[entry->removed_by].in,
		     &in))
		diags_add(loader->diags, MESSAGE_EVIDENCE_MISSING, at,
			  "%s does not leave the list by %s", entry->name,
			  registry->events[entry->removed_by].id);
}

static void check_statements(struct loader *loader)
{
	for (unsigned i = 0; i < loader->registry.statement_count; i++) {
		const struct statement *statement =
			&loader->registry.statements[i];
		check_statement(loader, i);
		for (unsigned j = 0; j < statement->entries.count; j++)
			check_entry(loader, statement,
				    statement->entries.first + j);
	}
}

static void check_events(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	for (unsigned i = 0; i < registry->event_count; i++)
		for (unsigned j = 0; j < i; j++)
			if (strcmp(registry->events[i].id,
				   registry->events[j].id) == 0)
				diags_add(loader->diags, MESSAGE_NAME_DUPLICATE,
					  place_of(loader, events, i),
					  "event %s", registry->events[i].id);
}

/* Within a class no permission stands twice; bits are 32. */
static void check_class(struct loader *loader, const struct object_class *class)
{
	const struct registry *registry = &loader->registry;
	const struct permission *rows =
		registry->permissions + class->permissions.first;
	const char *in;
	for (unsigned i = 0; i < class->permissions.count; i++)
		for (unsigned j = 0; j < i; j++)
			if (strcmp(rows[i].name, rows[j].name) == 0 &&
			    overlap(loader, &rows[i].in, &rows[j].in, &in))
				diags_add(
					loader->diags, MESSAGE_NAME_DUPLICATE,
					place_of(loader, permissions,
						 class->permissions.first + i),
					"permission %s in %s", rows[i].name,
					in);
	for (unsigned release = 0; release < registry->release_count;
	     release++) {
		unsigned count = 0;
		for (unsigned i = 0; i < class->permissions.count; i++)
			count += release_set_has(&rows[i].in, release);
		if (count > 32) {
			diags_add(
				loader->diags, MESSAGE_RANGE_OVERLAP,
				place_of(loader, classes,
					 (unsigned)(class - registry->classes)),
				"class %s has %u permissions in %s, 32 fit",
				class->name, count,
				registry->releases[release].name);
			return;
		}
	}
}

/* What is said of hypercalls and ops from elsewhere finds them. */
static void check_additions(struct loader *loader)
{
	for (const struct xml_element *node = loader_first(loader, "more-ops");
	     node; node = loader_next(loader, node, "more-ops")) {
		const char *name = node_attribute(loader, node, "hypercall");
		if (!registry_find_hypercall(&loader->registry, name))
			diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
				  node->place, "hypercall=\"%s\"", name);
	}
	for (const struct xml_element *node = loader_first(loader, "review");
	     node; node = loader_next(loader, node, "review")) {
		const char *name = node_attribute(loader, node, "op");
		const struct op *op = registry_find_op(&loader->registry, name);
		if (!op || strcmp(op->name, name) != 0)
			diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
				  node->place, "op=\"%s\"", name);
	}
}

static void check_vectors(struct loader *loader)
{
	const struct registry *registry = &loader->registry;
	const char *in;
	for (unsigned i = 0; i < registry->class_count; i++) {
		check_class(loader, &registry->classes[i]);
		for (unsigned j = 0; j < i; j++)
			if (strcmp(registry->classes[i].name,
				   registry->classes[j].name) == 0 &&
			    overlap(loader, &registry->classes[i].in,
				    &registry->classes[j].in, &in))
				diags_add(loader->diags, MESSAGE_NAME_DUPLICATE,
					  place_of(loader, classes, i),
					  "class %s in %s",
					  registry->classes[i].name, in);
	}
	for (unsigned i = 0; i < registry->sid_count; i++)
		for (unsigned j = 0; j < i; j++)
			if (strcmp(registry->sids[i].name,
				   registry->sids[j].name) == 0 &&
			    overlap(loader, &registry->sids[i].in,
				    &registry->sids[j].in, &in))
				diags_add(loader->diags, MESSAGE_NAME_DUPLICATE,
					  place_of(loader, sids, i),
					  "initial SID %s in %s",
					  registry->sids[i].name, in);
}

void loader_check(struct loader *loader)
{
	check_vectors(loader);
	check_calls(loader);
	check_modules(loader);
	check_events(loader);
	loader_check_conditions(loader);
	check_hypercalls(loader);
	check_ops(loader);
	check_statements(loader);
	check_additions(loader);
	check_fixes(loader);
	check_log(loader);
	check_tools(loader);
}
