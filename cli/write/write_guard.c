/* A guard for a site's own build, as text. */
#include <string.h>

#include "compile/compile.h"
#include "registry/registry.h"
#include "way/way.h"
#include "write/write_guard.h"
#include "write/write_text.h"

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
	/* Types that a policy may lack, by the attributes that stand for them.
	 */
	struct map stand_ins;
	struct guard_names lacking; /* the same, in order */
};

/* Pages of Xen's own are asked for by what others ask of devices. */
static const char *target_of(const struct model *model, const struct uses *uses)
{
	if (!uses->object || party_of_object(uses->object) != PARTY_DOMXEN)
		return NULL;
	const struct initial_sid *sid =
		registry_sid(model->registry, uses->object);
	return sid ? sid->type : NULL;
}

static const char *join(const char *before, const struct guard_names *names,
			struct arena *arena)
{
	const char *text = before;
	for (size_t i = 0; i < names->count; i++)
		text = arena_format(arena, "%s%s%s", text, *text ? " " : "",
				    names->items[i]);
	return text;
}

/* The types that Xen's own policy gives to who is trusted. */
static const char *list_trusted(const struct model *model)
{
	const struct vectors *vectors = &model->vectors;
	const char *types = "";
	for (size_t i = vectors->sid_count; i-- > 0;) {
		const struct initial_sid *sid =
			registry_sid(model->registry, vectors->sids[i]);
		if (sid->trusted && sid->type)
			types = arena_format(model->arena, "%s%s%s", types,
					     *types ? " " : "", sid->type);
	}
	return types;
}

static bool is_trusted(const struct model *model, const char *type)
{
	const struct vectors *vectors = &model->vectors;
	for (size_t i = 0; i < vectors->sid_count; i++) {
		const struct initial_sid *sid =
			registry_sid(model->registry, vectors->sids[i]);
		if (sid->trusted && sid->type && strcmp(sid->type, type) == 0)
			return true;
	}
	return false;
}

/* --- Types that a policy may lack ------------------------------------- */

/*
 * A site file can be for several policies, and name a role or a waiver for a
 * type that one of them lacks.  An attribute stands for each such type in the
 * rules; where there is no type of the name it has no member, so that the guard
 * is no laxer than without the name.
 */
/* The trusted of Xen's own policy are named beside them as they are. */
static void find_stand_ins(struct guard_text *text)
{
	const struct model *model = text->guarded->model;
	const struct guard_names named =
		guard_named_types(text->guarded, text->site);
	for (size_t i = 0; i < named.count; i++) {
		const char *type = named.items[i];
		if (is_trusted(model, type))
			continue;
		map_set(&text->stand_ins, type,
			arena_format(model->arena, "xsmc_type_%s", type),
			model->arena);
		*list_push(&text->lacking, model->arena) = type;
	}
}

static void add_stand_in_text(const struct guard_text *text, const char *type,
			      const char *name)
{
	switch (text->form) {
	case GUARD_TE:
		buffer_format(text->out,
			      "attribute %s;\n"
			      "optional { require { type %s; } "
			      "typeattribute %s %s; }\n",
			      name, type, type, name);
		break;
	case GUARD_REFPOLICY:
		buffer_format(text->out,
			      "attribute %s;\n"
			      "optional_policy(`\n"
			      "\tgen_require(`\n"
			      "\t\ttype %s;\n"
			      "\t')\n"
			      "\ttypeattribute %s %s;\n"
			      "')\n",
			      name, type, type, name);
		break;
	case GUARD_CIL:
		buffer_format(text->out,
			      "(typeattribute %s)\n"
			      "(optional xsmc_optional_%s "
			      "(typeattributeset %s (%s)))\n",
			      name, type, name, type);
		break;
	}
}

static void declare_stand_ins(const struct guard_text *text)
{
	if (text->lacking.count)
		buffer_format(text->out,
			      "%s Attributes that stand for types that the "
			      "policy may lack.\n",
			      text->form == GUARD_CIL ? ";" : "#");
	for (size_t i = 0; i < text->lacking.count; i++) {
		const char *type = text->lacking.items[i];
		add_stand_in_text(text, type, map_get(&text->stand_ins, type));
	}
}

/* The names with stand-ins in the place of those that may be lacking. */
static const char *stand_in(const struct guard_text *text, const char *names)
{
	struct arena *arena = text->guarded->model->arena;
	const char *spelled = "";
	char *rest = arena_string(arena, names), *name;
	while ((name = strsep(&rest, " "))) {
		const char *other = map_get(&text->stand_ins, name);
		spelled =
			arena_format(arena, "%s%s%s", spelled,
				     *spelled ? " " : "", other ? other : name);
	}
	return spelled;
}

/* --- Rules ------------------------------------------------------------ */

/* What a rule is about: types with spaces between them. */
struct guard_rule {
	const char *sources, *targets; /* "": no type */
	bool others;		       /* all but the sources */
	bool named;		       /* the targets, and not all but these */
	const char *object_class, *permission;
};

