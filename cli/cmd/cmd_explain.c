/* xsmc explain: what a word means. */
#include <string.h>

#include "cmd/cmd_table.h"
#include "word/word.h"

USES_MESSAGE(UNKNOWN_WORD);

/* "xl" "pause": several words are one name. */
static const char *joined(const char **words, struct arena *arena)
{
	const char *text = words[0];
	for (size_t i = 1; words[i]; i++)
		text = arena_format(arena, "%s %s", text, words[i]);
	return text;
}

enum exit_status cmd_explain(struct session *session, int argc,
			     const char **argv)
{
	struct poptOption common[SESSION_OPTIONS];
	session_options(session, common);
	const struct poptOption options[] = {COMMON_OPTIONS(common),
					     POPT_TABLEEND};
	const char **words =
		session_arguments(session, options, argc, argv, 1, -1);
	const char *format = words ? session_format(session) : NULL;
	const struct registry *registry =
		format ? session_registry(session) : NULL;
	if (!registry)
		return EXIT_ERROR;
	struct word_meanings found = {LIST_INIT};
	const struct word_search search = {
		registry, session_release(session, registry, "latest"),
		joined(words, &session->arena), &session->arena, &found};
	const struct style style = session_style(session);
	if (search.release == NO_INDEX)
		return EXIT_ERROR;
	if (!word_find(&search)) {
		diags_add(&session->diags, MESSAGE_UNKNOWN_WORD,
			  location_file(NULL), "%s%s", search.word,
			  word_hint(registry, search.word, &session->arena));
		return EXIT_ERROR;
	}
	if (!report_meaning_takes(&search, format))
		return session_usage(session,
				     "--format %s is for rules, messages and "
				     "glossary, which %s is not",
				     format, search.word);
	report_meanings(&search, format, &style, &session->out);
	return EXIT_DONE;
}
