/* What nobody but the trusted has, as neverallow rules of the policy itself. */
#include <string.h>

#include "base/memory.h"
#include "compile/compile.h"
#include "registry/registry.h"
#include "write/write_neverallow.h"
#include "write/write_text.h"

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

/* The permissions of a class that give what would make others trusted. */
static uint32_t find_mastering(const struct model *model, unsigned class)
{
	const struct registry *registry = model->registry;
	uint32_t mask =
		vectors_about(&model->vectors, class, PERMISSION_BECOMES);
	for (unsigned i = 0; i < registry->access_count; i++) {
		const struct access *access = &registry->accesses[i];
		if (access->powers & (POWER_POLICY | POWER_BOOLEANS) &&
		    access->object_class &&
		    release_set_has(&access->in, model->release_index) &&
		    vectors_class(&model->vectors, access->object_class) ==
			    class)
			mask |= vectors_permission(&model->vectors, class,
						   access->permission);
	}
	return mask;
}

/* The policy's own classes go first. */
static void add_mastering(const struct model *model, struct buffer *conf)
{
	const struct vectors *vectors = &model->vectors;
	for (unsigned others = 0; others <= 1; others++)
		for (unsigned class = 0; class < vectors->class_count;
		     class ++) {
			const bool other =
				!(vectors_class_on(vectors, class) & ON_POLICY);
			const uint32_t mask = find_mastering(model, class);
			if (mask && other == others)
				add_class(model, class, mask, conf);
		}
}

/* Nobody binds channels by a label that is none of a channel. */
static void add_binding(const struct model *model, struct buffer *conf)
{
	unsigned class;
	const uint32_t binds =
		vectors_find(&model->vectors, PERMISSION_BINDS, &class);
	if (!binds)
		return;
	buffer_format(conf, "neverallow ~{ trusted_type event_type } *:%s ",
		      model->vectors.classes[class]);
	text_permissions(model, class, binds, conf);
	buffer_add_string(conf, ";\n");
}

void guard_add(struct model *model, struct buffer *conf)
{
	struct guarded guarded = {.model = model};
	guard_find_plain(&guarded);
	for (unsigned class = 0; class < model->vectors.class_count; class ++)
		if (guarded.mask[class])
			add_class(model, class, guarded.mask[class], conf);
	add_mastering(model, conf);
	add_binding(model, conf);
}
