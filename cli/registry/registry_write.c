/* A registry as one file of XML, from which the same registry is loaded. */
#include <string.h>

#include "registry/registry.h"

/* Writes elements, two blanks deeper in each. */
struct writer {
	const struct registry *registry;
	struct arena *arena;
	struct buffer *out;
	unsigned depth;
	struct release_set all;
	bool *used; /* for each condition: what is written refers to it */
};

/* --- Text ------------------------------------------------------------- */

static void add_escaped(struct writer *writer, const char *text)
{
	for (; *text; text++) {
		const char *word = *text == '&'	  ? "&amp;"
				   : *text == '<' ? "&lt;"
				   : *text == '>' ? "&gt;"
				   : *text == '"' ? "&quot;"
						  : NULL;
		if (word)
			buffer_add_string(writer->out, word);
		else
			buffer_add_char(writer->out, *text);
	}
}

static void start(struct writer *writer, const char *name)
{
	buffer_add_repeated(writer->out, ' ', 2 * (size_t)writer->depth);
	buffer_format(writer->out, "<%s", name);
}

/* Nothing for NULL. */
static void attribute(struct writer *writer, const char *name,
		      const char *value)
{
	if (!value)
		return;
	buffer_format(writer->out, " %s=\"", name);
	add_escaped(writer, value);
	buffer_add_char(writer->out, '"');
}

/* The conditions' ids; nothing for none. */
static void conditions(struct writer *writer, const char *name,
		       struct span uses)
{
	const char *ids = NULL;
	for (unsigned i = 0; i < uses.count; i++) {
		const struct condition *row =
			registry_condition(writer->registry, uses, i);
		writer->used[row - writer->registry->conditions] = true;
		ids = ids ? arena_format(writer->arena, "%s %s", ids, row->id)
			  : row->id;
	}
	attribute(writer, name, ids);
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

static void number(struct writer *writer, const char *name, unsigned value)
{
	buffer_format(writer->out, " %s=\"%u\"", name, value);
}

static void end_empty(struct writer *writer)
{
	buffer_add_string(writer->out, "/>\n");
}

static void open_element(struct writer *writer)
{
	buffer_add_string(writer->out, ">\n");
	writer->depth++;
}

static void close_element(struct writer *writer, const char *name)
{
	writer->depth--;
	buffer_add_repeated(writer->out, ' ', 2 * (size_t)writer->depth);
	buffer_format(writer->out, "</%s>\n", name);
}

/* --- Ranges ----------------------------------------------------------- */

/* A run of releases: open where nothing of the registry follows. */
static const char *run_shown(struct writer *writer, unsigned first,
			     unsigned last)
{
	const struct registry *registry = writer->registry;
	const struct release *releases = registry->releases;
	const char *from = first ? releases[first].name : "";
	const char *to = registry_ends_line(registry, last)
				 ? releases[last].line
				 : releases[last].name;
	if (last + 1 == registry->release_count)
		return arena_format(writer->arena, "%s..", from);
	if (first == last && !registry_ends_line(registry, last))
		return releases[first].name;
	return arena_format(writer->arena, "%s..%s", from, to);
}

static const char *set_shown(struct writer *writer,
			     const struct release_set *set)
{
	const char *text = "";
	unsigned count = writer->registry->release_count;
	for (unsigned i = 0; i < count; i++) {
		unsigned first = i;
		if (!release_set_has(set, i))
			continue;
		while (i + 1 < count && release_set_has(set, i + 1))
			i++;
		text = arena_format(writer->arena, "%s%s%s", text,
				    *text ? " " : "",
				    run_shown(writer, first, i));
	}
	return text;
}

/* in="...", of those of the element around it; nothing for all of them. */
static void range(struct writer *writer, const char *name,
		  const struct release_set *set, const struct release_set *from)
{
	struct release_set inner = release_set_and(set, from);
	if (!release_set_same(&inner, from))
		attribute(writer, name, set_shown(writer, &inner));
}

/* False: the element is in none of the releases of the one around it. */
static bool is_there(const struct release_set *set,
		     const struct release_set *from)
{
	struct release_set inner = release_set_and(set, from);
	return !release_set_empty(&inner);
}

/* --- Releases, events, vectors ---------------------------------------- */

static void write_release(struct writer *writer, const struct release *release)
{
	const char *versions = "";
	for (unsigned i = 0;
	     i < POLICY_VERSION_LIMIT && release->policy_versions[i]; i++)
		versions = arena_format(writer->arena, "%s%s%u", versions,
					*versions ? " " : "",
					release->policy_versions[i]);
	start(writer, "release");
	attribute(writer, "name", release->name);
	attribute(writer, "date", release->date);
	attribute(writer, "policy-versions", versions);
	if (release->linux_versions[1])
		attribute(writer, "linux-versions",
			  arena_format(writer->arena, "%u %u",
				       release->linux_versions[0],
				       release->linux_versions[1]));
	if (release->unknown_refused)
		attribute(writer, "unknown-ops", "refused");
	attribute(writer, "flask-support", or_null(release->flask_support));
	attribute(writer, "silo-support", or_null(release->silo_support));
	attribute(writer, "dummy-support", or_null(release->dummy_support));
	end_empty(writer);
}

static void write_lines(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->release_count; i++) {
		const struct release *release = &registry->releases[i];
		if (!i || registry_ends_line(registry, i - 1)) {
			start(writer, "line");
			attribute(writer, "name", release->line);
			open_element(writer);
		}
		write_release(writer, release);
		if (registry_ends_line(registry, i))
			close_element(writer, "line");
	}
}

