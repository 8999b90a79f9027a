/* What nobody but the trusted may have: permissions of covered ops alone. */
#include <stdint.h>
#include <string.h>

#include "compile/text.h"

/* What each permission of the release is asked for, by class and bit. */
struct uses {
	list_of(const struct op *) covered, safe;
	bool by_caller; /* of covered ops, not only of those they are done to */
	/* The one object that covered ops ask it of; NULL: several. */
	const char *object;
};

struct guarded {
	const struct model *model;
	struct uses **uses; /* by class, 32 each */
	uint32_t *mask;	    /* by class: what is forbidden */
};

static bool find_permission(const struct model *model,
			    const struct access *access, unsigned *class,
			    uint32_t *bit)
{
	if (access->kind == ACCESS_NONE || access->kind == ACCESS_UNKNOWN)
		return false;
	*class = vectors_class(&model->vectors, access->object_class);
	*bit = vectors_permission(&model->vectors, *class, access->permission);
	return *bit;
}

static unsigned index_of(uint32_t bit)
{
	unsigned index = 0;
	while (bit >>= 1)
		index++;
	return index;
}

static const char *shared_object(const struct uses *uses, const char *object)
{
	if (!uses->by_caller)
		return object;
	return uses->object && strcmp(uses->object, object) == 0 ? object
								 : NULL;
}

static void mark_op(struct guarded *guarded, const struct op *op)
{
	const struct model *model = guarded->model;
	struct op_accesses accesses;
	bool covered = model_is_covered(model, op);
	registry_op_accesses(model->registry, op, model->release_index,
			     model->arena, &accesses);
	for (size_t i = 0; i < accesses.list.count; i++) {
		unsigned class;
		uint32_t bit;
		if (!find_permission(model, accesses.list.items[i], &class,
				     &bit))
			continue;
		struct uses *uses = &guarded->uses[class][index_of(bit)];
		if (accesses.list.items[i]->subject == SUBJECT_CALLER &&
		    covered) {
			uses->object = shared_object(
				uses, accesses.list.items[i]->object);
			uses->by_caller = true;
		}
		if (covered)
			*list_push(&uses->covered, model->arena) = op;
		else
			*list_push(&uses->safe, model->arena) = op;
	}
}

static bool is_of_release(const struct model *model, const struct op *op)
{
	return release_set_has(&op->in, model->release_index);
}

/* Permissions that only covered ops ask for are of no use to others. */
static void find_guarded(struct guarded *guarded)
{
	const struct model *model = guarded->model;
	size_t count = model->vectors.class_count;
	guarded->uses = arena_alloc(model->arena, count, sizeof(void *));
	guarded->mask = arena_alloc(model->arena, count, sizeof(uint32_t));
	for (size_t i = 0; i < count; i++)
		guarded->uses[i] =
			arena_alloc(model->arena, 32, sizeof(struct uses));
	for (unsigned i = 0; i < model->registry->op_count; i++)
		if (is_of_release(model, &model->registry->ops[i]))
			mark_op(guarded, &model->registry->ops[i]);
	for (size_t i = 0; i < count; i++)
		for (unsigned bit = 0; bit < 32; bit++)
			if (guarded->uses[i][bit].covered.count &&
			    guarded->uses[i][bit].by_caller &&
			    !guarded->uses[i][bit].safe.count)
				guarded->mask[i] |= (uint32_t)1 << bit;
}

/* Permissions of a class that the same types beside the trusted have. */
struct cut {
	const char *types; /* " a b" */
	uint32_t permissions;
};

static const char *types_with(const struct model *model, unsigned class,
			      uint32_t bit)
{
	const char *types = "";
	bool *named =
		arena_alloc(model->arena, model->terms.count, sizeof *named);
	named[model->trusted] = true;
	for (size_t i = 0; i < model->rules.count; i++) {
		const struct model_rule *rule = &model->rules.items[i];
		if (rule->object_class != class || !(rule->permissions & bit) ||
		    named[rule->source])
			continue;
		named[rule->source] = true;
		types = arena_format(model->arena, "%s %s", types,
				     model->terms.items[rule->source].name);
	}
	return types;
}

