/* Reads the registry's XML and prints it as constant C tables. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diags.h"
#include "gen/gen_text_row.h"
#include "registry/registry.h"

static void print_string(const char *text)
{
	if (!text) {
		fputs("NULL", stdout);
		return;
	}
	putchar('"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putchar('\\');
		putchar(*text);
	}
	putchar('"');
}

static void print_strings(const char *const texts[], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		print_string(texts[i]);
		putchar(',');
	}
}

static void print_set(const struct release_set *set)
{
	fputs("{{", stdout);
	for (size_t i = 0; i < sizeof set->words / sizeof *set->words; i++)
		printf("0x%" PRIx64 "U,", set->words[i]);
	fputs("}},", stdout);
}

static void print_index(unsigned index)
{
	if (index == NO_INDEX)
		fputs("NO_INDEX,", stdout);
	else
		printf("%u,", index);
}

static void print_span(struct span span)
{
	printf("{%u,%u},", span.first, span.count);
}

static void print_release(const struct registry *registry, unsigned i)
{
	const struct release *row = &registry->releases[i];
	print_strings((const char *const[]){row->name, row->line, row->date,
					    row->flask_support,
					    row->silo_support,
					    row->dummy_support},
		      6);
	printf("%d,{", row->unknown_refused);
	for (size_t j = 0; j < POLICY_VERSION_LIMIT; j++)
		printf("%u,", row->policy_versions[j]);
	printf("},{%u,%u}", row->linux_versions[0], row->linux_versions[1]);
}

static void print_hypercall(const struct registry *registry, unsigned i)
{
	const struct hypercall *row = &registry->hypercalls[i];
	print_strings(&row->name, 1);
	printf("%u,", row->number);
	print_strings((const char *const[]){row->header, row->source,
					    row->same_ops_as, row->not_ops,
					    row->note},
		      5);
	print_set(&row->in);
	print_set(&row->accesses_recorded);
	print_span(row->needs);
	print_span(row->ops);
}

static void print_hypercall_need(const struct registry *registry, unsigned i)
{
	const struct hypercall_need *row = &registry->hypercall_needs[i];
	print_span(row->conditions);
	print_strings(&row->arch, 1);
	print_set(&row->in);
}

static void print_op(const struct registry *registry, unsigned i)
{
	const struct op *row = &registry->ops[i];
	print_strings(&row->name, 1);
	printf("%u,", row->hypercall);
	print_index(row->parent);
	print_strings((const char *const[]){row->arch, row->header, row->field,
					    row->guard, row->renamed,
					    row->note},
		      6);
	print_set(&row->in);
	print_set(&row->refused);
	print_set(&row->x86_only);
	print_set(&row->arm_only);
	print_span(row->numbers);
	print_span(row->accesses);
	print_span(row->crashes);
	print_span(row->cautions);
	print_span(row->reviews);
	print_span(row->unverified);
	print_span(row->system_domains);
}

static void print_system_domain(const struct registry *registry, unsigned i)
{
	const struct system_domain *row = &registry->system_domains[i];
	print_strings((const char *const[]){row->object, row->sid}, 2);
	print_set(&row->in);
}

static void print_condition(const struct registry *registry, unsigned i)
{
	const struct condition *row = &registry->conditions[i];
	print_strings(&row->id, 1);
	printf("(enum condition_kind)%u,%u,", (unsigned)row->kind, row->about);
	print_strings((const char *const[]){row->arch, row->config, row->option,
					    row->one_of, row->opposite,
					    row->text},
		      6);
}

static void print_condition_use(const struct registry *registry, unsigned i)
{
	print_index(registry->condition_uses[i].condition);
}

static void print_crash(const struct registry *registry, unsigned i)
{
	const struct crash *row = &registry->crashes[i];
	print_strings((const char *const[]){row->by, row->build, row->when,
					    row->source},
		      4);
	print_span(row->builds);
	print_span(row->whens);
	print_set(&row->in);
}

static void print_caution(const struct registry *registry, unsigned i)
{
	const struct caution *row = &registry->cautions[i];
	print_strings((const char *const[]){row->kind, row->text, row->source,
					    row->asks},
		      4);
	print_set(&row->in);
}

static void print_review(const struct registry *registry, unsigned i)
{
	print_index(registry->reviews[i].event);
}

static void print_op_number(const struct registry *registry, unsigned i)
{
	printf("%u,", registry->op_numbers[i].number);
	print_set(&registry->op_numbers[i].in);
}

static void print_access(const struct registry *registry, unsigned i)
{
	const struct access *row = &registry->accesses[i];
	printf("(enum access_kind)%u,(enum access_subject)%u,",
	       (unsigned)row->kind, (unsigned)row->subject);
	print_strings((const char *const[]){row->object, row->object_class,
					    row->permission, row->nominal,
					    row->gives},
		      5);
	printf("%u,", row->powers);
	print_strings((const char *const[]){row->build, row->picked, row->when,
					    row->source},
		      4);
	print_span(row->builds);
	print_span(row->picks);
	print_span(row->whens);
	printf("%u,%u,%u,%d,%d,%d,%d,%d,", row->about, row->asks, row->choice,
	       row->alternative, row->by_hardware, row->as_model, row->refused,
	       row->unreached);
	print_set(&row->in);
}

static void print_statement(const struct registry *registry, unsigned i)
{
	const struct statement *row = &registry->statements[i];
	printf("%u,", row->hypercall);
	print_index(row->of);
	printf("(enum statement_mode)%u,", (unsigned)row->mode);
	print_strings(&row->document, 1);
	print_index(row->event);
	print_set(&row->in);
	print_span(row->entries);
}

static void print_entry(const struct registry *registry, unsigned i)
{
	const struct entry *row = &registry->entries[i];
	print_strings(&row->name, 1);
	print_index(row->op);
	print_index(row->removed_by);
	print_strings(&row->reason, 1);
	print_set(&row->in);
	print_set(&row->absent);
}

static void print_event(const struct registry *registry, unsigned i)
{
	const struct event *row = &registry->events[i];
	print_strings((const char *const[]){row->id, row->kind, row->date,
					    row->commit, row->subject,
					    row->backports, row->advisory,
					    row->evidence, row->summary},
		      9);
	print_set(&row->in);
}

static void print_class(const struct registry *registry, unsigned i)
{
	print_strings(&registry->classes[i].name, 1);
	printf("%u,%u,", registry->classes[i].on, registry->classes[i].labels);
	print_set(&registry->classes[i].in);
	print_span(registry->classes[i].permissions);
}

static void print_permission(const struct registry *registry, unsigned i)
{
	print_strings(&registry->permissions[i].name, 1);
	printf("%u,%u,", registry->permissions[i].on,
	       registry->permissions[i].about);
	print_set(&registry->permissions[i].in);
}

static void print_sid(const struct registry *registry, unsigned i)
{
	const struct initial_sid *row = &registry->sids[i];
	print_strings(&row->name, 1);
	printf("(enum sid_labels)%u,%d,", (unsigned)row->labels, row->trusted);
	print_strings(&row->type, 1);
	print_set(&row->in);
}

static void print_feature(const struct registry *registry, unsigned i)
{
	const struct feature *row = &registry->features[i];
	printf("(enum feature_name)%u,", (unsigned)row->name);
	print_strings(&row->text, 1);
	print_set(&row->in);
}

static void print_hook(const struct registry *registry, unsigned i)
{
	const struct hook *row = &registry->hooks[i];
	print_strings((const char *const[]){row->name, row->op, row->takes}, 3);
	print_set(&row->in);
}

static void print_module(const struct registry *registry, unsigned i)
{
	print_strings(&registry->modules[i].name, 1);
	print_set(&registry->modules[i].in);
}

static void print_module_action(const struct registry *registry, unsigned i)
{
	const struct module_action *row = &registry->module_actions[i];
	print_strings((const char *const[]){row->name, row->who}, 2);
	print_set(&row->in);
}

static void print_hook_default(const struct registry *registry, unsigned i)
{
	const struct hook_default *row = &registry->hook_defaults[i];
	print_strings((const char *const[]){row->hook, row->action}, 2);
	print_set(&row->in);
	print_span(row->cases);
}

static void print_default_case(const struct registry *registry, unsigned i)
{
	const struct default_case *row = &registry->default_cases[i];
	print_strings(&row->of, 1);
	print_span(row->builds);
	print_span(row->whens);
	print_strings((const char *const[]){row->action, row->who}, 2);
	print_set(&row->in);
}

static void print_hook_override(const struct registry *registry, unsigned i)
{
	const struct hook_override *row = &registry->hook_overrides[i];
	print_strings((const char *const[]){row->module, row->hook, row->who},
		      3);
	print_span(row->whens);
	print_set(&row->in);
}

static void print_callers(const struct registry *registry, unsigned i)
{
	print_strings(&registry->callers[i].hypercalls, 1);
	print_span(registry->callers[i].rules);
}

static void print_caller_rule(const struct registry *registry, unsigned i)
{
	const struct caller_rule *row = &registry->caller_rules[i];
	printf("(enum caller_rule_kind)%u,", (unsigned)row->kind);
	print_strings((const char *const[]){row->hook, row->who, row->of,
					    row->except},
		      4);
	printf("%d,", row->peer_is_caller);
	print_span(row->builds);
	print_span(row->whens);
	print_set(&row->in);
}

static void print_unverified(const struct registry *registry, unsigned i)
{
	const struct unverified *row = &registry->unverified[i];
	print_strings((const char *const[]){row->says, row->reason, row->read},
		      3);
	print_set(&row->in);
}

static void print_fixes_read(const struct registry *registry, unsigned i)
{
	const struct fixes_read *row = &registry->fixes_read[i];
	print_strings((const char *const[]){row->commit, row->date, row->paths},
		      3);
}

static void print_fix_op(const struct registry *registry, unsigned i)
{
	print_index(registry->fix_ops[i].op);
}

static void print_log_field(const struct registry *registry, unsigned i)
{
	const struct log_field *row = &registry->log_fields[i];
	print_strings((const char *const[]){row->name, row->is, row->domain,
					    row->source},
		      4);
	print_set(&row->in);
}

static void print_log_line(const struct registry *registry, unsigned i)
{
	const struct log_line *row = &registry->log_lines[i];
	printf("(enum log_kind)%u,", (unsigned)row->kind);
	print_string(row->pattern);
	printf(",%d,", row->refused);
	print_strings((const char *const[]){row->name, row->mode, row->source,
					    row->text},
		      4);
	print_set(&row->in);
}

static void print_log_name(const struct registry *registry, unsigned i)
{
	const struct log_name *row = &registry->log_names[i];
	print_strings((const char *const[]){row->name, row->hypercall, row->of,
					    row->source},
		      4);
	print_set(&row->in);
}

static void print_boot(const struct registry *registry, unsigned i)
{
	const struct boot *row = &registry->boots[i];
	print_strings(&row->option, 1);
	print_strings(&row->value, 1);
	printf("(enum boot_answer)%u,", (unsigned)row->if_switch);
	print_strings(&row->config, 1);
	printf("(enum boot_module)%u,(enum boot_loading)%u,"
	       "(enum boot_answer)%u,(enum boot_answer)%u,",
	       (unsigned)row->module, (unsigned)row->loads,
	       (unsigned)row->enforcing, (unsigned)row->built);
	print_strings(&row->source, 1);
	print_set(&row->in);
}

static void print_kernel_request(const struct registry *registry, unsigned i)
{
	const struct kernel_request *row = &registry->kernel_requests[i];
	print_strings(
		(const char *const[]){row->name, row->kernel, row->issues}, 3);
	printf("%d,", row->passes_on);
	print_strings(&row->source, 1);
}

static void print_reach(const struct registry *registry, unsigned i)
{
	const struct op_reach *row = &registry->reaches[i];
	printf("%u,%u,%d,{", row->op, row->module, row->known);
	for (unsigned j = 0; j < CALLER_KINDS; j++)
		printf("{%u,%u,%d,%d},", row->to[j].some, row->to[j].always,
		       row->to[j].nobody, row->to[j].by_handler);
	fputs("},", stdout);
	print_set(&row->in);
}

struct table_printer {
	const char *type, *table, *count;
	size_t count_offset;
	void (*print)(const struct registry *registry, unsigned row);
	void (*print_texts)(const struct registry *registry, unsigned row,
			    struct text_pool *pool); /* instead; or NULL */
};

