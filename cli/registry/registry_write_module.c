/* Writes calls of hooks, and who may call without a policy. */
#include "registry/registry.h"
#include "registry/registry_write_element.h"
#include "registry/registry_write_module.h"

static void write_handler(struct writer *writer, const struct handler *handler)
{
	const struct hook_call *calls =
		writer->registry->hook_calls + handler->calls.first;
	writer_start(writer, "handler");
	writer_attribute(writer, "file", ref_text(handler->file));
	writer_attribute(writer, "function", ref_text(handler->function));
	writer_range(writer, "in", &handler->in, &writer->all);
	writer_open(writer);
	for (unsigned i = 0; i < handler->calls.count; i++) {
		if (!writer_has(&calls[i].in, &handler->in))
			continue;
		writer_start(writer, "call");
		writer_attribute(writer, "hook", ref_text(calls[i].hook));
		writer_attribute(writer, "passes",
				 writer_or_null(ref_text(calls[i].passes)));
		writer_attribute(writer, "case",
				 writer_or_null(ref_text(calls[i].label)));
		writer_attribute(writer, "build",
				 writer_or_null(ref_text(calls[i].guard)));
		if (calls[i].times != 1)
			writer_number(writer, "times", calls[i].times);
		writer_range(writer, "in", &calls[i].in, &handler->in);
		writer_end(writer);
	}
	writer_close(writer, "handler");
}

void writer_calls(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->handler_count; i++)
		if (writer_has(&registry->handlers[i].in, &writer->all))
			write_handler(writer, &registry->handlers[i]);
	for (unsigned i = 0; i < registry->hook_count; i++) {
		const struct hook *hook = &registry->hooks[i];
		writer_start(writer, "hook");
		writer_attribute(writer, "name", hook->name);
		writer_attribute(writer, "op", hook->op);
		writer_attribute(writer, "takes", hook->takes);
		writer_range(writer, "in", &hook->in, &writer->all);
		writer_end(writer);
	}
}

static void write_default(struct writer *writer, const struct hook_default *row)
{
	const struct default_case *cases =
		writer->registry->default_cases + row->cases.first;
	if (!writer_has(&row->in, &writer->all))
		return;
	writer_start(writer, "default");
	writer_attribute(writer, "hook", row->hook);
	writer_attribute(writer, "action", row->action);
	writer_range(writer, "in", &row->in, &writer->all);
	writer_open(writer);
	for (unsigned i = 0; i < row->cases.count; i++) {
		if (!writer_has(&cases[i].in, &row->in))
			continue;
		writer_start(writer, "case");
		writer_attribute(writer, "of", cases[i].of);
		writer_conditions(writer, "build", cases[i].builds);
		writer_conditions(writer, "when", cases[i].whens);
		writer_attribute(writer, "action", cases[i].action);
		writer_attribute(writer, "who", cases[i].who);
		writer_range(writer, "in", &cases[i].in, &row->in);
		writer_end(writer);
	}
	writer_close(writer, "default");
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
	if (!writer_has(&rule->in, from))
		return;
	writer_start(writer, names[rule->kind]);
	writer_attribute(writer, "hook", rule->hook);
	writer_attribute(writer, "who", rule->who);
	writer_attribute(writer, "peer",
			 rule->peer_is_caller ? "caller" : NULL);
	writer_attribute(writer, "of", rule->of);
	writer_attribute(writer, "except", rule->except);
	writer_conditions(writer, "build", rule->builds);
	writer_conditions(writer, "when", rule->whens);
	writer_range(writer, "in", &rule->in, from);
	writer_end(writer);
}

static void write_callers(struct writer *writer, const struct callers *callers)
{
	const struct release_set from =
		callers_releases(writer->registry, callers);
	writer_start(writer, "callers");
	writer_attribute(writer, "hypercalls", callers->hypercalls);
	writer_open(writer);
	for (unsigned i = 0; i < callers->rules.count; i++)
		write_caller_rule(
			writer,
			&writer->registry
				 ->caller_rules[callers->rules.first + i],
			&from);
	writer_close(writer, "callers");
}

static void write_actions(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->module_count; i++) {
		writer_start(writer, "module");
		writer_attribute(writer, "name", registry->modules[i].name);
		writer_range(writer, "in", &registry->modules[i].in,
			     &writer->all);
		writer_end(writer);
	}
	for (unsigned i = 0; i < registry->module_action_count; i++) {
		const struct module_action *row = &registry->module_actions[i];
		writer_start(writer, "action");
		writer_attribute(writer, "name", row->name);
		writer_attribute(writer, "who", row->who);
		writer_range(writer, "in", &row->in, &writer->all);
		writer_end(writer);
	}
}

void writer_modules(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	write_actions(writer);
	for (unsigned i = 0; i < registry->hook_default_count; i++)
		write_default(writer, &registry->hook_defaults[i]);
	for (unsigned i = 0; i < registry->hook_override_count; i++) {
		const struct hook_override *row = &registry->hook_overrides[i];
		if (!writer_has(&row->in, &writer->all))
			continue;
		writer_start(writer, "override");
		writer_attribute(writer, "module", row->module);
		writer_attribute(writer, "hook", row->hook);
		writer_attribute(writer, "who", row->who);
		writer_conditions(writer, "when", row->whens);
		writer_range(writer, "in", &row->in, &writer->all);
		writer_end(writer);
	}
	for (unsigned i = 0; i < registry->callers_count; i++)
		write_callers(writer, &registry->callers[i]);
}
