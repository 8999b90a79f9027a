/* The glossary: words that xsmc, its manual and Xen's documents use. */
#include "word/word_glossary.h"

#include <stddef.h>

#define TERM(word, kind, other, text) {word, kind, other, text},
const struct glossary_term word_glossary[] = {
#include "word/word_glossary.def"
	{NULL, NULL, NULL, NULL},
};
#undef TERM
