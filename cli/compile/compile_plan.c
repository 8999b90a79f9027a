/* What each grant takes and opens, as a table. */
#include <string.h>

#include "base/embedded.h"
#include "compile/compile.h"
#include "compile/compile_emit.h"
#include "compile/compile_opens.h"

static const char *const columns[] = {"to",	"on",	 "op",
				      "status", "basis", "verdict",
				      "takes",	"opens", "to-accept"};

enum {
	COLUMN_TO,
	COLUMN_ON,
	COLUMN_OP,
	COLUMN_STATUS,
	COLUMN_BASIS,
	COLUMN_VERDICT,
	COLUMN_TAKES,
	COLUMN_OPENS,
	COLUMN_ACCEPT,
	COLUMN_COUNT,
};

static const char *const verdicts[] = {
	[VERDICT_GRANTED] = "granted",
	[VERDICT_ACCEPTED] = "accepted",
	[VERDICT_LEFT_OUT] = "left out",
	[VERDICT_REFUSED] = "stops the build",
	[VERDICT_TRUSTED] = "trusted",
	[VERDICT_UNCHECKED] = "not checked",
	[VERDICT_IMPOSSIBLE] = "cannot be granted",
	[VERDICT_QUIET] = "not logged",
};

static const char *const facets[FACET_COUNT] = {
	[FACET_NONE] = "",
	[FACET_CALLER] = "caller",
	[FACET_CALLER_SELF] = "self",
	[FACET_CALLER_VIEW] = "caller",
	[FACET_CALLER_CHANNEL] = "caller's channel",
	[FACET_TARGET] = "target",
	[FACET_VIEW] = "target",
	[FACET_THIRD] = "other",
	[FACET_THIRD_VIEW] = "other",
	[FACET_TARGET_CHANNEL] = "target's channel",
	[FACET_LABEL] = "label",
	[FACET_DEVICE] = "device",
	[FACET_XEN] = "xen",
	[FACET_DOMXEN] = "domxen",
	[FACET_DOMIO] = "domio",
	[FACET_SECURITY] = "security",
	[FACET_UNLABELED] = "unlabeled",
};

static const char *list_rows(const struct model *model,
			     const struct op_rows *rows)
{
	const char *text = "";
	for (size_t i = 0; i < rows->rows.count; i++) {
		const struct access_row *row = &rows->rows.items[i];
		const char *class = model->vectors.classes[row->object_class];
		text = arena_format(model->arena, "%s%s%s > %s:", text,
				    *text ? ", " : "", facets[row->source],
				    facets[row->target]);
		for (size_t bit = 0;
		     bit < model->vectors.permission_counts[row->object_class];
		     bit++)
			if (row->permissions >> bit & 1)
				text = arena_format(
					model->arena, "%s %s:%s", text, class,
					model->vectors
						.permissions[row->object_class]
							    [bit]);
	}
	return text;
}

/*
 * What it is on: whether as the second domain that the op is about, by a talk
 * as device model and guest alone, and to read alone.
 */
static const char *object_meaning(const struct model *model,
				  const struct model_grant *grant)
{
	return arena_format(model->arena, "%s%s%s%s",
			    model_set_meaning(model, grant_object_name(grant)),
			    grant->context == CONTEXT_OTHER ? ", as other" : "",
			    grant->served && grant->on ? ", served" : "",
			    grant->read_only ? ", to read" : "");
}

/* "OP (covered), OP": what the op's permissions let pass beside itself. */
static const char *list_opened(struct model *model,
			       const struct model_grant *grant)
{
	const struct op **ops;
	const char *text = "";
	size_t count = model_opens(model, grant->rows->rows.items,
				   grant->rows->rows.count, grant->context,
				   false, &ops);
	for (size_t i = 0; i < count; i++)
		if (ops[i] != grant->op)
			text = arena_format(model->arena, "%s%s%s%s", text,
					    *text ? ", " : "", ops[i]->name,
					    model_is_covered(model, ops[i])
						    ? " (covered)"
						    : "");
	return text;
}

