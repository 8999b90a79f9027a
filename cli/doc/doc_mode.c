/* Which mode the words of a block mean. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "doc/doc_scan.h"

/* Words that were found in a paragraph. */
struct wording {
	bool any, covers, all, except, points; /* points at a list */
};

static bool word_is(const char *word, size_t length, const char *const list[])
{
	for (; *list; list++)
		if (strlen(*list) == length &&
		    strncasecmp(word, *list, length) == 0)
			return true;
	return false;
}

static void note_word(const char *word, size_t length, struct wording *wording)
{
	static const char *const covers[] = {"covered", "covers", NULL};
	static const char *const all[] = {"all", "every", NULL};
	static const char *const except[] = {"except",	   "excepted",
					     "excepting",  "exception",
					     "exceptions", NULL};
	static const char *const points[] = {"following", "below", "listed",
					     "named", NULL};
	wording->any = true;
	wording->covers |= word_is(word, length, covers);
	wording->all |= word_is(word, length, all);
	wording->except |= word_is(word, length, except);
	wording->points |= word_is(word, length, points);
}

static void note_line(const char *line, struct wording *wording)
{
	while (*line) {
		size_t length = 0;
		while (isalpha((unsigned char)line[length]))
			length++;
		if (length)
			note_word(line, length, wording);
		line += length ? length : 1;
	}
}

/*
 * Notes the next paragraph of prose and returns the line behind it.  Bullets
 * do not divide one, since damage may have put them there.
 */
static unsigned note_paragraph(const struct document *document, unsigned first,
			       unsigned end, struct wording *wording)
{
	while (first < end &&
	       document_line(document, first)->kind == LINE_BLANK)
		first++;
	for (; first < end; first++) {
		const struct document_line *line =
			document_line(document, first);
		if (line->kind == LINE_BLANK)
			break;
		if (line->kind == LINE_PROSE)
			note_line(line->text, wording);
	}
	return first;
}

/* The first paragraph that says what is covered counts, or the first. */
enum document_mode document_judge(const struct document *document,
				  unsigned first, unsigned end)
{
	struct wording wording = {0};
	while (first < end && !wording.covers) {
		struct wording next = {0};
		first = note_paragraph(document, first, end, &next);
		if (next.covers || !wording.any)
			wording = next;
	}
	if (!wording.any)
		return DOCUMENT_UNSAID;
	if (wording.except)
		return DOCUMENT_ALL_EXCEPT;
	return wording.all && !wording.points ? DOCUMENT_ALL : DOCUMENT_LISTED;
}

const char *document_mode_name(enum document_mode mode)
{
	switch (mode) {
	case DOCUMENT_LISTED:
		return "listed";
	case DOCUMENT_ALL_EXCEPT:
		return "all except";
	case DOCUMENT_ALL:
		return "all";
	case DOCUMENT_UNSAID:
		break;
	}
	return "unsaid";
}
