/* A site of pages that link to each other: which there are, and their frame. */
#include "report/report_web.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "report/report_frame.h"
#include "report/report_json.h"
#include "report/report_clean.h"
#include "report/report_fix.h"

/* --- Names and paths ------------------------------------------------------ */

static const struct {
	const char *folder, *word;
} kinds[WEB_KINDS] = {
	[WEB_TOP] = {"", "page"},
	[WEB_OP] = {"op/", "op"},
	[WEB_PERMISSION] = {"permission/", "permission"},
	[WEB_RELEASE] = {"release/", "release"},
	[WEB_RULE] = {"rule/", "rule of lint"},
	[WEB_MODULE] = {"module/", "module"},
	[WEB_DOMAIN] = {"domain/", "domain of the policy"},
};

/*
 * A file's name for it: "/" and ":" become ".", what no name of a file should
 * have "=" and two digits, and of a long one the start and a number that all of
 * it makes.
 */
static const char *file_name(const char *name, struct arena *arena)
{
	enum { LONG = 120, PRIME_SHIFT = 40 };
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
	struct buffer text = BUFFER_INIT;
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (const char *at = name; *at; at++) {
		hash = (hash ^ (unsigned char)*at) *
		       ((UINT64_C(1) << PRIME_SHIFT) + 0x1b3);
		if (strchr("/:", *at))
			buffer_add_char(&text, '.');
		else if (strchr(plain, *at) && (*at != '.' || at != name))
			buffer_add_char(&text, *at);
		else
			buffer_format(&text, "=%02x",
				      (unsigned)(unsigned char)*at);
	}
	const char *shown = arena_string(arena, buffer_string(&text));
	if (text.length > LONG)
		shown = arena_format(arena, "%.*s=%08x%08x", LONG, shown,
				     (unsigned)(hash >> 32), (unsigned)hash);
	buffer_release(&text);
	return shown;
}

static void add_name(struct web *web, enum web_kind kind, const char *name,
		     const char *path, const char *hint)
{
	buffer_add_string(&web->names, web->name_count++ ? ",\n[" : "[");
	add_json_text(&web->names, kinds[kind].word);
	buffer_add_char(&web->names, ',');
	add_json_text(&web->names, name);
	buffer_add_char(&web->names, ',');
	add_json_text(&web->names, path);
	if (hint) {
		buffer_add_char(&web->names, ',');
		add_json_text(&web->names, hint);
	}
	buffer_add_char(&web->names, ']');
}

void web_expect(struct web *web, enum web_kind kind, const char *name,
		const char *hint)
{
	char *path = arena_format(web->arena, "%s%s.html", kinds[kind].folder,
				  file_name(name, web->arena));
	map_set(&web->pages[kind], arena_string(web->arena, name), path,
		web->arena);
	add_name(web, kind, name, path, hint);
}

void web_expect_on(struct web *web, enum web_kind kind, const char *name,
		   const char *whose)
{
	char *path =
		arena_format(web->arena, "%s#%s", web_path(web, kind, whose),
			     file_name(name, web->arena));
	map_set(&web->pages[kind], arena_string(web->arena, name), path,
		web->arena);
	add_name(web, kind, name, path, NULL);
}

void web_anchor(struct web_page *page, const char *name)
{
	buffer_format(&page->body, " id=\"%s\"", file_name(name, &page->arena));
}

const char *web_path(const struct web *web, enum web_kind kind,
		     const char *name)
{
	return map_get(&web->pages[kind], name);
}

/* --- The frame ------------------------------------------------------------ */

/* What stands above each page. */
static const struct link {
	const char *path, *words;
	bool policy; /* only where there is one */
} links[] = {
	{"index.html", "Overview", false},
	{"domains.html", "Domains", true},
	{"powers.html", "Powers", true},
	{"findings.html", "Findings", true},
	{"waivers.html", "Waivers", true},
	{"fixes.html", "Fixes", true},
	{"matrix.html", "Matrix", false},
	{"ops.html", "Ops", false},
	{"permissions.html", "Permissions", false},
	{"releases.html", "Releases", false},
	{"rules.html", "Rules", false},
	{"modules.html", "Modules", false},
};

static void add_links(const struct web *web, const char *top,
		      const char *section, struct buffer *out)
{
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		if (!links[i].policy || web->policy)
			buffer_format(out, "<a href=\"%s%s\"%s>%s</a>\n", top,
				      links[i].path,
				      strcmp(links[i].path, section) == 0
					      ? " aria-current=\"page\""
					      : "",
				      links[i].words);
}

void web_links(const struct web *web, const char *path, struct buffer *out)
{
	add_links(web, "", path, out);
}

/* What the pages are of: nothing that differs from one run to the next. */
static const char *foot_of(const struct web_page *page, struct arena *arena)
{
	const struct registry *registry = page->web->registry;
	const struct release *releases = registry->releases;
	return arena_format(
		arena, "Written by xsmc doc site. Xen %s to %s; fixes %s.",
		releases[0].name, releases[registry->release_count - 1].name,
		report_fixes_read(registry, arena));
}

struct web_page web_page_start(struct web *web, const char *path,
			       const char *kind, const char *heading,
			       const char *section)
{
	return (struct web_page){.web = web,
				 .path = path,
				 .top = strchr(path, '/') ? "../" : "",
				 .kind = kind,
				 .heading = heading,
				 .section = section};
}

struct web_page web_page_of(struct web *web, enum web_kind kind,
			    const char *name)
{
	const char *path = web_path(web, kind, name);
	assert(path);
	const char *folder = kinds[kind].folder;
	return web_page_start(web, path, kinds[kind].word, name,
			      arena_format(web->arena, "%.*ss.html",
					   (int)(strlen(folder) - strlen("/")),
					   folder));
}

static const char *escaped(const char *text, struct arena *arena)
{
	struct buffer out = BUFFER_INIT;
	add_xml(&out, text);
	const char *shown = arena_string(arena, buffer_string(&out));
	buffer_release(&out);
	return shown;
}

void web_page_end(struct web_page *page)
{
	struct arena *arena = &page->arena;
	struct buffer nav = BUFFER_INIT, out = BUFFER_INIT;
	add_links(page->web, page->top, page->section, &nav);
	const char *heading = escaped(page->heading, arena);
	const struct frame_word words[] = {
		{"title", heading},
		{"top", page->top},
		{"nav", buffer_string(&nav)},
		{"kind", escaped(page->kind, arena)},
		{"heading", heading},
		{"body", buffer_string(&page->body)},
		{"foot", escaped(foot_of(page, arena), arena)},
	};
	frame_fill("web.html", words, sizeof words / sizeof *words, &out);
	web_add_file(page->web, page->path, buffer_string(&out), out.length);
	buffer_release(&nav);
	buffer_release(&out);
	buffer_release(&page->body);
	arena_release(arena);
}

void web_add_file(struct web *web, const char *name, const char *bytes,
		  size_t length)
{
	*list_push(&web->files, web->arena) = (struct folder_file){
		name, arena_slice(web->arena, bytes, length), length};
}
