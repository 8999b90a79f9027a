/* Finds releases, hypercalls and ops, and what belongs to an op. */
#include <fnmatch.h>
#include <string.h>

#include "base/text.h"
#include "registry/registry.h"

unsigned registry_find_release(const struct registry *registry,
			       const char *name)
{
	unsigned found = NO_INDEX;
	bool latest = strcmp(name, "latest") == 0;
	for (unsigned i = 0; i < registry->release_count; i++)
		if (latest || strcmp(registry->releases[i].name, name) == 0 ||
		    strcmp(registry->releases[i].line, name) == 0)
			found = i;
	return found;
}

/* "4.23" or "4.23.1", and nothing else. */
static bool is_version(const char *name)
{
	static const char digits[] = "0123456789";
	unsigned numbers = 0;
	for (;;) {
		size_t length = strspn(name, digits);
		if (!length)
			return false;
		numbers++;
		name += length;
		if (!*name)
			return numbers > 1;
		if (*name++ != '.')
			return false;
	}
}

unsigned registry_nearest_release(const struct registry *registry,
				  const char *name)
{
	unsigned found = NO_INDEX;
	for (unsigned i = 0; is_version(name) && i < registry->release_count;
	     i++)
		if (text_compare_natural(registry->releases[i].name, name) < 0)
			found = i;
	return found;
}

unsigned registry_release(const struct registry *registry, const char *name,
			  struct diags *diags)
{
	unsigned found = registry_find_release(registry, name);
	if (found == NO_INDEX) {
		unsigned last = registry->release_count - 1;
		diags_add(diags, MESSAGE_UNKNOWN_RELEASE, location_file(NULL),
			  "%s (the registry has %s to %s)", name,
			  registry->releases[0].name,
			  registry->releases[last].name);
	}
	return found;
}

bool op_is_hypercall(const struct op *op)
{
	static const char prefix[] = "__HYPERVISOR_";
	return strncmp(op->name, prefix, sizeof prefix - 1) == 0;
}

bool op_matches(const struct op *op, const char *pattern)
{
	return fnmatch(pattern, op->name, 0) == 0 ||
	       fnmatch(pattern, op_macro(op), 0) == 0;
}

const char *op_macro(const struct op *op)
{
	const char *slash = strrchr(op->name, '/');
	return slash ? slash + 1 : op->name;
}

unsigned registry_op_number(const struct registry *registry,
			    const struct op *op, unsigned release)
{
	unsigned end = op->numbers.first + op->numbers.count;
	for (unsigned i = op->numbers.first; i < end; i++)
		if (release_set_has(&registry->op_numbers[i].in, release))
			return registry->op_numbers[i].number;
	return NO_INDEX;
}

const struct op *registry_find_op(const struct registry *registry,
				  const char *name)
{
	const struct op *found = NULL;
	bool several = false;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (strcmp(op->name, name) == 0)
			return op;
		if (strcmp(op_macro(op), name) != 0)
			continue;
		several |= found != NULL;
		found = op;
	}
	return several ? NULL : found;
}

/* Whether the op's own accesses say that nothing is asked. */
static bool is_unchecked(const struct registry *registry, const struct op *op,
			 unsigned release)
{
	unsigned end = op->accesses.first + op->accesses.count;
	for (unsigned i = op->accesses.first; i < end; i++) {
		const struct access *access = &registry->accesses[i];
		if (access->kind == ACCESS_NONE && !access->build &&
		    !access->when && release_set_has(&access->in, release))
			return true;
	}
	return false;
}

/* Adds what the op itself is asked, after what its parents are. */
static void add_accesses(const struct registry *registry, const struct op *op,
			 unsigned release, struct arena *arena,
			 struct op_accesses *accesses)
{
	if (op->parent != NO_INDEX && !is_unchecked(registry, op, release))
		add_accesses(registry, &registry->ops[op->parent], release,
			     arena, accesses);
	unsigned end = op->accesses.first + op->accesses.count;
	for (unsigned i = op->accesses.first; i < end; i++)
		if (release_set_has(&registry->accesses[i].in, release))
			*list_push(&accesses->list, arena) =
				&registry->accesses[i];
}

void registry_op_accesses(const struct registry *registry, const struct op *op,
			  unsigned release, struct arena *arena,
			  struct op_accesses *accesses)
{
	*accesses = (struct op_accesses){false, LIST_INIT};
	accesses->recorded = release_set_has(
		&registry->hypercalls[op->hypercall].accesses_recorded,
		release);
	if (accesses->recorded)
		add_accesses(registry, op, release, arena, accesses);
}

/* Whether the op's own accesses say that no hook knows it. */
static bool is_unknown(const struct registry *registry, const struct op *op,
		       unsigned release)
{
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&registry->accesses[op->accesses.first + i];
		if (access->kind == ACCESS_UNKNOWN && !access->build &&
		    !access->when && !access->choice &&
		    release_set_has(&access->in, release))
			return true;
	}
	return false;
}