/* A line for the permissions that each set of types has. */
static void add_class(const struct model *model, unsigned class, uint32_t mask,
		      struct buffer *conf)
{
	list_of(struct cut) cuts = LIST_INIT;
	for (uint32_t bit = 1; bit && bit <= mask; bit <<= 1) {
		if (!(mask & bit))
			continue;
		const char *types = types_with(model, class, bit);
		size_t i = 0;
		while (i < cuts.count &&
		       strcmp(cuts.items[i].types, types) != 0)
			i++;
		if (i == cuts.count)
			list_push(&cuts, model->arena)->types = types;
		cuts.items[i].permissions |= bit;
	}
	for (size_t i = 0; i < cuts.count; i++) {
		const struct cut *cut = &cuts.items[i];
		buffer_format(conf,
			      *cut->types ? "neverallow ~{ trusted_type%s } "
					    "*:%s "
					  : "neverallow ~trusted_type%s *:%s ",
			      cut->types, model->vectors.classes[class]);
		text_permissions(model, class, cut->permissions, conf);
		buffer_add_string(conf, ";\n");
	}
}

/* What would make others trusted, and channels of a label that is none. */
static void add_fixed(const struct model *model, struct buffer *conf)
{
	static const struct {
		const char *class, *permissions[4];
	} fixed[] = {
		{"security", {"load_policy", "setenforce", "setbool", NULL}},
		{"domain", {"transition", NULL}},
	};
	unsigned event = vectors_class(&model->vectors, "event");
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
		unsigned class = vectors_class(&model->vectors, fixed[i].class);
		uint32_t mask = 0;
		for (size_t j = 0; fixed[i].permissions[j]; j++)
			mask |= vectors_permission(&model->vectors, class,
						   fixed[i].permissions[j]);
		if (mask)
			add_class(model, class, mask, conf);
	}
	if (vectors_permission(&model->vectors, event, "bind"))
		buffer_add_string(conf, "neverallow ~{ trusted_type event_type "
					"} *:event bind;\n");
}

void guard_add(struct model *model, struct buffer *conf)
{
	struct guarded guarded = {.model = model};
	find_guarded(&guarded);
	for (unsigned class = 0; class < model->vectors.class_count; class ++)
		if (guarded.mask[class])
			add_class(model, class, guarded.mask[class], conf);
	add_fixed(model, conf);
}

/* --- For a site's own build ------------------------------------------- */

/*
 * Of accesses that all are asked, or of one alternative: whether one of them
 * is forbidden already.
 */
static bool is_closed(const struct guarded *guarded,
		      const struct op_accesses *accesses, unsigned choice,
		      char letter)
{
	for (size_t i = 0; i < accesses->list.count; i++) {
		const struct access *access = accesses->list.items[i];
		unsigned class;
		uint32_t bit;
		if (access->choice == choice &&
		    (!choice || access->alternative == letter) &&
		    access->kind == ACCESS_ASKED && !access->when &&
		    find_permission(guarded->model, access, &class, &bit) &&
		    guarded->mask[class] & bit)
			return true;
	}
	return false;
}

/* Forbids the access among them that the fewest safe ops ask for. */
static bool close_one(struct guarded *guarded,
		      const struct op_accesses *accesses, unsigned choice,
		      char letter)
{
	unsigned best_class = NO_INDEX;
	uint32_t best = 0;
	size_t least = SIZE_MAX;
	for (size_t i = 0; i < accesses->list.count; i++) {
		const struct access *access = accesses->list.items[i];
		unsigned class;
		uint32_t bit;
		if (access->choice != choice ||
		    (choice && access->alternative != letter) ||
		    access->kind != ACCESS_ASKED || access->when ||
		    access->subject != SUBJECT_CALLER ||
		    !find_permission(guarded->model, access, &class, &bit))
			continue;
		size_t safe = guarded->uses[class][index_of(bit)].safe.count;
		if (safe >= least)
			continue;
		least = safe;
		best_class = class;
		best = bit;
	}
	if (best)
		guarded->mask[best_class] |= best;
	return best;
}

