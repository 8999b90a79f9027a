/*
 * Remarks in the text of a policy: "# xsmc: accept WORD reason=...", and
 * "# xsmc: arch WORD".
 */
#include <string.h>

#include "lint/lint_remark.h"
#include "rule/rule.h"

USES_MESSAGE(REMARK_NOT_UNDERSTOOD);

struct remark_reader {
	const char *at;
	struct arena *arena;
};

static void skip_blanks(struct remark_reader *reader)
{
	reader->at += strspn(reader->at, " \t");
}

/* The word that comes next, up to a blank or "="; NULL: there is none. */
static const char *read_word(struct remark_reader *reader)
{
	skip_blanks(reader);
	size_t length = strcspn(reader->at, " \t=\"");
	if (!length)
		return NULL;
	const char *word = arena_slice(reader->arena, reader->at, length);
	reader->at += length;
	return word;
}

/* The value behind "=": a word, or anything in quotes; NULL: neither. */
static const char *read_value(struct remark_reader *reader)
{
	if (*reader->at != '=')
		return NULL;
	reader->at++;
	const char *start = reader->at;
	if (*start != '"') {
		size_t length = strcspn(start, " \t\"");
		reader->at += length;
		return length ? arena_slice(reader->arena, start, length)
			      : NULL;
	}
	const char *end = strchr(start + 1, '"');
	if (!end || end == start + 1)
		return NULL;
	reader->at = end + 1;
	return arena_slice(reader->arena, start + 1, (size_t)(end - start - 1));
}

/* Whether it has the form of a day, with no month or day that no year has. */
static bool is_day(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	for (size_t i = 0; i < sizeof form; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		if (form[i] == 'd' ? !digit : text[i] != form[i])
			return false;
	}
	int month = (text[5] - '0') * 10 + text[6] - '0';
	int day = (text[8] - '0') * 10 + text[9] - '0';
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* Sets the part of that name; false: there is none such, or it is twice. */
static bool set_part(struct waiver *waiver, const char *name, const char *value)
{
	const struct {
		const char *name;
		const char **value;
	} parts[] = {
		{"reason", &waiver->reason}, {"until", &waiver->until},
		{"by", &waiver->by},	     {"subject", &waiver->subject},
		{"object", &waiver->object}, {"op", &waiver->op},
		{"commit", &waiver->commit},
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(parts[i].name, name) == 0 && !*parts[i].value) {
			*parts[i].value = value;
			return true;
		}
	return false;
}

enum { COMMIT_LENGTH = 10 }; /* as the registry names them */

/* Whether it has the form of a commit's id, which no op's name has. */
static bool is_commit(const char *word)
{
	return strlen(word) == COMMIT_LENGTH &&
	       strspn(word, "0123456789abcdef") == COMMIT_LENGTH;
}

/*
 * What is accepted: a rule, CLASS:PERMISSION, the commit of a fix that is
 * lacked, or else an op or pattern.
 */
static void set_word(struct waiver *waiver, const char *word)
{
	if (rule_find(word))
		waiver->rule = word;
	else if (strchr(word, ':'))
		waiver->permission = word;
	else if (is_commit(word))
		waiver->commit = word;
	else
		waiver->op = word;
}

const char *remark_read(const char *text, struct arena *arena,
			struct waiver *waiver)
{
	struct remark_reader reader = {text, arena};
	if (*text == '#' || *text == ';')
		return "it stands behind more than one comment sign";
	const char *verb = read_word(&reader);
	if (!verb || strcmp(verb, "accept") != 0)
		return "it does not begin with \"accept\"";
	const char *word = read_word(&reader);
	if (!word || *reader.at == '=')
		return "it does not say what is accepted";
	set_word(waiver, word);
	for (skip_blanks(&reader); *reader.at; skip_blanks(&reader)) {
		const char *name = read_word(&reader);
		const char *value = name ? read_value(&reader) : NULL;
		if (!name || !value)
			return arena_format(arena, "\"%s\" is no NAME=VALUE",
					    name ? name : reader.at);
		if (!set_part(waiver, name, value))
			return arena_format(
				arena,
				"%s= is not known here, or is there twice",
				name);
	}
	if (waiver->until && !is_day(waiver->until))
		return "until= is no day of the form YYYY-MM-DD";
	return waiver->reason ? NULL : "it gives no reason";
}

/* --- The build that a text is for ----------------------------------------- */

static const char arch_verb[] = "arch";

bool remark_is_of_build(const char *text)
{
	text += strspn(text, " \t");
	const size_t length = sizeof arch_verb - 1;
	return strncmp(text, arch_verb, length) == 0 &&
	       strchr(" \t", text[length]);
}

/* What is known of a run is kept by the build, so that each is there once. */
static const struct host_build *find_build(const char *text)
{
	static const struct host_build builds[] = {{.arch = "x86"},
						   {.arch = "arm"}};
	const char *word = text + strspn(text, " \t") + sizeof arch_verb - 1;
	word += strspn(word, " \t");
	const size_t length = strcspn(word, " \t");
	if (word[length + strspn(word + length, " \t")])
		return NULL;
	for (size_t i = 0; i < sizeof builds / sizeof *builds; i++)
		if (strlen(builds[i].arch) == length &&
		    strncmp(builds[i].arch, word, length) == 0)
			return &builds[i];
	return NULL;
}

const struct host_build *remarks_build(const struct policy *policy,
				       struct diags *diags, bool *good)
{
	const struct host_build *build = NULL;
	*good = true;
	for (unsigned i = 0; i < policy->remark_count; i++) {
		const struct policy_remark *remark = &policy->remarks[i];
		if (!remark_is_of_build(remark->text))
			continue;
		const struct host_build *its = find_build(remark->text);
		if (its && (!build || build == its)) {
			build = its;
			continue;
		}
		*good = false;
		diags_add(diags, MESSAGE_REMARK_NOT_UNDERSTOOD,
			  (struct location){remark->file, remark->line, 0},
			  "%s",
			  its ? "it says another architecture than one before"
			      : "its architecture is not one of x86, arm");
	}
	return *good ? build : NULL;
}
