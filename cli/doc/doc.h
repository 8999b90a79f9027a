/*
 * Documents: our own Markdown in several formats, and Xen's xsm-flask.txt.
 * The one user of cmark; knows nothing of the registry.
 */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "doc/doc_format.h"
#include "doc/doc_lines.h"
#include "doc/doc_mode.h"
#include "doc/doc_scan.h"

#endif
