/* Words of our own: rules of the linter, messages, terms of the glossary. */
#include <string.h>
#include <strings.h>

#include "base/message.h"
#include "rule/rule.h"
#include "word/word_add.h"
#include "word/word_glossary.h"
#include "word/word_table.h"

/* That stand for all of them. */
static const char all_rules[] = "rules", all_messages[] = "messages",
		  all_terms[] = "glossary";
const char *const word_catalogues[] = {all_rules, all_messages, all_terms,
				       NULL};

static void add_rules(const struct word_search *search)
{
	for (size_t i = 0; i < rule_count(); i++) {
		const struct rule *rule = rule_at(i);
		if (word_is(search, all_rules) || word_is(search, rule->code) ||
		    word_is(search, rule->name))
			word_add(search, "rule", rule->code, rule->title)
				->rule = rule;
	}
}

static void add_messages(const struct word_search *search)
{
	for (size_t i = 0; message_catalogue[i]; i++) {
		const struct message *message = message_catalogue[i];
		if (!word_is(search, all_messages) &&
		    !word_is(search, message->name))
			continue;
		struct word_meaning *meaning = word_add(
			search, "message", message->name, message->explanation);
		meaning->message = message;
		word_add_fact(search, meaning, "severity",
			      severity_name(message->severity));
		word_add_fact(search, meaning, "title", message->title);
		word_add_fact(search, meaning, "what to do", message->remedy);
	}
}

/* Whether it is one of the spellings. */
static bool is_among(const struct word_search *search, const char *spellings)
{
	const size_t length = strlen(search->word);
	while (*spellings) {
		const size_t next = strcspn(spellings, ",");
		if (next == length &&
		    strncasecmp(spellings, search->word, length) == 0)
			return true;
		spellings += next;
		spellings += strspn(spellings, ", ");
	}
	return false;
}

static void add_terms(const struct word_search *search)
{
	const bool all = word_is(search, all_terms);
	for (const struct glossary_term *term = word_glossary; term->word;
	     term++) {
		if (!all && !word_is(search, term->word) &&
		    !is_among(search, term->other))
			continue;
		struct word_meaning *meaning =
			word_add(search, term->kind, term->word, term->text);
		word_add_fact(search, meaning, "also", term->other);
	}
}

void word_catalogue(const struct word_search *search)
{
	add_rules(search);
	add_messages(search);
	/* Terms say how the word is used; what it names stands before them. */
	if (!word_is(search, all_rules) && !word_is(search, all_messages))
		add_terms(search);
}