#define TABLE(type, table, count, print)                                       \
	{                                                                      \
		type, #table, #count, offsetof(struct registry, count), print, \
			NULL                                                   \
	}

#define TEXT_TABLE(type, table, count, print)                                 \
	{                                                                     \
		type, #table, #count, offsetof(struct registry, count), NULL, \
			print                                                 \
	}

static const struct table_printer printers[] = {
	TABLE("release", releases, release_count, print_release),
	TABLE("hypercall", hypercalls, hypercall_count, print_hypercall),
	TABLE("hypercall_need", hypercall_needs, hypercall_need_count,
	      print_hypercall_need),
	TABLE("op", ops, op_count, print_op),
	TABLE("op_number", op_numbers, op_number_count, print_op_number),
	TABLE("access", accesses, access_count, print_access),
	TABLE("condition", conditions, condition_count, print_condition),
	TABLE("condition_use", condition_uses, condition_use_count,
	      print_condition_use),
	TABLE("crash", crashes, crash_count, print_crash),
	TABLE("caution", cautions, caution_count, print_caution),
	TABLE("review", reviews, review_count, print_review),
	TABLE("system_domain", system_domains, system_domain_count,
	      print_system_domain),
	TABLE("statement", statements, statement_count, print_statement),
	TABLE("entry", entries, entry_count, print_entry),
	TABLE("event", events, event_count, print_event),
	TABLE("object_class", classes, class_count, print_class),
	TABLE("permission", permissions, permission_count, print_permission),
	TABLE("initial_sid", sids, sid_count, print_sid),
	TABLE("feature", features, feature_count, print_feature),
	TEXT_TABLE("handler", handlers, handler_count, print_handler),
	TEXT_TABLE("hook_call", hook_calls, hook_call_count, print_hook_call),
	TABLE("hook", hooks, hook_count, print_hook),
	TABLE("module", modules, module_count, print_module),
	TABLE("module_action", module_actions, module_action_count,
	      print_module_action),
	TABLE("hook_default", hook_defaults, hook_default_count,
	      print_hook_default),
	TABLE("default_case", default_cases, default_case_count,
	      print_default_case),
	TABLE("hook_override", hook_overrides, hook_override_count,
	      print_hook_override),
	TABLE("callers", callers, callers_count, print_callers),
	TABLE("caller_rule", caller_rules, caller_rule_count,
	      print_caller_rule),
	TABLE("unverified", unverified, unverified_count, print_unverified),
	TABLE("fixes_read", fixes_read, fixes_read_count, print_fixes_read),
	TEXT_TABLE("fix", fixes, fix_count, print_fix),
	TABLE("fix_op", fix_ops, fix_op_count, print_fix_op),
	TABLE("boot", boots, boot_count, print_boot),
	TABLE("log_field", log_fields, log_field_count, print_log_field),
	TABLE("log_line", log_lines, log_line_count, print_log_line),
	TABLE("log_name", log_names, log_name_count, print_log_name),
	TEXT_TABLE("tool", tools, tool_count, print_tool),
	TEXT_TABLE("tool_use", tool_uses, tool_use_count, print_tool_use),
	TABLE("kernel_request", kernel_requests, kernel_request_count,
	      print_kernel_request),
	TABLE("op_reach", reaches, reach_count, print_reach),
};

