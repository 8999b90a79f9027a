/* The glossary: words that xsmc, its manual and Xen's documents use. */
#ifndef WORD_WORD_GLOSSARY_H
#define WORD_WORD_GLOSSARY_H

struct glossary_term {
	const char *word;
	const char *kind;  /* "term", "role", "power", ... */
	const char *other; /* further spellings, with ", " between; or "" */
	const char *text;  /* sentences */
};

/* All terms, by the alphabet; the last has no word. */
extern const struct glossary_term word_glossary[];

#endif
