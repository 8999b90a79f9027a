/* Pieces of text that the forms of a policy share. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "compile/compile.h"
#include "registry/registry.h"
#include "write/write_text.h"

const char *text_channel_class(const struct model *model)
{
	const unsigned class = vectors_labelling(&model->vectors, ON_CHANNEL);
	return model->vectors.classes[class];
}

void text_permissions(const struct model *model, unsigned class,
		      uint32_t permissions, struct buffer *text)
{
	bool several = (permissions & (permissions - 1)) != 0;
	if (permissions == vectors_all(&model->vectors, class)) {
		buffer_add_string(text, "*");
		return;
	}
	buffer_add_string(text, several ? "{ " : "");
	for (size_t i = 0; i < model->vectors.permission_counts[class]; i++) {
		if (!(permissions >> i & 1))
			continue;
		buffer_add_string(text, model->vectors.permissions[class][i]);
		buffer_add_string(text, several ? " " : "");
	}
	buffer_add_string(text, several ? "}" : "");
}

void text_terms(const struct model *model, const unsigned *terms, size_t count,
		struct buffer *text)
{
	buffer_add_string(text, count > 1 ? "{ " : "");
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(text, model->terms.items[terms[i]].name);
		buffer_add_string(text, count > 1 ? " " : "");
	}
	buffer_add_string(text, count > 1 ? "}" : "");
}

/* --- Comments --------------------------------------------------------- */

void text_wrap(const char *start, const char *words, struct buffer *text)
{
	enum { WIDTH = 80 };
	size_t column = strlen(start);
	bool first = true;
	buffer_add_string(text, start);
	while (*words) {
		size_t length = strcspn(words, " ");
		if (!first && column + 1 + length > WIDTH) {
			buffer_format(text, "\n%s  ", start);
			column = strlen(start) + 2;
		}
		buffer_add_char(text, ' ');
		buffer_add(text, words, length);
		column += 1 + length;
		first = false;
		words += length;
		words += strspn(words, " ");
	}
	buffer_add_char(text, '\n');
}

static const char *list_ops(const struct model *model,
			    const struct model_rule *rule)
{
	struct buffer names = BUFFER_INIT;
	for (size_t i = 0; i < rule->ops.count; i++)
		buffer_format(&names, "%s%s", i ? ", " : "",
			      op_macro(rule->ops.items[i]));
	const char *copy = arena_string(model->arena, buffer_string(&names));
	buffer_release(&names);
	return copy;
}

/* Within the quotes of a remark, on its line. */
static const char *quoted(struct arena *arena, const char *words)
{
	char *text = arena_string(arena, words);
	for (char *at = text; (at = strpbrk(at, "\"\n\r\t"));)
		*at = *at == '"' ? '\'' : ' ';
	return text;
}

static void add_part(const struct text_run *run, const char *name,
		     const char *value, struct buffer *text)
{
	if (value)
		buffer_format(text, " %s=\"%s\"", name,
			      quoted(run->model->arena, value));
}

/* What is accepted stands as lint reads it, before each of its rules. */
static void add_remark(const struct text_run *run, const struct waiver *remark,
		       struct buffer *text)
{
	const char *first = remark->rule	 ? remark->rule
			    : remark->permission ? remark->permission
						 : remark->op;
	buffer_format(text, "%s xsmc: accept %s", run->comment, first);
	add_part(run, "op", first == remark->op ? NULL : remark->op, text);
	add_part(run, "subject", remark->subject, text);
	add_part(run, "object", remark->object, text);
	add_part(run, "reason", remark->reason, text);
	add_part(run, "by", remark->by, text);
	add_part(run, "until", remark->until, text);
	buffer_add_char(text, '\n');
}

static bool same_remarks(const struct model_rule *a, const struct model_rule *b)
{
	if (a->remarks.count != b->remarks.count)
		return false;
	for (size_t i = 0; i < a->remarks.count; i++)
		if (!remark_equal(&a->remarks.items[i], &b->remarks.items[i]))
			return false;
	return true;
}

static bool same_ops(const struct model_rule *a, const struct model_rule *b)
{
	if (a->ops.count != b->ops.count)
		return false;
	for (size_t i = 0; i < a->ops.count; i++)
		if (a->ops.items[i] != b->ops.items[i])
			return false;
	return true;
}

/* A list of ops that rules are for. */
struct said {
	const struct model_rule *rule; /* one with these ops */
	const char *ops;	       /* as text */
	const char *first; /* term that it was written for first, or NULL */
	struct said *next; /* with the same hash */
};

