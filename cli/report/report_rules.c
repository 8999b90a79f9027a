/* Rules of the linter: text, and their manual page. */
#include <string.h>

#include "finding/finding.h"
#include "report/report_mdoc.h"
#include "report/report_rules.h"

/* Adds each line of the text behind the indent, up to its last one. */
static void add_lines(const char *text, const char *indent, struct buffer *out)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		buffer_add_string(out, length ? indent : "");
		buffer_add(out, text, length);
		buffer_add_char(out, '\n');
		text += length + (text[length] == '\n');
	}
}

static void add_example(const char *title, const char *example,
			struct buffer *out)
{
	if (!example)
		return;
	buffer_format(out, "\n%s:\n\n", title);
	add_lines(example, "    ", out);
}

void report_rule_manual(const struct rule *rule, struct buffer *out)
{
	add_example("Bad", rule->bad, out);
	add_example("Good", rule->good, out);
	buffer_format(out, "\nWhen to accept it:\n\n%s\n", rule->accept);
}

/* A rule as text: what it means, examples, when to accept. */
static void rule_text(const struct rule *rule, struct buffer *out)
{
	buffer_format(out, "%s %s (%s): %s\n\n%s\n", rule->code, rule->name,
		      level_name(rule->level), rule->title, rule->explanation);
	report_rule_manual(rule, out);
}

static void write_text(const struct rule *const *rules, size_t count,
		       struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_string(out, "\n\n");
		rule_text(rules[i], out);
	}
}

/* --- The manual page -------------------------------------------------- */

static void add_section(const struct rule *rule, struct buffer *out)
{
	buffer_format(out, ".Ss %s %s\n", rule->code, rule->name);
	buffer_format(out, "Level %s: %s.\n.Pp\n", level_name(rule->level),
		      rule->title);
	mdoc_add_prose(rule->explanation, out);
	mdoc_add_example("Bad", rule->bad, out);
	mdoc_add_example("Good", rule->good, out);
	buffer_add_string(out, ".Pp\nWhen to accept it:\n");
	mdoc_add_prose(rule->accept, out);
}

/* Groups of rules, by the first digit of their codes: its place in "XSM001". */
enum { GROUP = 3, GROUP_OF_CONTROL = '1' };

bool report_rule_controls(const struct rule *rule)
{
	return rule->code[GROUP] == GROUP_OF_CONTROL;
}

static const char *group_title(char digit)
{
	static const char *const titles[] = {
		"OPS THAT ARE DELEGATED",
		"CONTROL OF WHAT IS TRUSTED",
		"PERMISSIONS THAT OPEN MORE, OR NOTHING",
		"WHAT DOES NOT FIT A RELEASE",
		"THE POLICY AND ITS WAIVERS",
	};
	size_t index = (size_t)(digit - '0');
	return index < sizeof titles / sizeof *titles ? titles[index]
						      : "FURTHER RULES";
}

static void write_mdoc(const struct rule *const *rules, size_t count,
		       struct buffer *out)
{
	buffer_add_string(
		out,
		".Dd November 22, 2026\n.Dt XSMC-RULES 7\n.Os\n.Sh NAME\n"
		".Nm xsmc-rules\n.Nd rules of the linter of FLASK policies\n"
		".Sh DESCRIPTION\nThese are the rules of\n"
		".Xr xsmc-lint 1 ,\nby their codes, which stay what they are.\n"
		".Ql xsmc explain\nshows the same of one rule.\n.Pp\n"
		"The examples are statements of a policy whose trusted types "
		"are\n.Ql dom0_t\nand\n.Ql xen_t ,\nand whose guests have "
		"the type\n.Ql domU_t .\nA comment tells, where that matters, "
		"for which release of Xen the policy\nis, and with which "
		"options it is compiled or linted.\n");
	for (size_t i = 0; i < count; i++) {
		char digit = rules[i]->code[GROUP];
		if (!i || digit != rules[i - 1]->code[GROUP])
			buffer_format(out, ".Sh %s\n", group_title(digit));
		add_section(rules[i], out);
	}
	buffer_add_string(out, ".Sh SEE ALSO\n.Xr xsmc 1 ,\n.Xr xsmc-explain 1 "
			       ",\n.Xr xsmc-lint 1\n");
}

struct rule_format {
	const char *name;
	void (*write)(const struct rule *const *rules, size_t count,
		      struct buffer *out);
};

static const struct rule_format formats[] = {
	{"text", write_text},
	{"mdoc", write_mdoc},
};

void report_rules(const struct rule *const *rules, size_t count,
		  const char *format, struct buffer *out)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, format) == 0)
			formats[i].write(rules, count, out);
}
