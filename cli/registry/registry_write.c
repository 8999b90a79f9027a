/* A registry as one file of XML, from which the same registry is loaded. */
#include <string.h>

#include "registry/registry.h"
#include "registry/registry_write_element.h"
#include "registry/registry_write_module.h"
#include "registry/registry_write_op.h"
#include "registry/registry_write_tool.h"
#include "registry/registry_write_vector.h"

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
	writer_start(writer, "statement");
	writer_attribute(writer, "in", writer_set(writer, &statement->in));
	writer_attribute(writer, "mode", modes[statement->mode]);
	writer_attribute(writer, "event", event_name(writer, statement->event));
	writer_attribute(writer, "document", statement->document);
	if (statement->of != NO_INDEX)
		writer_attribute(writer, "of",
				 op_macro(&registry->ops[statement->of]));
	writer_open(writer);
	for (unsigned i = 0; i < statement->entries.count; i++) {
		const struct entry *entry =
			&registry->entries[statement->entries.first + i];
		struct release_set in =
			release_set_and(&entry->in, &statement->in);
		struct release_set absent =
			release_set_and(&entry->absent, &in);
		if (release_set_empty(&in))
			continue;
		writer_start(writer, "entry");
		writer_attribute(writer, "name", entry->name);
		writer_range(writer, "in", &in, &statement->in);
		writer_attribute(writer, "removed-by",
				 event_name(writer, entry->removed_by));
		writer_attribute(writer, "reason", entry->reason);
		if (!release_set_empty(&absent))
			writer_attribute(writer, "absent",
					 writer_set(writer, &absent));
		writer_end(writer);
	}
	writer_close(writer, "statement");
}

static void write_needs(struct writer *writer, const struct hypercall *row)
{
	const struct hypercall_need *needs =
		writer->registry->hypercall_needs + row->needs.first;
	for (unsigned i = 0; i < row->needs.count; i++) {
		if (!writer_has(&needs[i].in, &row->in))
			continue;
		writer_start(writer, "built");
		writer_conditions(writer, "when", needs[i].conditions);
		writer_attribute(writer, "arch", needs[i].arch);
		writer_range(writer, "in", &needs[i].in, &row->in);
		writer_end(writer);
	}
}

static void write_hypercall(struct writer *writer, unsigned index)
{
	const struct registry *registry = writer->registry;
	const struct hypercall *row = &registry->hypercalls[index];
	struct release_set recorded =
		release_set_and(&row->accesses_recorded, &row->in);
	writer_start(writer, "hypercall");
	writer_attribute(writer, "name", row->name);
	writer_number(writer, "number", row->number);
	writer_attribute(writer, "header", row->header);
	writer_attribute(writer, "source", row->source);
	writer_range(writer, "in", &row->in, &writer->all);
	writer_attribute(writer, "same-ops-as", row->same_ops_as);
	writer_attribute(writer, "not-ops", row->not_ops);
	writer_attribute(writer, "note", row->note);
	if (!release_set_empty(&recorded))
		writer_attribute(writer, "accesses-recorded",
				 writer_set(writer, &recorded));
	writer_open(writer);
	write_needs(writer, row);
	for (unsigned i = 0; i < registry->op_count; i++)
		if (registry->ops[i].hypercall == index &&
		    registry->ops[i].parent == NO_INDEX)
			writer_op(writer, i, &row->in);
	for (unsigned i = 0; i < registry->statement_count; i++)
		if (registry->statements[i].hypercall == index)
			write_statement(writer, &registry->statements[i]);
	writer_close(writer, "hypercall");
}

/* --- Fixes ------------------------------------------------------------ */

static void write_reading(struct writer *writer,
			  const struct fixes_read *reading)
{
	writer_start(writer, "fixes-read");
	writer_attribute(writer, "commit", reading->commit);
	writer_attribute(writer, "date", reading->date);
	writer_attribute(writer, "paths", reading->paths);
	writer_end(writer);
}

static void write_fix(struct writer *writer, const struct fix *fix)
{
	const struct registry *registry = writer->registry;
	writer_start(writer, "fix");
	writer_attribute(writer, "commit", ref_text(fix->commit));
	writer_attribute(writer, "date", ref_text(fix->date));
	writer_attribute(writer, "kind", ref_text(fix->kind));
	writer_attribute(writer, "introduced", ref_text(fix->introduced));
	writer_attribute(writer, "since", ref_text(fix->since));
	writer_attribute(writer, "fixed", ref_text(fix->fixed));
	writer_attribute(writer, "advisory", ref_text(fix->advisory));
	writer_attribute(writer, "arch", ref_text(fix->arch));
	writer_attribute(writer, "config", ref_text(fix->config));
	writer_attribute(writer, "certainty",
			 fix->doubtful ? "doubt" : "certain");
	writer_attribute(writer, "policy", fix->any_policy ? "any" : NULL);
	writer_attribute(writer, "cause", fix->by_guest ? "guest" : NULL);
	writer_attribute(writer, "supersedes", ref_text(fix->supersedes));
	writer_attribute(writer, "backports", ref_text(fix->backports));
	writer_open(writer);
	for (unsigned i = 0; i < fix->ops.count; i++) {
		unsigned op = registry->fix_ops[fix->ops.first + i].op;
		writer_text(writer, "op", registry->ops[op].name);
	}
	writer_text(writer, "subject", ref_text(fix->subject));
	writer_close(writer, "fix");
}

