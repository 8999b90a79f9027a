/* Which findings lint shows: --select, --ignore, --status, --basis. */
#include <fnmatch.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "cmd/cmd_lint_filter.h"
#include "cmd/cmd_names.h"
#include "cmd/cmd_session.h"
#include "lint/lint.h"
#include "rule/rule.h"

USES_MESSAGE(UNKNOWN_NAME);

/* --- Rules -----------------------------------------------------------------
 */

static void tell_unknown(struct session *session, const char *word)
{
	const char *hint = rule_hint(word, &session->arena);
	diags_add(&session->diags, MESSAGE_UNKNOWN_NAME, location_file(NULL),
		  "rule %s%s", word,
		  *hint ? hint : "; xsmc explain rules lists them");
}

/* Marks the rules whose code begins so, or that one of the name. */
static bool mark_rules(const char *word, bool value, bool *rules)
{
	bool any = false;
	for (size_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_at(i);
		if (strncasecmp(rule->code, word, strlen(word)) != 0 &&
		    strcasecmp(rule->name, word) != 0)
			continue;
		rules[i] = value;
		any = true;
	}
	return any;
}

/* Each of the lists, "XSM1,op-unchecked"; an unknown word is a message. */
static void read_rules(struct session *session, const char **lists, bool value,
		       bool *rules)
{
	for (; lists && *lists; lists++) {
		const char *at = *lists;
		for (;;) {
			const size_t length = strcspn(at, ",");
			const char *word =
				arena_slice(&session->arena, at, length);
			if (!*word)
				session_usage(session,
					      "%s %s has a comma without a "
					      "rule",
					      value ? "--select" : "--ignore",
					      *lists);
			else if (!mark_rules(word, value, rules))
				tell_unknown(session, word);
			if (!at[length])
				break;
			at += length + 1;
		}
	}
}

static const bool *find_rules(struct session *session,
			      const struct filter_options *options)
{
	if (!options->selected && !options->ignored)
		return NULL;
	bool *rules = arena_alloc(&session->arena, rule_count(), sizeof *rules);
	for (size_t i = 0; !options->selected && i < rule_count(); i++)
		rules[i] = true;
	read_rules(session, options->selected, true, rules);
	read_rules(session, options->ignored, false, rules);
	return rules;
}

/* --- Statuses and bases ----------------------------------------------------
 */

/* By the index of the name among all of them: whether a pattern means it. */
static const bool *find_names(struct session *session, enum name_kind kind,
			      const char **patterns)
{
	size_t count = 0;
	if (!patterns || !names_known(session, NULL, kind, patterns))
		return NULL;
	const char *const *names = names_all(NULL, kind, &session->arena);
	while (names[count])
		count++;
	bool *found = arena_alloc(&session->arena, count, sizeof *found);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; patterns[j]; j++)
			found[i] |= fnmatch(patterns[j], names[i], 0) == 0;
	return found;
}

/* --- All of it -------------------------------------------------------------
 */

/* The options as they were given. */
static const char *shown(struct session *session, const char *text,
			 const char *option, const char **values)
{
	for (; values && *values; values++)
		text = arena_format(&session->arena, "%s%s%s %s", text,
				    *text ? " " : "", option, *values);
	return text;
}

bool filter_options_read(struct session *session,
			 const struct filter_options *options,
			 const struct lint_filter **filter)
{
	const char *by = shown(session, "", "--select", options->selected);
	by = shown(session, by, "--ignore", options->ignored);
	by = shown(session, by, "--status", options->statuses);
	by = shown(session, by, "--basis", options->bases);
	struct lint_filter *found =
		arena_alloc(&session->arena, 1, sizeof *found);
	*found = (struct lint_filter){
		.rules = find_rules(session, options),
		.statuses = find_names(session, NAME_STATUS, options->statuses),
		.bases = find_names(session, NAME_BASIS, options->bases),
		.by = by};
	*filter = *by ? found : NULL;
	return session->diags.errors == 0;
}
