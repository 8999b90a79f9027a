/* Opens the files of a registry, each held against the schema. */
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "registry/registry_load_document.h"
#include "registry/registry_loader.h"

USES_MESSAGE(FILE_TOO_LARGE);
USES_MESSAGE(NAME_DUPLICATE);

enum { INCLUDE_LIMIT = 1000 };

static bool open_includes(struct loader *loader, const char *path,
			  const struct xml_element *root)
{
	const char *slash = strrchr(path, '/');
	int directory = slash ? (int)(slash - path + 1) : 0;
	bool done = true;
	for (const struct xml_element *node = xml_first(root, "include"); node;
	     node = xml_next(node, "include")) {
		const char *other =
			arena_format(loader->arena, "%.*s%s", directory, path,
				     xml_attribute(node, "file"));
		done = loader_open(loader, other) && done;
	}
	return done;
}

/* What is built in stands below a name of its own. */
static const struct xml_element *read_document(struct loader *loader,
					       const char *path)
{
	static const char builtin[] = "<built-in>/";
	if (strncmp(path, builtin, sizeof builtin - 1) != 0)
		return xml_read(loader->reader, path, &loader->work,
				loader->diags);
	struct xml_bytes bytes = {NULL, 0};
	bytes.data = embedded_find(path + sizeof builtin - 1, &bytes.length);
	if (!bytes.data)
		return NULL;
	return xml_parse(loader->reader, path, &bytes, &loader->work,
			 loader->diags);
}

bool loader_open(struct loader *loader, const char *path)
{
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
	const struct xml_element *root = read_document(loader, path);
	if (!root)
		return false;
	struct registry_file *document =
		list_push(&loader->documents, &loader->work);
	document->path = path;
	document->root = root;
	return open_includes(loader, path, root);
}
