/* Writes ops, with what is asked for them. */
#include <string.h>

#include "registry/registry.h"
#include "registry/registry_write_element.h"
#include "registry/registry_write_op.h"

static void write_access(struct writer *writer, const struct op *op,
			 const struct access *access)
{
	const struct hypercall *of =
		&writer->registry->hypercalls[op->hypercall];
	bool asks = access->object_class != NULL;
	writer_start(writer, access->kind == ACCESS_NONE      ? "unchecked"
			     : access->kind == ACCESS_UNKNOWN ? "unknown"
							      : "access");
	if (access->subject != SUBJECT_CALLER)
		writer_attribute(writer, "subject",
				 access_subject_name(access->subject));
	writer_attribute(writer, "object", asks ? access->object : NULL);
	writer_attribute(writer, "class", access->object_class);
	writer_attribute(writer, "permission", access->permission);
	writer_attribute(writer, "nominal", access->nominal);
	writer_attribute(writer, "gives", access->gives);
	writer_attribute(writer, "as",
			 access->as_model ? "device-model" : NULL);
	if (access->kind == ACCESS_FILTER || access->kind == ACCESS_IGNORED)
		writer_attribute(writer, "effect",
				 access->kind == ACCESS_FILTER ? "filter"
							       : "ignored");
	if (access->unreached)
		writer_attribute(writer, "effect", "unreached");
	writer_conditions(writer, "build", access->builds);
	writer_conditions(writer, "when", access->whens);
	if (access->source && strcmp(access->source, of->source) != 0)
		writer_attribute(writer, "source", access->source);
	writer_range(writer, "in", &access->in, &op->in);
	writer_end(writer);
}

/* Those of the same choice stand together, in alternatives. */
static unsigned write_choice(struct writer *writer, const struct op *op,
			     const struct access *accesses, unsigned i)
{
	unsigned choice = accesses[i].choice, first = i;
	char open = '\0';
	writer_start(writer, "choice");
	writer_attribute(writer, "by",
			 accesses[i].by_hardware ? "hardware" : "arguments");
	writer_open(writer);
	for (; i < op->accesses.count && accesses[i].choice == choice; i++) {
		if (!writer_has(&accesses[i].in, &op->in))
			continue;
		if (open && open != accesses[i].alternative)
			writer_close(writer, "alternative");
		if (open != accesses[i].alternative) {
			writer_start(writer, "alternative");
			writer_conditions(writer, "when", accesses[i].picks);
			if (accesses[i].refused)
				writer_attribute(writer, "effect", "refused");
			writer_open(writer);
		}
		open = accesses[i].alternative;
		write_access(writer, op, &accesses[i]);
	}
	if (open)
		writer_close(writer, "alternative");
	writer_close(writer, "choice");
	return i - first;
}

static bool choice_is_there(const struct op *op, const struct access *accesses,
			    unsigned i)
{
	unsigned choice = accesses[i].choice;
	for (; i < op->accesses.count && accesses[i].choice == choice; i++)
		if (writer_has(&accesses[i].in, &op->in))
			return true;
	return false;
}

static void write_accesses(struct writer *writer, const struct op *op)
{
	const struct access *accesses =
		writer->registry->accesses + op->accesses.first;
	for (unsigned i = 0; i < op->accesses.count;) {
		if (accesses[i].choice && choice_is_there(op, accesses, i)) {
			i += write_choice(writer, op, accesses, i);
			continue;
		}
		if (!accesses[i].choice && writer_has(&accesses[i].in, &op->in))
			write_access(writer, op, &accesses[i]);
		i++;
	}
}

static void write_numbers(struct writer *writer, const struct op *op)
{
	const struct op_number *numbers =
		writer->registry->op_numbers + op->numbers.first;
	for (unsigned i = 0; i < op->numbers.count; i++) {
		struct release_set in =
			release_set_and(&numbers[i].in, &op->in);
		if (release_set_empty(&in))
			continue;
		writer_start(writer, "number");
		writer_number(writer, "is", numbers[i].number);
		writer_attribute(writer, "in", writer_set(writer, &in));
		writer_end(writer);
	}
}