static void write_event(struct writer *writer, const struct event *event)
{
	start(writer, "event");
	attribute(writer, "id", event->id);
	attribute(writer, "kind", event->kind);
	attribute(writer, "date", event->date);
	attribute(writer, "in", set_shown(writer, &event->in));
	attribute(writer, "commit", event->commit);
	attribute(writer, "subject", event->subject);
	attribute(writer, "backports", event->backports);
	attribute(writer, "advisory", event->advisory);
	attribute(writer, "evidence", event->evidence);
	buffer_add_char(writer->out, '>');
	add_escaped(writer, event->summary);
	buffer_add_string(writer->out, "</event>\n");
}

static void write_class(struct writer *writer, const struct object_class *class)
{
	const struct permission *permissions =
		writer->registry->permissions + class->permissions.first;
	start(writer, "class");
	attribute(writer, "name", class->name);
	attribute(writer, "on",
		  or_null(asked_on_shown(class->on, writer->arena)));
	attribute(writer, "labels",
		  or_null(asked_on_shown(class->labels, writer->arena)));
	range(writer, "in", &class->in, &writer->all);
	open_element(writer);
	for (unsigned i = 0; i < class->permissions.count; i++) {
		if (!is_there(&permissions[i].in, &class->in))
			continue;
		start(writer, "permission");
		attribute(writer, "name", permissions[i].name);
		if (permissions[i].on != class->on)
			attribute(writer, "on",
				  or_null(asked_on_shown(permissions[i].on,
							 writer->arena)));
		attribute(writer, "about",
			  or_null(permission_about_shown(permissions[i].about,
							 writer->arena)));
		range(writer, "in", &permissions[i].in, &class->in);
		end_empty(writer);
	}
	close_element(writer, "class");
}

static void write_vectors(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->class_count; i++)
		if (is_there(&registry->classes[i].in, &writer->all))
			write_class(writer, &registry->classes[i]);
	for (unsigned i = 0; i < registry->sid_count; i++) {
		const struct initial_sid *sid = &registry->sids[i];
		if (!is_there(&sid->in, &writer->all))
			continue;
		start(writer, "sid");
		attribute(writer, "name", sid->name);
		attribute(writer, "labels",
			  or_null(sid_labels_name(sid->labels)));
		if (sid->trusted)
			attribute(writer, "trusted", "yes");
		attribute(writer, "type", sid->type);
		range(writer, "in", &sid->in, &writer->all);
		end_empty(writer);
	}
}

