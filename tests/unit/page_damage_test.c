/*
 * However the lists of a document are damaged, update brings it back byte
 * for byte, or refuses one that names an op twice: shown on documents with each
 * section that some release has, in each form, and on the real one that
 * Debian's package xen-doc ships.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/process.h"
#include "page/page.h"

USES_MESSAGE(ENTRY_DUPLICATE);

enum { ROUNDS = 40, ROUNDS_REAL = 2000 };

static const struct registry *const registry = &registry_builtin;

/* Numbers that are the same in every run. */
struct dice {
	uint64_t state;
};

static size_t roll(struct dice *dice, size_t sides)
{
	dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(dice->state >> 33) % sides;
}

/* The entries of a block as the damaged document has them. */
struct names {
	const char *items[256];
	size_t count;
};

static void remove_name(struct names *names, size_t at)
{
	names->count--;
	memmove(&names->items[at], &names->items[at + 1],
		(names->count - at) * sizeof *names->items);
}

static void insert_name(struct names *names, size_t at, const char *name)
{
	memmove(&names->items[at + 1], &names->items[at],
		(names->count - at) * sizeof *names->items);
	names->items[at] = name;
	names->count++;
}

static const char *misspelt(struct dice *dice, const char *name,
			    struct arena *arena)
{
	char *wrong = arena_format(arena, "%s_", name);
	size_t at = roll(dice, strlen(name));
	switch (roll(dice, 3)) {
	case 0:
		wrong[at] = wrong[at] == 'q' ? 'Q' : 'q';
		break;
	case 1:
		memmove(wrong + at, wrong + at + 1, strlen(wrong + at));
		break;
	default:
		break;
	}
	return wrong;
}

static void shuffle(struct dice *dice, struct names *names)
{
	for (size_t i = names->count; i > 1; i--) {
		size_t other = roll(dice, i);
		const char *name = names->items[i - 1];
		names->items[i - 1] = names->items[other];
		names->items[other] = name;
	}
}

static void damage_names(struct dice *dice, struct names *names,
			 struct arena *arena)
{
	static const char *const invented[] = {
		"XEN_DOMCTL_createdomain", "XEN_DOMCTL_nonsense",
		"XENMEM_claim_pages", "TMEMC_THAW", "WORD"};
	const size_t invented_count = sizeof invented / sizeof *invented;
	size_t at = names->count ? roll(dice, names->count) : 0;
	switch (roll(dice, 7)) {
	case 0:
		if (names->count)
			remove_name(names, at);
		break;
	case 1:
		names->count = 0;
		break;
	case 2:
		insert_name(names, at + roll(dice, names->count ? 2 : 1),
			    invented[roll(dice, invented_count)]);
		break;
	case 3:
		if (names->count)
			insert_name(names, roll(dice, names->count + 1),
				    names->items[at]);
		break;
	case 4:
		shuffle(dice, names);
		break;
	case 5:
		if (names->count)
			names->items[at] =
				misspelt(dice, names->items[at], arena);
		break;
	default:
		for (size_t i = 0; i < names->count; i++)
			if (roll(dice, 2))
				remove_name(names, i);
		break;
	}
}

/*
 * Mostly as it should be, sometimes another form of bullet; false: that.  In
 * Markdown and reStructuredText the form of most bullets is the right one.
 */
static bool write_name(struct dice *dice, const struct document *document,
		       const struct document_block *block, const char *name,
		       bool usual, struct arena *arena, struct buffer *out)
{
	enum { FORMS = 8 };
	static const char *const forms[][FORMS] = {
		{"* %s\n", " - %s\n", "    * %s\n", " *%s\n", " * %s  \n",
		 "\t*\t%s\n", " * %s (but only there)\n",
		 " * %s\n   with more\n   words\n"},
		{"  * `%s`\n", "  - %s\n", "  + **%s**\n", "  - ``%s``\n",
		 "  - `%s`  \n", "  -   `%s`\n", "  - `%s` (but only there)\n",
		 "  - `%s`\n    with more\n    words\n"},
		{"* ``%s``\n", "- %s\n", "+ **%s**\n", "- `%s`\n",
		 "- ``%s``  \n", "-   ``%s``\n", "- ``%s`` (but only there)\n",
		 "- ``%s``\n  with more\n  words\n"}};
	const char *form = forms[document->form][roll(dice, FORMS)];
	const char *hole = strstr(form, "%s");
	if (roll(dice, 12) || usual) {
		buffer_add_string(
			out, document_item_line(&block->item, name, arena));
		buffer_add_char(out, '\n');
		return true;
	}
	buffer_add(out, form, (size_t)(hole - form));
	buffer_add_string(out, name);
	buffer_add_string(out, hole + 2);
	return false;
}