static bool close_choice(struct guarded *guarded,
			 const struct op_accesses *accesses, unsigned choice)
{
	bool closed = true;
	for (int letter = 'a'; letter <= 'z'; letter++) {
		bool exists = false;
		for (size_t i = 0; i < accesses->list.count; i++)
			exists |=
				accesses->list.items[i]->choice == choice &&
				accesses->list.items[i]->alternative == letter;
		if (exists &&
		    !is_closed(guarded, accesses, choice, (char)letter))
			closed &= close_one(guarded, accesses, choice,
					    (char)letter);
	}
	return closed;
}

/* Forbids what it takes that the covered op is passed in no way. */
static void close_op(struct guarded *guarded, const struct op *op)
{
	const struct model *model = guarded->model;
	struct op_accesses accesses;
	unsigned choices = 0;
	registry_op_accesses(model->registry, op, model->release_index,
			     model->arena, &accesses);
	for (size_t i = 0; i < accesses.list.count; i++)
		if (accesses.list.items[i]->choice > choices)
			choices = accesses.list.items[i]->choice;
	if (is_closed(guarded, &accesses, 0, 0) ||
	    close_one(guarded, &accesses, 0, 0))
		return;
	for (unsigned choice = 1; choice <= choices; choice++)
		if (close_choice(guarded, &accesses, choice))
			return;
}

/* --- Who is exempt ---------------------------------------------------- */

static bool accepts(const struct waiver *waiver, const struct uses *uses)
{
	if (!waiver->op || waiver->rule || waiver->permission)
		return false;
	for (size_t i = 0; i < uses->covered.count; i++)
		if (op_matches(uses->covered.items[i], waiver->op))
			return true;
	return false;
}

/* " dom0_t xen_t ..." and whom the site exempts, or NULL: everyone. */
static const char *find_exempt(const struct guarded *guarded,
			       const struct site *site, const struct uses *uses)
{
	struct arena *arena = guarded->model->arena;
	const char *types = " dom0_t xen_t";
	if (vectors_has_sid(&guarded->model->vectors, "xenboot"))
		types = " dom0_t xen_t xenboot_t";
	for (size_t i = 0; site && i < site->type_count; i++)
		types = arena_format(arena, "%s %s", types,
				     site->types[i].type);
	for (size_t i = 0; site && i < site->waiver_count; i++) {
		const struct waiver *waiver = &site->waivers[i];
		if (!accepts(waiver, uses))
			continue;
		if (!waiver->subject)
			return NULL;
		types = arena_format(arena, "%s %s", types, waiver->subject);
	}
	return types;
}

/* --- Text ------------------------------------------------------------- */

static const char *list_ops(struct arena *arena, const char *before,
			    const struct op *const *ops, size_t count)
{
	const char *text = before;
	for (size_t i = 0; i < count; i++)
		if (!i || ops[i] != ops[i - 1])
			text = arena_format(arena, "%s%s%s", text,
					    i ? ", " : " ", ops[i]->name);
	return text;
}

struct guard_text {
	const struct guarded *guarded;
	const struct site *site;
	enum guard_form form;
	struct buffer *out;
	unsigned count; /* of rules */
};

/* Pages of Xen's own are asked for by what others ask of devices. */
static const char *target_of(const struct uses *uses, const char *all)
{
	return uses->object && strcmp(uses->object, "domxen") == 0 ? "domxen_t"
								   : all;
}

static void add_rule(struct guard_text *text, const char *types,
		     const struct uses *uses, const char *class,
		     const char *permission)
{
	if (text->form == GUARD_CIL) {
		unsigned number = text->count++;
		buffer_format(text->out,
			      "(typeattribute xsmc_guard_%u)\n"
			      "(typeattributeset xsmc_guard_%u "
			      "(not (%s)))\n"
			      "(neverallow xsmc_guard_%u %s (%s (%s)))\n",
			      number, number, types + 1, number,
			      target_of(uses, "xsmc_guard_all"), class,
			      permission);
		return;
	}
	buffer_format(text->out, "neverallow ~{%s } %s:%s %s;\n", types,
		      target_of(uses, "*"), class, permission);
}