enum { SAID_SLOTS = 1024 };

static struct said *find_said(struct text_run *run,
			      const struct model_rule *rule)
{
	struct arena *arena = run->model->arena;
	uintptr_t hash = rule->ops.count;
	if (!run->said)
		run->said = arena_alloc(arena, SAID_SLOTS, sizeof *run->said);
	for (size_t i = 0; i < rule->ops.count; i++)
		hash = hash * 31 + (uintptr_t)(rule->ops.items[i] -
					       run->model->registry->ops);
	struct said **slot = &run->said[hash % SAID_SLOTS];
	for (struct said *said = *slot; said; said = said->next)
		if (same_ops(said->rule, rule))
			return said;
	struct said *said = arena_alloc(arena, 1, sizeof *said);
	said->rule = rule;
	said->ops = list_ops(run->model, rule);
	said->next = *slot;
	*slot = said;
	return said;
}

/* A list that is long and was there before is not told again. */
static void add_ops(struct text_run *run, const struct model_rule *rule,
		    struct buffer *text)
{
	enum { LONG = 120 };
	struct said *said = find_said(run, rule);
	if (said->first && strlen(said->ops) > LONG)
		buffer_format(text, "%s as for %s\n", run->comment,
			      said->first);
	else
		text_wrap(run->comment, said->ops, text);
	if (!said->first)
		said->first = run->model->terms.items[rule->source].name;
}

void text_rule_comment(struct text_run *run, const struct model_rule *rule,
		       struct buffer *text)
{
	if (rule->ops.count)
		add_ops(run, rule, text);
	for (size_t i = 0; i < rule->remarks.count; i++)
		add_remark(run, &rule->remarks.items[i], text);
}

/* --- Sections --------------------------------------------------------- */

uint32_t text_kept_apart(const struct model *model, unsigned class)
{
	return model->users.count
		       ? vectors_on(&model->vectors, class, ON_DOMAIN)
		       : 0;
}

void text_arch(const struct text_run *run, struct buffer *text)
{
	if (run->model->host.arch)
		buffer_format(text, "%s xsmc: arch %s\n", run->comment,
			      run->model->host.arch);
}

void text_heading(const struct text_run *run, const char *title,
		  struct buffer *text)
{
	enum { WIDTH = 72 };
	size_t used = strlen(title) + strlen("# --- ");
	buffer_format(text, "\n%s --- %s ", run->comment, title);
	buffer_add_repeated(text, '-', used < WIDTH ? WIDTH - used : 3);
	buffer_add_char(text, '\n');
}

void text_out_of_reach(struct text_run *run, struct buffer *text)
{
	const char *names = compile_out_of_reach(run->model);
	if (!names)
		return;
	text_heading(run, "What nobody can do: the hooks do not know it", text);
	text_wrap(run->comment, names, text);
}

/* Once each; a role without domains of the site's own means what it did. */
static void add_meaning(struct text_run *run, const char *name,
			struct map *named, struct buffer *text)
{
	if (map_get(named, name))
		return;
	const char *meaning = model_set_meaning(run->model, name);
	if (meaning == name)
		return;
	if (!named->count)
		text_heading(run, "What roles came to mean in grants", text);
	map_set(named, name, (void *)(uintptr_t)meaning, run->model->arena);
	text_wrap(run->comment, meaning, text);
}

void text_roles(struct text_run *run, struct buffer *text)
{
	const struct model *model = run->model;
	struct map named = {0};
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		if (grant->verdict != VERDICT_GRANTED &&
		    grant->verdict != VERDICT_ACCEPTED &&
		    grant->verdict != VERDICT_TRUSTED &&
		    grant->verdict != VERDICT_QUIET)
			continue;
		add_meaning(run, grant->to->name, &named, text);
		add_meaning(run, grant_object_name(grant), &named, text);
	}
}

size_t text_section_of(const struct model *model, unsigned term)
{
	const struct model_term *row = &model->terms.items[term];
	if (row->part == PART_DOMAINS)
		return SECTION_DOMAINS + row->section;
	return term == model->trusted ? SECTION_TRUSTED : SECTION_SETS;
}

/* In the registry's order. */
static int compare_ops(const void *a, const void *b)
{
	const struct op *const *x = a, *const *y = b;
	return *x < *y ? -1 : *x > *y;
}