/* A set in CIL: the attribute's name. */
static const char *add_set(struct guard_text *text, const char *types,
			   bool others)
{
	struct arena *arena = text->guarded->model->arena;
	const char *name = arena_format(arena, "xsmc_guard_%u", text->count++);
	buffer_format(text->out,
		      others ? "(typeattribute %s)\n"
			       "(typeattributeset %s (not (%s)))\n"
			     : "(typeattribute %s)\n"
			       "(typeattributeset %s (%s))\n",
		      name, name, types);
	return name;
}

static void add_cil_rule(struct guard_text *text, const struct guard_rule *rule,
			 const char *target)
{
	const char *sources = add_set(text, rule->sources, rule->others);
	if (!target)
		target = *rule->targets
				 ? add_set(text, rule->targets, !rule->named)
				 : "xsmc_guard_all";
	buffer_format(text->out, "(neverallow %s %s (%s (%s)))\n", sources,
		      target, rule->object_class, rule->permission);
}

/* target: the one type that it is about; NULL: all but the rule's. */
static void add_spelled(struct guard_text *text, const struct guard_rule *rule,
			const char *target)
{
	if (text->form == GUARD_CIL) {
		add_cil_rule(text, rule, target);
		return;
	}
	buffer_format(text->out,
		      rule->others ? "neverallow ~{ %s } " : "neverallow %s ",
		      rule->sources);
	if (target || !*rule->targets)
		buffer_add_string(text->out, target ? target : "*");
	else
		buffer_format(text->out, rule->named ? "{ %s }" : "~{ %s }",
			      rule->targets);
	buffer_format(text->out, ":%s %s;\n", rule->object_class,
		      rule->permission);
}

static void add_rule(struct guard_text *text, const struct guard_rule *rule,
		     const char *target)
{
	struct guard_rule spelled = *rule;
	spelled.sources = stand_in(text, rule->sources);
	spelled.targets = stand_in(text, rule->targets);
	add_spelled(text, &spelled, target);
}

/* The types that are trusted or have a role. */
static const char *list_exempt(const struct guard_text *text)
{
	const struct model *model = text->guarded->model;
	const char *types = list_trusted(model);
	for (size_t i = 0; text->site && i < text->site->type_count; i++)
		types = arena_format(model->arena, "%s %s", types,
				     text->site->types[i].type);
	return types;
}

static void add_rules(struct guard_text *text, const struct uses *uses,
		      const struct exemption *exemption,
		      struct guard_rule *rule)
{
	struct arena *arena = text->guarded->model->arena;
	const char *target = target_of(text->guarded->model, uses);
	const char *most = join("", &exemption->objects, arena);
	const char *sources =
		join(list_exempt(text), &exemption->subjects, arena);
	for (size_t i = 0; i < exemption->pairs.count; i++)
		sources = arena_format(arena, "%s %s", sources,
				       exemption->pairs.items[i].subject);
	rule->sources = sources;
	rule->targets = most;
	rule->others = true;
	add_rule(text, rule, target);
	for (size_t i = 0; i < exemption->pairs.count; i++) {
		const struct guard_pair *pair = &exemption->pairs.items[i];
		rule->sources = pair->subject;
		rule->targets = join(most, &pair->objects, arena);
		rule->others = false;
		add_rule(text, rule, target);
	}
}

static void add_permission(struct guard_text *text, unsigned class,
			   unsigned bit)
{
	const struct model *model = text->guarded->model;
	const struct uses *uses = &text->guarded->uses[class][bit];
	const char *start = text->form == GUARD_CIL ? ";" : "#";
	struct guard_rule rule = {
		.object_class = model->vectors.classes[class],
		.permission = model->vectors.permissions[class][bit]};
	const struct exemption exemption =
		guard_exempt(text->guarded, class, bit);
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
	for (size_t i = 0; i < exemption.partly.count; i++)
		text_wrap(start, exemption.partly.items[i], text->out);
	if (exemption.all)
		buffer_format(text->out, "%s accepted for all: %s:%s\n", start,
			      rule.object_class, rule.permission);
	else
		add_rules(text, uses, &exemption, &rule);
}

/* "a b" for CIL, which has brackets of its own; else "{ a b }". */
static const char *list_permissions(const struct guard_text *text,
				    const struct guard_ban *ban)
{
	const struct model *model = text->guarded->model;
	const unsigned class = ban->object_class;
	const bool several = ban->permissions & (ban->permissions - 1);
	const char *names = "";
	for (size_t i = 0; i < model->vectors.permission_counts[class]; i++)
		if (ban->permissions >> i & 1)
			names = arena_format(
				model->arena, "%s%s%s", names,
				*names ? " " : "",
				model->vectors.permissions[class][i]);
	return several && text->form != GUARD_CIL
		       ? arena_format(model->arena, "{ %s }", names)
		       : names;
}

/* All others, where it is not said of one who has a role or a waiver. */
static const char *list_named(const struct guard_text *text)
{
	const struct model *model = text->guarded->model;
	const struct guard_names named =
		guard_named_types(text->guarded, text->site);
	const char *types = list_trusted(model);
	return join(types, &named, model->arena);
}

