/* Elements of a registry file for what the tree has and the registry not. */
#include <string.h>

#include "verify/verify_parts.h"

/* Writes elements, two blanks deeper in each. */
struct writer {
	const struct verification *verification;
	struct arena *arena;
	struct buffer *out;
	unsigned depth;
};

__attribute__((format(printf, 2, 3))) static void write_line(
	struct writer *writer, const char *format, ...)
{
	va_list arguments;
	buffer_add_repeated(writer->out, ' ', 2 * (size_t)writer->depth);
	va_start(arguments, format);
	buffer_vformat(writer->out, format, arguments);
	va_end(arguments);
	buffer_add_char(writer->out, '\n');
}

/* Two hyphens would end the comment. */
static void write_comment(struct writer *writer, const char *text)
{
	buffer_add_repeated(writer->out, ' ', 2 * (size_t)writer->depth);
	buffer_add_string(writer->out, "<!-- ");
	for (; *text; text++) {
		buffer_add_char(writer->out, *text);
		if (text[0] == '-' && text[1] == '-')
			buffer_add_char(writer->out, ' ');
	}
	buffer_add_string(writer->out, " -->\n");
}

static const char *since(const struct writer *writer)
{
	return arena_format(writer->arena, " in=\"%s..\"",
			    writer->verification->release_name);
}

/* --- Accesses
 * ------------------------------------------------------------------ */

/* What the registry has for the whole hypercall is not said again. */
static const char *source_of(const struct writer *writer, unsigned hypercall,
			     const struct tree_hook *hook)
{
	const char *usual =
		writer->verification->registry->hypercalls[hypercall].source;
	const char *source = arena_format(writer->arena, "%s:%s", hook->file,
					  hook->function);
	if (strcmp(usual, source) == 0)
		return "";
	return arena_format(writer->arena, " source=\"%s\"", source);
}

static void write_check(struct writer *writer, const struct tree_hook *hook,
			const struct tree_check *check, const char *source,
			const char *in)
{
	struct asked asked;
	const char *object = "target";
	const char *nominal = "";
	if (!check_asked(writer->verification, hook, check, writer->arena,
			 &asked)) {
		write_comment(writer,
			      "asked for something that is no constant");
		return;
	}
	if (!check->certain || !asked.subject || !asked.object ||
	    strcmp(asked.permission, NO_PERMISSION) == 0) {
		write_comment(
			writer,
			arena_format(writer->arena, "%s:%s, by %s of %s%s",
				     asked.object_class, asked.permission,
				     check->subject, check->object,
				     check->certain ? ""
						    : ": under a condition"));
		return;
	}
	if (*asked.object)
		object = asked.object;
	if (asked.nominal)
		nominal = arena_format(writer->arena, " nominal=\"%s\"",
				       asked.nominal);
	write_line(
		writer,
		"<access object=\"%s\" class=\"%s\" permission=\"%s\"%s%s%s/>",
		object, asked.object_class, asked.permission, nominal, source,
		in);
}

static void write_hook(struct writer *writer, unsigned hypercall,
		       const struct tree_hook *hook, const char *in)
{
	const char *source = source_of(writer, hypercall, hook);
	if (hook->undecided)
		write_comment(writer,
			      arena_format(writer->arena, "read %s: %s",
					   hook->function, hook->undecided));
	if (hook->guard)
		write_comment(writer, arena_format(writer->arena, "only if %s",
						   hook->guard));
	for (size_t i = 0; i < hook->checks.count; i++)
		write_check(writer, hook, &hook->checks.items[i], source, in);
	if (hook->checks.count || hook->undecided)
		return;
	if (hook->answer == TREE_UNKNOWN)
		write_line(writer, "<unknown%s%s/>", source, in);
	else
		write_comment(writer,
			      arena_format(writer->arena,
					   "%s asks nothing: read the handler",
					   hook->function));
}

/* What the hypercall's own function does with an op that it does not know. */
static const struct tree_hook *default_branch(const struct writer *writer,
					      const struct difference *row)
{
	const struct tree_hooks *hooks = &writer->verification->hooks;
	const char *source =
		writer->verification->registry->hypercalls[row->hypercall]
			.source;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (row->parent == NO_INDEX && !hook->whole && !hook->label &&
		    !hook->outer && hook->answer == TREE_UNKNOWN &&
		    strcmp(source, arena_format(writer->arena, "%s:%s",
						hook->file, hook->function)) ==
			    0)
			return hook;
	}
	return NULL;
}

