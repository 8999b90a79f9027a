/* What grants are about and why they are left out, in words for people. */
#include <string.h>

#include "compile/compile.h"

const char *grant_object_name(const struct model_grant *grant)
{
	return grant->site->on ? grant->site->on : "xen";
}

const char *grant_reason(const struct model *model,
			 const struct model_grant *grant)
{
	const struct op *op = grant->opened ? grant->opened : grant->op;
	if (grant->withheld)
		return grant->withheld->reason;
	const struct op_status status = registry_op_meaning(
		model->registry, op, model->release_index, model->arena);
	const char *text = arena_format(model->arena, "%s (%s)",
					status_shown(status.status),
					basis_shown(&status, model->arena));
	return grant->opened ? arena_format(model->arena, "it opens %s, %s",
					    op_macro(op), text)
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
		names = i ? arena_format(model->arena, "%s, %s", names,
					 ops[i]->name)
			  : ops[i]->name;
	return names;
}
