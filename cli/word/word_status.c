/* Words about ops: statuses, bases, modules, conditions, powers, cautions. */
#include <string.h>

#include "base/text.h"
#include "registry/registry.h"
#include "word/word_add.h"
#include "word/word_table.h"

/* Calls the function for each op of the search's release. */
static void each_op(const struct word_search *search,
		    struct word_meaning *meaning,
		    void (*add)(const struct word_search *search,
				struct word_meaning *meaning,
				const struct op *op))
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->op_count; i++)
		if (release_set_has(&registry->ops[i].in, search->release))
			add(search, meaning, &registry->ops[i]);
}

static struct word_meaning *add_of_ops(const struct word_search *search,
				       const char *kind, const char *name,
				       const char *text, const char *lead)
{
	struct word_meaning *meaning = word_add(search, kind, name, text);
	meaning->is_of_ops = true;
	meaning->lead = lead;
	return meaning;
}

/* --- Statuses and bases ------------------------------------------------ */

static void add_if_status(const struct word_search *search,
			  struct word_meaning *meaning, const struct op *op)
{
	const struct op_status status =
		registry_op_status(search->registry, op, search->release);
	if (strcmp(status_name(status.status), meaning->name) == 0)
		word_add_op(search, meaning, op, NULL);
}

static void add_statuses(const struct word_search *search)
{
	static const struct {
		enum status status;
		const char *text;
	} rows[] = {
		{STATUS_COVERED,
		 "The statement of XSA-77 covers the op. Its implementation "
		 "was not reviewed against a hostile caller; bugs that only "
		 "matter where it is delegated are handled in public, as if "
		 "they were no security issues."},
		{STATUS_SAFE,
		 "The statement of XSA-77 does not cover the op; bugs in it "
		 "are security issues. The basis says why: see xsmc explain "
		 "audited, excepted, unlisted. That is all it says: what the "
		 "op is for may well be the whole host. Where it is recorded, "
		 "what an op gives stands beside its status."},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (word_is(search, status_name(rows[i].status)))
			each_op(search,
				add_of_ops(search, "status",
					   status_name(rows[i].status),
					   rows[i].text, "the status of"),
				add_if_status);
}

static void add_if_basis(const struct word_search *search,
			 struct word_meaning *meaning, const struct op *op)
{
	const struct op_status status =
		registry_op_status(search->registry, op, search->release);
	if (strcmp(basis_name(status.basis), meaning->name) == 0)
		word_add_op(search, meaning, op, NULL);
}

static void add_bases(const struct word_search *search)
{
	for (unsigned i = BASIS_LISTED; i <= BASIS_UNLISTED; i++)
		if (word_is(search, basis_name((enum basis)i)))
			each_op(search,
				add_of_ops(search, "basis",
					   basis_name((enum basis)i),
					   basis_meaning((enum basis)i),
					   "the basis of"),
				add_if_basis);
}

/* --- Modules ----------------------------------------------------------- */

static const struct module *module_of(const struct registry *registry,
				      const char *name)
{
	for (unsigned i = 0; i < registry->module_count; i++)
		if (strcmp(registry->modules[i].name, name) == 0)
			return &registry->modules[i];
	return NULL;
}

static void add_caller(const struct word_search *search,
		       struct word_meaning *meaning, const struct op *op)
{
	struct caller_rows rows = {LIST_INIT};
	if (!registry_op_callers(search->registry, op, search->release,
				 module_of(search->registry, meaning->name),
				 search->arena, &rows))
		return;
	const char *note = "";
	for (size_t i = 0; i < rows.list.count; i++)
		note = arena_format(search->arena, "%s%s%s", note,
				    i ? "; " : "", rows.list.items[i].who);
	word_add_op(search, meaning, op, note);
}

static void add_modules(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->module_count; i++) {
		const struct module *module = &registry->modules[i];
		if (!word_is(search, module->name))
			continue;
		struct word_meaning *meaning = add_of_ops(
			search, "module", module->name,
			"a security module that decides without a policy",
			"who may call without a policy");
		word_add_fact(search, meaning, "in",
			      registry_releases_shown(registry, &module->in,
						      search->arena));
		if (release_set_has(&module->in, search->release))
			each_op(search, meaning, add_caller);
	}
}

/* --- Conditions -------------------------------------------------------- */

static bool is_used(const struct registry *registry, struct span uses,
		    const char *id)
{
	for (unsigned i = 0; i < uses.count; i++)
		if (strcmp(registry_condition(registry, uses, i)->id, id) == 0)
			return true;
	return false;
}

static void add_if_asked(const struct word_search *search,
			 struct word_meaning *meaning, const struct op *op)
{
	const struct registry *registry = search->registry;
	struct op_accesses accesses;
	registry_op_accesses(registry, op, search->release, search->arena,
			     &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const struct access *access = accesses.list.items[i];
		if (is_used(registry, access->builds, meaning->name) ||
		    is_used(registry, access->picks, meaning->name) ||
		    is_used(registry, access->whens, meaning->name))
			word_add_op(search, meaning, op, NULL);
	}
}

static void add_conditions(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->condition_count; i++) {
		const struct condition *row = &registry->conditions[i];
		if (!word_is(search, row->id))
			continue;
		struct word_meaning *meaning =
			add_of_ops(search, "condition", row->id, row->text,
				   "on it depend accesses of");
		word_add_fact(search, meaning, "kind",
			      condition_kind_name(row->kind));
		word_add_fact(search, meaning, "arch", row->arch);
		word_add_fact(search, meaning, "config", row->config);
		word_add_fact(search, meaning, "option", row->option);
		word_add_fact(search, meaning, "opposite", row->opposite);
		each_op(search, meaning, add_if_asked);
	}
}

/* --- Powers and cautions ----------------------------------------------- */

static void add_if_giving(const struct word_search *search,
			  struct word_meaning *meaning, const struct op *op)
{
	struct op_accesses accesses;
	registry_op_accesses(search->registry, op, search->release,
			     search->arena, &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		const char *gives = accesses.list.items[i]->gives;
		if (gives && text_has_word(gives, meaning->name))
			word_add_op(search, meaning, op, NULL);
	}
}

static void add_powers(const struct word_search *search)
{
	for (size_t i = 0; power_names[i]; i++)
		if (word_is(search, power_names[i]))
			each_op(search,
				add_of_ops(search, "power", power_names[i],
					   "what passing an access gives",
					   "given by"),
				add_if_giving);
}

static void add_if_cautioned(const struct word_search *search,
			     struct word_meaning *meaning, const struct op *op)
{
	const struct caution *const *cautions;
	const size_t count =
		registry_op_cautions(search->registry, op, search->release,
				     search->arena, &cautions);
	for (size_t i = 0; i < count; i++)
		if (strcmp(cautions[i]->kind, meaning->name) == 0)
			word_add_op(search, meaning, op, cautions[i]->text);
}

static void add_cautions(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	for (unsigned i = 0; i < registry->caution_count; i++) {
		if (!word_is(search, registry->cautions[i].kind))
			continue;
		each_op(search,
			add_of_ops(search, "caution",
				   registry->cautions[i].kind,
				   "a kind of caution on ops", "said of"),
			add_if_cautioned);
		return;
	}
}

void word_status(const struct word_search *search)
{
	add_statuses(search);
	add_bases(search);
	add_modules(search);
	add_conditions(search);
	add_powers(search);
	add_cautions(search);
}
