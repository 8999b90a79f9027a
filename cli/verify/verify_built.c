/* Which builds have a hypercall, held against the tables of the tree. */
#include "verify/verify_built.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "verify/verify_row.h"
#include "verify/verify_tree.h"

/* Of more symbols than this, not all states are tried. */
enum { SYMBOLS_AT_MOST = 12 };

static const struct {
	const char *name;
	enum tree_arch arch;
} archs[] = {{"x86", TREE_X86}, {"arm", TREE_ARM}};

/* A hypercall on one architecture. */
struct built_compared {
	struct verifier *verifier;
	const struct hypercall *hypercall;
	const char *arch;
	const struct tree_handled *row; /* NULL: no table has it */
	const struct tree_build *callers;
	struct tree_symbols symbols;
};

/* --- The registry's word -------------------------------------------------- */

/* "PV", "!PV", "PV|HVM", and several words of such. */
static const struct tree_build *build_of(const char *config,
					 struct arena *arena)
{
	const struct tree_build *all = NULL;
	char *rest = arena_string(arena, config);
	for (char *word; (word = strsep(&rest, " "));) {
		const struct tree_build *one = NULL;
		bool first = true;
		for (char *symbol; (symbol = strsep(&word, "|"));) {
			const bool not = *symbol == '!';
			const struct tree_build *set =
				tree_build_symbol(symbol + not, arena);
			if (not )
				set = tree_build_not(set, arena);
			one = first ? set : tree_build_or(one, set, arena);
			first = false;
		}
		all = tree_build_and(all, one, arena);
	}
	return all;
}

/* Architectures are symbols in capitals. */
static const struct tree_build *condition_build(const struct condition *row,
						struct arena *arena)
{
	const struct tree_build *config =
		row->config ? build_of(row->config, arena) : NULL;
	if (!row->arch)
		return config;
	char *symbol = arena_string(arena, row->arch);
	for (char *at = symbol; *at; at++)
		*at = (char)toupper((unsigned char)*at);
	return tree_build_and(tree_build_symbol(symbol, arena), config, arena);
}

static const struct tree_build *registry_build(
	const struct built_compared *compared)
{
	const struct verifier *verifier = compared->verifier;
	const struct registry *registry = verifier->registry;
	const struct span needs = compared->hypercall->needs;
	const struct tree_build *all = NULL;
	for (unsigned i = 0; i < needs.count; i++) {
		const struct hypercall_need *need =
			&registry->hypercall_needs[needs.first + i];
		if (!release_set_has(&need->in, verifier->release) ||
		    (need->arch && strcmp(need->arch, compared->arch) != 0))
			continue;
		for (unsigned j = 0; j < need->conditions.count; j++) {
			const struct condition *condition = registry_condition(
				registry, need->conditions, j);
			all = tree_build_and(
				all,
				condition_build(condition, verifier->arena),
				verifier->arena);
		}
	}
	return all;
}

/* --- The comparison ------------------------------------------------------- */

/* The architectures are symbols, too: of these one is set. */
static void set_arch(const struct built_compared *compared, bool *set)
{
	for (size_t i = 0; i < compared->symbols.list.count; i++)
		for (size_t j = 0; j < sizeof archs / sizeof *archs; j++)
			if (strcasecmp(compared->symbols.list.items[i],
				       archs[j].name) == 0)
				set[i] = strcmp(archs[j].name,
						compared->arch) == 0;
}

/* "PV !KEXEC": a state of the symbols. */
static const char *state_shown(const struct built_compared *compared,
			       const bool *set)
{
	const char *text = "";
	for (size_t i = 0; i < compared->symbols.list.count; i++)
		text = arena_format(compared->verifier->arena, "%s%s%s%s", text,
				    *text ? " " : "", set[i] ? "" : "!",
				    compared->symbols.list.items[i]);
	return text;
}

static struct difference *add_difference(const struct built_compared *compared,
					 enum difference_kind kind)
{
	const struct tree_handled *row = compared->row;
	return verify_add(compared->verifier, kind,
			  verify_say(compared->verifier, "builds of %s on %s",
				     compared->hypercall->name, compared->arch),
			  row ? row->file : NULL, row ? row->line : 0);
}

static void add_row(const struct built_compared *compared, bool there,
		    const char *state)
{
	static const char *const words[] = {"not there", "there"};
	struct difference *row =
		add_difference(compared, compared->row ? DIFFERENCE_RECHECKED
						       : DIFFERENCE_MISSING);
	row->registry = verify_say(compared->verifier, "%s%s%s", words[!there],
				   *state ? " with " : "", state);
	row->tree = verify_say(compared->verifier, "%s%s%s", words[there],
			       *state ? " with " : "", state);
}

static void add_unverified(const struct built_compared *compared,
			   const char *reason)
{
	add_difference(compared, DIFFERENCE_UNVERIFIED)->tree = reason;
}