static void add_permission(struct guard_text *text, unsigned class,
			   unsigned bit)
{
	const struct model *model = text->guarded->model;
	const struct uses *uses = &text->guarded->uses[class][bit];
	const char *start = text->form == GUARD_CIL ? ";" : "#";
	const char *name = model->vectors.classes[class];
	const char *permission = model->vectors.permissions[class][bit];
	const char *types = find_exempt(text->guarded, text->site, uses);
	text_wrap(start,
		  list_ops(model->arena, "for", uses->covered.items,
			   uses->covered.count),
		  text->out);
	if (uses->safe.count)
		text_wrap(start,
			  list_ops(model->arena,
				   "also asked by ops that are safe by the "
				   "statement:",
				   uses->safe.items, uses->safe.count),
			  text->out);
	if (types)
		add_rule(text, types, uses, name, permission);
	else
		buffer_format(text->out, "%s accepted for all: %s:%s\n", start,
			      name, permission);
}

static void add_head(struct guard_text *text)
{
	const struct model *model = text->guarded->model;
	const char *start = text->form == GUARD_CIL ? ";" : "#";
	buffer_format(text->out,
		      "%s What nobody but the trusted may have in a policy for "
		      "Xen %s: it opens ops\n%s that the statement of XSA-77 "
		      "covers.  Written by xsmc.\n",
		      start, model->release->name, start);
	if (text->form == GUARD_TE)
		buffer_add_string(
			text->out,
			"# Beside the other modules as guard.te, before "
			"Xen 4.8 with an empty guard.if;\n"
			"# in modules.conf: guard = on\n");
	if (text->form == GUARD_CIL)
		buffer_add_string(text->out,
				  "(typeattribute xsmc_guard_all)\n"
				  "(typeattributeset xsmc_guard_all (all))\n");
}

/* The names that a module of refpolicy's kind must ask for. */
static void add_require(struct guard_text *text)
{
	const struct model *model = text->guarded->model;
	const char *types =
		find_exempt(text->guarded, text->site, &(const struct uses){0});
	buffer_add_string(text->out,
			  "policy_module(guard, 1.0)\n\ngen_require(`\n");
	char *rest = arena_string(model->arena, types + 1);
	char *type;
	while ((type = strsep(&rest, " ")))
		buffer_format(text->out, "\ttype %s;\n", type);
	for (unsigned class = 0; class < model->vectors.class_count; class ++)
		if (text->guarded->mask[class])
			buffer_format(text->out, "\tclass %s all_%s_perms;\n",
				      model->vectors.classes[class],
				      model->vectors.classes[class]);
	buffer_add_string(text->out, "')\n");
}

void compile_guard(const struct guard_request *request, struct arena *arena,
		   struct buffer *out)
{
	struct model model = {
		.registry = request->registry,
		.release_index = request->release,
		.release = &request->registry->releases[request->release],
		.arena = arena};
	struct guarded guarded = {.model = &model};
	struct guard_text text = {.guarded = &guarded,
				  .site = request->site,
				  .form = request->form,
				  .out = out};
	vectors_of_release(model.registry, request->release, arena,
			   &model.vectors);
	find_guarded(&guarded);
	for (unsigned i = 0; i < model.registry->op_count; i++)
		if (is_of_release(&model, &model.registry->ops[i]) &&
		    model_is_covered(&model, &model.registry->ops[i]))
			close_op(&guarded, &model.registry->ops[i]);
	add_head(&text);
	if (request->form == GUARD_REFPOLICY)
		add_require(&text);
	for (unsigned class = 0; class < model.vectors.class_count; class ++)
		for (unsigned bit = 0; bit < 32; bit++)
			if (guarded.mask[class] >> bit & 1)
				add_permission(&text, class, bit);
}