static void add_status(const struct model *model, const struct op *op,
		       const char **cells)
{
	if (!op) {
		cells[COLUMN_OP] = cells[COLUMN_STATUS] = cells[COLUMN_BASIS] =
			"-";
		return;
	}
	struct op_status status =
		registry_op_status(model->registry, op, model->release_index);
	cells[COLUMN_OP] = op->name;
	cells[COLUMN_STATUS] = status_name(status.status);
	cells[COLUMN_BASIS] = basis_name(status.basis);
}

static void add_grant(struct model *model, const struct model_grant *grant,
		      struct table *table)
{
	const char **cells = table_add_row(table, model->arena);
	add_status(model, grant->op, cells);
	cells[COLUMN_OP] = grant_op_name(grant);
	cells[COLUMN_TO] = model_set_meaning(model, grant->to->name);
	cells[COLUMN_ON] = object_meaning(model, grant);
	cells[COLUMN_VERDICT] = verdicts[grant->verdict];
	cells[COLUMN_TAKES] = list_rows(model, grant->rows);
	if (grant->rows->why_not)
		cells[COLUMN_TAKES] = grant->rows->why_not;
	else if (grant->withheld)
		cells[COLUMN_OPENS] = grant->withheld->reason;
	else if (!grant->site->quiet)
		cells[COLUMN_OPENS] = list_opened(model, grant);
	if (grant->verdict == VERDICT_REFUSED ||
	    grant->verdict == VERDICT_LEFT_OUT)
		cells[COLUMN_ACCEPT] = grant_wanted(model, grant);
}

/* What is not the site's own, or is no matter of what may be granted. */
static bool is_usual(const struct model *model, const struct model_grant *grant)
{
	if (grant_is_missed(model, grant))
		return false;
	return !grant->site->place.file ||
	       embedded_find(grant->site->place.file, NULL) ||
	       grant->verdict == VERDICT_TRUSTED ||
	       (grant->site->group &&
		strncmp(grant->site->group, "talk-", strlen("talk-")) == 0 &&
		grant->verdict == VERDICT_GRANTED);
}

/* --- What is opened by all together ----------------------------------- */

/* Which ops rows of grants tell of, of each domain. */
struct told {
	unsigned char *bits; /* a bit for each term, op by op */
	size_t bytes;	     /* of an op */
};

static void tell_op(const struct model *model, struct told *told,
		    const struct op *op, const struct domain_set *to)
{
	unsigned char *bits =
		told->bits + (size_t)(op - model->registry->ops) * told->bytes;
	for (size_t i = 0; i < to->members.count; i++) {
		unsigned type = to->members.items[i]->type;
		bits[type / 8] |= (unsigned char)(1u << type % 8);
	}
}

/* What was granted, and what is opened by it in a row of its own. */
static struct told tell_granted(const struct model *model)
{
	struct told told = {.bytes = model->terms.count / 8 + 1};
	told.bits = arena_alloc(model->arena, model->registry->op_count,
				told.bytes);
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		if (grant->verdict != VERDICT_GRANTED &&
		    grant->verdict != VERDICT_ACCEPTED)
			continue;
		tell_op(model, &told, grant->op, grant->to);
		for (size_t j = 0; j < grant->rows->opens.count; j++)
			tell_op(model, &told, grant->rows->opens.items[j],
				grant->to);
	}
	return told;
}

/* Or it fails for everyone, so that nothing is opened. */
static bool is_told(const struct model *model, const struct told *told,
		    const struct finding *finding)
{
	size_t op = (size_t)(finding->op - model->registry->ops);
	unsigned type = model_find_term(model, finding->subject);
	return release_set_has(&finding->op->refused, model->release_index) ||
	       told->bits[op * told->bytes + type / 8] >> type % 8 & 1;
}

static bool is_channel(const struct model *model, unsigned term)
{
	return model->domains.items[model->terms.items[term].section]
		       ->channel == term;
}

