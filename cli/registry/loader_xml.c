#include "registry/loader.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"

enum { FILE_LIMIT = 16 * 1024 * 1024, INCLUDE_LIMIT = 1000 };

/* The first error of a file that libxml2 knows the line of, or else any. */
struct first_error {
	struct arena *arena;
	const char *text; /* NULL: none so far */
	unsigned line;
};

static void keep_first(void *data, xmlErrorPtr error)
{
	struct first_error *first = data;
	if (error->level < XML_ERR_ERROR || first->line)
		return;
	const char *text = error->message ? error->message : "no details";
	first->text = arena_slice(first->arena, text, strcspn(text, "\n"));
	first->line = error->line > 0 ? (unsigned)error->line : 0;
}

static void report_first(struct loader *loader, enum message_id id,
			 const char *path, const struct first_error *first)
{
	struct location at = {path, first->line, 0};
	diags_add(loader->diags, id, at, "%s", first->text);
}

static xmlDoc *parse(struct loader *loader, const char *path,
		     const struct buffer *text)
{
	struct first_error first = {&loader->work, NULL, 0};
	xmlParserCtxt *context = xmlNewParserCtxt();
	if (!context)
		return NULL;
	xmlSetStructuredErrorFunc(&first, keep_first);
	xmlDoc *tree = xmlCtxtReadMemory(context, text->data, (int)text->length,
					 path, NULL, XML_PARSE_NONET);
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlFreeParserCtxt(context);
	if (tree && !first.text && tree->intSubset)
		first.text = "a document type declaration is not allowed";
	if (!first.text)
		return tree;
	report_first(loader, MESSAGE_XML_DAMAGED, path, &first);
	xmlFreeDoc(tree);
	return NULL;
}

static xmlRelaxNG *schema_new(void)
{
	size_t length;
	const char *text = embedded_find("registry.rng", &length);
	xmlRelaxNGParserCtxt *context =
		xmlRelaxNGNewMemParserCtxt(text, (int)length);
	xmlRelaxNG *schema = xmlRelaxNGParse(context);
	xmlRelaxNGFreeParserCtxt(context);
	return schema;
}

static bool validate(struct loader *loader, const char *path, xmlDoc *tree)
{
	struct first_error first = {&loader->work, "the schema refuses it", 0};
	xmlRelaxNG *schema = schema_new();
	xmlRelaxNGValidCtxt *context = xmlRelaxNGNewValidCtxt(schema);
	xmlRelaxNGSetValidStructuredErrors(context, keep_first, &first);
	int result = xmlRelaxNGValidateDoc(context, tree);
	xmlRelaxNGFreeValidCtxt(context);
	xmlRelaxNGFree(schema);
	if (result != 0)
		report_first(loader, MESSAGE_SCHEMA_VIOLATION, path, &first);
	return result == 0;
}

static bool open_includes(struct loader *loader, const char *path, xmlDoc *tree)
{
	const char *slash = strrchr(path, '/');
	int directory = slash ? (int)(slash - path + 1) : 0;
	const xmlNode *root = xmlDocGetRootElement(tree);
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
	if (file_read(path, FILE_LIMIT, loader->diags, &text)) {
		buffer_reserve(&text, 0);
		xmlDoc *tree = parse(loader, file_shown(path), &text);
		if (tree) {
			struct document *document =
				list_push(&loader->documents, &loader->work);
			document->path = path;
			document->tree = tree;
			done = validate(loader, file_shown(path), tree) &&
			       open_includes(loader, path, tree);
		}
	}
	buffer_release(&text);
	return done;
}

struct location loader_place(const struct loader *loader, const xmlNode *node)
{
	struct location at = {NULL, (unsigned)xmlGetLineNo(node), 0};
	for (size_t i = 0; i < loader->documents.count; i++)
		if (loader->documents.items[i].tree == node->doc)
			at.file = file_shown(loader->documents.items[i].path);
	return at;
}

bool node_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0;
}

static xmlNode *node_from(xmlNode *node, const char *name)
{
	while (node && !node_is(node, name))
		node = node->next;
	return node;
}

xmlNode *node_first(const xmlNode *parent, const char *name)
{
	return node_from(parent->children, name);
}

xmlNode *node_next(const xmlNode *node, const char *name)
{
	return node_from(node->next, name);
}

/* The first one in the documents from that index on. */
static xmlNode *first_from(const struct loader *loader, size_t document,
			   const char *name)
{
	xmlNode *node = NULL;
	for (; !node && document < loader->documents.count; document++)
		node = node_first(
			xmlDocGetRootElement(
				loader->documents.items[document].tree),
			name);
	return node;
}

xmlNode *loader_first(const struct loader *loader, const char *name)
{
	return first_from(loader, 0, name);
}

xmlNode *loader_next(const struct loader *loader, const xmlNode *node,
		     const char *name)
{
	xmlNode *next = node_next(node, name);
	size_t document = 0;
	while (loader->documents.items[document].tree != node->doc)
		document++;
	return next ? next : first_from(loader, document + 1, name);
}

static const char *collapsed(struct loader *loader, xmlChar *text)
{
	const char *space = " \t\r\n";
	char *copy = arena_string(loader->arena, (const char *)text);
	xmlFree(text);
	char *to = copy;
	for (const char *from = copy + strspn(copy, space); *from;) {
		size_t word = strcspn(from, space);
		memmove(to, from, word);
		to += word;
		from += word;
		from += strspn(from, space);
		if (*from)
			*to++ = ' ';
	}
	*to = '\0';
	return copy;
}

const char *node_attribute(struct loader *loader, const xmlNode *node,
			   const char *name)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
	return text ? collapsed(loader, text) : NULL;
}

unsigned node_number(const xmlNode *node, const char *name)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
	unsigned long number = text ? strtoul((const char *)text, NULL, 10) : 0;
	xmlFree(text);
	return (unsigned)number;
}

const char *node_text(struct loader *loader, const xmlNode *node)
{
	xmlChar *text = xmlNodeGetContent(node);
	return text ? collapsed(loader, text) : "";
}