/* In each state of the symbols in which there is any caller. */
static void compare(struct built_compared *compared)
{
	struct verifier *verifier = compared->verifier;
	struct tree_symbols *symbols = &compared->symbols;
	const struct tree_build *ours = registry_build(compared);
	const struct tree_build *theirs =
		compared->row ? compared->row->builds
			      : tree_build_not(NULL, verifier->arena);
	const struct tree_build *const all[] = {ours, theirs,
						compared->callers};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		if (!tree_build_is_clear(all[i])) {
			add_unverified(compared, "an #if that is not "
						 "understood");
			return;
		}
		tree_build_symbols(all[i], verifier->arena, symbols);
	}
	if (symbols->list.count > SYMBOLS_AT_MOST) {
		add_unverified(compared, "too many symbols of Kconfig");
		return;
	}
	for (size_t state = 0; state < (size_t)1 << symbols->list.count;
	     state++) {
		bool set[SYMBOLS_AT_MOST];
		for (size_t i = 0; i < symbols->list.count; i++)
			set[i] = state >> i & 1;
		set_arch(compared, set);
		const bool there = tree_build_holds(theirs, symbols, set);
		if (!tree_build_holds(compared->callers, symbols, set) ||
		    there == tree_build_holds(ours, symbols, set))
			continue;
		add_row(compared, there, state_shown(compared, set));
		return;
	}
	verifier->out->agreed++;
}

static const struct tree_handled *find_row(const struct tree_dispatch *table,
					   const char *name,
					   enum tree_arch arch)
{
	name = tree_number_own_name(table, name);
	for (size_t i = 0; i < table->list.count; i++)
		if (table->list.items[i].arch == arch &&
		    strcmp(table->list.items[i].name, name) == 0)
			return &table->list.items[i];
	return NULL;
}

/* False: each module of the release is known to let nobody call the op. */
static bool is_for_anybody(const struct verifier *verifier, const struct op *op,
			   struct arena *scratch)
{
	const struct registry *registry = verifier->registry;
	bool asked = false;
	for (unsigned i = 0; i < registry->module_count; i++) {
		const struct module *module = &registry->modules[i];
		if (!release_set_has(&module->in, verifier->release))
			continue;
		const struct op_reach reach = registry_op_reach(
			registry, op, verifier->release, module, scratch);
		if (!reach.known || !reach.to[CALLER_PLAIN].nobody)
			return true;
		asked = true;
	}
	return !asked;
}

/* Whether somebody has a use for one of the ops on the architecture. */
static bool is_of_use(const struct verifier *verifier,
		      const struct hypercall *hypercall, const char *arch,
		      struct arena *scratch)
{
	const struct registry *registry = verifier->registry;
	const unsigned release = verifier->release;
	for (unsigned i = 0; i < hypercall->ops.count; i++) {
		const struct op *op = &registry->ops[hypercall->ops.first + i];
		if (release_set_has(&op->in, release) &&
		    op_on_arch(registry, op, release, arch) &&
		    is_for_anybody(verifier, op, scratch))
			return true;
	}
	return false;
}

/* False: the tree has no table of the architecture, which is said. */
static bool has_table(struct verifier *verifier,
		      const struct tree_dispatch *table, size_t arch)
{
	if (table->found[archs[arch].arch])
		return true;
	verify_add(verifier, DIFFERENCE_UNVERIFIED,
		   verify_say(verifier, "builds of hypercalls on %s",
			      archs[arch].name),
		   NULL, 0)
		->tree = "no table of their handlers was found";
	return false;
}

static void compare_all(struct verifier *verifier,
			const struct tree_dispatch *table, size_t arch)
{
	const struct registry *registry = verifier->registry;
	struct arena scratch = ARENA_INIT;
	for (unsigned i = 0; i < registry->hypercall_count; i++) {
		const struct hypercall *hypercall = &registry->hypercalls[i];
		if (!release_set_has(&hypercall->in, verifier->release))
			continue;
		struct built_compared compared = {
			.verifier = verifier,
			.hypercall = hypercall,
			.arch = archs[arch].name,
			.callers = table->callers[archs[arch].arch],
			.row = find_row(table, hypercall->name,
					archs[arch].arch)};
		if (compared.row ||
		    is_of_use(verifier, hypercall, archs[arch].name, &scratch))
			compare(&compared);
	}
	arena_release(&scratch);
}

bool verify_built(struct verifier *verifier)
{
	struct tree_dispatch table;
	if (!tree_read_dispatch(verifier->tree, verifier->arena,
				verifier->diags, &table))
		return false;
	for (size_t i = 0; i < sizeof archs / sizeof *archs; i++)
		if (has_table(verifier, &table, i))
			compare_all(verifier, &table, i);
	return true;
}
