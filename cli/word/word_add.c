/* What the kinds of words share: meanings that are put together. */
#include "word/word_add.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "registry/registry.h"

struct word_meaning *word_add(const struct word_search *search,
			      const char *kind, const char *name,
			      const char *text)
{
	struct word_meaning *meaning =
		list_push(&search->found->list, search->arena);
	*meaning = (struct word_meaning){.kind = kind,
					 .name = name,
					 .text = text,
					 .release = search->release};
	return meaning;
}

void word_add_fact(const struct word_search *search,
		   struct word_meaning *meaning, const char *name,
		   const char *text)
{
	if (text && *text)
		*list_push(&meaning->facts, search->arena) =
			(struct word_fact){name, text};
}

void word_add_op(const struct word_search *search, struct word_meaning *meaning,
		 const struct op *op, const char *note)
{
	const unsigned release = registry_release_with(
		search->registry, &op->in, search->release);
	for (size_t i = 0; i < meaning->ops.count; i++)
		if (meaning->ops.items[i].op == op &&
		    text_same(meaning->ops.items[i].remark, note))
			return;
	*list_push(&meaning->ops, search->arena) =
		(struct word_op){op, release, note};
}

bool word_is(const struct word_search *search, const char *name)
{
	return strcasecmp(search->word, name) == 0;
}

void word_add_named_op(const struct word_search *search, const struct op *op)
{
	struct word_meaning *meaning =
		word_add(search, "op", op->name, "an op of a hypercall");
	meaning->is_of_ops = true;
	meaning->op = op;
	meaning->release = registry_release_with(search->registry, &op->in,
						 search->release);
	word_add_op(search, meaning, op, NULL);
}
