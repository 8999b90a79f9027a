/* The document's section: which blocks it has, their modes and their lists. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "doc/doc.h"
#include "verify/verify_document.h"
#include "verify/verify_row.h"
#include "verify/verify_tree.h"

USES_MESSAGE(SECTION_MISSING);

enum { DOCUMENT_LIMIT = 16 * 1024 * 1024 };

/* A block of the document and what the registry has of it. */
struct comparison {
	struct verifier *verifier;
	const char *file;
	const struct statement *statement;
	const struct document_block *block;
	list_of(const char *) names; /* of the statement's entries */
};

static const char *mode_of_statement(enum statement_mode mode)
{
	return mode == MODE_LISTED ? "listed"
				   : (mode == MODE_ALL ? "all" : "all except");
}

static struct difference *add_row(const struct comparison *comparison,
				  const char *subject, unsigned line)
{
	return verify_add(comparison->verifier, DIFFERENCE_LISTED, subject,
			  comparison->file, line);
}

/* Which place the names of both sides have among each other. */
static void compare_places(const struct comparison *comparison)
{
	size_t expected = 0;
	for (size_t i = 0; i < comparison->block->entries.count; i++) {
		const struct document_entry *entry =
			&comparison->block->entries.items[i];
		if (expected < comparison->names.count &&
		    strcmp(comparison->names.items[expected], entry->name) ==
			    0) {
			expected++;
			continue;
		}
		struct difference *row =
			add_row(comparison, entry->name, entry->line);
		row->registry =
			expected < comparison->names.count
				? verify_say(comparison->verifier,
					     "%s comes here",
					     comparison->names.items[expected])
				: "the list ends here";
		row->tree = "it comes here";
		return;
	}
}

static bool is_entry(const struct document_block *block, const char *name)
{
	for (size_t i = 0; i < block->entries.count; i++)
		if (strcmp(block->entries.items[i].name, name) == 0)
			return true;
	return false;
}

static void compare_lists(const struct comparison *comparison)
{
	const struct document_block *block = comparison->block;
	bool same = true;
	for (size_t i = 0; i < comparison->names.count; i++) {
		const char *name = comparison->names.items[i];
		if (is_entry(block, name)) {
			comparison->verifier->out->agreed++;
			continue;
		}
		struct difference *row = add_row(comparison, name, block->line);
		row->registry =
			verify_say(comparison->verifier, "in the list of %s",
				   block->hypercall);
		same = false;
	}
	for (size_t i = 0; i < block->entries.count; i++) {
		const struct document_entry *entry = &block->entries.items[i];
		if (text_is_among(comparison->names.items,
				  comparison->names.count, entry->name))
			continue;
		add_row(comparison, entry->name, entry->line)->tree =
			verify_say(comparison->verifier, "in the list of %s",
				   block->hypercall);
		same = false;
	}
	if (same)
		compare_places(comparison);
}

/* For a registry that is to agree with it. */
static void keep_listing(const struct comparison *comparison)
{
	struct verifier *verifier = comparison->verifier;
	struct listing *listing =
		list_push(&verifier->out->listings, verifier->arena);
	listing->statement = comparison->statement;
	for (listing->mode = MODE_LISTED; listing->mode < MODE_ALL;
	     listing->mode++)
		if (strcmp(mode_of_statement(listing->mode),
			   document_mode_name(comparison->block->mode)) == 0)
			break;
	for (size_t i = 0; i < comparison->block->entries.count; i++)
		*list_push(&listing->names,
			   verifier->arena) = (struct tree_name){
			arena_string(verifier->arena,
				     comparison->block->entries.items[i].name),
			comparison->block->entries.items[i].line};
}

static void collect_names(struct comparison *comparison)
{
	const struct verifier *verifier = comparison->verifier;
	const struct statement *statement = comparison->statement;
	for (unsigned i = 0; i < statement->entries.count; i++) {
		const struct entry *entry =
			&verifier->registry
				 ->entries[statement->entries.first + i];
		if (release_set_has(&entry->in, verifier->release))
			*list_push(&comparison->names, verifier->arena) =
				entry->name;
	}
}

static const char *hypercall_name(const struct verifier *verifier,
				  const struct statement *statement)
{
	return verifier->registry->hypercalls[statement->hypercall].name;
}

static const struct document_block *find_block(const struct document *document,
					       const char *hypercall)
{
	for (size_t i = 0; i < document->section.blocks.count; i++)
		if (strcmp(document->section.blocks.items[i].hypercall,
			   hypercall) == 0)
			return &document->section.blocks.items[i];
	return NULL;
}

