#include "registry/loader.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"

enum { FILE_LIMIT = 16 * 1024 * 1024, INCLUDE_LIMIT = 1000 };

/* The first error of a file that libxml2 knows the line of, or else any. */
struct first_error {
	struct loader *loader;
	const char *text; /* NULL: none so far */
	unsigned line;
};

static void keep_first(void *data, xmlErrorPtr error)
{
	struct first_error *first = data;
	if (error->level < XML_ERR_ERROR || first->line)
		return;
	const char *text = error->message ? error->message : "no details";
	first->text =
		arena_slice(&first->loader->work, text, strcspn(text, "\n"));
	first->line = error->line > 0 ? (unsigned)error->line : 0;
}

static void report_first(struct loader *loader, enum message_id id,
			 const char *path, const struct first_error *first)
{
	struct location at = {path, first->line, 0};
	diags_add(loader->diags, id, at, "%s", first->text);
}

/* With no document type there are no entities either. */
static void refuse_document_type(void *data, const xmlChar *name,
				 const xmlChar *external, const xmlChar *system)
{
	xmlParserCtxt *context = data;
	struct first_error *first = context->_private;
	const struct xml_library *xml = &first->loader->xml;
	(void)name, (void)external, (void)system;
	if (!first->text) {
		first->text = "a document type declaration is not allowed";
		first->line = (unsigned)xml->xmlSAX2GetLineNumber(context);
	}
	xml->xmlStopParser(context);
}

static xmlDoc *parse(struct loader *loader, const char *path,
		     const struct buffer *text)
{
	struct first_error first = {loader, NULL, 0};
	const struct xml_library *xml = &loader->xml;
	xmlParserCtxt *context = xml->xmlNewParserCtxt();
	if (!context)
		return NULL;
	context->_private = &first;
	context->sax->internalSubset = refuse_document_type;
	xml->xmlSetStructuredErrorFunc(&first, keep_first);
	xmlDoc *tree =
		xml->xmlCtxtReadMemory(context, text->data, (int)text->length,
				       path, NULL, XML_PARSE_NONET);
	xml->xmlSetStructuredErrorFunc(NULL, NULL);
	xml->xmlFreeParserCtxt(context);
	if (!first.text)
		return tree;
	report_first(loader, MESSAGE_XML_DAMAGED, path, &first);
	xml->xmlFreeDoc(tree);
	return NULL;
}

static xmlRelaxNG *schema_new(const struct xml_library *xml)
{
	size_t length;
	const char *text = embedded_find("registry.rng", &length);
	xmlRelaxNGParserCtxt *context =
		xml->xmlRelaxNGNewMemParserCtxt(text, (int)length);
	xmlRelaxNG *schema = xml->xmlRelaxNGParse(context);
	xml->xmlRelaxNGFreeParserCtxt(context);
	return schema;
}

/* A tree's validator does not know where an attribute is missing. */
static void locate_violation(const struct buffer *text, xmlRelaxNG *schema,
			     struct first_error *first)
{
	const struct xml_library *xml = &first->loader->xml;
	struct first_error located = {first->loader, NULL, 0};
	xmlTextReader *reader = xml->xmlReaderForMemory(
		text->data, (int)text->length, NULL, NULL, XML_PARSE_NONET);
	if (!reader)
		return;
	xml->xmlTextReaderSetStructuredErrorHandler(reader, keep_first,
						    &located);
	xml->xmlTextReaderRelaxNGSetSchema(reader, schema);
	while (!located.line && xml->xmlTextReaderRead(reader) == 1)
		;
	xml->xmlFreeTextReader(reader);
	if (located.line)
		*first = located;
}

static bool validate(struct loader *loader, const char *path,
		     const struct buffer *text, xmlDoc *tree)
{
	struct first_error first = {loader, "the schema refuses it", 0};
	const struct xml_library *xml = &loader->xml;
	xmlRelaxNG *schema = schema_new(xml);
	xmlRelaxNGValidCtxt *context = xml->xmlRelaxNGNewValidCtxt(schema);
	xml->xmlRelaxNGSetValidStructuredErrors(context, keep_first, &first);
	int result = xml->xmlRelaxNGValidateDoc(context, tree);
	xml->xmlRelaxNGFreeValidCtxt(context);
	if (result != 0 && !first.line)
		locate_violation(text, schema, &first);
	xml->xmlRelaxNGFree(schema);
	if (result != 0)
		report_first(loader, MESSAGE_SCHEMA_VIOLATION, path, &first);
	return result == 0;
}

static bool open_includes(struct loader *loader, const char *path, xmlDoc *tree)
{
	const char *slash = strrchr(path, '/');
	int directory = slash ? (int)(slash - path + 1) : 0;
	const xmlNode *root = loader->xml.xmlDocGetRootElement(tree);
	bool done = true;
	for (const xmlNode *node = node_first(root, "include"); node;
	     node = node_next(node, "include")) {
		const char *file = node_attribute(loader, node, "file");
		const char *other = arena_format(loader->arena, "%.*s%s",
						 directory, path, file);
		done = loader_open(loader, other) && done;
	}
	return done;
}

/* The text of a file; what is built in stands below a name of its own. */
static bool read_text(struct loader *loader, const char *path,
		      struct buffer *text)
{
	static const char builtin[] = "<built-in>/";
	size_t length;
	if (strncmp(path, builtin, sizeof builtin - 1) != 0)
		return file_read(path, FILE_LIMIT, loader->diags, text);
	const char *bytes = embedded_find(path + sizeof builtin - 1, &length);
	if (bytes)
		buffer_add(text, bytes, length);
	return bytes;
}

bool loader_open(struct loader *loader, const char *path)
{
	struct buffer text = BUFFER_INIT;
	bool done = false;
	if (loader->documents.count >= INCLUDE_LIMIT) {
		diags_add(loader->diags, MESSAGE_FILE_TOO_LARGE,
			  location_file(path), "more than %d files",
			  INCLUDE_LIMIT);
		return false;
	}
	for (size_t i = 0; i < loader->documents.count; i++)
		if (strcmp(loader->documents.items[i].path, path) == 0) {
			diags_add(loader->diags, MESSAGE_NAME_DUPLICATE,
				  location_file(path),
				  "the file is read twice");
			return false;
		}
	if (read_text(loader, path, &text)) {
		buffer_reserve(&text, 0);
		xmlDoc *tree = parse(loader, file_shown(path), &text);
		if (tree) {
			struct document *document =
				list_push(&loader->documents, &loader->work);
			document->path = path;
			document->tree = tree;
			done = validate(loader, file_shown(path), &text,
					tree) &&
			       open_includes(loader, path, tree);
		}
	}
	buffer_release(&text);
	return done;
}
