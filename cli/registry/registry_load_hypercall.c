/* Reads hypercalls, their ops and the accesses of these. */
#include <string.h>

#include "registry/registry_access.h"
#include "registry/registry_load_condition.h"
#include "registry/registry_load_event.h"
#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_op.h"

USES_MESSAGE(REGISTRY_TOO_LARGE);

/* What an access has from the elements around it. */
struct access_context {
	struct release_set in;
	struct span builds; /* of the choice */
	struct span picks;  /* by what: of the alternative */
	const char *source; /* of the hypercall */
	unsigned choice;
	char alternative;
	bool by_hardware;
	bool refused; /* of the alternative */
};

/* Whether the element's effect is the word. */
static bool has_effect(struct loader *loader, const struct xml_element *node,
		       const char *word)
{
	const char *effect = node_attribute(loader, node, "effect");
	return effect && strcmp(effect, word) == 0;
}

static enum access_kind kind_of(struct loader *loader,
				const struct xml_element *node)
{
	if (xml_is(node, "unchecked"))
		return ACCESS_NONE;
	if (xml_is(node, "unknown"))
		return ACCESS_UNKNOWN;
	if (has_effect(loader, node, "filter"))
		return ACCESS_FILTER;
	return has_effect(loader, node, "ignored") ? ACCESS_IGNORED
						   : ACCESS_ASKED;
}

static enum access_subject subject_of(struct loader *loader,
				      const struct xml_element *node)
{
	const char *subject = node_attribute(loader, node, "subject");
	if (!subject)
		return SUBJECT_CALLER;
	return strcmp(subject, "target") == 0 ? SUBJECT_TARGET : SUBJECT_OTHER;
}

static bool is_access(const struct xml_element *node)
{
	return xml_is(node, "access") || xml_is(node, "unchecked") ||
	       xml_is(node, "unknown");
}

/* What the permission is about; a dangling one is found later. */
static unsigned asked_about(const struct loader *loader,
			    const struct access *access)
{
	const struct registry vectors = {
		.classes = loader->classes.rows.items,
		.class_count = (unsigned)loader->classes.rows.count,
		.permissions = loader->permissions.rows.items,
		.permission_count = (unsigned)loader->permissions.rows.count,
	};
	if (!access->object_class)
		return 0;
	const struct permission *row = registry_permission(
		&vectors, access->object_class, access->permission);
	return row ? row->about : 0;
}

static void read_access(struct loader *loader, const struct xml_element *node,
			const struct access_context *context)
{
	struct access *access = loader_add(loader, accesses, node);
	access->kind = kind_of(loader, node);
	access->subject = subject_of(loader, node);
	access->object = node_attribute(loader, node, "object");
	access->object_class = node_attribute(loader, node, "class");
	access->permission = node_attribute(loader, node, "permission");
	access->nominal = node_attribute(loader, node, "nominal");
	access->gives = node_attribute(loader, node, "gives");
	access->powers = node_words(node, "gives", power_names);
	access->builds =
		loader_join_conditions(loader, context->builds,
				       node_conditions(loader, node, "build"));
	access->picks = context->picks;
	access->whens = node_conditions(loader, node, "when");
	access->about = loader_conditions_about(loader, access->picks) |
			loader_conditions_about(loader, access->whens);
	access->asks = asked_about(loader, access);
	access->as_model = node_attribute(loader, node, "as") != NULL;
	access->build = loader_conditions_text(loader, access->builds);
	access->picked = loader_conditions_text(loader, access->picks);
	access->when = loader_conditions_text(loader, access->whens);
	access->source = node_attribute(loader, node, "source");
	if (!access->source)
		access->source = context->source;
	access->choice = context->choice;
	access->alternative = context->alternative;
	access->by_hardware = context->by_hardware;
	access->refused = context->refused;
	access->unreached = has_effect(loader, node, "unreached");
	access->in = node_range(loader, node, "in", &context->in);
}

