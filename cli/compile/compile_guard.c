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
		uint32_t bit =
			class == NO_INDEX
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

void guard_add(struct model *model, struct buffer *conf)
{
	struct guarded guarded;
	find_guarded(model, &guarded);
	/* What is granted as accepted, or for a safe op beside, is cut out. */
	for (size_t i = 0; i < model->rules.count; i++) {
		const struct model_rule *rule = &model->rules.items[i];
		if (rule->source != model->trusted)
			guarded.covered[rule->object_class] &=
				~rule->permissions;
	}
	for (unsigned class = 0; class < model->vectors.class_count; class++) {
		uint32_t mask = guarded.covered[class] & ~guarded.safe[class];
		if (!mask)
			continue;
		buffer_format(conf, "neverallow ~trusted_type *:%s ",
			      model->vectors.classes[class]);
		text_permissions(model, class, mask, conf);
		buffer_add_string(conf, ";\n");
	}
	buffer_add_string(
		conf,
		"neverallow ~trusted_type security_t:security { load_policy "
		"setenforce setbool };\n"
		"neverallow ~{ trusted_type event_type } *:event bind;\n");
}
