/* The section of a document as the registry has it. */
#include "page/page.h"
#include "page/page_words.h"

USES_MESSAGE(USAGE);

static bool render_section(const struct release *release,
			   const struct page_facts *facts, const char *format,
			   struct arena *arena, struct buffer *out)
{
	const struct document_page page = {
		.name = "xsm-flask-status",
		.title = arena_format(arena,
				      "security status of dom0 disaggregation "
				      "in Xen %s",
				      release->name),
		.date = release->date,
		.product = arena_format(arena, "Xen %s", release->name),
	};
	struct buffer markdown = BUFFER_INIT;
	page_write_section(facts, &markdown);
	bool known =
		document_render(format, buffer_string(&markdown), &page, out);
	buffer_release(&markdown);
	return known;
}

bool page_section(const struct page_statement *what, const char *format,
		  struct diags *diags, struct buffer *out)
{
	struct arena arena = ARENA_INIT;
	struct page_facts facts;
	bool done = page_facts_collect(what, &arena, diags, &facts);
	if (done && !render_section(&what->registry->releases[what->release],
				    &facts, format, &arena, out)) {
		diags_add(diags, MESSAGE_USAGE, location_file(NULL),
			  "no format \"%s\" for the status section", format);
		done = false;
	}
	arena_release(&arena);
	return done;
}
