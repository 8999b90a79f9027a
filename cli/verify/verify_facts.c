/* An op's accesses, a hook's checks, and their differences, in words. */
#include <string.h>

#include "verify/verify_facts.h"

void facts_accesses(struct verifier *verifier, const struct op *op,
		    struct access_list *list)
{
	for (unsigned i = 0; i < op->accesses.count; i++) {
		const struct access *access =
			&verifier->registry->accesses[op->accesses.first + i];
		if (release_set_has(&access->in, verifier->release))
			*list_push(&list->items, verifier->arena) = access;
	}
}

static const char *add_word(struct verifier *verifier, const char *text,
			    const char *word)
{
	return *text ? verify_say(verifier, "%s, %s", text, word) : word;
}

static const char *access_words(struct verifier *verifier,
				const struct access *access)
{
	if (access->kind == ACCESS_NONE)
		return "unchecked";
	if (access->kind == ACCESS_UNKNOWN)
		return "unknown to the hook";
	return verify_say(verifier, "%s:%s of %s%s%s%s", access->object_class,
			  access->permission, access->object,
			  access->nominal ? " (named " : "",
			  access->nominal ? access->nominal : "",
			  access->nominal ? ")" : "");
}

/* Whether the list has the word already. */
static bool has_word(const char *text, const char *word)
{
	const char *at = strstr(text, word);
	if (!at)
		return false;
	at += strlen(word);
	return *at == ',' || *at == '\0';
}

static const char *registry_words(struct op_facts *facts)
{
	struct verifier *verifier = facts->verifier;
	const char *text = "";
	for (size_t i = 0; i < facts->accesses.list.count; i++) {
		const char *word =
			access_words(verifier, facts->accesses.list.items[i]);
		if (!has_word(text, word))
			text = add_word(verifier, text, word);
	}
	return *text ? text : "nothing";
}

const char *check_words(struct verifier *verifier,
			const struct tree_check *check)
{
	struct asked asked;
	if (!check_asked(&verifier->vectors, check, verifier->arena, &asked))
		return "something that is no constant";
	const char *object =
		asked.object && *asked.object ? asked.object : NULL;
	return verify_say(verifier, "%s:%s%s%s%s%s%s%s", asked.object_class,
			  asked.permission, object ? " of " : "",
			  object ? object : "", asked.nominal ? " (named " : "",
			  asked.nominal ? asked.nominal : "",
			  asked.nominal ? ")" : "",
			  check->certain ? "" : " under a condition");
}

static const char *hook_words(struct verifier *verifier,
			      const struct tree_hook *hook)
{
	const char *text = "";
	for (size_t i = 0; i < hook->checks.count; i++) {
		const char *word =
			check_words(verifier, &hook->checks.items[i]);
		if (!has_word(text, word))
			text = add_word(verifier, text, word);
	}
	if (!*text && hook->answer == TREE_UNKNOWN)
		text = "unknown to the hook";
	return verify_say(verifier, "%s in %s", *text ? text : "nothing",
			  hook->function);
}

void facts_differ(struct op_facts *facts, const struct tree_hook *hook)
{
	struct difference *row =
		verify_add(facts->verifier, DIFFERENCE_RECHECKED,
			   facts->op->name, hook->file, hook->line);
	row->registry = registry_words(facts);
	row->tree = hook_words(facts->verifier, hook);
	row->topic = TOPIC_OP;
	row->name = op_macro(facts->op);
	row->hypercall = facts->op->hypercall;
	row->parent = facts->op->parent;
	row->number = registry_op_number(facts->verifier->registry, facts->op,
					 facts->verifier->release);
	row->arches = TREE_ALL;
	facts->decided = true;
}

void facts_unverified(struct op_facts *facts, const struct tree_hook *hook,
		      const char *reason)
{
	struct difference *row = verify_add(
		facts->verifier, DIFFERENCE_UNVERIFIED, facts->op->name,
		hook ? hook->file : NULL, hook ? hook->line : 0);
	row->tree = reason;
	facts->noted = true;
}