size_t registry_op_cautions(const struct registry *registry,
			    const struct op *op, unsigned release,
			    struct arena *arena,
			    const struct caution *const **cautions)
{
	list_of(const struct caution *) found = LIST_INIT;
	for (; op;
	     op = op->parent == NO_INDEX ? NULL : &registry->ops[op->parent])
		for (unsigned i = 0; i < op->cautions.count; i++) {
			const struct caution *row =
				&registry->cautions[op->cautions.first + i];
			if (release_set_has(&row->in, release))
				*list_push(&found, arena) = row;
		}
	*cautions = found.items;
	return found.count;
}

size_t registry_unknown_ops(const struct registry *registry, unsigned release,
			    struct arena *arena, const struct op *const **ops)
{
	list_of(const struct op *) found = LIST_INIT;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (release_set_has(&op->in, release) &&
		    !release_set_has(&op->refused, release) &&
		    is_unknown(registry, op, release))
			*list_push(&found, arena) = op;
	}
	*ops = found.items;
	return found.count;
}

bool registry_names_system(const struct registry *registry, const struct op *op,
			   unsigned release, const char *object,
			   const char *sid)
{
	for (unsigned i = 0; i < op->system_domains.count; i++) {
		const struct system_domain *row =
			&registry->system_domains[op->system_domains.first + i];
		if (release_set_has(&row->in, release) &&
		    strcmp(row->object, object) == 0 &&
		    strcmp(row->sid, sid) == 0)
			return true;
	}
	return op->parent != NO_INDEX &&
	       registry_names_system(registry, &registry->ops[op->parent],
				     release, object, sid);
}

const char *access_kind_name(enum access_kind kind)
{
	static const char *const names[] = {
		[ACCESS_ASKED] = "asked",     [ACCESS_FILTER] = "filter",
		[ACCESS_IGNORED] = "ignored", [ACCESS_NONE] = "none",
		[ACCESS_UNKNOWN] = "unknown",
	};
	return names[kind];
}

bool access_gives(const struct access *access, const char *power)
{
	return access->gives && text_has_word(access->gives, power);
}

/* Those of the texts that there are, with "; " between them. */
static const char *join(const char *const texts[], size_t count,
			struct arena *arena)
{
	const char *all = "";
	for (size_t i = 0; i < count; i++)
		if (texts[i])
			all = arena_format(arena, "%s%s%s", all,
					   *all ? "; " : "", texts[i]);
	return all;
}

static const char *build_text(const char *build, struct arena *arena)
{
	return build ? arena_format(arena, "build: %s", build) : NULL;
}

const char *access_condition(const struct access *access, struct arena *arena)
{
	bool kind =
		access->kind == ACCESS_FILTER || access->kind == ACCESS_IGNORED;
	const char *const parts[] = {
		kind ? access_kind_name(access->kind) : NULL,
		access->refused ? "refused to everyone" : NULL,
		access->unreached ? "unreached" : NULL,
		build_text(access->build, arena),
		access->picked,
		access->when};
	return join(parts, sizeof parts / sizeof *parts, arena);
}

const char *crash_condition(const struct crash *crash, struct arena *arena)
{
	const char *const parts[] = {build_text(crash->build, arena),
				     crash->when};
	return join(parts, sizeof parts / sizeof *parts, arena);
}

const char *access_subject_name(enum access_subject subject)
{
	static const char *const names[] = {
		[SUBJECT_CALLER] = "caller",
		[SUBJECT_TARGET] = "target",
		[SUBJECT_OTHER] = "other",
	};
	return names[subject];
}

size_t registry_classes(const struct registry *registry, unsigned release,
			struct arena *arena, unsigned **classes)
{
	size_t count = 0;
	*classes = arena_alloc(arena, registry->class_count, sizeof **classes);
	for (unsigned i = 0; i < registry->class_count; i++)
		if (release_set_has(&registry->classes[i].in, release))
			(*classes)[count++] = i;
	return count;
}

size_t registry_permissions(const struct registry *registry,
			    const struct object_class *object_class,
			    unsigned release, struct arena *arena,
			    const char ***names)
{
	const struct span span = object_class->permissions;
	size_t count = 0;
	*names = arena_alloc(arena, span.count, sizeof **names);
	for (unsigned i = span.first; i < span.first + span.count; i++)
		if (release_set_has(&registry->permissions[i].in, release))
			(*names)[count++] = registry->permissions[i].name;
	return count;
}

size_t registry_sids(const struct registry *registry, unsigned release,
		     struct arena *arena, const char ***names)
{
	size_t count = 0;
	*names = arena_alloc(arena, registry->sid_count, sizeof **names);
	for (unsigned i = 0; i < registry->sid_count; i++)
		if (release_set_has(&registry->sids[i].in, release))
			(*names)[count++] = registry->sids[i].name;
	return count;
}
