/*
 * XML files as plain trees, held against a schema; the only user of libxml2.
 */
#ifndef XML_XML_H
#define XML_XML_H

#include "xml/xml_read.h"
#include "xml/xml_tree.h"

#endif
