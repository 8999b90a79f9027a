/* The kinds of words: a function each, in the file of its name. */
#ifndef WORD_WORD_TABLE_H
#define WORD_WORD_TABLE_H

#include "word/word_meaning.h"

/* Adds what the word means as one of its kinds, if anything. */
typedef void word_kind(const struct word_search *search);

word_kind word_catalogue; /* rules, messages, terms of the glossary */
word_kind word_op;	  /* ops, their numbers, hypercalls */
word_kind word_ending;	  /* ops by the end of their names */
word_kind word_vector;	  /* permissions, classes, initial SIDs */
word_kind word_status;	  /* statuses, bases, modules, conditions, powers */
word_kind word_fix;	  /* advisories and commits */
word_kind word_release;	  /* releases, by point, line or tag */
word_kind word_site;	  /* profiles, groups of site-file words */
word_kind word_tool;	  /* commands of xl, functions of Xen's libraries */

/* Words that stand for all of a kind of our own, NULL-terminated. */
extern const char *const word_catalogues[];

#endif