/* The hook that has the op as a case; or what it does by default. */
static void write_accesses(struct writer *writer, const struct difference *row,
			   const char *in)
{
	const struct tree_hooks *hooks = &writer->verification->hooks;
	bool found = false;
	for (size_t i = 0; i < hooks->list.count; i++) {
		const struct tree_hook *hook = &hooks->list.items[i];
		if (hook->whole || !hook->label ||
		    strcmp(hook->label, row->name) != 0)
			continue;
		write_hook(writer, row->hypercall, hook, in);
		found = true;
	}
	const struct tree_hook *otherwise = default_branch(writer, row);
	if (!found && otherwise)
		write_hook(writer, row->hypercall, otherwise, in);
	else if (!found)
		write_comment(writer, "no hook names it: read the handler");
}

/* --- Ops
 * ------------------------------------------------------------------------ */

static bool is_proposed(const struct difference *row)
{
	return row->topic == TOPIC_OP && (row->kind == DIFFERENCE_NEW ||
					  row->kind == DIFFERENCE_RENUMBERED ||
					  row->kind == DIFFERENCE_RECHECKED);
}

/* Whether something is proposed for an op below the parent. */
static bool has_rows(const struct writer *writer, unsigned hypercall,
		     unsigned parent)
{
	const struct verification *verification = writer->verification;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		unsigned above = row->parent;
		if (!is_proposed(row) || row->hypercall != hypercall)
			continue;
		while (above != parent && above != NO_INDEX)
			above = verification->registry->ops[above].parent;
		if (above == parent)
			return true;
	}
	return false;
}

static bool is_about(const struct difference *row, const struct op *op)
{
	return is_proposed(row) && row->kind != DIFFERENCE_NEW &&
	       row->hypercall == op->hypercall && row->parent == op->parent &&
	       strcmp(row->name, op_macro(op)) == 0;
}

/* The changes to an op that the registry has: number first, then checks. */
static void write_changes(struct writer *writer, const struct op *op,
			  enum difference_kind kind)
{
	const struct verification *verification = writer->verification;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (row->kind != kind || !is_about(row, op))
			continue;
		if (kind == DIFFERENCE_RENUMBERED)
			write_line(writer, "<number is=\"%u\"%s/>", row->number,
				   since(writer));
		else
			write_accesses(writer, row, since(writer));
		return;
	}
}

static bool has_changes(const struct writer *writer, const struct op *op)
{
	const struct verification *verification = writer->verification;
	for (size_t i = 0; i < verification->rows.count; i++)
		if (is_about(&verification->rows.items[i], op))
			return true;
	return false;
}

static void write_new_op(struct writer *writer, const struct difference *row)
{
	const char *header =
		writer->verification->registry->hypercalls[row->hypercall]
			.header;
	const char *arch = "", *elsewhere = "";
	if (row->arches == TREE_X86)
		arch = " arch=\"x86\"";
	else if (row->arches == TREE_ARM)
		arch = " arch=\"arm\"";
	if (strcmp(header, row->file) != 0)
		elsewhere = arena_format(writer->arena, " header=\"%s\"",
					 row->file);
	write_line(writer, "<op name=\"%s\" number=\"%u\"%s%s%s>", row->name,
		   row->number, since(writer), arch, elsewhere);
	writer->depth++;
	write_accesses(writer, row, "");
	writer->depth--;
	write_line(writer, "</op>");
}

static void write_ops(struct writer *writer, unsigned hypercall,
		      unsigned parent)
{
	const struct verification *verification = writer->verification;
	const struct registry *registry = verification->registry;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (op->hypercall != hypercall || op->parent != parent ||
		    (!has_changes(writer, op) &&
		     !has_rows(writer, hypercall, i)))
			continue;
		write_line(writer, "<op name=\"%s\">", op_macro(op));
		writer->depth++;
		write_changes(writer, op, DIFFERENCE_RENUMBERED);
		write_changes(writer, op, DIFFERENCE_RECHECKED);
		write_ops(writer, hypercall, i);
		writer->depth--;
		write_line(writer, "</op>");
	}
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (is_proposed(row) && row->kind == DIFFERENCE_NEW &&
		    row->hypercall == hypercall && row->parent == parent)
			write_new_op(writer, row);
	}
}