static const char *block_subject(struct verifier *verifier,
				 const char *hypercall)
{
	return verify_say(verifier, "the block of %s", hypercall);
}

static void compare_statement(struct verifier *verifier,
			      const struct document *document, const char *file,
			      const struct statement *statement)
{
	const char *hypercall = hypercall_name(verifier, statement);
	struct comparison comparison = {
		.verifier = verifier,
		.file = file,
		.statement = statement,
		.block = find_block(document, hypercall),
	};
	const char *mode = mode_of_statement(statement->mode);
	if (!comparison.block) {
		add_row(&comparison, block_subject(verifier, hypercall),
			document->section.line)
			->registry = mode;
		return;
	}
	if (strcmp(mode, document_mode_name(comparison.block->mode)) != 0) {
		struct difference *row =
			add_row(&comparison, block_subject(verifier, hypercall),
				comparison.block->line);
		row->registry = mode;
		row->tree = document_mode_name(comparison.block->mode);
	}
	collect_names(&comparison);
	compare_lists(&comparison);
	keep_listing(&comparison);
}

/* The statements of the release that come from a document. */
static const struct statement *next_statement(const struct verifier *verifier,
					      unsigned *index)
{
	while (*index < verifier->registry->statement_count) {
		const struct statement *statement =
			&verifier->registry->statements[(*index)++];
		if (statement->document &&
		    release_set_has(&statement->in, verifier->release))
			return statement;
	}
	return NULL;
}

static void compare_document(struct verifier *verifier,
			     const struct document *document, const char *file)
{
	const struct statement *statement;
	unsigned index = 0;
	struct map known = {0};
	while ((statement = next_statement(verifier, &index))) {
		const char *name = hypercall_name(verifier, statement);
		char *value = arena_string(verifier->arena, name);
		compare_statement(verifier, document, file, statement);
		map_set(&known, value, value, verifier->arena);
	}
	for (size_t i = 0; i < document->section.blocks.count; i++) {
		const struct document_block *block =
			&document->section.blocks.items[i];
		const struct comparison comparison = {.verifier = verifier,
						      .file = file};
		if (map_get(&known, block->hypercall))
			continue;
		add_row(&comparison, block_subject(verifier, block->hypercall),
			block->line)
			->tree = document_mode_name(block->mode);
	}
}

/* Where the document stands: by the release, or by any that has one. */
static const char *document_file(const struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	unsigned index = 0;
	const struct statement *statement = next_statement(verifier, &index);
	if (statement)
		return statement->document;
	for (unsigned i = 0; i < registry->statement_count; i++)
		if (registry->statements[i].document)
			return registry->statements[i].document;
	return NULL;
}

static void note_absent(struct verifier *verifier, const char *file)
{
	unsigned index = 0;
	if (next_statement(verifier, &index))
		verify_add(verifier, DIFFERENCE_LISTED,
			   verify_say(verifier, "the section of %s", file),
			   NULL, 0)
			->registry = "there is one";
}

/* A document without the section is nothing unusual: 4.3.0 has such a one. */
static bool scan(struct verifier *verifier, const char *file,
		 const struct document_file *text)
{
	struct diags diags = DIAGS_INIT;
	bool good = true;
	const struct document *document =
		document_scan(text, verifier->arena, &diags);
	if (document)
		compare_document(verifier, document, file);
	else if (diags.list.items[0].message == MESSAGE_SECTION_MISSING)
		note_absent(verifier, file);
	else
		good = false;
	for (size_t i = 0; !good && i < diags.list.count; i++)
		diags_add(verifier->diags, diags.list.items[i].message,
			  diags.list.items[i].at, "%s",
			  diags.list.items[i].detail);
	diags_release(&diags);
	return good;
}

bool verify_document(struct verifier *verifier)
{
	const char *file = document_file(verifier);
	struct buffer content = BUFFER_INIT;
	if (!file)
		return true;
	if (!tree_has(verifier->tree, file, verifier->arena)) {
		note_absent(verifier, file);
		return true;
	}
	const char *path = tree_path(verifier->tree, file, verifier->arena);
	bool good = file_read_regular(path, DOCUMENT_LIMIT, verifier->diags,
				      &content);
	if (good) {
		const struct document_file text = {
			path, buffer_string(&content), content.length};
		good = scan(verifier, file, &text);
	}
	buffer_release(&content);
	return good;
}
