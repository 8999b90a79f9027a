/* What a document's lists say, and where the registry says otherwise. */
#include "page/page_import.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "page/page_understand.h"

/* --- Rows ------------------------------------------------------------- */

/* A block of either side, or of both. */
struct import_pair {
	const struct document_block *found; /* NULL: the document has none */
	const struct page_block *block;	    /* NULL: the release has none */
};

static struct page_said *add_row(struct page_import *import,
				 struct arena *arena, struct page_said row)
{
	struct page_said *said = list_push(&import->rows, arena);
	*said = row;
	return said;
}

static bool same_header(const struct import_pair *pair)
{
	return !pair->found->header ||
	       strcmp(pair->found->header, pair->block->header) == 0;
}

/* A block is the same on both sides by its mode, and its header if named. */
static bool add_blocks(struct page_import *import, struct arena *arena,
		       const struct import_pair *pair)
{
	bool same = pair->found && pair->block &&
		    pair->found->mode == pair->block->mode && same_header(pair);
	if (pair->found)
		add_row(import, arena,
			(struct page_said){
				pair->found->hypercall, pair->found->header,
				pair->found->mode, NULL, pair->found->line,
				same ? SIDE_BOTH : SIDE_DOCUMENT});
	if (pair->block && !same)
		add_row(import, arena,
			(struct page_said){
				pair->block->hypercall, pair->block->header,
				pair->block->mode, NULL, 0, SIDE_REGISTRY});
	return pair->found && pair->block &&
	       pair->found->mode == pair->block->mode;
}

/* An op in lists of different modes is not said to be the same. */
static void add_entries(struct page_import *import, struct arena *arena,
			const struct import_pair *pair, bool same_mode)
{
	struct map ours = {0}, theirs = {0};
	for (size_t i = 0; same_mode && i < pair->block->names.count; i++) {
		char *name = arena_string(arena, pair->block->names.items[i]);
		map_set(&ours, name, name, arena);
	}
	for (size_t i = 0; pair->found && i < pair->found->entries.count; i++) {
		const struct document_entry *entry =
			&pair->found->entries.items[i];
		char *name = arena_string(arena, entry->name);
		map_set(&theirs, name, name, arena);
		add_row(import, arena,
			(struct page_said){pair->found->hypercall, NULL,
					   pair->found->mode, name, entry->line,
					   map_get(&ours, name)
						   ? SIDE_BOTH
						   : SIDE_DOCUMENT});
	}
	for (size_t i = 0; pair->block && i < pair->block->names.count; i++) {
		const char *name = pair->block->names.items[i];
		if (!same_mode || !map_get(&theirs, name))
			add_row(import, arena,
				(struct page_said){pair->block->hypercall, NULL,
						   pair->block->mode, name, 0,
						   SIDE_REGISTRY});
	}
}

static const struct page_block *block_of(const struct page_facts *facts,
					 const char *hypercall)
{
	for (size_t i = 0; i < facts->blocks.count; i++)
		if (strcmp(facts->blocks.items[i].hypercall, hypercall) == 0)
			return &facts->blocks.items[i];
	return NULL;
}

static bool is_in(const struct document_section *section, const char *hypercall)
{
	for (size_t i = 0; i < section->blocks.count; i++)
		if (strcmp(section->blocks.items[i].hypercall, hypercall) == 0)
			return true;
	return false;
}

static void add_pair(struct page_import *import, struct arena *arena,
		     const struct import_pair *pair)
{
	add_entries(import, arena, pair, add_blocks(import, arena, pair));
}

bool page_import(const struct page_statement *what,
		 const struct document_file *file, struct arena *arena,
		 struct diags *diags, struct page_result *result,
		 struct page_import *import)
{
	*import = (struct page_import){.document = NULL};
	if (!page_facts_collect(what, arena, diags, &import->facts))
		return false;
	import->document = document_scan(file, arena, diags);
	if (!import->document ||
	    !page_understand(what->registry, import->document, arena, diags,
			     &result->unread))
		return false;
	const struct document_section *section = &import->document->section;
	for (size_t i = 0; i < section->blocks.count; i++) {
		const struct document_block *found = &section->blocks.items[i];
		const struct import_pair pair = {
			found, block_of(&import->facts, found->hypercall)};
		add_pair(import, arena, &pair);
	}
	for (size_t i = 0; i < import->facts.blocks.count; i++) {
		const struct import_pair pair = {
			NULL, &import->facts.blocks.items[i]};
		if (!is_in(section, pair.block->hypercall))
			add_pair(import, arena, &pair);
	}
	result->form = import->document->form;
	result->differences = 0;
	for (size_t i = 0; i < import->rows.count; i++)
		result->differences += import->rows.items[i].side != SIDE_BOTH;
	return true;
}

/* --- As a table and as text ------------------------------------------- */