static bool any_row(const struct writer *writer, unsigned hypercall)
{
	const struct verification *verification = writer->verification;
	for (size_t i = 0; i < verification->rows.count; i++)
		if (is_proposed(&verification->rows.items[i]) &&
		    verification->rows.items[i].hypercall == hypercall)
			return true;
	return false;
}

static void write_hypercalls(struct writer *writer)
{
	const struct registry *registry = writer->verification->registry;
	for (unsigned i = 0; i < registry->hypercall_count; i++) {
		const struct hypercall *hypercall = &registry->hypercalls[i];
		if (!any_row(writer, i))
			continue;
		write_line(writer,
			   "<hypercall name=\"%s\" number=\"%u\" "
			   "header=\"%s\" source=\"%s\">",
			   hypercall->name, hypercall->number,
			   hypercall->header, hypercall->source);
		writer->depth++;
		write_ops(writer, i, NO_INDEX);
		writer->depth--;
		write_line(writer, "</hypercall>");
	}
}

/* --- The rest
 * --------------------------------------------------------------------- */

static void write_new_hypercall(struct writer *writer,
				const struct difference *row)
{
	write_line(writer,
		   "<hypercall name=\"%s\" number=\"%u\" header=\"%s\" "
		   "source=\"%s:flask_%s\"%s>",
		   row->name, row->number, row->file, "xen/xsm/flask/hooks.c",
		   row->name, since(writer));
	writer->depth++;
	write_comment(writer, "its header, its ops, the function that asks");
	writer->depth--;
	write_line(writer, "</hypercall>");
}

/* A class stands with all its permissions; one that is known, with new ones. */
static void write_class(struct writer *writer, const char *class, bool is_new)
{
	const struct verification *verification = writer->verification;
	write_line(writer, "<class name=\"%s\"%s>", class,
		   is_new ? since(writer) : "");
	writer->depth++;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (row->kind != DIFFERENCE_NEW ||
		    row->topic != TOPIC_PERMISSION ||
		    strcmp(row->within, class) != 0)
			continue;
		write_comment(writer, row->tree);
		write_line(writer, "<permission name=\"%s\"%s/>", row->name,
			   is_new ? "" : since(writer));
	}
	writer->depth--;
	write_line(writer, "</class>");
}

static bool is_first_of_class(const struct verification *verification,
			      size_t index)
{
	const struct difference *row = &verification->rows.items[index];
	for (size_t i = 0; i < index; i++) {
		const struct difference *other = &verification->rows.items[i];
		if (other->kind == DIFFERENCE_NEW &&
		    ((other->topic == TOPIC_PERMISSION &&
		      strcmp(other->within, row->within) == 0) ||
		     (other->topic == TOPIC_CLASS &&
		      strcmp(other->name, row->within) == 0)))
			return false;
	}
	return true;
}

static void write_vectors(struct writer *writer)
{
	const struct verification *verification = writer->verification;
	for (size_t i = 0; i < verification->rows.count; i++) {
		const struct difference *row = &verification->rows.items[i];
		if (row->kind != DIFFERENCE_NEW)
			continue;
		if (row->topic == TOPIC_CLASS) {
			write_comment(writer, row->tree);
			write_class(writer, row->name, true);
		} else if (row->topic == TOPIC_PERMISSION &&
			   is_first_of_class(verification, i)) {
			write_class(writer, row->within, false);
		} else if (row->topic == TOPIC_SID) {
			write_comment(writer, row->tree);
			write_line(writer, "<sid name=\"%s\"%s/>", row->name,
				   since(writer));
		} else if (row->topic == TOPIC_HYPERCALL) {
			write_new_hypercall(writer, row);
		}
	}
}

void verify_propose(const struct verification *verification,
		    struct arena *arena, struct buffer *out)
{
	struct writer writer = {verification, arena, out, 0};
	write_hypercalls(&writer);
	write_vectors(&writer);
}