static void write_features(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->feature_count; i++) {
		const struct feature *row = &registry->features[i];
		if (!is_there(&row->in, &writer->all))
			continue;
		start(writer, "feature");
		attribute(writer, "name", feature_name_word(row->name));
		attribute(writer, "in", set_shown(writer, &row->in));
		buffer_add_char(writer->out, '>');
		add_escaped(writer, row->text);
		buffer_add_string(writer->out, "</feature>\n");
	}
}

/* --- Calls ------------------------------------------------------------ */

static void write_handler(struct writer *writer, const struct handler *handler)
{
	const struct hook_call *calls =
		writer->registry->hook_calls + handler->calls.first;
	start(writer, "handler");
	attribute(writer, "file", handler->file);
	attribute(writer, "function", handler->function);
	range(writer, "in", &handler->in, &writer->all);
	open_element(writer);
	for (unsigned i = 0; i < handler->calls.count; i++) {
		if (!is_there(&calls[i].in, &handler->in))
			continue;
		start(writer, "call");
		attribute(writer, "hook", calls[i].hook);
		attribute(writer, "passes", or_null(calls[i].passes));
		attribute(writer, "case", or_null(calls[i].label));
		attribute(writer, "build", or_null(calls[i].guard));
		if (calls[i].times != 1)
			number(writer, "times", calls[i].times);
		range(writer, "in", &calls[i].in, &handler->in);
		end_empty(writer);
	}
	close_element(writer, "handler");
}

static void write_calls(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->handler_count; i++)
		if (is_there(&registry->handlers[i].in, &writer->all))
			write_handler(writer, &registry->handlers[i]);
	for (unsigned i = 0; i < registry->hook_count; i++) {
		const struct hook *hook = &registry->hooks[i];
		start(writer, "hook");
		attribute(writer, "name", hook->name);
		attribute(writer, "op", hook->op);
		attribute(writer, "takes", hook->takes);
		range(writer, "in", &hook->in, &writer->all);
		end_empty(writer);
	}
}

/* --- Modules ---------------------------------------------------------- */

static void write_default(struct writer *writer, const struct hook_default *row)
{
	const struct default_case *cases =
		writer->registry->default_cases + row->cases.first;
	if (!is_there(&row->in, &writer->all))
		return;
	start(writer, "default");
	attribute(writer, "hook", row->hook);
	attribute(writer, "action", row->action);
	range(writer, "in", &row->in, &writer->all);
	open_element(writer);
	for (unsigned i = 0; i < row->cases.count; i++) {
		if (!is_there(&cases[i].in, &row->in))
			continue;
		start(writer, "case");
		attribute(writer, "of", cases[i].of);
		conditions(writer, "build", cases[i].builds);
		conditions(writer, "when", cases[i].whens);
		attribute(writer, "action", cases[i].action);
		attribute(writer, "who", cases[i].who);
		range(writer, "in", &cases[i].in, &row->in);
		end_empty(writer);
	}
	close_element(writer, "default");
}

static void write_caller_rule(struct writer *writer,
			      const struct caller_rule *rule,
			      const struct release_set *from)
{
	static const char *const names[] = {
		[CALLER_ASKS] = "asks",
		[CALLER_NEEDS] = "needs",
		[CALLER_PATH] = "path",
	};
	if (!is_there(&rule->in, from))
		return;
	start(writer, names[rule->kind]);
	attribute(writer, "hook", rule->hook);
	attribute(writer, "who", rule->who);
	attribute(writer, "peer", rule->peer_is_caller ? "caller" : NULL);
	attribute(writer, "of", rule->of);
	attribute(writer, "except", rule->except);
	conditions(writer, "build", rule->builds);
	conditions(writer, "when", rule->whens);
	range(writer, "in", &rule->in, from);
	end_empty(writer);
}

