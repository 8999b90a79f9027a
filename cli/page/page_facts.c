/* Collects what the status section of a release states. */
#include "page/page_facts.h"

#include "base/map.h"

USES_MESSAGE(NO_SECTION_IN_RELEASE);

static enum document_mode document_mode_of(enum statement_mode mode)
{
	switch (mode) {
	case MODE_LISTED:
		return DOCUMENT_LISTED;
	case MODE_ALL_EXCEPT:
		return DOCUMENT_ALL_EXCEPT;
	case MODE_ALL:
		break;
	}
	return DOCUMENT_ALL;
}

static void add_names(const struct registry *registry,
		      const struct statement *statement, unsigned release,
		      struct arena *arena, struct page_block *block)
{
	struct map seen = {0};
	for (unsigned i = 0; i < statement->entries.count; i++) {
		const struct entry *entry =
			&registry->entries[statement->entries.first + i];
		if (!release_set_has(&entry->in, release) ||
		    map_get(&seen, entry->name))
			continue;
		char *name = arena_string(arena, entry->name);
		map_set(&seen, name, name, arena);
		*list_push(&block->names, arena) = name;
	}
}

static void add_block(const struct registry *registry,
		      const struct statement *statement, unsigned release,
		      struct arena *arena, struct page_facts *facts)
{
	const struct hypercall *hypercall =
		&registry->hypercalls[statement->hypercall];
	struct page_block *block = list_push(&facts->blocks, arena);
	block->hypercall = hypercall->name;
	block->header = hypercall->header;
	if (statement->of != NO_INDEX)
		block->of = op_macro(&registry->ops[statement->of]);
	block->mode = document_mode_of(statement->mode);
	if (block->mode != DOCUMENT_ALL)
		add_names(registry, statement, release, arena, block);
}

bool page_facts_collect(const struct page_statement *what, struct arena *arena,
			struct diags *diags, struct page_facts *facts)
{
	const struct registry *registry = what->registry;
	unsigned release = what->release;
	*facts =
		(struct page_facts){.words = what->words,
				    .registry = registry,
				    .release = registry->releases[release].name,
				    .number = release};
	for (unsigned i = 0; i < registry->statement_count; i++) {
		const struct statement *statement = &registry->statements[i];
		if (statement->document &&
		    release_set_has(&statement->in, release))
			add_block(registry, statement, release, arena, facts);
	}
	if (!facts->words)
		facts->words = page_template_builtin(arena);
	if (facts->blocks.count)
		return true;
	diags_add(diags, MESSAGE_NO_SECTION_IN_RELEASE, location_file(NULL),
		  "%s", facts->release);
	return false;
}
