/* Ops by their names and numbers, and hypercalls. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "registry/registry.h"
#include "word/word_add.h"
#include "word/word_table.h"

static const char prefix[] = "__HYPERVISOR_";

/* "domctl" of "__HYPERVISOR_domctl". */
static const char *bare(const char *word)
{
	const size_t length = sizeof prefix - 1;
	return strncasecmp(word, prefix, length) == 0 ? word + length : word;
}

/* --- Ops --------------------------------------------------------------- */

/* By the whole name, or else by the last macro of it. */
static void add_named(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	bool whole = false;
	for (unsigned i = 0; i < registry->op_count; i++)
		whole |= word_is(search, registry->ops[i].name);
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (word_is(search, whole ? op->name : op_macro(op)))
			word_add_named_op(search, op);
	}
}

/* --- Hypercalls -------------------------------------------------------- */

/* Their name is the text from `from` to `end`. */
static bool is_named(const struct hypercall *hypercall, const char *from,
		     const char *end)
{
	const size_t length = (size_t)(end - from);
	return strlen(hypercall->name) == length &&
	       strncasecmp(hypercall->name, from, length) == 0;
}

static bool has_number(const struct word_search *search, const struct op *op,
		       unsigned long number)
{
	const struct registry *registry = search->registry;
	const unsigned release =
		registry_release_with(registry, &op->in, search->release);
	return op->parent == NO_INDEX &&
	       registry_op_number(registry, op, release) == number;
}

/* "domctl:28", "__HYPERVISOR_domctl:28" */
static void add_numbered(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	const char *name = bare(search->word), *colon = strchr(name, ':');
	char *end;
	if (!colon || !*(colon + 1) || strchr("+- ", colon[1]))
		return;
	const unsigned long number = strtoul(colon + 1, &end, 0);
	for (unsigned i = 0; !*end && i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (is_named(&registry->hypercalls[op->hypercall], name,
			     colon) &&
		    has_number(search, op, number))
			word_add_named_op(search, op);
	}
}

static void add_hypercalls(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	const char *name = bare(search->word);
	for (unsigned i = 0; i < registry->hypercall_count; i++) {
		const struct hypercall *row = &registry->hypercalls[i];
		if (!is_named(row, name, name + strlen(name)))
			continue;
		struct word_meaning *meaning =
			word_add(search, "hypercall", row->name,
				 row->note ? row->note : "a hypercall");
		meaning->is_of_ops = true;
		meaning->lead = "its ops";
		word_add_fact(search, meaning, "number",
			      arena_format(search->arena, "%u, %s%s",
					   row->number, prefix, row->name));
		word_add_fact(search, meaning, "header", row->header);
		word_add_fact(search, meaning, "in",
			      registry_releases_shown(registry, &row->in,
						      search->arena));
		for (unsigned j = 0; j < row->ops.count; j++)
			word_add_op(search, meaning,
				    &registry->ops[row->ops.first + j], NULL);
	}
}

void word_op(const struct word_search *search)
{
	add_named(search);
	add_numbered(search);
	add_hypercalls(search);
}
