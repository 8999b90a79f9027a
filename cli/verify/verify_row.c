/* Rows of a comparison, and the ops of the release that it is with. */
#include <stdarg.h>
#include <stdint.h>

#include "verify/verify_row.h"
#include "verify/verify_tree.h"

struct difference *verify_add(struct verifier *verifier,
			      enum difference_kind kind, const char *subject,
			      const char *file, unsigned line)
{
	struct difference *row =
		list_push(&verifier->out->rows, verifier->arena);
	*row = (struct difference){
		.kind = kind,
		.subject = subject,
		.registry = "",
		.tree = "",
		.file = file ? file : "",
		.line = line,
		.name = "",
		.within = "",
		.hypercall = NO_INDEX,
		.parent = NO_INDEX,
	};
	return row;
}

const char *verify_say(struct verifier *verifier, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	const char *text = arena_vformat(verifier->arena, format, arguments);
	va_end(arguments);
	return text;
}

void verify_choose(struct verifier *verifier, unsigned release)
{
	const struct registry *registry = verifier->registry;
	verifier->release = release;
	verifier->ops = (struct map){0};
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (release_set_has(&op->in, release))
			map_set(&verifier->ops, op_macro(op),
				(void *)(uintptr_t)op, verifier->arena);
	}
}

const struct op *verify_op(const struct verifier *verifier, const char *macro)
{
	return map_get(&verifier->ops, macro);
}
