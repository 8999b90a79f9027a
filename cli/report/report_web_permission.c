/* A page a permission: which ops it opens, in which releases. */
#include "report/report_web_permission.h"

#include <string.h>

#include "report/report_clean.h"
#include "report/report_matrix.h"
#include "report/report_op_text.h"
#include "report/report_web_parts.h"

/* One way in which an op asks a permission. */
struct web_ask {
	const struct op *op;
	const char *text; /* "caller -> target, when: ..." */
	bool alone;	  /* nothing else is asked for the op */
	struct release_set in;
};

/* All that ask it, op by op. */
struct web_askings {
	list_of(struct web_ask) list;
};

struct web_asking {
	struct map by_permission; /* "domain:pause" -> struct web_askings */
};

/* --- Who asks what ---------------------------------------------------------
 */

/* Whether all that is asked for the op is of the access's permission. */
static bool is_alone(const struct op_accesses *accesses,
		     const struct access *access)
{
	for (size_t i = 0; i < accesses->list.count; i++) {
		const struct access *other = accesses->list.items[i];
		if (other->kind != ACCESS_ASKED || !other->object_class ||
		    strcmp(other->object_class, access->object_class) != 0 ||
		    strcmp(other->permission, access->permission) != 0)
			return false;
	}
	return true;
}

static struct web_askings *askings_of(struct web *web,
				      const struct access *access,
				      struct arena *arena)
{
	const char *name = arena_format(arena, "%s:%s", access->object_class,
					access->permission);
	struct web_askings *all = map_get(&web->asking->by_permission, name);
	if (all)
		return all;
	all = arena_alloc(web->arena, 1, sizeof *all);
	map_set(&web->asking->by_permission, arena_string(web->arena, name),
		all, web->arena);
	return all;
}

static void add_asking(struct web *web, const struct op *op, unsigned release,
		       const struct access *access, bool alone,
		       struct arena *arena)
{
	struct web_askings *all = askings_of(web, access, arena);
	const char *text =
		report_access(access, &web->registry->releases[release], arena);
	size_t i = all->list.count;
	/* Those of the op stand at the end. */
	while (i && all->list.items[i - 1].op == op &&
	       (all->list.items[i - 1].alone != alone ||
		strcmp(all->list.items[i - 1].text, text) != 0))
		i--;
	if (!i || all->list.items[i - 1].op != op) {
		*list_push(&all->list, web->arena) = (struct web_ask){
			op, arena_string(web->arena, text), alone, {{0}}};
		i = all->list.count;
	}
	release_set_add(&all->list.items[i - 1].in, release);
}

static void index_op(struct web *web, const struct op *op)
{
	for (unsigned i = 0; i < web->registry->release_count; i++) {
		struct arena arena = ARENA_INIT;
		struct op_accesses accesses;
		if (!release_set_has(&op->in, i))
			continue;
		registry_op_accesses(web->registry, op, i, &arena, &accesses);
		for (size_t j = 0; j < accesses.list.count; j++) {
			const struct access *access = accesses.list.items[j];
			if (access->object_class && access->permission)
				add_asking(web, op, i, access,
					   is_alone(&accesses, access), &arena);
		}
		arena_release(&arena);
	}
}

/* --- The page --------------------------------------------------------------
 */

/* "2 of resource, bit 5" in the newest release that has it. */
static const char *where_of(const struct registry *registry,
			    const struct object_class *class,
			    const struct permission *permission,
			    unsigned release, struct arena *arena)
{
	unsigned *classes;
	const char **names;
	size_t class_count =
		registry_classes(registry, release, arena, &classes);
	size_t count =
		registry_permissions(registry, class, release, arena, &names);
	size_t index = 0, bit = 0;
	while (index < class_count &&
	       &registry->classes[classes[index]] != class)
		index++;
	while (bit < count && strcmp(names[bit], permission->name) != 0)
		bit++;
	return arena_format(arena, "class %zu, bit %zu in %s", index + 1, bit,
			    registry->releases[release].name);
}