/* --- The log ---------------------------------------------------------- */

static void write_log(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->log_field_count; i++) {
		const struct log_field *row = &registry->log_fields[i];
		writer_start(writer, "log-field");
		writer_attribute(writer, "name", row->name);
		writer_attribute(writer, "is", row->is);
		writer_attribute(writer, "domain", row->domain);
		writer_attribute(writer, "source", row->source);
		writer_range(writer, "in", &row->in, &writer->all);
		writer_end(writer);
	}
	for (unsigned i = 0; i < registry->log_line_count; i++) {
		const struct log_line *row = &registry->log_lines[i];
		bool unknown = row->kind == LOG_UNKNOWN_OP;
		writer_start(writer, "log-line");
		writer_attribute(writer, "kind", log_kind_name(row->kind));
		writer_attribute(writer, "pattern", row->pattern);
		writer_attribute(writer, "answer",
				 !unknown	? NULL
				 : row->refused ? "refused"
						: "allowed");
		writer_attribute(writer, "name", row->name);
		writer_attribute(writer, "mode", row->mode);
		writer_attribute(writer, "source", row->source);
		writer_range(writer, "in", &row->in, &writer->all);
		buffer_add_char(writer->out, '>');
		writer_escape(writer, row->text);
		buffer_add_string(writer->out, "</log-line>\n");
	}
	for (unsigned i = 0; i < registry->log_name_count; i++) {
		const struct log_name *row = &registry->log_names[i];
		writer_start(writer, "log-name");
		writer_attribute(writer, "name", row->name);
		writer_attribute(writer, "hypercall", row->hypercall);
		writer_attribute(writer, "of", row->of);
		writer_attribute(writer, "source", row->source);
		writer_range(writer, "in", &row->in, &writer->all);
		writer_end(writer);
	}
}

static void write_boots(struct writer *writer)
{
	for (unsigned i = 0; i < writer->registry->boot_count; i++) {
		const struct boot *row = &writer->registry->boots[i];
		writer_start(writer, "boot");
		writer_attribute(writer, "option", row->option);
		writer_attribute(writer, "value", row->value);
		writer_named(writer, "switch", boot_answers, row->if_switch);
		writer_attribute(writer, "config", row->config);
		writer_named(writer, "module", boot_modules, row->module);
		writer_named(writer, "loads", boot_loadings, row->loads);
		writer_named(writer, "enforcing", boot_answers, row->enforcing);
		writer_named(writer, "built", boot_answers, row->built);
		writer_attribute(writer, "source", row->source);
		writer_range(writer, "in", &row->in, &writer->all);
		writer_end(writer);
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
		writer_start(writer, "condition");
		writer_attribute(writer, "id", row->id);
		writer_attribute(writer, "kind",
				 condition_kind_name(row->kind));
		if (row->about)
			writer_attribute(writer, "about",
					 condition_about_shown(row->about,
							       writer->arena));
		writer_attribute(writer, "arch", row->arch);
		writer_attribute(writer, "config", row->config);
		writer_attribute(writer, "option", row->option);
		if (shares_word(writer, row))
			writer_attribute(writer, "one-of", row->one_of);
		if (is_written(writer, row->opposite))
			writer_attribute(writer, "opposite", row->opposite);
		buffer_add_char(writer->out, '>');
		writer_escape(writer, row->text);
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
	writer_start(&writer, "registry");
	writer_attribute(&writer, "format", "1");
	writer_open(&writer);
	writer_lines(&writer);
	for (unsigned i = 0; i < registry->event_count; i++)
		writer_event(&writer, &registry->events[i]);
	writer_vectors(&writer);
	writer_features(&writer);
	writer_calls(&writer);
	/* Which conditions are needed is known when all else is written. */
	writer.out = &hypercalls;
	writer_modules(&writer);
	for (unsigned i = 0; i < registry->hypercall_count; i++)
		if (writer_has(&registry->hypercalls[i].in, &writer.all))
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
	writer_tools(&writer);
	writer_close(&writer, "registry");
}