static void read_choice(struct loader *loader, const struct xml_element *node,
			const struct access_context *outer)
{
	struct access_context context = *outer;
	context.in = node_range(loader, node, "in", &outer->in);
	context.builds = node_conditions(loader, node, "build");
	const char *by = node_attribute(loader, node, "by");
	context.by_hardware = strcmp(by, "hardware") == 0;
	context.alternative = 'a';
	const struct release_set in = context.in;
	for (const struct xml_element *alternative =
		     xml_first(node, "alternative");
	     alternative; alternative = xml_next(alternative, "alternative")) {
		context.in = node_range(loader, alternative, "in", &in);
		context.picks = node_conditions(loader, alternative, "when");
		context.refused = has_effect(loader, alternative, "refused");
		for (const struct xml_element *child = alternative->children;
		     child; child = child->next)
			if (is_access(child))
				read_access(loader, child, &context);
		if (context.alternative - 'a' == ALTERNATIVE_LIMIT) {
			diags_add(loader->diags, MESSAGE_REGISTRY_TOO_LARGE,
				  alternative->place,
				  "there are more than %d alternatives",
				  ALTERNATIVE_LIMIT);
			return;
		}
		context.alternative++;
	}
}

static void read_accesses(struct loader *loader, const struct xml_element *node,
			  unsigned index)
{
	struct op *op = &loader->ops.rows.items[index];
	const struct hypercall *hypercall =
		&loader->hypercalls.rows.items[op->hypercall];
	struct access_context context = {.in = op->in,
					 .source = hypercall->source};
	unsigned choices = 0;
	loader_start_span(loader, accesses, &op->accesses);
	for (const struct xml_element *child = node->children; child;
	     child = child->next) {
		if (is_access(child)) {
			read_access(loader, child, &context);
		} else if (xml_is(child, "choice")) {
			context.choice = ++choices;
			read_choice(loader, child, &context);
			context.choice = 0;
		}
	}
	loader_end_span(loader, accesses, &op->accesses);
}

static void read_crashes(struct loader *loader, const struct xml_element *node,
			 unsigned index)
{
	struct op *op = &loader->ops.rows.items[index];
	loader_start_span(loader, crashes, &op->crashes);
	for (const struct xml_element *child = xml_first(node, "crash"); child;
	     child = xml_next(child, "crash")) {
		struct crash *crash = loader_add(loader, crashes, child);
		crash->by = node_attribute(loader, child, "by");
		crash->builds = node_conditions(loader, child, "build");
		crash->whens = node_conditions(loader, child, "when");
		crash->build = loader_conditions_text(loader, crash->builds);
		crash->when = loader_conditions_text(loader, crash->whens);
		crash->source = node_attribute(loader, child, "source");
		if (!crash->source)
			crash->source =
				loader->hypercalls.rows.items[op->hypercall]
					.source;
		crash->in = node_range(loader, child, "in", &op->in);
	}
	loader_end_span(loader, crashes, &op->crashes);
}

static void read_cautions(struct loader *loader, const struct xml_element *node,
			  unsigned index)
{
	struct op *op = &loader->ops.rows.items[index];
	loader_start_span(loader, cautions, &op->cautions);
	for (const struct xml_element *child = xml_first(node, "caution");
	     child; child = xml_next(child, "caution")) {
		struct caution *caution = loader_add(loader, cautions, child);
		caution->kind = node_attribute(loader, child, "kind");
		caution->text = arena_string(loader->arena, child->text);
		caution->source = node_attribute(loader, child, "source");
		caution->asks = node_attribute(loader, child, "asks");
		caution->in = node_range(loader, child, "in", &op->in);
	}
	loader_end_span(loader, cautions, &op->cautions);
}

static void add_number(struct loader *loader, const struct xml_element *node,
		       const char *attribute, const struct release_set *in)
{
	struct op_number *number = loader_add(loader, op_numbers, node);
	number->number = node_number(node, attribute);
	number->in = xml_is(node, "number") ? node_range(loader, node, "in", in)
					    : *in;
}