static void write_callers(struct writer *writer, const struct callers *callers)
{
	const struct release_set from =
		callers_releases(writer->registry, callers);
	start(writer, "callers");
	attribute(writer, "hypercalls", callers->hypercalls);
	open_element(writer);
	for (unsigned i = 0; i < callers->rules.count; i++)
		write_caller_rule(
			writer,
			&writer->registry
				 ->caller_rules[callers->rules.first + i],
			&from);
	close_element(writer, "callers");
}

static void write_actions(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->module_count; i++) {
		start(writer, "module");
		attribute(writer, "name", registry->modules[i].name);
		range(writer, "in", &registry->modules[i].in, &writer->all);
		end_empty(writer);
	}
	for (unsigned i = 0; i < registry->module_action_count; i++) {
		const struct module_action *row = &registry->module_actions[i];
		start(writer, "action");
		attribute(writer, "name", row->name);
		attribute(writer, "who", row->who);
		range(writer, "in", &row->in, &writer->all);
		end_empty(writer);
	}
}

static void write_modules(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	write_actions(writer);
	for (unsigned i = 0; i < registry->hook_default_count; i++)
		write_default(writer, &registry->hook_defaults[i]);
	for (unsigned i = 0; i < registry->hook_override_count; i++) {
		const struct hook_override *row = &registry->hook_overrides[i];
		if (!is_there(&row->in, &writer->all))
			continue;
		start(writer, "override");
		attribute(writer, "module", row->module);
		attribute(writer, "hook", row->hook);
		attribute(writer, "who", row->who);
		conditions(writer, "when", row->whens);
		range(writer, "in", &row->in, &writer->all);
		end_empty(writer);
	}
	for (unsigned i = 0; i < registry->callers_count; i++)
		write_callers(writer, &registry->callers[i]);
}

/* --- Ops -------------------------------------------------------------- */

static void write_access(struct writer *writer, const struct op *op,
			 const struct access *access)
{
	const struct hypercall *of =
		&writer->registry->hypercalls[op->hypercall];
	bool asks = access->object_class != NULL;
	start(writer, access->kind == ACCESS_NONE      ? "unchecked"
		      : access->kind == ACCESS_UNKNOWN ? "unknown"
						       : "access");
	if (access->subject != SUBJECT_CALLER)
		attribute(writer, "subject",
			  access_subject_name(access->subject));
	attribute(writer, "object", asks ? access->object : NULL);
	attribute(writer, "class", access->object_class);
	attribute(writer, "permission", access->permission);
	attribute(writer, "nominal", access->nominal);
	attribute(writer, "gives", access->gives);
	attribute(writer, "as", access->as_model ? "device-model" : NULL);
	if (access->kind == ACCESS_FILTER || access->kind == ACCESS_IGNORED)
		attribute(writer, "effect",
			  access->kind == ACCESS_FILTER ? "filter" : "ignored");
	if (access->unreached)
		attribute(writer, "effect", "unreached");
	conditions(writer, "build", access->builds);
	conditions(writer, "when", access->whens);
	if (access->source && strcmp(access->source, of->source) != 0)
		attribute(writer, "source", access->source);
	range(writer, "in", &access->in, &op->in);
	end_empty(writer);
}

/* Those of the same choice stand together, in alternatives. */
static unsigned write_choice(struct writer *writer, const struct op *op,
			     const struct access *accesses, unsigned i)
{
	unsigned choice = accesses[i].choice, first = i;
	char open = '\0';
	start(writer, "choice");
	attribute(writer, "by",
		  accesses[i].by_hardware ? "hardware" : "arguments");
	open_element(writer);
	for (; i < op->accesses.count && accesses[i].choice == choice; i++) {
		if (!is_there(&accesses[i].in, &op->in))
			continue;
		if (open && open != accesses[i].alternative)
			close_element(writer, "alternative");
		if (open != accesses[i].alternative) {
			start(writer, "alternative");
			conditions(writer, "when", accesses[i].picks);
			if (accesses[i].refused)
				attribute(writer, "effect", "refused");
			open_element(writer);
		}
		open = accesses[i].alternative;
		write_access(writer, op, &accesses[i]);
	}
	if (open)
		close_element(writer, "alternative");
	close_element(writer, "choice");
	return i - first;
}

