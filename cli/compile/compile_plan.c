/* What each grant takes and opens, without a policy. */
#include <string.h>

#include "base/embedded.h"
#include "compile/compile.h"

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

/* The covered ops that must be accepted with it: the least there is. */
static const char *list_to_accept(const struct model *model,
				  const struct model_grant *grant)
{
	const char *text = "";
	if (grant->withheld)
		return grant->withheld->accept;
	if (grant->verdict != VERDICT_REFUSED &&
	    grant->verdict != VERDICT_LEFT_OUT)
		return text;
	if (model_is_covered(model, grant->op))
		text = grant->op->name;
	for (size_t i = 0; i < grant->rows->opens.count; i++)
		text = arena_format(model->arena, "%s%s%s", text,
				    *text ? ", " : "",
				    grant->rows->opens.items[i]->name);
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
	cells[COLUMN_TO] = model_set_meaning(model, grant->to->name);
	cells[COLUMN_ON] = model_set_meaning(model, grant_object_name(grant));
	cells[COLUMN_VERDICT] = verdicts[grant->verdict];
	cells[COLUMN_TAKES] = list_rows(model, grant->rows);
	if (grant->rows->why_not)
		cells[COLUMN_TAKES] = grant->rows->why_not;
	else if (grant->withheld)
		cells[COLUMN_OPENS] = grant->withheld->reason;
	else
		cells[COLUMN_OPENS] = list_opened(model, grant);
	cells[COLUMN_ACCEPT] = list_to_accept(model, grant);
}

/* What is not the site's own, or is no matter of what may be granted. */
static bool is_usual(const struct model_grant *grant)
{
	return !grant->site->place.file ||
	       embedded_find(grant->site->place.file, NULL) ||
	       grant->verdict == VERDICT_TRUSTED ||
	       (grant->site->group &&
		strncmp(grant->site->group, "talk-", strlen("talk-")) == 0 &&
		grant->verdict == VERDICT_GRANTED);
}

/* --- What is opened by all together ----------------------------------- */

static bool means(const struct model *model, const struct domain_set *set,
		  const char *type)
{
	for (size_t i = 0; i < set->members.count; i++) {
		const struct model_domain *domain = set->members.items[i];
		for (size_t j = 0; j < domain->types.count; j++)
			if (strcmp(model->terms.items[domain->types.items[j]]
					   .name,
				   type) == 0)
				return true;
	}
	return false;
}

/*
 * Whether the op was granted to the type, or its opening is in a row; or it
 * fails for everyone, so that nothing is opened.
 */
static bool is_told(const struct model *model, const struct finding *finding)
{
	if (finding->op &&
	    release_set_has(&finding->op->refused, model->release_index))
		return true;
	for (size_t i = 0; i < model->granted.count; i++) {
		const struct model_grant *grant = &model->granted.items[i];
		bool granted = grant->verdict == VERDICT_GRANTED ||
			       grant->verdict == VERDICT_ACCEPTED;
		if (!granted || !means(model, grant->to, finding->subject))
			continue;
		if (grant->op == finding->op)
			return true;
		for (size_t j = 0; j < grant->rows->opens.count; j++)
			if (grant->rows->opens.items[j] == finding->op)
				return true;
	}
	return false;
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
	const char *all = "", *domains = "";
	size_t count = model_finding_objects(model, lint, finding, &objects);
	for (size_t i = 0; i < count; i++) {
		unsigned term = model_find_term(model, objects[i]);
		bool domain = term != NO_TERM &&
			      model->terms.items[term].part == PART_DOMAINS;
		all = arena_format(model->arena, "%s%s%s", all, i ? " " : "",
				   objects[i]);
		if (domain && !is_channel(model, term))
			domains = arena_format(model->arena, "%s%s%s", domains,
					       *domains ? " " : "", objects[i]);
	}
	return *domains ? domains : all;
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
static void add_findings(struct model *model, const struct lint *lint,
			 const struct open_findings *open, struct table *table)
{
	size_t next = 0;
	for (size_t i = 0; i < lint->finding_count; i++) {
		const struct finding finding = lint_finding(lint, i);
		bool stops = next < open->count &&
			     open->items[next].index == finding.index;
		next += stops;
		if (stops ||
		    (is_caller(model, finding.subject) &&
		     (is_delegation(&finding) ? !is_told(model, &finding)
					      : finding.level == LEVEL_ERROR)))
			add_finding(model, lint, &finding, stops, table);
	}
}

/*
 * What is opened when what is to be left out is, and what of it is not
 * accepted; NULL with messages.
 */
static const struct lint *settle(struct model **model, struct diags *diags,
				 struct open_findings *open)
{
	for (struct model *next = *model; next;) {
		*open = (struct open_findings)LIST_INIT;
		*model = next;
		const struct lint *lint = model_close(next, diags);
		if (!lint)
			return NULL;
		size_t errors = diags->errors;
		model_open_findings(next, lint, open);
		next = model_withhold(next, lint, open, diags);
		if (!next)
			return diags->errors == errors ? lint : NULL;
	}
	return NULL;
}

struct table *compile_plan(struct model *model, bool all, struct diags *diags)
{
	struct table *table = arena_alloc(model->arena, 1, sizeof *table);
	struct open_findings open;
	const struct lint *lint = settle(&model, diags, &open);
	if (!lint)
		return NULL;
	table->name = "plan";
	table->columns = columns;
	table->column_count = COLUMN_COUNT;
	for (size_t i = 0; i < model->granted.count; i++)
		if (all || !is_usual(&model->granted.items[i]))
			add_grant(model, &model->granted.items[i], table);
	add_findings(model, lint, &open, table);
	return table;
}