static void read_numbers(struct loader *loader, const struct xml_element *node,
			 unsigned index)
{
	struct op *op = &loader->ops.rows.items[index];
	loader_start_span(loader, op_numbers, &op->numbers);
	if (xml_attribute(node, "number"))
		add_number(loader, node, "number", &op->in);
	for (const struct xml_element *child = xml_first(node, "number"); child;
	     child = xml_next(child, "number"))
		add_number(loader, child, "is", &op->in);
	loader_end_span(loader, op_numbers, &op->numbers);
}

static void read_system_domains(struct loader *loader,
				const struct xml_element *node, unsigned index)
{
	struct op *op = &loader->ops.rows.items[index];
	struct span *span = &op->system_domains;
	loader_start_span(loader, system_domains, span);
	for (const struct xml_element *child = xml_first(node, "system-domain");
	     child; child = xml_next(child, "system-domain")) {
		struct system_domain *row =
			loader_add(loader, system_domains, child);
		row->object = node_attribute(loader, child, "object");
		row->sid = node_attribute(loader, child, "is");
		row->in = node_range(loader, child, "in", &op->in);
	}
	loader_end_span(loader, system_domains, span);
}

/* Whether the attribute of the element is the name. */
static bool names(struct loader *loader, const struct xml_element *node,
		  const char *attribute, const char *name)
{
	return strcmp(node_attribute(loader, node, attribute), name) == 0;
}

static void read_reviews(struct loader *loader, const struct xml_element *node,
			 unsigned index)
{
	struct span *reviews = &loader->ops.rows.items[index].reviews;
	loader_start_span(loader, reviews, reviews);
	for (const struct xml_element *child = xml_first(node, "review"); child;
	     child = xml_next(child, "review"))
		loader_add(loader, reviews, child)->event =
			node_event(loader, child, "event");
	for (const struct xml_element *other = loader_first(loader, "review");
	     other; other = loader_next(loader, other, "review"))
		if (names(loader, other, "op",
			  loader->ops.rows.items[index].name))
			loader_add(loader, reviews, other)->event =
				node_event(loader, other, "event");
	loader_end_span(loader, reviews, reviews);
}

static void read_unverified(struct loader *loader,
			    const struct xml_element *node, unsigned index)
{
	struct op *op = &loader->ops.rows.items[index];
	loader_start_span(loader, unverified, &op->unverified);
	for (const struct xml_element *child = xml_first(node, "unverified");
	     child; child = xml_next(child, "unverified")) {
		struct unverified *row = loader_add(loader, unverified, child);
		row->says = node_attribute(loader, child, "says");
		row->reason = node_attribute(loader, child, "reason");
		row->read = node_attribute(loader, child, "read");
		row->in = node_range(loader, child, "in", &op->in);
	}
	loader_end_span(loader, unverified, &op->unverified);
}