static bool choice_is_there(const struct op *op, const struct access *accesses,
			    unsigned i)
{
	unsigned choice = accesses[i].choice;
	for (; i < op->accesses.count && accesses[i].choice == choice; i++)
		if (is_there(&accesses[i].in, &op->in))
			return true;
	return false;
}

static void write_accesses(struct writer *writer, const struct op *op)
{
	const struct access *accesses =
		writer->registry->accesses + op->accesses.first;
	for (unsigned i = 0; i < op->accesses.count;) {
		if (accesses[i].choice && choice_is_there(op, accesses, i)) {
			i += write_choice(writer, op, accesses, i);
			continue;
		}
		if (!accesses[i].choice && is_there(&accesses[i].in, &op->in))
			write_access(writer, op, &accesses[i]);
		i++;
	}
}

static void write_numbers(struct writer *writer, const struct op *op)
{
	const struct op_number *numbers =
		writer->registry->op_numbers + op->numbers.first;
	for (unsigned i = 0; i < op->numbers.count; i++) {
		struct release_set in =
			release_set_and(&numbers[i].in, &op->in);
		if (release_set_empty(&in))
			continue;
		start(writer, "number");
		number(writer, "is", numbers[i].number);
		attribute(writer, "in", set_shown(writer, &in));
		end_empty(writer);
	}
}

static void write_system_domains(struct writer *writer, const struct op *op)
{
	const struct system_domain *rows =
		writer->registry->system_domains + op->system_domains.first;
	for (unsigned i = 0; i < op->system_domains.count; i++) {
		if (!is_there(&rows[i].in, &op->in))
			continue;
		start(writer, "system-domain");
		attribute(writer, "object", rows[i].object);
		attribute(writer, "is", rows[i].sid);
		range(writer, "in", &rows[i].in, &op->in);
		end_empty(writer);
	}
}

static void write_crashes(struct writer *writer, const struct op *op)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < op->crashes.count; i++) {
		const struct crash *row =
			&registry->crashes[op->crashes.first + i];
		if (!is_there(&row->in, &op->in))
			continue;
		start(writer, "crash");
		attribute(writer, "by", row->by);
		conditions(writer, "build", row->builds);
		conditions(writer, "when", row->whens);
		attribute(writer, "source", row->source);
		range(writer, "in", &row->in, &op->in);
		end_empty(writer);
	}
}

static void write_cautions(struct writer *writer, const struct op *op)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < op->cautions.count; i++) {
		const struct caution *row =
			&registry->cautions[op->cautions.first + i];
		if (!is_there(&row->in, &op->in))
			continue;
		start(writer, "caution");
		attribute(writer, "kind", row->kind);
		attribute(writer, "source", row->source);
		attribute(writer, "asks", row->asks);
		range(writer, "in", &row->in, &op->in);
		buffer_add_char(writer->out, '>');
		add_escaped(writer, row->text);
		buffer_add_string(writer->out, "</caution>\n");
	}
}

static void write_reviews(struct writer *writer, const struct op *op)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < op->reviews.count; i++) {
		unsigned event = registry->reviews[op->reviews.first + i].event;
		start(writer, "review");
		attribute(writer, "event", registry->events[event].id);
		end_empty(writer);
	}
	for (unsigned i = 0; i < op->unverified.count; i++) {
		const struct unverified *row =
			&registry->unverified[op->unverified.first + i];
		if (!is_there(&row->in, &op->in))
			continue;
		start(writer, "unverified");
		attribute(writer, "says", row->says);
		attribute(writer, "reason", row->reason);
		attribute(writer, "read", row->read);
		range(writer, "in", &row->in, &op->in);
		end_empty(writer);
	}
}

/* Those of the releases that the op is in. */
static void write_releases(struct writer *writer, const char *name,
			   const struct release_set *set,
			   const struct release_set *in)
{
	const struct release_set in_both = release_set_and(set, in);
	if (is_there(set, in))
		attribute(writer, name, set_shown(writer, &in_both));
}

