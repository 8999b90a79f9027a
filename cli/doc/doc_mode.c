/* Which mode the words of a block mean. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "doc/doc_scan.h"

/* Words of a sentence that decide what it claims. */
enum word {
	WORD_COVERS = 1,
	WORD_ALL = 2,
	WORD_EXCEPT = 4,
	WORD_POINTS = 8, /* at a list */
	WORD_SAFE = 16,
	WORD_NOT = 32,
	WORD_ONLY = 64,
	WORD_NARROWS = 128, /* what "all" are */
	WORD_OTHER = 256,
};

static const struct {
	const char *word;
	enum word kind;
} words[] = {
	{"covered", WORD_COVERS},   {"covers", WORD_COVERS},
	{"cover", WORD_COVERS},	    {"all", WORD_ALL},
	{"every", WORD_ALL},	    {"except", WORD_EXCEPT},
	{"excepted", WORD_EXCEPT},  {"excepting", WORD_EXCEPT},
	{"exception", WORD_EXCEPT}, {"exceptions", WORD_EXCEPT},
	{"following", WORD_POINTS}, {"below", WORD_POINTS},
	{"listed", WORD_POINTS},    {"named", WORD_POINTS},
	{"safe", WORD_SAFE},	    {"not", WORD_NOT},
	{"no", WORD_NOT},	    {"none", WORD_NOT},
	{"nothing", WORD_NOT},	    {"never", WORD_NOT},
	{"neither", WORD_NOT},	    {"nor", WORD_NOT},
	{"only", WORD_ONLY},	    {"that", WORD_NARROWS},
	{"which", WORD_NARROWS},    {"whose", WORD_NARROWS},
	{"if", WORD_NARROWS},	    {"when", WORD_NARROWS},
	{"unless", WORD_NARROWS},   {"until", WORD_NARROWS},
	{"but", WORD_NARROWS},	    {"most", WORD_NARROWS},
	{"some", WORD_NARROWS},
};

/* What was found in a paragraph, sentence by sentence. */
struct wording {
	unsigned sentence; /* words of the one that is read */
	unsigned covering; /* words of the first that covers something */
	unsigned safe[3];  /* words of those that call something safe */
	unsigned safe_count;
	bool denied; /* by a sentence that says more than these */
	bool more;   /* some sentence says what is covered, safe or excepted */
};

static enum word word_kind(const char *word, size_t length)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i].word) == length &&
		    strncasecmp(word, words[i].word, length) == 0)
			return words[i].kind;
	return WORD_OTHER;
}

static void end_sentence(struct wording *wording)
{
	const size_t most = sizeof wording->safe / sizeof *wording->safe;
	unsigned sentence = wording->sentence;
	wording->sentence = 0;
	wording->more |=
		(sentence & (WORD_COVERS | WORD_SAFE | WORD_EXCEPT)) != 0;
	if ((sentence & WORD_COVERS) && !wording->covering)
		wording->covering = sentence;
	else if (sentence & WORD_COVERS)
		wording->denied |= (sentence & WORD_NOT) != 0;
	else if ((sentence & WORD_SAFE) && wording->safe_count < most)
		wording->safe[wording->safe_count++] = sentence;
	else if (sentence & (WORD_SAFE | WORD_EXCEPT))
		wording->denied = true;
}

static void note_line(const char *line, struct wording *wording)
{
	while (*line) {
		size_t length = 0;
		while (isalpha((unsigned char)line[length]))
			length++;
		if (length)
			wording->sentence |= (unsigned)word_kind(line, length);
		else if (strchr(".:;()!?", *line))
			end_sentence(wording);
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
	end_sentence(wording);
	return first;
}

bool document_words_decide(const char *text)
{
	struct wording wording = {0};
	note_line(text, &wording);
	end_sentence(&wording);
	return wording.covering || wording.more;
}

/* What the sentence covers; unsaid where it says otherwise, or more. */
static enum document_mode mode_of(unsigned covering)
{
	if (covering & WORD_NOT)
		return DOCUMENT_UNSAID;
	if (covering & WORD_EXCEPT)
		return covering & WORD_ALL ? DOCUMENT_ALL_EXCEPT
					   : DOCUMENT_UNSAID;
	if (!(covering & WORD_ALL) || (covering & WORD_POINTS))
		return DOCUMENT_LISTED;
	return covering & WORD_NARROWS ? DOCUMENT_UNSAID : DOCUMENT_ALL;
}

/* What is not listed is safe; or only the exceptions are; or nothing is. */
static bool agrees(enum document_mode mode, unsigned safe)
{
	if (mode == DOCUMENT_ALL_EXCEPT)
		return (safe & WORD_ONLY) && !(safe & WORD_NOT);
	return safe & WORD_NOT;
}

/* Whether another paragraph speaks of it, as in "these are safe by now". */
static bool says_more(const struct document *document, unsigned first,
		      unsigned end)
{
	struct wording wording = {0};
	while (first < end)
		first = note_paragraph(document, first, end, &wording);
	return wording.more;
}

/*
 * The first paragraph that says what is covered counts; what another one says
 * of that beside is not understood.
 */
enum document_mode document_judge(const struct document *document,
				  unsigned first, unsigned end)
{
	struct wording wording = {0};
	while (first < end && !wording.covering) {
		wording = (struct wording){0};
		first = note_paragraph(document, first, end, &wording);
	}
	enum document_mode mode =
		wording.covering ? mode_of(wording.covering) : DOCUMENT_UNSAID;
	for (unsigned i = 0; i < wording.safe_count; i++)
		if (!agrees(mode, wording.safe[i]))
			mode = DOCUMENT_UNSAID;
	return wording.denied || says_more(document, first, end)
		       ? DOCUMENT_UNSAID
		       : mode;
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
	case DOCUMENT_MODE_COUNT:
		break;
	}
	return "unsaid";
}