static void add_ban(struct guard_text *text, const struct guard_ban *ban)
{
	const struct model *model = text->guarded->model;
	const struct guard_rule rule = {
		.sources = ban->source ? ban->source : list_named(text),
		.others = !ban->source,
		.targets = ban->targets,
		.named = !ban->others,
		.object_class = model->vectors.classes[ban->object_class],
		.permission = list_permissions(text, ban)};
	text_wrap(text->form == GUARD_CIL ? ";" : "#",
		  arena_format(model->arena, "%s (%s)", ban->rule->code,
			       ban->rule->name),
		  text->out);
	/* What is expected of a type that is lacking would go without saying.
	 */
	if (ban->expected)
		add_spelled(text, &rule, NULL);
	else
		add_rule(text, &rule, NULL);
}

/* Where the file goes; a module of older releases has two. */
static void add_place(struct guard_text *text)
{
	const struct registry *registry = text->guarded->model->registry;
	const unsigned start =
		registry_feature_start(registry, FEATURE_POLICY_MODULES);
	buffer_add_string(text->out,
			  "# Beside the other modules as guard.te, ");
	if (start != NO_INDEX)
		buffer_format(text->out, "before Xen %s ",
			      registry->releases[start].line);
	buffer_add_string(text->out, "with an empty guard.if;\n"
				     "# in modules.conf: guard = on\n");
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
		add_place(text);
	if (text->form == GUARD_CIL)
		buffer_add_string(text->out,
				  "(typeattribute xsmc_guard_all)\n"
				  "(typeattributeset xsmc_guard_all (all))\n");
}

/* The attribute of Xen's own rules for what device models see guests by. */
#define GUEST_LABELS "domain_target_type"

static void require_names(const struct guard_text *text, const char *names,
			  struct map *named)
{
	struct arena *arena = text->guarded->model->arena;
	char *rest = arena_string(arena, names), *name;
	while ((name = strsep(&rest, " "))) {
		if (!*name || map_get(named, name))
			continue;
		map_set(named, name, name, arena);
		buffer_format(text->out, "\t%s %s;\n",
			      strcmp(name, GUEST_LABELS) == 0 ? "attribute"
							      : "type",
			      name);
	}
}

/* Those of the names that the guard cannot do without. */
static const char *require_of(const struct guard_text *text,
			      const struct guard_ban *ban, const char *names)
{
	struct arena *arena = text->guarded->model->arena;
	const char *needed = "";
	char *rest = arena_string(arena, names), *name;
	while ((name = strsep(&rest, " ")))
		if (ban->expected || !map_get(&text->stand_ins, name))
			needed = arena_format(arena, "%s %s", needed, name);
	return needed;
}

static bool is_class_named(const struct guarded *guarded, unsigned class)
{
	bool named = guarded->mask[class];
	for (size_t i = 0; i < guarded->bans.count; i++)
		named |= guarded->bans.items[i].object_class == class;
	return named;
}

/* The names that a module of refpolicy's kind must ask for. */
static void add_require(struct guard_text *text)
{
	const struct model *model = text->guarded->model;
	const struct guarded *guarded = text->guarded;
	struct map named = {0};
	buffer_add_string(text->out,
			  "policy_module(guard, 1.0)\n\ngen_require(`\n");
	require_names(text, list_trusted(model), &named);
	for (size_t i = 0; i < guarded->bans.count; i++) {
		const struct guard_ban *ban = &guarded->bans.items[i];
		require_names(text, require_of(text, ban, ban->targets),
			      &named);
		if (ban->source)
			require_names(text, require_of(text, ban, ban->source),
				      &named);
	}
	for (unsigned class = 0; class < model->vectors.class_count; class ++)
		if (is_class_named(guarded, class))
			buffer_format(text->out, "\tclass %s all_%s_perms;\n",
				      model->vectors.classes[class],
				      model->vectors.classes[class]);
	buffer_add_string(text->out, "')\n");
}

bool write_guard(const struct guard_request *request, struct arena *arena,
		 struct diags *diags, struct buffer *out)
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
	if (request->site &&
	    !model_add_waivers(&model, request->site, request->today, diags))
		return false;
	guard_find(&guarded);
	if (!guard_probe(&guarded, request->site, request->today, diags))
		return false;
	guard_expect(&guarded, request->site);
	find_stand_ins(&text);
	add_head(&text);
	if (request->form == GUARD_REFPOLICY)
		add_require(&text);
	declare_stand_ins(&text);
	for (unsigned class = 0; class < model.vectors.class_count; class ++)
		for (unsigned bit = 0; bit < 32; bit++)
			if (guarded.mask[class] >> bit & 1)
				add_permission(&text, class, bit);
	for (size_t i = 0; i < guarded.bans.count; i++)
		add_ban(&text, &guarded.bans.items[i]);
	for (size_t i = 0; i < guarded.untold.count; i++)
		text_wrap(text.form == GUARD_CIL ? ";" : "#",
			  guarded.untold.items[i], out);
	return true;
}
