/* Reads classes, permissions and initial SIDs. */
#include <string.h>

#include "registry/registry_load_table.h"
#include "registry/registry_load_xml.h"
#include "registry/registry_loader.h"
#include "registry/registry_range.h"
#include "registry/registry_vector.h"

USES_MESSAGE(RANGE_HOLE);
USES_MESSAGE(REFERENCE_DANGLING);

/* A permission of a class before it is known where all of them stand. */
struct placed_permission {
	const struct xml_element *node;
	const char *name;
	struct release_set in;
};

/* The permissions of a class, in the order of their bits. */
struct order {
	list_of(struct placed_permission) list;
	struct release_set in; /* of the class */
};

static struct placed_permission placed_of(struct loader *loader,
					  const struct xml_element *node,
					  const struct release_set *in)
{
	return (struct placed_permission){node,
					  node_attribute(loader, node, "name"),
					  node_range(loader, node, "in", in)};
}

/* Behind as many of a release's as the bit says; or behind all of them. */
static size_t place_of_bit(const struct order *order,
			   const struct placed_permission *placed, unsigned bit)
{
	unsigned release = 0, before = 0;
	size_t at = 0;
	while (release < RELEASE_LIMIT - 1 &&
	       !release_set_has(&placed->in, release))
		release++;
	for (; at < order->list.count && before < bit; at++)
		before += release_set_has(&order->list.items[at].in, release);
	return at;
}

/* Where a permission that another file adds stands among the others. */
static size_t find_place(struct loader *loader, const struct order *order,
			 const struct placed_permission *placed)
{
	const char *before = node_attribute(loader, placed->node, "before");
	if (xml_attribute(placed->node, "bit"))
		return place_of_bit(order, placed,
				    node_number(placed->node, "bit"));
	if (!before)
		return order->list.count;
	for (size_t i = 0; i < order->list.count; i++)
		if (strcmp(order->list.items[i].name, before) == 0)
			return i;
	diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
		  placed->node->place, "before=\"%s\"", before);
	return order->list.count;
}

static void insert(struct loader *loader, struct order *order,
		   const struct placed_permission *placed)
{
	size_t at = find_place(loader, order, placed);
	list_push(&order->list, &loader->work);
	memmove(order->list.items + at + 1, order->list.items + at,
		(order->list.count - 1 - at) * sizeof *placed);
	order->list.items[at] = *placed;
}

/* The permissions that other files add to the class. */
static void insert_more(struct loader *loader, const char *class,
			struct order *order)
{
	const char *element = "more-permissions";
	for (const struct xml_element *more = loader_first(loader, element);
	     more; more = loader_next(loader, more, element)) {
		if (strcmp(node_attribute(loader, more, "class"), class) != 0)
			continue;
		for (const struct xml_element *child =
			     xml_first(more, "permission");
		     child; child = xml_next(child, "permission")) {
			const struct placed_permission placed =
				placed_of(loader, child, &order->in);
			insert(loader, order, &placed);
		}
	}
}

/* The releases in which the permission does not have that bit. */
static struct release_set find_misplaced(const struct order *order,
					 size_t index, unsigned bit)
{
	const struct placed_permission *placed = &order->list.items[index];
	struct release_set wrong = {{0}};
	for (unsigned release = 0; release < RELEASE_LIMIT; release++) {
		unsigned have = 0;
		if (!release_set_has(&placed->in, release))
			continue;
		for (size_t i = 0; i < index; i++)
			have += release_set_has(&order->list.items[i].in,
						release);
		if (have != bit)
			release_set_add(&wrong, release);
	}
	return wrong;
}

static void check_bits(struct loader *loader, const char *class,
		       const struct order *order)
{
	const struct registry releases = {
		.releases = loader->releases.rows.items,
		.release_count = (unsigned)loader->releases.rows.count,
	};
	for (size_t i = 0; i < order->list.count; i++) {
		const struct placed_permission *placed = &order->list.items[i];
		if (!xml_attribute(placed->node, "bit"))
			continue;
		const unsigned bit = node_number(placed->node, "bit");
		const struct release_set wrong = find_misplaced(order, i, bit);
		if (!release_set_empty(&wrong))
			diags_add(loader->diags, MESSAGE_RANGE_HOLE,
				  placed->node->place,
				  "%s:%s cannot be bit %u in %s, where the "
				  "others of the class leave it another one",
				  class, placed->name, bit,
				  registry_releases_shown(&releases, &wrong,
							  &loader->work));
	}
}

static void read_class(struct loader *loader, const struct xml_element *node)
{
	struct object_class *class = loader_add(loader, classes, node);
	struct order order = {LIST_INIT, {{0}}};
	class->name = node_attribute(loader, node, "name");
	class->on = node_words(node, "on", asked_on_names);
	class->labels = node_words(node, "labels", asked_on_names);
	class->in = node_range(loader, node, "in", &loader->all);
	order.in = class->in;
	for (const struct xml_element *child = xml_first(node, "permission");
	     child; child = xml_next(child, "permission"))
		*list_push(&order.list, &loader->work) =
			placed_of(loader, child, &order.in);
	insert_more(loader, class->name, &order);
	check_bits(loader, class->name, &order);
	loader_start_span(loader, permissions, &class->permissions);
	class->permissions.count = (unsigned)order.list.count;
	for (size_t i = 0; i < order.list.count; i++) {
		const struct placed_permission *placed = &order.list.items[i];
		struct permission *permission =
			loader_add(loader, permissions, placed->node);
		permission->name = placed->name;
		permission->in = placed->in;
		permission->on = node_words(placed->node, "on", asked_on_names);
		if (!permission->on)
			permission->on = class->on;
		permission->about =
			node_words(placed->node, "about", permission_abouts);
	}
}

static bool has_class(const struct loader *loader, const char *name)
{
	for (size_t i = 0; i < loader->classes.rows.count; i++)
		if (strcmp(loader->classes.rows.items[i].name, name) == 0)
			return true;
	return false;
}

/* What is said of classes of other files finds them. */
static void check_additions(struct loader *loader)
{
	const char *element = "more-permissions";
	for (const struct xml_element *node = loader_first(loader, element);
	     node; node = loader_next(loader, node, element)) {
		const char *name = node_attribute(loader, node, "class");
		if (!has_class(loader, name))
			diags_add(loader->diags, MESSAGE_REFERENCE_DANGLING,
				  node->place, "class=\"%s\"", name);
	}
}

static void read_sid(struct loader *loader, const struct xml_element *node)
{
	struct initial_sid *sid = loader_add(loader, sids, node);
	sid->name = node_attribute(loader, node, "name");
	sid->labels =
		(enum sid_labels)node_word(node, "labels", sid_labels_names);
	sid->trusted = xml_attribute(node, "trusted") != NULL;
	sid->type = node_attribute(loader, node, "type");
	sid->in = node_range(loader, node, "in", &loader->all);
}

void load_vectors(struct loader *loader)
{
	loader_each(loader, "class", read_class);
	check_additions(loader);
	loader_each(loader, "sid", read_sid);
}
