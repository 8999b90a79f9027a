/* Classes, permissions, initial SIDs: which there are, and in what order. */
#include <string.h>

#include "verify/verify_row.h"
#include "verify/verify_tree.h"
#include "verify/verify_vector.h"

/* Names in order, as the registry has them and as the tree does. */
struct sequences {
	const char *const *registry;
	size_t registry_count;
	const struct tree_name *tree;
	size_t tree_count;
	const char *file;   /* of the tree */
	const char *what;   /* "class", "permission", "sid" */
	const char *number; /* what their place is called: "bit" */
	unsigned first;	    /* number of the first one */
	const char *within; /* class of permissions, or NULL */
	enum difference_topic topic;
};

static size_t place_in_registry(const struct sequences *sequences,
				const char *name)
{
	size_t i = 0;
	while (i < sequences->registry_count &&
	       strcmp(sequences->registry[i], name) != 0)
		i++;
	return i;
}

static size_t place_in_tree(const struct sequences *sequences, const char *name)
{
	size_t i = 0;
	while (i < sequences->tree_count &&
	       strcmp(sequences->tree[i].name, name) != 0)
		i++;
	return i;
}

static struct difference *add_row(struct verifier *verifier,
				  const struct sequences *sequences,
				  enum difference_kind kind, const char *name,
				  unsigned line)
{
	const char *subject =
		verify_say(verifier, "%s %s%s%s", sequences->what,
			   sequences->within ? sequences->within : "",
			   sequences->within ? ":" : "", name);
	struct difference *row =
		verify_add(verifier, kind, subject, sequences->file, line);
	row->topic = sequences->topic;
	row->name = name;
	row->within = sequences->within ? sequences->within : "";
	return row;
}

static const char *numbered(struct verifier *verifier,
			    const struct sequences *sequences, size_t place)
{
	return verify_say(verifier, "%s %zu", sequences->number,
			  place + sequences->first);
}

/* What both have must stand in the same order, whatever is between. */
static void compare_order(struct verifier *verifier,
			  const struct sequences *sequences)
{
	bool *passed = arena_alloc(
		verifier->arena, sequences->registry_count + 1, sizeof *passed);
	size_t expected = 0;
	for (size_t i = 0; i < sequences->registry_count; i++)
		passed[i] = place_in_tree(sequences, sequences->registry[i]) ==
			    sequences->tree_count;
	for (size_t i = 0; i < sequences->tree_count; i++) {
		const struct tree_name *name = &sequences->tree[i];
		size_t place = place_in_registry(sequences, name->name);
		if (place == sequences->registry_count)
			continue;
		while (passed[expected])
			expected++;
		passed[place] = true;
		if (place == expected) {
			verifier->out->agreed++;
			continue;
		}
		struct difference *row =
			add_row(verifier, sequences, DIFFERENCE_ORDER,
				name->name, name->line);
		row->registry = numbered(verifier, sequences, place);
		row->tree = numbered(verifier, sequences, i);
	}
}

static void compare(struct verifier *verifier,
		    const struct sequences *sequences)
{
	for (size_t i = 0; i < sequences->registry_count; i++) {
		const char *name = sequences->registry[i];
		if (place_in_tree(sequences, name) < sequences->tree_count)
			continue;
		add_row(verifier, sequences, DIFFERENCE_MISSING, name, 0)
			->registry = numbered(verifier, sequences, i);
	}
	for (size_t i = 0; i < sequences->tree_count; i++) {
		const struct tree_name *name = &sequences->tree[i];
		if (place_in_registry(sequences, name->name) <
		    sequences->registry_count)
			continue;
		add_row(verifier, sequences, DIFFERENCE_NEW, name->name,
			name->line)
			->tree = numbered(verifier, sequences, i);
	}
	compare_order(verifier, sequences);
}

static const struct tree_class *tree_class(const struct verifier *verifier,
					   const char *name)
{
	for (size_t i = 0; i < verifier->vectors.classes.count; i++)
		if (strcmp(verifier->vectors.classes.items[i].name, name) == 0)
			return &verifier->vectors.classes.items[i];
	return NULL;
}

static void compare_permissions(struct verifier *verifier, unsigned index)
{
	const struct registry *registry = verifier->registry;
	const struct object_class *class = &registry->classes[index];
	const struct tree_class *other = tree_class(verifier, class->name);
	const char **names;
	if (!other)
		return;
	size_t count = registry_permissions(registry, class, verifier->release,
					    verifier->arena, &names);
	const struct sequences sequences = {
		names,
		count,
		other->permissions.items,
		other->permissions.count,
		verifier->vectors.vector_file,
		"permission",
		"bit",
		0,
		class->name,
		TOPIC_PERMISSION,
	};
	compare(verifier, &sequences);
}

/* The permissions of a class that the registry does not have are new too. */
static void add_new_permissions(struct verifier *verifier,
				const struct tree_class *class)
{
	const struct sequences sequences = {
		NULL,
		0,
		class->permissions.items,
		class->permissions.count,
		verifier->vectors.vector_file,
		"permission",
		"bit",
		0,
		class->name,
		TOPIC_PERMISSION,
	};
	compare(verifier, &sequences);
}

static void compare_classes(struct verifier *verifier)
{
	const struct registry *registry = verifier->registry;
	const struct tree_vectors *vectors = &verifier->vectors;
	unsigned *classes;
	size_t count = registry_classes(registry, verifier->release,
					verifier->arena, &classes);
	const char **names =
		arena_alloc(verifier->arena, count + 1, sizeof *names);
	struct tree_name *others = arena_alloc(
		verifier->arena, vectors->classes.count + 1, sizeof *others);
	for (size_t i = 0; i < count; i++)
		names[i] = registry->classes[classes[i]].name;
	for (size_t i = 0; i < vectors->classes.count; i++)
		others[i] = (struct tree_name){vectors->classes.items[i].name,
					       vectors->classes.items[i].line};
	const struct sequences sequences = {
		names,
		count,
		others,
		vectors->classes.count,
		vectors->class_file,
		"class",
		"number",
		1,
		NULL,
		TOPIC_CLASS,
	};
	compare(verifier, &sequences);
	for (size_t i = 0; i < count; i++)
		compare_permissions(verifier, classes[i]);
	for (size_t i = 0; i < vectors->classes.count; i++)
		if (place_in_registry(&sequences, others[i].name) == count)
			add_new_permissions(verifier,
					    &vectors->classes.items[i]);
}

void verify_vectors(struct verifier *verifier)
{
	const struct tree_vectors *vectors = &verifier->vectors;
	const char **names;
	size_t count = registry_sids(verifier->registry, verifier->release,
				     verifier->arena, &names);
	const struct sequences sequences = {
		names,
		count,
		vectors->sids.items,
		vectors->sids.count,
		vectors->sid_file,
		"sid",
		"number",
		1,
		NULL,
		TOPIC_SID,
	};
	compare_classes(verifier);
	compare(verifier, &sequences);
}
