/* Ops of which the word is the end of the name: "pausedomain". */
#include <string.h>
#include <strings.h>

#include "registry/registry.h"
#include "word/word_add.h"
#include "word/word_table.h"

/* Of more, or where the word means something else, a list is shown. */
enum { MOST_SHOWN = 2 };

/* "pausedomain" of "XEN_DOMCTL_pausedomain": whole parts at its end. */
static bool ends_so(const char *macro, const char *word)
{
	const size_t length = strlen(macro), tail = strlen(word);
	return tail && length > tail && macro[length - tail - 1] == '_' &&
	       strcasecmp(macro + length - tail, word) == 0;
}

void word_ending(const struct word_search *search)
{
	const struct registry *registry = search->registry;
	list_of(const struct op *) ops = LIST_INIT;
	for (unsigned i = 0; i < registry->op_count; i++)
		if (ends_so(op_macro(&registry->ops[i]), search->word))
			*list_push(&ops, search->arena) = &registry->ops[i];
	if (ops.count &&
	    (ops.count > MOST_SHOWN || search->found->list.count)) {
		struct word_meaning *meaning = word_add(
			search, "ops", search->word, "the end of names of ops");
		meaning->is_of_ops = true;
		meaning->lead = "named so";
		for (size_t i = 0; i < ops.count; i++)
			word_add_op(search, meaning, ops.items[i], NULL);
		return;
	}
	for (size_t i = 0; i < ops.count; i++)
		word_add_named_op(search, ops.items[i]);
}
