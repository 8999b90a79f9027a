/*
 * Where the rules that m4 wrote were written by people.
 *
 * m4's markers name the call of a macro.  So m4 runs once more, over sources in
 * which each "allow" and each remark has a call before it that leaves a comment
 * with their place; it comes along wherever m4 takes the words.  What the two
 * runs write must be the same but for these comments, else nothing is known.
 */
#include "base/directory.h"
#include "base/file.h"
#include "base/text.h"
#include "source/source_m4.h"
#include "source/source_macro.h"
#include "source/source_order.h"
#include "source/source_scan.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

USES_MESSAGE(PROCESS_FAILED);

enum { SOURCE_LIMIT = 16 * 1024 * 1024 };

/* The macro, and the comment that it leaves: FILE, a number, and LINE. */
static const char place_macro[] =
	"define(`xsmc_place__',`#xsmc-place:$1:$2\n')dnl\n";
static const char place_comment[] = "#xsmc-place:";
static const char rule_word[] = "allow";

/* --- Sources with places ------------------------------------------------ */

/* Whether a rule or a remark may begin there. */
static bool begins_here(const char *start, const char *at, const char *end)
{
	size_t length = strlen(rule_word);
	struct arena arena = ARENA_INIT;
	if (*at == '#') {
		const char *before = at;
		while (before > start &&
		       (before[-1] == ' ' || before[-1] == '\t'))
			before--;
		if (before > start && before[-1] == '#')
			return false;
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *text =
			remark_text(at + 1, newline ? newline : end, &arena);
		arena_release(&arena);
		return text != NULL;
	}
	return (size_t)(end - at) > length &&
	       strncasecmp(at, rule_word, length) == 0 &&
	       !byte_is_of_name(at[length]) &&
	       (at == start || !byte_is_of_name(at[-1]));
}

/* Adds the text with calls before what may be a rule or a remark. */
static void add_with_places(const struct buffer *text, size_t file,
			    struct buffer *to)
{
	const char *start = buffer_string(text), *end = start + text->length;
	unsigned line = 1;
	for (const char *at = start; at < end; at++) {
		if ((*at == '#' || *at == 'a' || *at == 'A') &&
		    begins_here(start, at, end))
			buffer_format(to, "xsmc_place__(%zu,%u)", file, line);
		line += *at == '\n';
		buffer_add_char(to, *at);
	}
	/* What follows may not end up in a last comment. */
	if (text->length && end[-1] != '\n')
		buffer_add_char(to, '\n');
}

static bool add_source(const struct source_tree *tree, size_t file,
		       struct arena *arena, struct diags *diags,
		       struct buffer *to)
{
	struct buffer text = BUFFER_INIT;
	bool done = file_read_regular(
		directory_path(tree->directory, tree->files.items[file].name,
			       arena),
		SOURCE_LIMIT, diags, &text);
	if (done)
		add_with_places(&text, file, to);
	buffer_release(&text);
	return done;
}

/*
 * One m4 that reads it all from its input, as the source has it in order.  Why
 * it does not take the text is of no interest, why it does not run is.
 */
static bool run(const struct source_tree *tree, const struct buffer *input,
		struct arena *arena, struct diags *diags, struct buffer *out)
{
	struct diags said = DIAGS_INIT;
	struct m4_arguments arguments;
	m4_command(tree, arena, &arguments);
	*list_push(&arguments.list, arena) = "-";
	list_push(&arguments.list, arena);
	bool done = m4_run(tree, &arguments, input, &said, out);
	for (size_t i = 0; i < said.list.count; i++)
		if (said.list.items[i].message == MESSAGE_PROCESS_FAILED)
			diags_add(diags, MESSAGE_PROCESS_FAILED,
				  said.list.items[i].at, "%s",
				  said.list.items[i].detail);
	diags_release(&said);
	return done;
}

/* The same as source_tree_expand() does, with places for markers. */
static bool expand(const struct source_tree *tree, struct arena *arena,
		   struct diags *diags, struct buffer *text)
{
	struct buffer twice = BUFFER_INIT, once = BUFFER_INIT;
	size_t interfaces = (size_t)-1; /* where in `once` they belong */
	bool any = false, done = true;
	buffer_add_string(&twice, place_macro);
	buffer_add_string(&once, place_macro);
	for (size_t i = 0; done && i < tree->files.count; i++) {
		const struct source_file *file = &tree->files.items[i];
		if (file->interfaces || source_is_support(file->name))
			done = add_source(tree, i, arena, diags, &twice);
		if (file->interfaces && !any)
			interfaces = once.length;
		if (!file->interfaces)
			done = done && add_source(tree, i, arena, diags, &once);
		any |= file->interfaces;
	}
	if (done && any) {
		struct buffer whole = BUFFER_INIT;
		buffer_add(&whole, once.data, interfaces);
		done = run(tree, &twice, arena, diags, &whole);
		buffer_add(&whole, once.data + interfaces,
			   once.length - interfaces);
		done = done && run(tree, &whole, arena, diags, text);
		buffer_release(&whole);
	} else if (done) {
		done = run(tree, &once, arena, diags, text);
	}
	buffer_release(&twice);
	buffer_release(&once);
	if (done && tree->unordered)
		source_put_in_order(text);
	return done;
}