static void write_op(struct writer *writer, unsigned index,
		     const struct release_set *from)
{
	const struct registry *registry = writer->registry;
	struct op op = registry->ops[index];
	const struct hypercall *of = &registry->hypercalls[op.hypercall];
	op.in = release_set_and(&op.in, from);
	if (release_set_empty(&op.in))
		return;
	start(writer, "op");
	attribute(writer, "name", op_macro(&op));
	attribute(writer, "field", op.field);
	range(writer, "in", &op.in, from);
	attribute(writer, "arch", strcmp(op.arch, "all") ? op.arch : NULL);
	attribute(writer, "header",
		  strcmp(op.header, of->header) ? op.header : NULL);
	attribute(writer, "guard", op.guard);
	write_releases(writer, "refused", &op.refused, &op.in);
	write_releases(writer, "x86-only", &op.x86_only, &op.in);
	write_releases(writer, "arm-only", &op.arm_only, &op.in);
	if (op.renamed) {
		const char *slash = strrchr(op.renamed, '/');
		attribute(writer, "renamed-from",
			  slash ? slash + 1 : op.renamed);
	}
	attribute(writer, "note", op.note);
	open_element(writer);
	write_numbers(writer, &op);
	write_system_domains(writer, &op);
	write_accesses(writer, &op);
	write_crashes(writer, &op);
	write_cautions(writer, &op);
	write_reviews(writer, &op);
	for (unsigned i = 0; i < registry->op_count; i++)
		if (registry->ops[i].parent == index)
			write_op(writer, i, &op.in);
	close_element(writer, "op");
}

/* --- Statements and hypercalls ---------------------------------------- */

static const char *event_name(const struct writer *writer, unsigned event)
{
	return event == NO_INDEX ? NULL : writer->registry->events[event].id;
}

static void write_statement(struct writer *writer,
			    const struct statement *statement)
{
	static const char *const modes[] = {"listed", "all-except", "all"};
	const struct registry *registry = writer->registry;
	start(writer, "statement");
	attribute(writer, "in", set_shown(writer, &statement->in));
	attribute(writer, "mode", modes[statement->mode]);
	attribute(writer, "event", event_name(writer, statement->event));
	attribute(writer, "document", statement->document);
	if (statement->of != NO_INDEX)
		attribute(writer, "of",
			  op_macro(&registry->ops[statement->of]));
	open_element(writer);
	for (unsigned i = 0; i < statement->entries.count; i++) {
		const struct entry *entry =
			&registry->entries[statement->entries.first + i];
		struct release_set in =
			release_set_and(&entry->in, &statement->in);
		struct release_set absent =
			release_set_and(&entry->absent, &in);
		if (release_set_empty(&in))
			continue;
		start(writer, "entry");
		attribute(writer, "name", entry->name);
		range(writer, "in", &in, &statement->in);
		attribute(writer, "removed-by",
			  event_name(writer, entry->removed_by));
		attribute(writer, "reason", entry->reason);
		if (!release_set_empty(&absent))
			attribute(writer, "absent", set_shown(writer, &absent));
		end_empty(writer);
	}
	close_element(writer, "statement");
}

static void write_hypercall(struct writer *writer, unsigned index)
{
	const struct registry *registry = writer->registry;
	const struct hypercall *row = &registry->hypercalls[index];
	struct release_set recorded =
		release_set_and(&row->accesses_recorded, &row->in);
	start(writer, "hypercall");
	attribute(writer, "name", row->name);
	number(writer, "number", row->number);
	attribute(writer, "header", row->header);
	attribute(writer, "source", row->source);
	range(writer, "in", &row->in, &writer->all);
	attribute(writer, "same-ops-as", row->same_ops_as);
	attribute(writer, "not-ops", row->not_ops);
	attribute(writer, "note", row->note);
	if (!release_set_empty(&recorded))
		attribute(writer, "accesses-recorded",
			  set_shown(writer, &recorded));
	open_element(writer);
	for (unsigned i = 0; i < registry->op_count; i++)
		if (registry->ops[i].hypercall == index &&
		    registry->ops[i].parent == NO_INDEX)
			write_op(writer, i, &row->in);
	for (unsigned i = 0; i < registry->statement_count; i++)
		if (registry->statements[i].hypercall == index)
			write_statement(writer, &registry->statements[i]);
	close_element(writer, "hypercall");
}