static void copy_lines(const struct document *document, unsigned first,
		       unsigned end, struct buffer *out)
{
	for (; first < end; first++) {
		buffer_add_string(out, document_line(document, first)->text);
		buffer_add_char(out, '\n');
	}
}

/* The line where the block's list starts, or could. */
static unsigned list_line(const struct document *document,
			  const struct document_block *block)
{
	if (block->entries.count)
		return block->entries.items[0].line;
	unsigned line = block->end;
	while (document_line(document, line - 1)->kind == LINE_BLANK)
		line--;
	return line;
}

static void write_damaged_block(struct dice *dice,
				const struct document *document,
				const struct document_block *block,
				struct arena *arena, struct names *all,
				struct buffer *out)
{
	struct names names = {.count = 0};
	size_t odd = 0;
	for (size_t i = 0; i < block->entries.count; i++)
		insert_name(&names, i, block->entries.items[i].name);
	for (size_t i = roll(dice, 6); i > 0; i--)
		damage_names(dice, &names, arena);
	unsigned line = list_line(document, block);
	copy_lines(document, block->line, line, out);
	/*
	 * Where there is no list, one may come as a paragraph of its own; in
	 * reStructuredText it would be none otherwise.
	 */
	if (!block->entries.count && names.count &&
	    (roll(dice, 2) || document->form == DOCUMENT_RST))
		buffer_add_char(out, '\n');
	for (size_t i = 0; i < names.count; i++) {
		bool usual = document->form != DOCUMENT_TEXT && odd * 3 >= i;
		odd += !write_name(dice, document, block, names.items[i], usual,
				   arena, out);
		insert_name(all, all->count, names.items[i]);
	}
	line += (unsigned)block->entries.count;
	copy_lines(document, line, block->end, out);
}

static bool has_twice(const struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(names->items[i], names->items[j]) == 0)
				return true;
	return false;
}

/* Returns whether some name stands in the lists twice. */
static bool write_damaged(struct dice *dice, const struct document *document,
			  struct arena *arena, struct buffer *out)
{
	struct names all = {.count = 0};
	const struct document_section *section = &document->section;
	unsigned line = 1;
	for (size_t i = 0; i < section->blocks.count; i++) {
		const struct document_block *block = &section->blocks.items[i];
		copy_lines(document, line, block->line, out);
		write_damaged_block(dice, document, block, arena, &all, out);
		line = block->end;
	}
	copy_lines(document, line, (unsigned)document->lines.count + 1, out);
	return has_twice(&all);
}

static const struct document *scan(const struct buffer *text,
				   struct arena *arena)
{
	struct diags diags = DIAGS_INIT;
	const struct document_file file = {"doc", text->data, text->length};
	const struct document *document = document_scan(&file, arena, &diags);
	assert_non_null(document);
	diags_release(&diags);
	return document;
}

static struct buffer update(unsigned release, const struct buffer *text)
{
	const struct page_statement what = {registry, release, NULL};
	struct diags diags = DIAGS_INIT;
	struct buffer out = BUFFER_INIT;
	const struct document_file file = {"doc", text->data, text->length};
	struct page_result result;
	if (!page_update(&what, &file, &diags, &result, &out))
		fail_msg("release %s: %s in:\n%s",
			 registry->releases[release].name,
			 diags.list.items[diags.list.count - 1].detail,
			 buffer_string(text));
	diags_release(&diags);
	return out;
}

static void assert_refused(unsigned release, const struct buffer *text)
{
	const struct page_statement what = {registry, release, NULL};
	struct diags diags = DIAGS_INIT;
	struct buffer out = BUFFER_INIT;
	struct page_result result;
	const struct document_file file = {"doc", text->data, text->length};
	assert_false(page_update(&what, &file, &diags, &result, &out));
	assert_int_equal(out.length, 0);
	assert_ptr_equal(diags.list.items[0].message, MESSAGE_ENTRY_DUPLICATE);
	diags_release(&diags);
}

static bool is_fresh(unsigned release, const struct buffer *text)
{
	const struct page_statement what = {registry, release, NULL};
	struct diags diags = DIAGS_INIT;
	struct page_result result;
	const struct document_file file = {"doc", text->data, text->length};
	assert_true(page_check(&what, &file, &diags, &result));
	diags_release(&diags);
	return result.differences == 0;
}

