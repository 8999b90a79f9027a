/* An op's accesses, a hook's checks, and their differences, in words. */
#include <string.h>

#include "verify/verify_check.h"
#include "verify/verify_facts.h"
#include "verify/verify_row.h"
#include "verify/verify_tree.h"

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
	const char *by = access->subject == SUBJECT_CALLER
				 ? NULL
				 : access_subject_name(access->subject);
	return verify_say(verifier, "%s:%s%s%s of %s%s%s%s",
			  access->object_class, access->permission,
			  by ? " by " : "", by ? by : "", access->object,
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

static const char *registry_words(struct compared_op *facts)
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

const char *check_words(struct compared_op *facts, const struct tree_hook *hook,
			const struct tree_check *check)
{
	struct verifier *verifier = facts->verifier;
	struct hook_asked asked;
	if (!check_asked(verifier->out, facts->op, hook, check, verifier->arena,
			 &asked))
		return "something that is no constant";
	const char *by = asked.subject && strcmp(asked.subject, "caller") != 0
				 ? asked.subject
				 : NULL;
	return verify_say(
		verifier, "%s:%s%s%s%s%s%s%s%s%s", asked.object_class,
		asked.permission, by ? " by " : "", by ? by : "",
		asked.object ? " of " : "", asked.object ? asked.object : "",
		asked.nominal ? " (named " : "",
		asked.nominal ? asked.nominal : "", asked.nominal ? ")" : "",
		check->certain ? "" : " under a condition");
}

static const char *hook_words(struct compared_op *facts,
			      const struct tree_hook *hook)
{
	struct verifier *verifier = facts->verifier;
	const char *text = "";
	for (size_t i = 0; i < hook->checks.count; i++) {
		const char *word =
			check_words(facts, hook, &hook->checks.items[i]);
		if (!has_word(text, word))
			text = add_word(verifier, text, word);
	}
	if (!*text && hook->answer == TREE_UNKNOWN)
		text = "unknown to the hook";
	return verify_say(verifier, "%s in %s", *text ? text : "nothing",
			  hook->function);
}

void facts_differ(struct compared_op *facts, const struct tree_hook *hook)
{
	struct difference *row =
		verify_add(facts->verifier, DIFFERENCE_RECHECKED,
			   facts->op->name, hook->file, hook->line);
	row->registry = registry_words(facts);
	row->tree = hook_words(facts, hook);
	row->topic = TOPIC_OP;
	row->name = op_macro(facts->op);
	row->hypercall = facts->op->hypercall;
	row->parent = facts->op->parent;
	row->number = registry_op_number(facts->verifier->registry, facts->op,
					 facts->verifier->release);
	row->arches = TREE_ALL;
	struct tree_hook *copy =
		arena_alloc(facts->verifier->arena, 1, sizeof *copy);
	*copy = *hook;
	row->hook = copy;
	facts->decided = true;
}

/* What the registry says of the op by that name, in the release; or NULL. */
static const struct unverified *find_read(const struct compared_op *facts,
					  const char *says)
{
	const struct verifier *verifier = facts->verifier;
	for (unsigned i = 0; i < facts->op->unverified.count; i++) {
		const struct unverified *row =
			&verifier->registry
				 ->unverified[facts->op->unverified.first + i];
		if (release_set_has(&row->in, verifier->release) &&
		    strcmp(row->says, says) == 0)
			return row;
	}
	return NULL;
}

void facts_unverified(struct compared_op *facts, const struct tree_hook *hook,
		      const char *reason)
{
	const struct unverified *read = find_read(facts, reason);
	struct difference *row =
		verify_add(facts->verifier,
			   read ? DIFFERENCE_BY_HAND : DIFFERENCE_UNVERIFIED,
			   facts->op->name, hook ? hook->file : NULL,
			   hook ? hook->line : 0);
	row->tree = reason;
	if (read)
		row->registry = verify_say(facts->verifier, "%s: read %s",
					   read->reason, read->read);
	facts->noted = true;
}

static bool is_said(const struct compared_op *facts, const char *says)
{
	const struct verification *out = facts->verifier->out;
	for (size_t i = 0; i < out->rows.count; i++)
		if (out->rows.items[i].kind == DIFFERENCE_BY_HAND &&
		    strcmp(out->rows.items[i].subject, facts->op->name) == 0 &&
		    strcmp(out->rows.items[i].tree, says) == 0)
			return true;
	return false;
}

void facts_finish(struct compared_op *facts)
{
	struct verifier *verifier = facts->verifier;
	for (unsigned i = 0; i < facts->op->unverified.count; i++) {
		const struct unverified *row =
			&verifier->registry
				 ->unverified[facts->op->unverified.first + i];
		if (!release_set_has(&row->in, verifier->release) ||
		    is_said(facts, row->says))
			continue;
		struct difference *missing = verify_add(
			verifier, DIFFERENCE_MISSING, facts->op->name, NULL, 0);
		missing->registry = verify_say(
			verifier, "unverified, as nothing is any more: %s",
			row->says);
		missing->topic = TOPIC_UNVERIFIED;
		missing->name = row->says;
	}
}