enum { PRINTERS = sizeof printers / sizeof *printers };

static unsigned row_count(const struct registry *registry,
			  const struct table_printer *printer)
{
	const char *base = (const char *)registry;
	return *(const unsigned *)(const void *)(base + printer->count_offset);
}

static void print_registry(const struct registry *registry, struct arena *arena)
{
	struct text_pool pool = pool_new(arena);
	puts("/* Generated from data/ by gen_registry. */");
	puts("#include \"registry/registry.h\"\n");
	for (size_t i = 0; i < PRINTERS; i++) {
		unsigned count = row_count(registry, &printers[i]);
		if (!count)
			continue;
		printf("static const struct %s %s[] = {\n", printers[i].type,
		       printers[i].table);
		for (unsigned row = 0; row < count; row++) {
			fputs("\t{", stdout);
			if (printers[i].print)
				printers[i].print(registry, row);
			else
				printers[i].print_texts(registry, row, &pool);
			puts("},");
		}
		puts("};\n");
	}
	pool_print(&pool);
	puts("const struct registry registry_builtin = {");
	for (size_t i = 0; i < PRINTERS; i++) {
		unsigned count = row_count(registry, &printers[i]);
		if (count)
			printf("\t.%s = %s, .%s = %u,\n", printers[i].table,
			       printers[i].table, printers[i].count, count);
	}
	puts("};");
}

static void print_diags(const struct diags *diags)
{
	for (size_t i = 0; i < diags->list.count; i++) {
		const struct diag *diag = &diags->list.items[i];
		fprintf(stderr, "%s:%u: %s: %s\n",
			diag->at.file ? diag->at.file : "gen_registry",
			diag->at.line, diag->message->title, diag->detail);
	}
}

int main(int argc, char *argv[])
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	if (argc != 2) {
		fputs("usage: gen_registry REGISTRY.xml >TABLES.c\n", stderr);
		return EXIT_FAILURE;
	}
	const char *paths[] = {argv[1]};
	const struct registry *registry =
		registry_load(paths, 1, &arena, &diags);
	print_diags(&diags);
	if (registry) {
		struct registry whole = *registry;
		registry_make_reaches(&whole, &arena);
		print_registry(&whole, &arena);
	}
	bool done = registry && fflush(stdout) == 0 && !ferror(stdout);
	arena_release(&arena);
	diags_release(&diags);
	return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