static bool same(const struct buffer *a, const struct buffer *b)
{
	return a->length == b->length &&
	       memcmp(buffer_string(a), buffer_string(b), a->length) == 0;
}

static void assert_recovers(unsigned release, const struct buffer *text,
			    unsigned rounds)
{
	struct arena arena = ARENA_INIT;
	const struct document *document = scan(text, &arena);
	unsigned damaged_rounds = 0;
	for (unsigned i = 0; i < rounds; i++) {
		struct dice dice = {i + 1};
		struct buffer damaged = BUFFER_INIT;
		if (write_damaged(&dice, document, &arena, &damaged)) {
			assert_refused(release, &damaged);
			buffer_release(&damaged);
			continue;
		}
		struct buffer mended = update(release, &damaged);
		if (!same(&mended, text))
			fail_msg("release %s, round %u, damaged:\n%s",
				 registry->releases[release].name, i,
				 damaged.data);
		assert_int_equal(is_fresh(release, &damaged),
				 same(&damaged, text));
		damaged_rounds += !same(&damaged, text);
		buffer_release(&damaged);
		buffer_release(&mended);
	}
	assert_true(damaged_rounds > rounds / 4);
	arena_release(&arena);
}

/* A block that is gone comes back; all other lines are as they were. */
static void assert_blocks_come_back(unsigned release, const struct buffer *text)
{
	struct arena arena = ARENA_INIT;
	const struct document *document = scan(text, &arena);
	size_t count = document->section.blocks.count;
	for (size_t i = 0; i < count; i++) {
		const struct document_block *gone =
			&document->section.blocks.items[i];
		struct buffer damaged = BUFFER_INIT;
		copy_lines(document, 1, gone->line, &damaged);
		copy_lines(document, gone->end,
			   (unsigned)document->lines.count + 1, &damaged);
		assert_false(is_fresh(release, &damaged));
		struct buffer mended = update(release, &damaged);
		assert_true(is_fresh(release, &mended));
		const struct document *back = scan(&mended, &arena);
		assert_int_equal(back->section.blocks.count, count);
		const struct document_block *block =
			&back->section.blocks.items[i];
		assert_string_equal(block->hypercall, gone->hypercall);
		assert_int_equal(block->mode, gone->mode);
		struct buffer rest = BUFFER_INIT;
		copy_lines(back, 1, block->line, &rest);
		copy_lines(back, block->end, (unsigned)back->lines.count + 1,
			   &rest);
		assert_true(same(&rest, &damaged));
		buffer_release(&rest);
		buffer_release(&mended);
		buffer_release(&damaged);
	}
	arena_release(&arena);
}

static bool has_section(unsigned release)
{
	for (unsigned i = 0; i < registry->statement_count; i++)
		if (registry->statements[i].document &&
		    release_set_has(&registry->statements[i].in, release))
			return true;
	return false;
}

/* A document of our own around the section of the release. */
static struct buffer invented_document(unsigned release,
				       enum document_form form)
{
	const struct page_statement what = {registry, release, NULL};
	struct diags diags = DIAGS_INIT;
	struct buffer text = BUFFER_INIT;
	buffer_add_string(&text, "Notes on security modules\n"
				 "=========================\n"
				 "\n"
				 " - a list\n"
				 " * XENMEM_claim_pages\n"
				 "\n");
	assert_true(
		page_section(&what, document_form_name(form), &diags, &text));
	buffer_add_repeated(&text, '\n', 1 + release % 3);
	buffer_add_string(&text, "Afterword\n"
				 "---------\n"
				 "\n"
				 "__HYPERVISOR_domctl (elsewhere.h)\n"
				 "\n"
				 " * XEN_DOMCTL_of_no_section\n");
	diags_release(&diags);
	return text;
}

static struct buffer section_text(unsigned release)
{
	const struct page_statement what = {registry, release, NULL};
	struct buffer text = BUFFER_INIT;
	struct diags diags = DIAGS_INIT;
	assert_true(page_section(&what, "text", &diags, &text));
	diags_release(&diags);
	return text;
}

/* Whether an earlier release has the same section: it would be damaged alike.
 */
static bool is_repeated(const struct buffer *sections, unsigned release)
{
	for (unsigned i = 0; i < release; i++)
		if (sections[i].length &&
		    same(&sections[i], &sections[release]))
			return true;
	return false;
}