/* --- Fixes ------------------------------------------------------------ */

static void write_reading(struct writer *writer,
			  const struct fixes_read *reading)
{
	start(writer, "fixes-read");
	attribute(writer, "commit", reading->commit);
	attribute(writer, "date", reading->date);
	attribute(writer, "paths", reading->paths);
	end_empty(writer);
}

static void text_element(struct writer *writer, const char *name,
			 const char *text)
{
	start(writer, name);
	buffer_add_char(writer->out, '>');
	add_escaped(writer, text);
	buffer_format(writer->out, "</%s>\n", name);
}

static void write_fix(struct writer *writer, const struct fix *fix)
{
	const struct registry *registry = writer->registry;
	start(writer, "fix");
	attribute(writer, "commit", fix->commit);
	attribute(writer, "date", fix->date);
	attribute(writer, "kind", fix->kind);
	attribute(writer, "introduced", fix->introduced);
	attribute(writer, "since", fix->since);
	attribute(writer, "fixed", fix->fixed);
	attribute(writer, "advisory", fix->advisory);
	attribute(writer, "arch", fix->arch);
	attribute(writer, "config", fix->config);
	attribute(writer, "certainty", fix->doubtful ? "doubt" : "certain");
	attribute(writer, "policy", fix->any_policy ? "any" : NULL);
	attribute(writer, "cause", fix->by_guest ? "guest" : NULL);
	attribute(writer, "supersedes", fix->supersedes);
	attribute(writer, "backports", fix->backports);
	open_element(writer);
	for (unsigned i = 0; i < fix->ops.count; i++) {
		unsigned op = registry->fix_ops[fix->ops.first + i].op;
		text_element(writer, "op", registry->ops[op].name);
	}
	text_element(writer, "subject", fix->subject);
	close_element(writer, "fix");
}

/* --- The log ---------------------------------------------------------- */

static void write_log(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->log_field_count; i++) {
		const struct log_field *row = &registry->log_fields[i];
		start(writer, "log-field");
		attribute(writer, "name", row->name);
		attribute(writer, "is", row->is);
		attribute(writer, "domain", row->domain);
		attribute(writer, "source", row->source);
		range(writer, "in", &row->in, &writer->all);
		end_empty(writer);
	}
	for (unsigned i = 0; i < registry->log_line_count; i++) {
		const struct log_line *row = &registry->log_lines[i];
		bool unknown = row->kind == LOG_UNKNOWN_OP;
		start(writer, "log-line");
		attribute(writer, "kind", log_kind_name(row->kind));
		attribute(writer, "pattern", row->pattern);
		attribute(writer, "answer",
			  !unknown	 ? NULL
			  : row->refused ? "refused"
					 : "allowed");
		attribute(writer, "name", row->name);
		attribute(writer, "mode", row->mode);
		attribute(writer, "source", row->source);
		range(writer, "in", &row->in, &writer->all);
		buffer_add_char(writer->out, '>');
		add_escaped(writer, row->text);
		buffer_add_string(writer->out, "</log-line>\n");
	}
	for (unsigned i = 0; i < registry->log_name_count; i++) {
		const struct log_name *row = &registry->log_names[i];
		start(writer, "log-name");
		attribute(writer, "name", row->name);
		attribute(writer, "hypercall", row->hypercall);
		attribute(writer, "of", row->of);
		attribute(writer, "source", row->source);
		range(writer, "in", &row->in, &writer->all);
		end_empty(writer);
	}
}

/* --- The boot --------------------------------------------------------- */

/* One of the names, none where it is the first. */
static void named(struct writer *writer, const char *name,
		  const char *const names[], unsigned index)
{
	attribute(writer, name, index ? names[index] : NULL);
}

