/* Names and numbers: the registry's ops against the macros of the headers. */
#include <string.h>

#include "base/text.h"
#include "verify/verify_family.h"
#include "verify/verify_header.h"
#include "verify/verify_row.h"
#include "verify/verify_tree.h"

#define HYPERCALL "__HYPERVISOR_"

static const char *arches_shown(unsigned arches)
{
	return arches == TREE_X86 ? "x86" : arches == TREE_ARM ? "Arm" : "all";
}

static unsigned op_arches(const struct op *op)
{
	if (strcmp(op->arch, "x86") == 0)
		return TREE_X86;
	return strcmp(op->arch, "arm") == 0 ? TREE_ARM : TREE_ALL;
}

static struct difference *add_number_row(struct verifier *verifier,
					 enum difference_kind kind,
					 const char *subject,
					 const struct tree_macro *macro)
{
	struct difference *row =
		verify_add(verifier, kind, subject, macro ? macro->file : NULL,
			   macro ? macro->line : 0);
	if (!macro)
		return row;
	row->name = macro->name;
	row->number = (unsigned)macro->value;
	row->arches = macro->arches;
	row->tree = verify_say(verifier, "number %u", row->number);
	if (macro->arches != TREE_ALL)
		row->tree = verify_say(verifier, "%s on %s alone", row->tree,
				       arches_shown(macro->arches));
	return row;
}

/* The row of the macro that has the number, or else its first one. */
static const struct tree_macro *macro_with(const struct tree_macro *macro,
					   size_t count, unsigned number,
					   unsigned *arches)
{
	const struct tree_macro *found = macro;
	*arches = 0;
	for (size_t i = 0; i < count; i++) {
		*arches |= macro[i].arches;
		if (macro[i].value == number)
			found = &macro[i];
	}
	return found;
}

static void check_op(struct verifier *verifier, const struct op *op)
{
	size_t count;
	unsigned arches;
	unsigned number =
		registry_op_number(verifier->registry, op, verifier->release);
	const struct tree_macro *macro =
		tree_find_macro(&verifier->macros, op_macro(op), &count);
	struct difference *row;
	if (!macro) {
		row = add_number_row(verifier, DIFFERENCE_MISSING, op->name,
				     NULL);
		row->registry = verify_say(verifier, "number %u in %s", number,
					   op->header);
		return;
	}
	macro = macro_with(macro, count, number, &arches);
	bool same = macro->value == number && macro->arches == op_arches(op);
	if (same && strcmp(macro->file, op->header) == 0) {
		verifier->out->agreed++;
		return;
	}
	row = add_number_row(verifier, DIFFERENCE_RENUMBERED, op->name, macro);
	row->registry = verify_say(verifier, "number %u", number);
	if (strcmp(op->arch, "all") != 0)
		row->registry =
			verify_say(verifier, "%s on %s alone", row->registry,
				   arches_shown(op_arches(op)));
	if (same)
		row->registry = verify_say(verifier, "%s in %s", row->registry,
					   op->header);
	row->topic = TOPIC_OP;
	row->hypercall = op->hypercall;
	row->parent = op->parent;
}

static void check_hypercall(struct verifier *verifier,
			    const struct hypercall *hypercall)
{
	size_t count;
	unsigned arches;
	const char *name =
		arena_format(verifier->arena, HYPERCALL "%s", hypercall->name);
	const struct tree_macro *macro =
		tree_find_macro(&verifier->macros, name, &count);
	if (macro)
		macro = macro_with(macro, count, hypercall->number, &arches);
	if (macro && macro->value == hypercall->number) {
		verifier->out->agreed++;
		return;
	}
	struct difference *row = add_number_row(
		verifier, macro ? DIFFERENCE_RENUMBERED : DIFFERENCE_MISSING,
		name, macro);
	row->registry = verify_say(verifier, "number %u", hypercall->number);
}

static bool knows_hypercall(const struct verifier *verifier, const char *name)
{
	const struct registry *registry = verifier->registry;
	const struct hypercall *hypercall =
		registry_find_hypercall(registry, name);
	return hypercall && release_set_has(&hypercall->in, verifier->release);
}

static void add_new_hypercall(struct verifier *verifier,
			      const struct tree_macro *macro)
{
	struct difference *row =
		add_number_row(verifier, DIFFERENCE_NEW, macro->name, macro);
	row->topic = TOPIC_HYPERCALL;
	row->name = macro->name + strlen(HYPERCALL);
}

static void add_new_op(struct verifier *verifier, const struct family *family,
		       const struct tree_macro *macro)
{
	const struct registry *registry = verifier->registry;
	const char *subject = macro->name;
	if (family->parent != NO_INDEX)
		subject = verify_say(verifier, "%s/%s",
				     registry->ops[family->parent].name,
				     macro->name);
	struct difference *row =
		add_number_row(verifier, DIFFERENCE_NEW, subject, macro);
	row->topic = TOPIC_OP;
	row->hypercall = family->hypercall;
	row->parent = family->parent;
}

/* Whether a macro is just another name for an op, known or new. */
static bool is_other_name(const struct verifier *verifier,
			  const struct families *families,
			  const struct tree_macro *macro)
{
	size_t count;
	if (!macro->alias)
		return false;
	const struct tree_macro *meant =
		tree_find_macro(&verifier->macros, macro->alias, &count);
	return verify_op(verifier, macro->alias) ||
	       (meant && families_find(verifier, families, meant));
}

/* A name with several numbers is looked at once, with the first of them. */
static void find_new(struct verifier *verifier)
{
	struct families families = {LIST_INIT};
	families_learn(verifier, &families);
	for (size_t i = 0; i < verifier->macros.list.count; i++) {
		const struct tree_macro *macro =
			&verifier->macros.list.items[i];
		const struct family *family;
		if (i && strcmp(macro[-1].name, macro->name) == 0)
			continue;
		if (macro->value < 0 || macro->value > UINT32_MAX ||
		    verify_op(verifier, macro->name))
			continue;
		if (text_starts_with(macro->name, HYPERCALL)) {
			const char *name = macro->name + strlen(HYPERCALL);
			if (!knows_hypercall(verifier, name))
				add_new_hypercall(verifier, macro);
		} else if ((family = families_find(verifier, &families,
						   macro)) &&
			   !is_other_name(verifier, &families, macro)) {
			add_new_op(verifier, family, macro);
		}
	}
}

void verify_numbers(struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		if (release_set_has(&registry->hypercalls[i].in,
				    verifier->release))
			check_hypercall(verifier, &registry->hypercalls[i]);
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (release_set_has(&op->in, verifier->release) &&
		    !op_is_hypercall(op))
			check_op(verifier, op);
	}
	find_new(verifier);
}
