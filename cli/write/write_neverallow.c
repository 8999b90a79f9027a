/* What nobody but the trusted has, as neverallow rules of the policy itself. */
#include <string.h>

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

/* What would make others trusted, and channels of a label that is none. */
static void add_fixed(const struct model *model, struct buffer *conf)
{
	static const struct {
		const char *class, *permissions[4];
	} fixed[] = {
		{"security", {"load_policy", "setenforce", "setbool", NULL}},
		{"domain", {"transition", NULL}},
	};
	unsigned event = vectors_class(&model->vectors, "event");
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		unsigned class = vectors_class(&model->vectors, fixed[i].class);
		uint32_t mask = 0;
		for (size_t j = 0; fixed[i].permissions[j]; j++)
			mask |= vectors_permission(&model->vectors, class,
						   fixed[i].permissions[j]);
		if (mask)
			add_class(model, class, mask, conf);
	}
	if (vectors_permission(&model->vectors, event, "bind"))
		buffer_add_string(conf, "neverallow ~{ trusted_type event_type "
					"} *:event bind;\n");
}

void guard_add(struct model *model, struct buffer *conf)
{
	struct guarded guarded = {.model = model};
	guard_find_plain(&guarded);
	for (unsigned class = 0; class < model->vectors.class_count; class ++)
		if (guarded.mask[class])
			add_class(model, class, guarded.mask[class], conf);
	add_fixed(model, conf);
}