/* The domains among the types that it is about, or else all of them. */
static const char *list_objects(struct model *model, const struct lint *lint,
				const struct finding *finding)
{
	const char **objects;
	struct buffer all = BUFFER_INIT, domains = BUFFER_INIT;
	size_t count = lint_objects(lint, finding, model->arena, &objects);
	for (size_t i = 0; i < count; i++) {
		unsigned term = model_find_term(model, objects[i]);
		bool domain = term != NO_TERM &&
			      model->terms.items[term].part == PART_DOMAINS;
		buffer_format(&all, "%s%s", all.length ? " " : "", objects[i]);
		if (domain && !is_channel(model, term))
			buffer_format(&domains, "%s%s",
				      domains.length ? " " : "", objects[i]);
	}
	const char *text = arena_string(
		model->arena, buffer_string(domains.length ? &domains : &all));
	buffer_release(&all);
	buffer_release(&domains);
	return text;
}

/* An op that is delegated; else what amounts to more than ops. */
static bool is_delegation(const struct finding *finding)
{
	return finding->op && (strcmp(finding->rule->code, "XSM001") == 0 ||
			       strcmp(finding->rule->code, "XSM002") == 0);
}

/* open: it is not accepted, and stops the build. */
static void add_finding(struct model *model, const struct lint *lint,
			const struct finding *finding, bool open,
			struct table *table)
{
	const char **cells = table_add_row(table, model->arena);
	add_status(model, finding->op, cells);
	cells[COLUMN_TO] = finding->subject ? finding->subject : "-";
	const char *objects = list_objects(model, lint, finding);
	cells[COLUMN_ON] = *objects ? objects : "-";
	cells[COLUMN_VERDICT] = "opened";
	cells[COLUMN_TAKES] = "what is granted together";
	if (open) {
		cells[COLUMN_VERDICT] = verdicts[VERDICT_REFUSED];
		cells[COLUMN_ACCEPT] = waiver_wanted(finding, model->arena);
	}
	if (is_delegation(finding))
		return;
	struct finding_details details;
	lint_details(lint, finding, NULL, 0, model->arena, &details);
	if (!open)
		cells[COLUMN_VERDICT] = verdicts[VERDICT_ACCEPTED];
	cells[COLUMN_TAKES] = details.message;
}

/* Subjects are types of domains alone: their labels for others never call. */
static bool is_caller(const struct model *model, const char *name)
{
	unsigned term = name ? model_find_term(model, name) : NO_TERM;
	return term != NO_TERM &&
	       model->terms.items[term].part == PART_DOMAINS &&
	       model->domains.items[model->terms.items[term].section]->type ==
		       term;
}

/* What stops the build is shown, whatever it is about. */
static void add_findings(const struct decision *decision, struct table *table)
{
	struct model *model = decision->model;
	const struct lint *lint = decision->lint;
	const struct open_findings *open = &decision->open;
	const struct told told = tell_granted(model);
	size_t next = 0;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		bool stops = next < open->count &&
			     open->items[next].index == finding.index;
		next += stops;
		if (stops ||
		    (is_caller(model, finding.subject) &&
		     (is_delegation(&finding) ? !is_told(model, &told, &finding)
					      : finding.level == LEVEL_ERROR)))
			add_finding(model, lint, &finding, stops, table);
	}
}

struct table *compile_plan(struct model *model, bool all,
			   void (*write)(struct model *model,
					 struct buffer *conf),
			   struct diags *diags)
{
	struct table *table = arena_alloc(model->arena, 1, sizeof *table);
	struct buffer conf = BUFFER_INIT, binary = BUFFER_INIT;
	const struct decision decision =
		model_decide(model, write, diags, &conf, &binary);
	buffer_release(&conf);
	buffer_release(&binary);
	if (!decision.lint)
		return NULL;
	model = decision.model;
	table->name = "plan";
	table->schema = "xsmc-plan/1";
	table->columns = columns;
	table->column_count = COLUMN_COUNT;
	for (size_t i = 0; i < model->granted.count; i++)
		if (all || !is_usual(model, &model->granted.items[i]))
			add_grant(model, &model->granted.items[i], table);
	add_findings(&decision, table);
	return table;
}
