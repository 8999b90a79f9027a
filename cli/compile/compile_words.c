/* What grants are about and why they are left out, in words for people. */
#include <string.h>

#include "compile/compile.h"
#include "compile/compile_opens.h"

const char *grant_object_name(const struct model_grant *grant)
{
	return grant->site->on ? grant->site->on : "xen";
}

const char *grant_op_name(const struct model_grant *grant)
{
	return grant->op	 ? grant->op->name
	       : grant->site->op ? grant->site->op
				 : grant->site->group;
}

/* "OP, OP": what is wanting from the index on. */
static const char *list_wanting(const struct model *model,
				const struct model_grant *grant, size_t from)
{
	const char *text = "";
	for (size_t i = from; i < grant->wanting.count; i++)
		text = arena_format(model->arena, "%s%s%s", text,
				    i > from ? ", " : "",
				    grant->wanting.items[i]->name);
	return text;
}

/* "OP, covered (all), OP, ...": what it opens, with the reasons. */
static const char *list_opened(const struct model *model,
			       const struct model_grant *grant, size_t from)
{
	const char *text = "";
	for (size_t i = from; i < grant->wanting.count; i++) {
		const struct op *op = grant->wanting.items[i];
		const struct op_status status =
			registry_op_meaning(model->registry, op,
					    model->release_index, model->arena);
		text = arena_format(model->arena, "%s%s%s, %s (%s)", text,
				    i > from ? "; " : "", op_macro(op),
				    status_shown(status.status),
				    basis_shown(&status, model->arena));
	}
	return text;
}

const char *grant_wanted(const struct model *model,
			 const struct model_grant *grant)
{
	return grant->withheld ? grant->withheld->accept
			       : list_wanting(model, grant, 0);
}

const char *grant_reason(const struct model *model,
			 const struct model_grant *grant)
{
	if (grant->withheld)
		return grant->withheld->reason;
	if (grant->rows->why_not)
		return grant->rows->why_not;
	size_t own = grant->wanting.items[0] == grant->op;
	const char *text = "";
	if (own) {
		const struct op_status status =
			registry_op_meaning(model->registry, grant->op,
					    model->release_index, model->arena);
		text = arena_format(model->arena, "%s (%s)%s",
				    status_shown(status.status),
				    basis_shown(&status, model->arena),
				    grant->wanting.count > own ? ", and " : "");
	}
	return grant->wanting.count > own
		       ? arena_format(model->arena, "%sit opens %s", text,
				      list_opened(model, grant, own))
		       : text;
}

const char *compile_out_of_reach(struct model *model)
{
	const struct op *const *ops;
	const char *names = NULL;
	if (!model->release->unknown_refused &&
	    strcmp(model->handle_unknown, "allow") == 0)
		return NULL;
	size_t count = registry_unknown_ops(
		model->registry, model->release_index, model->arena, &ops);
	for (size_t i = 0; i < count; i++)
		if (model_has_op(model, ops[i]))
			names = names ? arena_format(model->arena, "%s, %s",
						     names, ops[i]->name)
				      : ops[i]->name;
	return names;
}
