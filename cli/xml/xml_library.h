/*
 * libxml2, loaded when XML is first read; for the files of xml/ only.
 *
 * Linked in the usual way it would double the time in which every command
 * starts, though most never read XML: Debian's libxml2 brings ICU and the C++
 * library with it.
 */
#ifndef XML_XML_LIBRARY_H
#define XML_XML_LIBRARY_H

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlreader.h>

#include "base/diags.h"

#define XML_FUNCTIONS(FUNCTION)                      \
	FUNCTION(xmlCtxtReadMemory)                  \
	FUNCTION(xmlDocGetRootElement)               \
	FUNCTION(xmlFreeDoc)                         \
	FUNCTION(xmlFreeParserCtxt)                  \
	FUNCTION(xmlFreeTextReader)                  \
	FUNCTION(xmlGetLineNo)                       \
	FUNCTION(xmlMemSetup)                        \
	FUNCTION(xmlNewParserCtxt)                   \
	FUNCTION(xmlNodeGetContent)                  \
	FUNCTION(xmlReaderForMemory)                 \
	FUNCTION(xmlRelaxNGFree)                     \
	FUNCTION(xmlRelaxNGFreeParserCtxt)           \
	FUNCTION(xmlRelaxNGFreeValidCtxt)            \
	FUNCTION(xmlRelaxNGNewMemParserCtxt)         \
	FUNCTION(xmlRelaxNGNewValidCtxt)             \
	FUNCTION(xmlRelaxNGParse)                    \
	FUNCTION(xmlRelaxNGSetValidStructuredErrors) \
	FUNCTION(xmlRelaxNGValidateDoc)              \
	FUNCTION(xmlSAX2GetLineNumber)               \
	FUNCTION(xmlSetStructuredErrorFunc)          \
	FUNCTION(xmlStopParser)                      \
	FUNCTION(xmlTextReaderRead)                  \
	FUNCTION(xmlTextReaderRelaxNGSetSchema)      \
	FUNCTION(xmlTextReaderSetStructuredErrorHandler)

/* libxml2's functions under their own names. */
struct xml_library {
/* NOLINTNEXTLINE(bugprone-macro-parentheses): it is declared here */
#define XML_MEMBER(name) __typeof__(name) *name;
	XML_FUNCTIONS(XML_MEMBER)
#undef XML_MEMBER
	xmlFreeFunc *xmlFree; /* a variable of libxml2's */
};

/* False, with a message, when libxml2 is not installed. */
bool xml_library_load(struct xml_library *library, struct diags *diags);

#endif