static void write_system_domains(struct writer *writer, const struct op *op)
{
	const struct system_domain *rows =
		writer->registry->system_domains + op->system_domains.first;
	for (unsigned i = 0; i < op->system_domains.count; i++) {
		if (!writer_has(&rows[i].in, &op->in))
			continue;
		writer_start(writer, "system-domain");
		writer_attribute(writer, "object", rows[i].object);
		writer_attribute(writer, "is", rows[i].sid);
		writer_range(writer, "in", &rows[i].in, &op->in);
		writer_end(writer);
	}
}

static void write_crashes(struct writer *writer, const struct op *op)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < op->crashes.count; i++) {
		const struct crash *row =
			&registry->crashes[op->crashes.first + i];
		if (!writer_has(&row->in, &op->in))
			continue;
		writer_start(writer, "crash");
		writer_attribute(writer, "by", row->by);
		writer_conditions(writer, "build", row->builds);
		writer_conditions(writer, "when", row->whens);
		writer_attribute(writer, "source", row->source);
		writer_range(writer, "in", &row->in, &op->in);
		writer_end(writer);
	}
}

static void write_cautions(struct writer *writer, const struct op *op)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < op->cautions.count; i++) {
		const struct caution *row =
			&registry->cautions[op->cautions.first + i];
		if (!writer_has(&row->in, &op->in))
			continue;
		writer_start(writer, "caution");
		writer_attribute(writer, "kind", row->kind);
		writer_attribute(writer, "source", row->source);
		writer_attribute(writer, "asks", row->asks);
		writer_range(writer, "in", &row->in, &op->in);
		buffer_add_char(writer->out, '>');
		writer_escape(writer, row->text);
		buffer_add_string(writer->out, "</caution>\n");
	}
}

static void write_reviews(struct writer *writer, const struct op *op)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < op->reviews.count; i++) {
		unsigned event = registry->reviews[op->reviews.first + i].event;
		writer_start(writer, "review");
		writer_attribute(writer, "event", registry->events[event].id);
		writer_end(writer);
	}
	for (unsigned i = 0; i < op->unverified.count; i++) {
		const struct unverified *row =
			&registry->unverified[op->unverified.first + i];
		if (!writer_has(&row->in, &op->in))
			continue;
		writer_start(writer, "unverified");
		writer_attribute(writer, "says", row->says);
		writer_attribute(writer, "reason", row->reason);
		writer_attribute(writer, "read", row->read);
		writer_range(writer, "in", &row->in, &op->in);
		writer_end(writer);
	}
}

/* Those of the releases that the op is in. */
static void write_releases(struct writer *writer, const char *name,
			   const struct release_set *set,
			   const struct release_set *in)
{
	const struct release_set in_both = release_set_and(set, in);
	if (writer_has(set, in))
		writer_attribute(writer, name, writer_set(writer, &in_both));
}

void writer_op(struct writer *writer, unsigned index,
	       const struct release_set *from)
{
	const struct registry *registry = writer->registry;
	struct op op = registry->ops[index];
	const struct hypercall *of = &registry->hypercalls[op.hypercall];
	op.in = release_set_and(&op.in, from);
	if (release_set_empty(&op.in))
		return;
	writer_start(writer, "op");
	writer_attribute(writer, "name", op_macro(&op));
	writer_attribute(writer, "field", op.field);
	writer_range(writer, "in", &op.in, from);
	writer_attribute(writer, "arch",
			 strcmp(op.arch, "all") ? op.arch : NULL);
	writer_attribute(writer, "header",
			 strcmp(op.header, of->header) ? op.header : NULL);
	writer_attribute(writer, "guard", op.guard);
	write_releases(writer, "refused", &op.refused, &op.in);
	write_releases(writer, "x86-only", &op.x86_only, &op.in);
	write_releases(writer, "arm-only", &op.arm_only, &op.in);
	if (op.renamed) {
		const char *slash = strrchr(op.renamed, '/');
		writer_attribute(writer, "renamed-from",
				 slash ? slash + 1 : op.renamed);
	}
	writer_attribute(writer, "note", op.note);
	writer_open(writer);
	write_numbers(writer, &op);
	write_system_domains(writer, &op);
	write_accesses(writer, &op);
	write_crashes(writer, &op);
	write_cautions(writer, &op);
	write_reviews(writer, &op);
	for (unsigned i = 0; i < registry->op_count; i++)
		if (registry->ops[i].parent == index)
			writer_op(writer, i, &op.in);
	writer_close(writer, "op");
}