static struct section_rules *sort_rules(struct model *model,
					struct model_rule *rules, size_t count)
{
	size_t sections = SECTION_DOMAINS + model->domains.count;
	struct section_rules *sorted =
		arena_alloc(model->arena, sections, sizeof *sorted);
	for (size_t i = 0; i < count; i++) {
		struct model_rule *rule = &rules[i];
		if (rule->ops.count)
			qsort(rule->ops.items, rule->ops.count,
			      sizeof *rule->ops.items, compare_ops);
		*list_push(&sorted[text_section_of(model, rule->source)],
			   model->arena) = rule;
	}
	return sorted;
}

void text_sort_rules(struct text_run *run)
{
	struct model *model = run->model;
	run->sections =
		sort_rules(model, model->rules.items, model->rules.count);
	run->quiet = sort_rules(model, model->quiet.items, model->quiet.count);
}

void text_sort_left_out(struct text_run *run)
{
	const struct model *model = run->model;
	run->left_out = arena_alloc(model->arena,
				    SECTION_DOMAINS + model->domains.count,
				    sizeof *run->left_out);
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		size_t section = SECTION_SETS;
		if (grant->to->members.count == 1)
			section = SECTION_DOMAINS +
				  grant->to->members.items[0]->index;
		if (grant->verdict == VERDICT_LEFT_OUT ||
		    (grant->verdict == VERDICT_IMPOSSIBLE &&
		     !grant->site->quiet))
			*list_push(&run->left_out[section], model->arena) =
				grant;
	}
}

const char *text_section_title(const struct text_run *run, size_t section)
{
	const struct model *model = run->model;
	if (section == SECTION_TRUSTED)
		return "The trusted";
	if (section == SECTION_SETS)
		return run->sections[section].count ||
				       run->quiet[section].count ||
				       run->left_out[section].count
			       ? "Domains of a kind"
			       : NULL;
	const struct site_domain *site =
		model->domains.items[section - SECTION_DOMAINS]->site;
	return arena_format(model->arena, "%s: %s%s%s%s", site->name,
			    site->role, site->many ? ", many" : "",
			    site->serves ? ", serves " : "",
			    site->serves ? site->serves : "");
}

void text_left_out(struct text_run *run, size_t section, struct buffer *text)
{
	for (size_t i = 0; i < run->left_out[section].count; i++) {
		const struct model_grant *grant =
			run->left_out[section].items[i];
		buffer_format(text, "%s left out: %s to %s on %s: %s\n",
			      run->comment, grant_op_name(grant),
			      grant->to->name, grant_object_name(grant),
			      grant_reason(run->model, grant));
	}
}

/* Takes those of the rules that differ from one in the target alone. */
static size_t same_targets(struct text_run *run, struct section_rules *rules,
			   size_t index, unsigned **targets)
{
	const struct model_rule *rule = rules->items[index];
	list_of(unsigned) found = LIST_INIT;
	for (size_t i = index; i < rules->count; i++) {
		const struct model_rule *other = rules->items[i];
		if (!other || other->source != rule->source ||
		    other->object_class != rule->object_class ||
		    other->permissions != rule->permissions ||
		    !same_ops(rule, other) || !same_remarks(rule, other))
			continue;
		*list_push(&found, run->model->arena) = other->target;
		rules->items[i] = NULL;
	}
	*targets = found.items;
	return found.count;
}

static void add_rules(struct text_run *run, struct section_rules *rules,
		      const char *kind, struct buffer *conf)
{
	const struct model *model = run->model;
	for (size_t i = 0; i < rules->count; i++) {
		const struct model_rule *rule = rules->items[i];
		unsigned *targets;
		if (!rule)
			continue;
		size_t count = same_targets(run, rules, i, &targets);
		text_rule_comment(run, rule, conf);
		buffer_format(conf, "%s %s ", kind,
			      model->terms.items[rule->source].name);
		text_terms(model, targets, count, conf);
		buffer_format(conf, ":%s ",
			      model->vectors.classes[rule->object_class]);
		text_permissions(model, rule->object_class, rule->permissions,
				 conf);
		buffer_add_string(conf, ";\n");
	}
}

void text_rules(struct text_run *run, size_t section, struct buffer *conf)
{
	add_rules(run, &run->sections[section], "allow", conf);
}

void text_quiet(struct text_run *run, size_t section, struct buffer *conf)
{
	add_rules(run, &run->quiet[section], "dontaudit", conf);
}
