/* Reads a site file. */
#include <string.h>

#include "site/site_check.h"
#include "site/site_model.h"
#include "site/site_policy.h"
#include "site/site_read.h"
#include "xml/xml.h"

/* Tables under construction; `site` is what comes out. */
struct site_reading {
	struct site site;
	list_of(const char *) registries;
	list_of(struct site_type) types;
	list_of(struct waiver) waivers;
	list_of(struct site_review) reviews;
	list_of(struct site_expectation) expectations;
	struct arena *arena;
};

/* The path that a file of the site's directory has from here. */
static const char *beside(const struct site_reading *reading, const char *file)
{
	const char *path = reading->site.path;
	const char *slash = strrchr(path, '/');
	if (!slash || *file == '/')
		return file;
	return arena_format(reading->arena, "%.*s%s", (int)(slash - path + 1),
			    path, file);
}

static void read_type(struct site_reading *reading,
		      const struct xml_element *element)
{
	*list_push(&reading->types, reading->arena) = (struct site_type){
		.type = xml_attribute(element, "type"),
		.role = xml_attribute(element, "name"),
		.reason = xml_attribute(element, "reason"),
		.place = element->place,
	};
}

static void read_review(struct site_reading *reading,
			const struct xml_element *element)
{
	*list_push(&reading->reviews, reading->arena) = (struct site_review){
		.op = xml_attribute(element, "op"),
		.releases = xml_attribute(element, "releases"),
		.evidence = xml_attribute(element, "evidence"),
		.by = xml_attribute(element, "by"),
		.place = element->place,
	};
}

static void read_waiver(struct site_reading *reading,
			const struct xml_element *element)
{
	*list_push(&reading->waivers, reading->arena) = (struct waiver){
		.op = xml_attribute(element, "op"),
		.permission = xml_attribute(element, "permission"),
		.rule = xml_attribute(element, "rule"),
		.commit = xml_attribute(element, "commit"),
		.subject = xml_attribute(element, "subject"),
		.object = xml_attribute(element, "object"),
		.reason = xml_attribute(element, "reason"),
		.until = xml_attribute(element, "until"),
		.by = xml_attribute(element, "by"),
		.place = element->place,
	};
}

/* "no", "yes", or "while" and what stands behind it. */
static enum site_can read_can(const char *word, const char **guard)
{
	static const char start[] = "while ";
	*guard = NULL;
	if (strncmp(word, start, strlen(start)) == 0) {
		*guard = word + strlen(start);
		return EXPECT_WHILE;
	}
	return strcmp(word, "yes") == 0 ? EXPECT_YES : EXPECT_NO;
}

static void read_expectation(struct site_reading *reading,
			     const struct xml_element *element)
{
	struct site_expectation row = {
		.op = xml_attribute(element, "op"),
		.type = xml_attribute(element, "type"),
		.reaches = xml_attribute(element, "reaches"),
		.by = xml_attribute(element, "by"),
		.on = xml_attribute(element, "on"),
		.reason = xml_attribute(element, "reason"),
		.place = element->place,
	};
	row.can = read_can(xml_attribute(element, "can"), &row.guard);
	*list_push(&reading->expectations, reading->arena) = row;
}

static void read_element(struct site_reading *reading,
			 const struct xml_element *element)
{
	if (xml_is(element, "registry"))
		*list_push(&reading->registries, reading->arena) =
			beside(reading, xml_attribute(element, "file"));
	else if (xml_is(element, "review"))
		read_review(reading, element);
	else if (xml_is(element, "accept"))
		read_waiver(reading, element);
	else if (xml_is(element, "expect"))
		read_expectation(reading, element);
	else if (xml_is(element, "policy"))
		reading->site.policy =
			site_read_policy(element, reading->arena);
	else
		read_type(reading, element);
}

static struct site *read_tree(const char *path, const struct xml_element *root,
			      struct arena *arena)
{
	struct site_reading reading = {.arena = arena};
	reading.site.path = arena_string(arena, path);
	reading.site.release = xml_attribute(root, "release");
	reading.site.arch = xml_attribute(root, "arch");
	reading.site.ignores_remarks = xml_says(root, "remarks", "no");
	reading.site.flaws_fail = xml_says(root, "known-flaws", "error");
	for (const struct xml_element *element = root->children; element;
	     element = element->next)
		read_element(&reading, element);
	list_push(&reading.registries, arena);
	reading.site.registries = reading.registries.items;
	reading.site.types = reading.types.items;
	reading.site.type_count = reading.types.count;
	reading.site.waivers = reading.waivers.items;
	reading.site.waiver_count = reading.waivers.count;
	reading.site.reviews = reading.reviews.items;
	reading.site.review_count = reading.reviews.count;
	reading.site.expectations = reading.expectations.items;
	reading.site.expectation_count = reading.expectations.count;
	struct site *site = arena_alloc(arena, 1, sizeof *site);
	*site = reading.site;
	return site;
}

const struct site *site_from_tree(const char *path,
				  const struct xml_element *root,
				  struct arena *arena, struct diags *diags)
{
	size_t before = diags->errors;
	struct site *site = read_tree(path, root, arena);
	site_check(site, diags);
	return diags->errors == before ? site : NULL;
}

/* The file, or the bytes if there are some. */
static const struct site *read_site(const char *path,
				    const struct xml_bytes *bytes,
				    struct arena *arena, struct diags *diags)
{
	struct xml_reader *reader = xml_open("site.rng", diags);
	const struct xml_element *root = NULL;
	if (reader)
		root = bytes ? xml_parse(reader, path, bytes, arena, diags)
			     : xml_read(reader, path, arena, diags);
	xml_close(reader);
	return root ? site_from_tree(path, root, arena, diags) : NULL;
}

const struct site *site_read(const char *path, struct arena *arena,
			     struct diags *diags)
{
	return read_site(path, NULL, arena, diags);
}

const struct site *site_parse(const char *path, const char *bytes,
			      size_t length, struct arena *arena,
			      struct diags *diags)
{
	const struct xml_bytes all = {bytes, length};
	return read_site(path, &all, arena, diags);
}
