/*
 * What words mean: each name that the registry, the rules, the messages, the
 * profiles, the toolstack or the glossary have, and which ops it is about.
 */
#ifndef WORD_WORD_H
#define WORD_WORD_H

#include "word/word_find.h"
#include "word/word_glossary.h"
#include "word/word_meaning.h"

#endif