/* --- Comparing ----------------------------------------------------------- */

struct remark_note {
	const char *start, *text;
	struct location at; /* file NULL: not known */
};

/* What the comments before a token say, in one of the two texts. */
struct notes {
	const struct source_tree *tree;
	struct arena *arena;
	struct location last; /* file NULL: no place came just before */
	list_of(struct remark_note) remarks;
};

static struct location read_comment(const struct source_tree *tree,
				    const char *numbers)
{
	char *end;
	struct location at = {0};
	unsigned long file = strtoul(numbers, &end, 10);
	if (*end == ':' && file < tree->files.count) {
		at.file = tree->files.items[file].shown;
		at.line = (unsigned)strtoul(end + 1, NULL, 10);
	}
	return at;
}

static void take_comment(void *context, const struct scanner *scanner,
			 const char *start, const char *end)
{
	struct notes *notes = context;
	size_t length = strlen(place_comment);
	(void)scanner;
	if ((size_t)(end - start) > length &&
	    memcmp(start, place_comment, length) == 0) {
		notes->last = read_comment(notes->tree, start + length);
		return;
	}
	const char *text = remark_text(start + 1, end, notes->arena);
	if (text)
		*list_push(&notes->remarks, notes->arena) =
			(struct remark_note){start, text, notes->last};
	notes->last.file = NULL;
}

/* The next token, and what stands before it. */
static struct conf_token next(struct scanner *scanner, struct notes *notes)
{
	notes->last.file = NULL;
	notes->remarks.count = 0;
	return scanner_next(scanner);
}

static bool same_token(const struct conf_token *a, const struct conf_token *b)
{
	return !a->start == !b->start && a->length == b->length &&
	       (!a->start || memcmp(a->start, b->start, a->length) == 0);
}

static bool same_remarks(const struct notes *a, const struct notes *b)
{
	bool same = a->remarks.count == b->remarks.count;
	for (size_t i = 0; same && i < a->remarks.count; i++)
		same = strcmp(a->remarks.items[i].text,
			      b->remarks.items[i].text) == 0;
	return same;
}

static void add_place(struct source_places *places, const char *text,
		      const char *start, const struct location *at,
		      struct arena *arena)
{
	if (at->file)
		*list_push(&places->list, arena) =
			(struct source_place){(size_t)(start - text), *at};
}

/* Whether the two texts agree; what is found goes to the places. */
static bool compare(const struct source_tree *tree, const struct buffer *text,
		    const struct buffer *placed, struct arena *arena,
		    struct source_places *places)
{
	struct arena scratch = ARENA_INIT;
	struct notes notes[2] = {{.tree = tree, .arena = &scratch},
				 {.tree = tree, .arena = &scratch}};
	struct scanner one = scanner_new("", text, &scratch);
	struct scanner other = scanner_new("", placed, &scratch);
	one.comment = other.comment = take_comment;
	one.context = &notes[0];
	other.context = &notes[1];
	bool same = true, more = true;
	while (same && more) {
		struct conf_token token = next(&one, &notes[0]);
		struct conf_token twin = next(&other, &notes[1]);
		same = same_token(&token, &twin) &&
		       same_remarks(&notes[0], &notes[1]);
		more = token.start != NULL;
		for (size_t i = 0; same && i < notes[0].remarks.count; i++)
			add_place(places, buffer_string(text),
				  notes[0].remarks.items[i].start,
				  &notes[1].remarks.items[i].at, arena);
		if (same && token_is_keyword(&token, rule_word))
			add_place(places, buffer_string(text), token.start,
				  &notes[1].last, arena);
	}
	arena_release(&scratch);
	return same;
}

void source_tree_places(const struct source_tree *tree,
			const struct buffer *text, struct arena *arena,
			struct diags *diags, struct source_places *places)
{
	struct arena scratch = ARENA_INIT;
	struct buffer placed = BUFFER_INIT;
	*places = (struct source_places){LIST_INIT};
	if (!expand(tree, &scratch, diags, &placed) ||
	    !compare(tree, text, &placed, arena, places))
		places->list.count = 0;
	buffer_release(&placed);
	arena_release(&scratch);
}

const struct location *source_place_find(const struct source_places *places,
					 size_t offset)
{
	size_t low = 0, high = places->list.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct source_place *place = &places->list.items[middle];
		if (place->offset == offset)
			return &place->at;
		if (place->offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