static const char *or_else(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

/* The full name of a sibling of the op. */
static const char *full_name(struct loader *loader, unsigned parent,
			     const char *macro)
{
	if (parent == NO_INDEX)
		return macro;
	return arena_format(loader->arena, "%s/%s",
			    loader->ops.rows.items[parent].name, macro);
}

static void read_op(struct loader *loader, const struct xml_element *node,
		    unsigned hypercall, unsigned parent)
{
	const struct hypercall *of = &loader->hypercalls.rows.items[hypercall];
	const struct release_set *from =
		parent == NO_INDEX ? &of->in
				   : &loader->ops.rows.items[parent].in;
	struct release_set in = node_range(loader, node, "in", from);
	unsigned index = (unsigned)loader->ops.rows.count;
	const char *renamed = node_attribute(loader, node, "renamed-from");
	struct op *op = loader_add(loader, ops, node);
	op->name =
		full_name(loader, parent, node_attribute(loader, node, "name"));
	op->hypercall = hypercall;
	op->parent = parent;
	op->arch = or_else(node_attribute(loader, node, "arch"), "all");
	op->header =
		or_else(node_attribute(loader, node, "header"), of->header);
	op->field = node_attribute(loader, node, "field");
	op->guard = node_attribute(loader, node, "guard");
	op->renamed = renamed ? full_name(loader, parent, renamed) : NULL;
	op->note = node_attribute(loader, node, "note");
	op->in = in;
	if (node_attribute(loader, node, "refused"))
		op->refused = node_range(loader, node, "refused", &in);
	if (node_attribute(loader, node, "x86-only"))
		op->x86_only = node_range(loader, node, "x86-only", &in);
	if (node_attribute(loader, node, "arm-only"))
		op->arm_only = node_range(loader, node, "arm-only", &in);
	read_numbers(loader, node, index);
	read_system_domains(loader, node, index);
	read_accesses(loader, node, index);
	read_crashes(loader, node, index);
	read_cautions(loader, node, index);
	read_reviews(loader, node, index);
	read_unverified(loader, node, index);
	for (const struct xml_element *child = xml_first(node, "op"); child;
	     child = xml_next(child, "op"))
		read_op(loader, child, hypercall, index);
}

/* What builds must have to have the hypercall. */
static void read_needs(struct loader *loader, const struct xml_element *node,
		       struct hypercall *hypercall)
{
	struct span *span = &hypercall->needs;
	loader_start_span(loader, hypercall_needs, span);
	for (const struct xml_element *child = xml_first(node, "built"); child;
	     child = xml_next(child, "built")) {
		struct hypercall_need *row =
			loader_add(loader, hypercall_needs, child);
		row->conditions = node_conditions(loader, child, "when");
		row->arch = node_attribute(loader, child, "arch");
		row->in = node_range(loader, child, "in", &hypercall->in);
	}
	loader_end_span(loader, hypercall_needs, span);
}

static void read_hypercall(struct loader *loader,
			   const struct xml_element *node)
{
	unsigned index = (unsigned)loader->hypercalls.rows.count;
	struct hypercall *hypercall = loader_add(loader, hypercalls, node);
	hypercall->name = node_attribute(loader, node, "name");
	hypercall->number = node_number(node, "number");
	hypercall->header = node_attribute(loader, node, "header");
	hypercall->source = node_attribute(loader, node, "source");
	hypercall->same_ops_as = node_attribute(loader, node, "same-ops-as");
	hypercall->not_ops = node_attribute(loader, node, "not-ops");
	hypercall->note = node_attribute(loader, node, "note");
	hypercall->in = node_range(loader, node, "in", &loader->all);
	if (xml_attribute(node, "accesses-recorded"))
		hypercall->accesses_recorded = node_range(
			loader, node, "accesses-recorded", &hypercall->in);
	read_needs(loader, node, hypercall);
	unsigned first = (unsigned)loader->ops.rows.count;
	for (const struct xml_element *child = xml_first(node, "op"); child;
	     child = xml_next(child, "op"))
		read_op(loader, child, index, NO_INDEX);
	for (const struct xml_element *more = loader_first(loader, "more-ops");
	     more; more = loader_next(loader, more, "more-ops"))
		for (const struct xml_element *child = xml_first(more, "op");
		     child && names(loader, more, "hypercall",
				    loader->hypercalls.rows.items[index].name);
		     child = xml_next(child, "op"))
			read_op(loader, child, index, NO_INDEX);
	/* The table may have moved while the ops were read. */
	hypercall = &loader->hypercalls.rows.items[index];
	hypercall->ops.first = first;
	hypercall->ops.count = (unsigned)loader->ops.rows.count - first;
	load_statements(loader, node, index);
}

void load_hypercalls(struct loader *loader)
{
	loader_each(loader, "hypercall", read_hypercall);
}
