/* Loads libxml2 when XML is read for the first time. */
#include "xml/xml_library.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

USES_MESSAGE(PROCESS_FAILED);

struct library_symbol {
	const char *name;
	size_t offset; /* of its pointer in struct xml_library */
};

static const struct library_symbol symbols[] = {
#define XML_SYMBOL(name) {#name, offsetof(struct xml_library, name)},
	XML_FUNCTIONS(XML_SYMBOL)
#undef XML_SYMBOL
		{"xmlFree", offsetof(struct xml_library, xmlFree)},
};

static void *memory_get(size_t size)
{
	return memory_resize(NULL, size);
}

static char *memory_copy(const char *string)
{
	size_t size = strlen(string) + 1;
	return memcpy(memory_get(size), string, size);
}

/* The library is never closed: it is used to the end, or not at all. */
bool xml_library_load(struct xml_library *library, struct diags *diags)
{
	void *handle = dlopen(XML_SONAME, RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; handle && i < sizeof symbols / sizeof *symbols;
	     i++) {
		void *address = dlsym(handle, symbols[i].name);
		if (!address)
			handle = NULL;
		memcpy((char *)library + symbols[i].offset, &address,
		       sizeof address);
	}
	if (!handle)
		diags_add(diags, MESSAGE_PROCESS_FAILED,
			  location_file(XML_SONAME), "%s", dlerror());
	else
		library->xmlMemSetup(free, memory_get, memory_resize,
				     memory_copy);
	return handle;
}
