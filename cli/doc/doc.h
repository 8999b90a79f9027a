/*
 * Documents: our own Markdown in several formats, and Xen's xsm-flask.txt, as
 * text, Markdown or reStructuredText.
 * The one user of cmark; knows nothing of the registry.
 */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "doc/doc_form.h"
#include "doc/doc_format.h"
#include "doc/doc_heading.h"
#include "doc/doc_item.h"
#include "doc/doc_lines.h"
#include "doc/doc_mode.h"
#include "doc/doc_scan.h"

#endif
