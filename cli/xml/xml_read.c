/* XML files, held against a schema. */
#include "xml/xml_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "xml/xml_copy.h"
#include "xml/xml_explain.h"

USES_MESSAGE(SCHEMA_VIOLATION);
USES_MESSAGE(XML_DAMAGED);

enum { FILE_LIMIT = 16 * 1024 * 1024 };

struct xml_reader {
	struct xml_library library;
	const char *schema_name;
	xmlRelaxNG *schema;
	struct arena arena; /* of what is said of the file at hand */
	/* The schema as a tree, once a file is not valid, and what it is in. */
	const struct xml_element *tree;
	struct arena kept;
};

/* The first error of a file that libxml2 knows the line of, or else any. */
struct first_error {
	struct xml_reader *reader;
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
		arena_slice(&first->reader->arena, text, strcspn(text, "\n"));
	first->line = error->line > 0 ? (unsigned)error->line : 0;
}

static void report_first(const struct first_error *first,
			 const struct message *message, const char *path,
			 struct diags *diags)
{
	struct location at = {path, first->line, 0};
	diags_add(diags, message, at, "%s", first->text);
}

/* With no document type there are no entities either. */
static void refuse_document_type(void *data, const xmlChar *name,
				 const xmlChar *external, const xmlChar *system)
{
	xmlParserCtxt *context = data;
	struct first_error *first = context->_private;
	const struct xml_library *library = &first->reader->library;
	(void)name, (void)external, (void)system;
	if (!first->text) {
		first->text = "a document type declaration is not allowed";
		first->line = (unsigned)library->xmlSAX2GetLineNumber(context);
	}
	library->xmlStopParser(context);
}

static xmlDoc *parse(struct xml_reader *reader, const char *path,
		     const struct xml_bytes *bytes, struct diags *diags)
{
	struct first_error first = {reader, NULL, 0};
	const struct xml_library *library = &reader->library;
	xmlParserCtxt *context = library->xmlNewParserCtxt();
	if (!context)
		return NULL;
	context->_private = &first;
	context->sax->internalSubset = refuse_document_type;
	library->xmlSetStructuredErrorFunc(&first, keep_first);
	xmlDoc *document = library->xmlCtxtReadMemory(context, bytes->data,
						      (int)bytes->length, path,
						      NULL, XML_PARSE_NONET);
	library->xmlSetStructuredErrorFunc(NULL, NULL);
	library->xmlFreeParserCtxt(context);
	if (!first.text)
		return document;
	report_first(&first, MESSAGE_XML_DAMAGED, path, diags);
	library->xmlFreeDoc(document);
	return NULL;
}

/* A tree's validator does not know where an attribute is missing. */
static void locate_violation(const struct xml_bytes *bytes,
			     struct first_error *first)
{
	struct xml_reader *reader = first->reader;
	const struct xml_library *library = &reader->library;
	struct first_error located = {reader, NULL, 0};
	xmlTextReader *text = library->xmlReaderForMemory(
		bytes->data, (int)bytes->length, NULL, NULL, XML_PARSE_NONET);
	if (!text)
		return;
	library->xmlTextReaderSetStructuredErrorHandler(text, keep_first,
							&located);
	library->xmlTextReaderRelaxNGSetSchema(text, reader->schema);
	while (!located.line && library->xmlTextReaderRead(text) == 1)
		;
	library->xmlFreeTextReader(text);
	if (located.line)
		*first = located;
}

static const struct xml_element *schema_tree(struct xml_reader *reader)
{
	struct xml_bytes bytes;
	if (reader->tree)
		return reader->tree;
	bytes.data = embedded_find(reader->schema_name, &bytes.length);
	xmlDoc *schema = parse(reader, reader->schema_name, &bytes, NULL);
	reader->tree = xml_copy(&reader->library, schema, "", &reader->kept);
	reader->library.xmlFreeDoc(schema);
	return reader->tree;
}

/* Says it by the element and its attributes, where it is about these. */
static void explain_violation(xmlDoc *document, struct first_error *first)
{
	struct xml_reader *reader = first->reader;
	const char *text = xml_explain(
		schema_tree(reader),
		xml_copy(&reader->library, document, "", &reader->arena),
		first->line, first->text, &reader->arena);
	if (text)
		first->text = text;
}

static bool validate(struct xml_reader *reader, const char *path,
		     const struct xml_bytes *bytes, xmlDoc *document,
		     struct diags *diags)
{
	struct first_error first = {reader, "the schema refuses it", 0};
	const struct xml_library *library = &reader->library;
	xmlRelaxNGValidCtxt *context =
		library->xmlRelaxNGNewValidCtxt(reader->schema);
	library->xmlRelaxNGSetValidStructuredErrors(context, keep_first,
						    &first);
	int result = library->xmlRelaxNGValidateDoc(context, document);
	library->xmlRelaxNGFreeValidCtxt(context);
	if (result == 0)
		return true;
	if (!first.line)
		locate_violation(bytes, &first);
	explain_violation(document, &first);
	report_first(&first, MESSAGE_SCHEMA_VIOLATION, path, diags);
	return false;
}

static xmlRelaxNG *schema_new(const struct xml_library *library,
			      const char *name)
{
	size_t length = 0;
	const char *text = embedded_find(name, &length);
	xmlRelaxNGParserCtxt *context =
		library->xmlRelaxNGNewMemParserCtxt(text, (int)length);
	xmlRelaxNG *schema = library->xmlRelaxNGParse(context);
	library->xmlRelaxNGFreeParserCtxt(context);
	return schema;
}

struct xml_reader *xml_open(const char *schema, struct diags *diags)
{
	struct xml_reader *reader = memory_resize(NULL, sizeof *reader);
	*reader = (struct xml_reader){
		.schema_name = schema, .arena = ARENA_INIT, .kept = ARENA_INIT};
	if (!xml_library_load(&reader->library, diags)) {
		free(reader);
		return NULL;
	}
	reader->schema = schema_new(&reader->library, schema);
	return reader;
}

void xml_close(struct xml_reader *reader)
{
	if (!reader)
		return;
	reader->library.xmlRelaxNGFree(reader->schema);
	arena_release(&reader->arena);
	arena_release(&reader->kept);
	free(reader);
}

const struct xml_element *xml_parse(struct xml_reader *reader, const char *path,
				    const struct xml_bytes *bytes,
				    struct arena *arena, struct diags *diags)
{
	const struct xml_element *root = NULL;
	const char *shown = file_shown(path);
	xmlDoc *document = parse(reader, shown, bytes, diags);
	if (document && validate(reader, shown, bytes, document, diags))
		root = xml_copy(&reader->library, document, shown, arena);
	reader->library.xmlFreeDoc(document);
	arena_release(&reader->arena);
	return root;
}

const struct xml_element *xml_read(struct xml_reader *reader, const char *path,
				   struct arena *arena, struct diags *diags)
{
	struct buffer buffer = BUFFER_INIT;
	const struct xml_element *root = NULL;
	if (file_read(path, FILE_LIMIT, diags, &buffer)) {
		struct xml_bytes bytes = {buffer_string(&buffer),
					  buffer.length};
		root = xml_parse(reader, path, &bytes, arena, diags);
	}
	buffer_release(&buffer);
	return root;
}