static void add_asking_row(struct web_page *page, const struct web_ask *asking,
			   const char *const heads[])
{
	const struct registry *registry = page->web->registry;
	const unsigned newest = web_newest(registry, &asking->in);
	const struct op_status status =
		registry_op_status(registry, asking->op, newest);
	buffer_add_string(&page->body, "<tr data-row=\"\"><th scope=\"row\">");
	web_link(page, WEB_OP, asking->op->name);
	buffer_add_string(&page->body, "</th>");
	web_cell_start(page, heads[1]);
	web_status(page, &status);
	buffer_add_string(&page->body, "</td>");
	web_cell(page, heads[2], asking->text);
	web_cell(page, heads[3], asking->alone ? "by itself" : "with others");
	web_cell(page, heads[4],
		 registry_releases_shown(registry, &asking->in, &page->arena));
	buffer_add_string(&page->body, "</tr>\n");
}

static void add_askings(struct web_page *page, const char *name)
{
	static const char *const heads[] = {"op", "status", "asked as", "opens",
					    "releases"};
	const struct web_askings *all =
		map_get(&page->web->asking->by_permission, name);
	web_title(page, NULL, "Ops that ask it");
	if (!all) {
		web_paragraph(page, "No op of the registry asks it.");
		return;
	}
	web_filter(page, "rows");
	web_table_start(page, heads, sizeof heads / sizeof *heads);
	for (size_t i = 0; i < all->list.count; i++)
		add_asking_row(page, &all->list.items[i], heads);
	web_table_end(page);
}

static size_t count_ops(const struct web_askings *all, unsigned release)
{
	size_t count = 0;
	const struct op *before = NULL;
	for (size_t i = 0; all && i < all->list.count; i++) {
		const struct web_ask *asking = &all->list.items[i];
		if (!release_set_has(&asking->in, release) ||
		    asking->op == before)
			continue;
		before = asking->op;
		count++;
	}
	return count;
}

static void add_page(struct web *web, const struct object_class *class,
		     const struct permission *permission)
{
	const struct registry *registry = web->registry;
	const char *name = arena_format(web->arena, "%s:%s", class->name,
					permission->name);
	struct web_page page = web_page_of(web, WEB_PERMISSION, name);
	struct arena *arena = &page.arena;
	const unsigned newest = web_newest(registry, &permission->in);
	const size_t ops =
		count_ops(map_get(&web->asking->by_permission, name), newest);
	buffer_format(&page.body,
		      "<p class=\"lead\">In %s %s it. A domain that is granted "
		      "it can do those that ask nothing else.</p>\n<dl>\n",
		      registry->releases[newest].name,
		      ops ? arena_format(arena, "%s ask%s",
					 count_noun(ops, "op", arena),
					 ops == 1 ? "s" : "")
			  : "no op asks");
	web_entry(&page, "in",
		  registry_releases_shown(registry, &permission->in, arena));
	web_entry(&page, "place",
		  where_of(registry, class, permission, newest, arena));
	web_entry(&page, "asked on", asked_on_shown(permission->on, arena));
	web_entry(&page, "is about",
		  permission_about_shown(permission->about, arena));
	buffer_add_string(&page.body, "</dl>\n");
	add_askings(&page, name);
	web_page_end(&page);
}

void web_permissions(struct web *web)
{
	const struct registry *registry = web->registry;
	web->asking = arena_alloc(web->arena, 1, sizeof *web->asking);
	for (unsigned i = 0; i < registry->op_count; i++)
		index_op(web, &registry->ops[i]);
	for (unsigned i = 0; i < registry->class_count; i++) {
		const struct object_class *class = &registry->classes[i];
		for (unsigned j = 0; j < class->permissions.count; j++)
			add_page(web, class,
				 &registry->permissions
					  [class->permissions.first + j]);
	}
}
