/* What nobody but the trusted may have: permissions of covered ops alone. */
#include <string.h>

#include "compile/text.h"

/* What each permission of the release opens. */
struct guarded {
	uint32_t *covered, *safe; /* by class */
};

static void mark_op(const struct model *model, const struct op *op,
		    struct guarded *guarded)
{
	const struct vectors *vectors = &model->vectors;
	struct op_accesses accesses;
	bool covered = model_is_covered(model, op);
	registry_op_accesses(model->registry, op, model->release_index,
			     model->arena, &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		if (access->kind == ACCESS_NONE ||
		    access->kind == ACCESS_UNKNOWN)
			continue;
		unsigned class = vectors_class(vectors, access->object_class);
		uint32_t bit = class == NO_INDEX
				       ? 0
				       : vectors_permission(vectors, class,
							    access->permission);
		if (bit && covered)
			guarded->covered[class] |= bit;
		else if (bit)
			guarded->safe[class] |= bit;
	}
}

static void find_guarded(const struct model *model, struct guarded *guarded)
{
	const struct registry *registry = model->registry;
	size_t count = model->vectors.class_count;
	guarded->covered = arena_alloc(model->arena, count, sizeof(uint32_t));
	guarded->safe = arena_alloc(model->arena, count, sizeof(uint32_t));
	for (unsigned i = 0; i < registry->op_count; i++)
		if (release_set_has(&registry->ops[i].in, model->release_index))
			mark_op(model, &registry->ops[i], guarded);
}

/* What would make others trusted, and channels of a label that is none. */
static void add_fixed(const struct model *model, struct buffer *conf)
{
	static const struct {
		const char *source, *class, *permissions[4];
	} fixed[] = {
		{"trusted_type",
		 "security",
		 {"load_policy", "setenforce", "setbool", NULL}},
		{"trusted_type", "domain", {"transition", NULL}},
		{"{ trusted_type event_type }", "event", {"bind", NULL}},
	};
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		unsigned class = vectors_class(&model->vectors, fixed[i].class);
		uint32_t mask = 0;
		for (size_t j = 0; fixed[i].permissions[j]; j++)
			mask |= vectors_permission(&model->vectors, class,
						   fixed[i].permissions[j]);
		if (!mask)
			continue;
		buffer_format(conf, "neverallow ~%s *:%s ", fixed[i].source,
			      fixed[i].class);
		text_permissions(model, class, mask, conf);
		buffer_add_string(conf, ";\n");
	}
}

/* Permissions of a class that the same types beside the trusted have. */
struct cut {
	const char *types; /* " a b" */
	uint32_t permissions;
};

static const char *types_with(const struct model *model, unsigned class,
			      uint32_t bit)
{
	const char *types = "";
	bool *named =
		arena_alloc(model->arena, model->terms.count, sizeof *named);
	named[model->trusted] = true;
	for (size_t i = 0; i < model->rules.count; i++) {
		const struct model_rule *rule = &model->rules.items[i];
		if (rule->object_class != class || !(rule->permissions & bit) ||
		    named[rule->source])
			continue;
		named[rule->source] = true;
		types = arena_format(model->arena, "%s %s", types,
				     model->terms.items[rule->source].name);
	}
	return types;
}

/* A line for the permissions that each set of types has. */
static void add_class(const struct model *model, unsigned class, uint32_t mask,
		      struct buffer *conf)
{
	list_of(struct cut) cuts = LIST_INIT;
	for (uint32_t bit = 1; bit && bit <= mask; bit <<= 1) {
		if (!(mask & bit))
			continue;
		const char *types = types_with(model, class, bit);
		size_t i = 0;
		while (i < cuts.count &&
		       strcmp(cuts.items[i].types, types) != 0)
			i++;
		if (i == cuts.count)
			list_push(&cuts, model->arena)->types = types;
		cuts.items[i].permissions |= bit;
	}
	for (size_t i = 0; i < cuts.count; i++) {
		const struct cut *cut = &cuts.items[i];
		buffer_format(conf,
			      *cut->types ? "neverallow ~{ trusted_type%s } "
					    "*:%s "
					  : "neverallow ~trusted_type%s *:%s ",
			      cut->types, model->vectors.classes[class]);
		text_permissions(model, class, cut->permissions, conf);
		buffer_add_string(conf, ";\n");
	}
}

void guard_add(struct model *model, struct buffer *conf)
{
	struct guarded guarded;
	find_guarded(model, &guarded);
	for (unsigned class = 0; class < model->vectors.class_count; class ++) {
		uint32_t mask = guarded.covered[class] & ~guarded.safe[class];
		if (mask)
			add_class(model, class, mask, conf);
	}
	add_fixed(model, conf);
}