static void write_boots(struct writer *writer)
{
	for (unsigned i = 0; i < writer->registry->boot_count; i++) {
		const struct boot *row = &writer->registry->boots[i];
		start(writer, "boot");
		attribute(writer, "option", row->option);
		attribute(writer, "value", row->value);
		named(writer, "switch", boot_answers, row->if_switch);
		attribute(writer, "config", row->config);
		named(writer, "module", boot_modules, row->module);
		named(writer, "loads", boot_loadings, row->loads);
		named(writer, "enforcing", boot_answers, row->enforcing);
		named(writer, "built", boot_answers, row->built);
		attribute(writer, "source", row->source);
		range(writer, "in", &row->in, &writer->all);
		end_empty(writer);
	}
}

/* --- Conditions ------------------------------------------------------- */

static bool is_written(const struct writer *writer, const char *id)
{
	for (unsigned i = 0; id && i < writer->registry->condition_count; i++)
		if (writer->used[i] &&
		    strcmp(writer->registry->conditions[i].id, id) == 0)
			return true;
	return false;
}

/* Whether others are written that have the condition's word. */
static bool shares_word(const struct writer *writer,
			const struct condition *condition)
{
	for (unsigned i = 0; i < writer->registry->condition_count; i++) {
		const struct condition *row = &writer->registry->conditions[i];
		if (writer->used[i] && row != condition && row->one_of &&
		    condition->one_of &&
		    strcmp(row->one_of, condition->one_of) == 0)
			return true;
	}
	return false;
}

static void write_conditions(struct writer *writer)
{
	for (unsigned i = 0; i < writer->registry->condition_count; i++) {
		const struct condition *row = &writer->registry->conditions[i];
		if (!writer->used[i])
			continue;
		start(writer, "condition");
		attribute(writer, "id", row->id);
		attribute(writer, "kind", condition_kind_name(row->kind));
		if (row->about)
			attribute(writer, "about",
				  condition_about_shown(row->about,
							writer->arena));
		attribute(writer, "arch", row->arch);
		attribute(writer, "config", row->config);
		attribute(writer, "option", row->option);
		if (shares_word(writer, row))
			attribute(writer, "one-of", row->one_of);
		if (is_written(writer, row->opposite))
			attribute(writer, "opposite", row->opposite);
		buffer_add_char(writer->out, '>');
		add_escaped(writer, row->text);
		buffer_add_string(writer->out, "</condition>\n");
	}
}

void registry_write(const struct registry *registry, const char *comment,
		    struct arena *arena, struct buffer *out)
{
	struct buffer hypercalls = BUFFER_INIT;
	struct writer writer = {registry, arena, out, 0, {{0}}, NULL};
	writer.used = arena_alloc(arena, registry->condition_count + 1,
				  sizeof *writer.used);
	for (unsigned i = 0; i < registry->release_count; i++)
		release_set_add(&writer.all, i);
	buffer_add_string(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (comment)
		buffer_format(out, "<!-- %s -->\n", comment);
	start(&writer, "registry");
	attribute(&writer, "format", "1");
	open_element(&writer);
	write_lines(&writer);
	for (unsigned i = 0; i < registry->event_count; i++)
		write_event(&writer, &registry->events[i]);
	write_vectors(&writer);
	write_features(&writer);
	write_calls(&writer);
	/* Which conditions are needed is known when all else is written. */
	writer.out = &hypercalls;
	write_modules(&writer);
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		if (is_there(&registry->hypercalls[i].in, &writer.all))
			write_hypercall(&writer, i);
	writer.out = out;
	write_conditions(&writer);
	buffer_add(out, hypercalls.data, hypercalls.length);
	buffer_release(&hypercalls);
	for (unsigned i = 0; i < registry->fixes_read_count; i++)
		write_reading(&writer, &registry->fixes_read[i]);
	for (unsigned i = 0; i < registry->fix_count; i++)
		write_fix(&writer, &registry->fixes[i]);
	write_boots(&writer);
	write_log(&writer);
	close_element(&writer, "registry");
}