struct table *page_import_table(const struct page_import *import,
				struct arena *arena)
{
	static const char *const columns[] = {"hypercall", "header", "mode",
					      "op",	   "line",   "found"};
	static const char *const sides[] = {"both", "document", "registry"};
	struct table *table = arena_alloc(arena, 1, sizeof *table);
	*table = (struct table){.name = "statements",
				.columns = columns,
				.column_count =
					sizeof columns / sizeof *columns};
	for (size_t i = 0; i < import->rows.count; i++) {
		const struct page_said *said = &import->rows.items[i];
		const char **cells = table_add_row(table, arena);
		cells[0] = said->hypercall;
		cells[1] = said->header ? said->header : "";
		cells[2] = document_mode_name(said->mode);
		cells[3] = said->op ? said->op : "";
		if (said->line)
			cells[4] = arena_format(arena, "%u", said->line);
		cells[5] = sides[said->side];
	}
	return table;
}

void page_import_text(const struct page_import *import, struct buffer *out)
{
	static const char signs[] = " +-";
	for (size_t i = 0; i < import->rows.count; i++) {
		const struct page_said *said = &import->rows.items[i];
		buffer_add_char(out, signs[said->side]);
		if (said->op)
			buffer_format(out, "    %s", said->op);
		else if (said->header)
			buffer_format(out, " %s (%s): %s", said->hypercall,
				      said->header,
				      document_mode_name(said->mode));
		else
			buffer_format(out, " %s: %s", said->hypercall,
				      document_mode_name(said->mode));
		buffer_add_char(out, '\n');
	}
}

/* --- As a registry file has it ---------------------------------------- */

/* The release's statement on the hypercall, or NULL. */
static const struct statement *statement_on(const struct page_facts *facts,
					    const char *hypercall)
{
	const struct registry *registry = facts->registry;
	for (unsigned i = 0; i < registry->statement_count; i++) {
		const struct statement *statement = &registry->statements[i];
		if (statement->document &&
		    release_set_has(&statement->in, facts->number) &&
		    strcmp(registry->hypercalls[statement->hypercall].name,
			   hypercall) == 0)
			return statement;
	}
	return NULL;
}

/* The op whose sub-subops all entries are; NULL: there is none. */
static const char *parent_of(const struct page_facts *facts,
			     const struct document_block *found)
{
	unsigned parent = NO_INDEX;
	for (size_t i = 0; i < found->entries.count; i++) {
		const struct op *op = registry_find_op(
			facts->registry, found->entries.items[i].name);
		if (!op || op->parent == NO_INDEX ||
		    (parent != NO_INDEX && parent != op->parent))
			return NULL;
		parent = op->parent;
	}
	return parent == NO_INDEX ? NULL
				  : op_macro(&facts->registry->ops[parent]);
}

/* A list may name an op that the release does not have. */
static bool is_op_there(const struct page_facts *facts, const char *name)
{
	const struct op *op = registry_find_op(facts->registry, name);
	return op && release_set_has(&op->in, facts->number);
}

/* Whether nothing that is said of the hypercall differs. */
static bool agrees(const struct page_import *import, const char *hypercall)
{
	for (size_t i = 0; i < import->rows.count; i++)
		if (import->rows.items[i].side != SIDE_BOTH &&
		    strcmp(import->rows.items[i].hypercall, hypercall) == 0)
			return false;
	return true;
}

static void add_attribute(const char *name, const char *value,
			  struct buffer *out)
{
	buffer_format(out, " %s=\"", name);
	buffer_add_entities(out, value, "&<\"");
	buffer_add_char(out, '"');
}

static void write_statement(const struct page_import *import,
			    const struct document_block *found,
			    struct buffer *out)
{
	static const char *const modes[] = {"", "listed", "all-except", "all"};
	const struct registry *registry = import->facts.registry;
	const struct statement *ours =
		statement_on(&import->facts, found->hypercall);
	bool same = ours && agrees(import, found->hypercall);
	const char *of = parent_of(&import->facts, found);
	if (same && ours->of != NO_INDEX)
		of = op_macro(&registry->ops[ours->of]);
	buffer_format(out, "<!-- %s, line %u -->\n<statement", found->hypercall,
		      found->line);
	add_attribute("in", import->facts.release, out);
	add_attribute("mode", modes[found->mode], out);
	add_attribute("event",
		      same ? registry->events[ours->event].id : "proposed",
		      out);
	add_attribute("document",
		      ours ? ours->document : import->document->path, out);
	if (of)
		add_attribute("of", of, out);
	if (!found->entries.count) {
		buffer_add_string(out, "/>\n");
		return;
	}
	buffer_add_string(out, ">\n");
	for (size_t i = 0; i < found->entries.count; i++) {
		buffer_add_string(out, "  <entry");
		const char *name = found->entries.items[i].name;
		add_attribute("name", name, out);
		if (!is_op_there(&import->facts, name))
			add_attribute("absent", import->facts.release, out);
		buffer_add_string(out, "/>\n");
	}
	buffer_add_string(out, "</statement>\n");
}

void page_import_fragment(const struct page_import *import, struct buffer *out)
{
	const struct document_section *section = &import->document->section;
	for (size_t i = 0; i < section->blocks.count; i++) {
		const struct document_block *found = &section->blocks.items[i];
		if (found->mode == DOCUMENT_UNSAID)
			buffer_format(out,
				      "<!-- %s, line %u: its words tell no "
				      "mode -->\n",
				      found->hypercall, found->line);
		else
			write_statement(import, found, out);
	}
}
