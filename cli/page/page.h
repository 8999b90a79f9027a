/*
 * Which documents xsmc can write and what they say: the facts of the registry
 * in the words of the templates, or of a document that is there already.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "doc/doc.h"
#include "page/page_facts.h"
#include "page/page_import.h"
#include "page/page_section.h"
#include "page/page_template.h"
#include "page/page_update.h"
#include "page/page_words.h"
#include "registry/registry.h"

#endif