static void own_documents_recover(void **state)
{
	(void)state;
	struct buffer *sections =
		calloc(registry->release_count, sizeof *sections);
	unsigned damaged = 0;
	assert_non_null(sections);
	for (unsigned i = 0; i < registry->release_count; i++) {
		enum document_form form = DOCUMENT_TEXT;
		if (has_section(i))
			sections[i] = section_text(i);
		for (; has_section(i) && form < DOCUMENT_FORM_COUNT; form++) {
			struct buffer text = invented_document(i, form);
			assert_true(is_fresh(i, &text));
			if (!is_repeated(sections, i)) {
				assert_recovers(i, &text, ROUNDS);
				assert_blocks_come_back(i, &text);
				damaged++;
			}
			buffer_release(&text);
		}
	}
	print_message("%u documents were damaged\n", damaged);
	assert_true(damaged > 3 * DOCUMENT_FORM_COUNT);
	for (unsigned i = 0; i < registry->release_count; i++)
		buffer_release(&sections[i]);
	free(sections);
}

/* Going from one release's document to another's and back. */
static void go_from_release_to_release(enum document_form form)
{
	for (unsigned i = 0; i < registry->release_count; i++) {
		unsigned other = registry->release_count - 1 - i;
		if (!has_section(i) || !has_section(other))
			continue;
		struct buffer text = invented_document(i, form);
		struct buffer moved = update(other, &text);
		assert_true(is_fresh(other, &moved));
		struct buffer again = update(other, &moved);
		assert_true(same(&again, &moved));
		/* Our words are the same in every document. */
		struct buffer back = update(i, &moved);
		assert_true(same(&back, &text));
		buffer_release(&text);
		buffer_release(&moved);
		buffer_release(&again);
		buffer_release(&back);
	}
}

static void documents_go_from_release_to_release(void **state)
{
	(void)state;
	go_from_release_to_release(DOCUMENT_TEXT);
	go_from_release_to_release(DOCUMENT_MARKDOWN);
	go_from_release_to_release(DOCUMENT_RST);
}

/* What a program of dpkg says; false: it is not there or knows nothing. */
static bool ask_dpkg(const char *const arguments[], struct buffer *out)
{
	static const struct process_limits limits = {10, (size_t)1 << 30,
						     (size_t)1 << 24};
	struct diags diags = DIAGS_INIT;
	struct buffer err = BUFFER_INIT;
	int status = 1;
	bool done = process_run(arguments, &limits, &diags, out, &err, &status);
	buffer_release(&err);
	diags_release(&diags);
	return done && status == 0;
}

/* The path of the document that the package ships, in the arena, or NULL. */
static const char *packaged_document(struct arena *arena)
{
	static const char *const list[] = {"dpkg", "-L", "xen-doc", NULL};
	static const char name[] = "/misc/xsm-flask.txt\n";
	struct buffer files = BUFFER_INIT;
	const char *path = NULL;
	if (ask_dpkg(list, &files)) {
		const char *end = strstr(buffer_string(&files), name);
		const char *start = end;
		while (start && start > files.data && start[-1] != '\n')
			start--;
		if (end)
			path = arena_slice(arena, start,
					   (size_t)(end - start) + sizeof name -
						   2);
	}
	buffer_release(&files);
	return path;
}

/* The release whose document it is: the line of the package's version. */
static unsigned packaged_release(void)
{
	static const char *const show[] = {"dpkg-query", "-W",	    "-f",
					   "${Version}", "xen-doc", NULL};
	struct buffer version = BUFFER_INIT;
	struct diags diags = DIAGS_INIT;
	unsigned release = NO_INDEX;
	if (ask_dpkg(show, &version)) {
		char *point = strchr(version.data, '.');
		if (point)
			point[1 + strspn(point + 1, "0123456789")] = '\0';
		release = registry_release(registry, version.data, &diags);
	}
	diags_release(&diags);
	buffer_release(&version);
	return release;
}

static void real_document_recovers(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buffer text = BUFFER_INIT;
	const char *path = packaged_document(&arena);
	unsigned release = packaged_release();
	if (!path || release == NO_INDEX) {
		arena_release(&arena);
		print_message("SKIPPED: no xsm-flask.txt here: Debian's "
			      "package xen-doc is not installed\n");
		skip();
	}
	assert_true(file_read(path, (size_t)1 << 20, &diags, &text));
	struct buffer updated = update(release, &text);
	assert_true(same(&updated, &text));
	assert_true(is_fresh(release, &text));
	assert_recovers(release, &text, ROUNDS_REAL);
	assert_blocks_come_back(release, &text);
	buffer_release(&updated);
	buffer_release(&text);
	diags_release(&diags);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_documents_recover),
		cmocka_unit_test(documents_go_from_release_to_release),
		cmocka_unit_test(real_document_recovers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
