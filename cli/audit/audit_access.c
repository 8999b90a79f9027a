/* Lines on accesses: those that say the same become one entry. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit_access.h"
#include "audit/audit_collector.h"
#include "audit/audit_log.h"
#include "audit/audit_order.h"
#include "base/text.h"
#include "log/log.h"
#include "way/way.h"

/* --- Shapes: what was seen before needs no second look ------------------ */

static void add_text(struct buffer *key, struct log_text text)
{
	buffer_add(key, text.start, text.length);
	buffer_add_char(key, '\n');
}

/* How a domain is written: 5; or d5, d[IDLE]. */
enum access_style { STYLE_BAD, STYLE_NUMBER, STYLE_NAME };

static enum access_style style_of(struct log_text text)
{
	bool name = text.length && *text.start == 'd';
	if (name)
		text = (struct log_text){text.start + 1, text.length - 1};
	bool bracket = name && text.length > 2 && *text.start == '[' &&
		       text.start[text.length - 1] == ']';
	if (bracket)
		text = (struct log_text){text.start + 1, text.length - 2};
	for (size_t i = 0; i < text.length; i++)
		if (bracket ? !isalpha((unsigned char)text.start[i])
			    : !isdigit((unsigned char)text.start[i]))
			return STYLE_BAD;
	return !text.length ? STYLE_BAD : name ? STYLE_NAME : STYLE_NUMBER;
}

bool collect_tells_domain(const struct collector *collector, size_t field)
{
	return collector->rows[field]->domain != NULL;
}

/* "0x3f8-0x3ff", "0-0": the last of them; false: it is no range. */
static bool range_end(struct log_text text, unsigned long *last)
{
	char buffer[2 * (2 + 2 * sizeof *last) + 2], *end;
	if (!text.length || text.length >= sizeof buffer)
		return false;
	memcpy(buffer, text.start, text.length);
	buffer[text.length] = '\0';
	if (!isdigit((unsigned char)*buffer))
		return false;
	(void)strtoul(buffer, &end, 16);
	if (*end != '-' || !isdigit((unsigned char)end[1]))
		return false;
	*last = strtoul(end + 1, &end, 16);
	return !*end;
}

static bool is_range(const struct collector *collector, size_t field)
{
	return strcmp(collector->rows[field]->is, "range") == 0;
}

/* What the range is, for the key: 0: no range at all, or a bad one. */
enum range_kind { RANGE_BAD, RANGE_MAYBE_PORTS, RANGE_BEYOND_PORTS };

static enum range_kind range_of(struct log_text text)
{
	enum { LAST_PORT = 0xffff };
	unsigned long last;
	return !range_end(text, &last) ? RANGE_BAD
	       : last > LAST_PORT      ? RANGE_BEYOND_PORTS
				       : RANGE_MAYBE_PORTS;
}

static void make_key(struct collector *collector,
		     const struct log_access *access)
{
	struct buffer *key = &collector->key;
	unsigned styles = 0;
	for (size_t i = 0; i < collector->field_count; i++)
		if (access->has >> i & 1 && collect_tells_domain(collector, i))
			styles |= (unsigned)style_of(access->fields[i])
				  << 2 * i;
		else if (access->has >> i & 1 && is_range(collector, i))
			styles |= (unsigned)range_of(access->fields[i])
				  << 2 * i;
	const unsigned marks[] = {access->has, styles, collector->release,
				  access->denied};
	buffer_clear(key);
	buffer_add(key, (const char *)marks, sizeof marks);
	add_text(key, access->permissions);
	add_text(key, access->source);
	add_text(key, access->target);
	add_text(key, access->object_class);
}

/* Eight bytes at a time: a log may have a million lines a second. */
static uint64_t hash_key(const struct buffer *key)
{
	uint64_t sum = 14695981039346656037U;
	size_t i = 0;
	for (; i + sizeof sum <= key->length; i += sizeof sum) {
		uint64_t part;
		memcpy(&part, key->data + i, sizeof part);
		sum = (sum ^ part) * 1099511628211U;
		sum ^= sum >> 29;
	}
	for (; i < key->length; i++)
		sum = (sum ^ (unsigned char)key->data[i]) * 1099511628211U;
	return sum ^ sum >> 32;
}

/* The shape of the key, or the free slot where it would be. */
static struct shape *find_shape(struct collector *collector, uint64_t hash)
{
	const struct buffer *key = &collector->key;
	enum { SLOTS = 2 * AUDIT_LIMIT };
	size_t i = hash % SLOTS;
	for (;; i = (i + 1) % SLOTS) {
		struct shape *shape = &collector->shapes[i];
		if (!shape->key ||
		    (shape->hash == hash && shape->length == key->length &&
		     memcmp(shape->key, key->data, key->length) == 0))
			return shape;
	}
}

/* --- Releases ---------------------------------------------------------- */

static void add_set(struct release_set *to, const struct release_set *set)
{
	for (size_t i = 0; i < sizeof to->words / sizeof *to->words; i++)
		to->words[i] |= set->words[i];
}

static void keep_set(struct release_set *to, const struct release_set *set)
{
	for (size_t i = 0; i < sizeof to->words / sizeof *to->words; i++)
		to->words[i] &= set->words[i];
}

static bool sets_meet(const struct release_set *a, const struct release_set *b)
{
	struct release_set both = *a;
	keep_set(&both, b);
	return !release_set_empty(&both);
}

/* False: no release writes the field so. */
static bool keep_field(const struct collector *collector,
		       const struct log_access *access, size_t field,
		       struct release_set *in)
{
	const struct registry *registry = collector->audit->registry;
	const enum access_style style = style_of(access->fields[field]);
	struct release_set some = {{0}};
	bool found = false;
	for (unsigned i = 0; i < registry->log_field_count; i++) {
		const struct log_field *row = &registry->log_fields[i];
		if (strcmp(row->name, collector->fields[field]) != 0)
			continue;
		if (row->domain &&
		    style != (strcmp(row->domain, "number") == 0 ? STYLE_NUMBER
								 : STYLE_NAME))
			continue;
		add_set(&some, &row->in);
		found = true;
	}
	keep_set(in, &some);
	return found;
}

/* --- What is asked ----------------------------------------------------- */

static const struct object_class *find_class(const struct registry *registry,
					     const char *name)
{
	for (unsigned i = 0; i < registry->class_count; i++)
		if (strcmp(registry->classes[i].name, name) == 0)
			return &registry->classes[i];
	return NULL;
}

/* A bit that the hypervisor has no name for: "0x100". */
static bool is_bit(const char *permission)
{
	return text_starts_with(permission, "0x");
}

/* False: no release has the permission; in: those that do. */
static bool permission_releases(const struct registry *registry,
				const char *object_class,
				const char *permission, struct release_set *in)
{
	struct release_set some = {{0}};
	bool found = false;
	const struct object_class *row = find_class(registry, object_class);
	if (!row)
		return false;
	if (is_bit(permission) || strcmp(permission, "null") == 0) {
		keep_set(in, &row->in);
		return true;
	}
	for (unsigned i = 0; i < row->permissions.count; i++) {
		const struct permission *one =
			&registry->permissions[row->permissions.first + i];
		if (strcmp(one->name, permission) != 0)
			continue;
		add_set(&some, &one->in);
		found = true;
	}
	if (found)
		keep_set(in, &some);
	return found;
}

static bool policy_has(const struct vectors *vocabulary,
		       const char *object_class, const char *permission)
{
	if (!vocabulary)
		return false;
	unsigned class = vectors_class(vocabulary, object_class);
	return vectors_permission(vocabulary, class, permission) != 0;
}

static const char *type_of(struct log_text context, bool is_sid,
			   struct arena *arena)
{
	if (is_sid)
		return arena_format(arena, "SID %.*s", (int)context.length,
				    context.start);
	const char *end = context.start + context.length;
	const char *role = memchr(context.start, ':', context.length);
	const char *type = memchr(role + 1, ':', (size_t)(end - role - 1));
	type++;
	const char *range = memchr(type, ':', (size_t)(end - type));
	return arena_slice(arena, type, (size_t)((range ? range : end) - type));
}

static const struct {
	const char *is;
	unsigned object;
} objects[] = {
	{"target", OBJECT_OTHER}, {"device", OBJECT_DEVICE},
	{"irq", OBJECT_IRQ},	  {"range", OBJECT_RANGE},
	{"page", OBJECT_PAGE},
};

static unsigned objects_of(const struct collector *collector,
			   const struct log_access *access)
{
	unsigned found = 0;
	for (size_t i = 0; i < collector->field_count; i++)
		for (size_t j = 0; access->has >> i & 1 &&
				   j < sizeof objects / sizeof *objects;
		     j++)
			if (strcmp(collector->rows[i]->is, objects[j].is) == 0)
				found |= objects[j].object;
	for (size_t i = 0; i < collector->field_count; i++)
		if (access->has >> i & 1 && is_range(collector, i) &&
		    range_of(access->fields[i]) == RANGE_BEYOND_PORTS)
			found |= OBJECT_BEYOND_PORTS;
	return found;
}

static const char *slice(struct arena *arena, struct log_text text)
{
	return arena_slice(arena, text.start, text.length);
}

/* Fills in the entry of one permission of a line, and adds it to the shape. */
static void add_entry(struct collector *collector, struct shape *shape,
		      const struct log_access *access,
		      const struct audit_entry *pattern)
{
	bool is_new;
	struct audit_entry *entry;
	unsigned form = 0;
	/* Lines that no one release writes are no one entry. */
	do {
		const char *key = arena_format(
			collector->arena, "%d %s %s %s %s %u %u %u",
			pattern->denied, pattern->source, pattern->target,
			pattern->object_class, pattern->permission,
			pattern->objects, pattern->release, form++);
		entry = collect_entry(collector, key, &is_new);
	} while (entry && !is_new && !sets_meet(&entry->in, &pattern->in));
	if (!entry)
		return;
	if (is_new) {
		*entry = *pattern;
		if (!access->source_is_sid)
			entry->source_context =
				slice(collector->arena, access->source);
		if (!access->target_is_sid)
			entry->target_context =
				slice(collector->arena, access->target);
	} else {
		keep_set(&entry->in, &pattern->in);
	}
	shape->entries[shape->entry_count++] = entry;
}

/* Why no release asks the permission; NULL: some does, or the policy has it. */
static const char *permission_fault(const struct collector *collector,
				    const char *object_class,
				    const char *permission,
				    struct release_set *in)
{
	const struct registry *registry = collector->audit->registry;
	if (permission_releases(registry, object_class, permission, in) ||
	    policy_has(collector->vocabulary, object_class, permission))
		return NULL;
	return find_class(registry, object_class)
		       ? "no release has such a permission"
		       : "no release has such a class";
}

/* A line's permissions as words, in the arena. */
static size_t split_permissions(struct log_text text, struct arena *arena,
				const char ***words)
{
	list_of(const char *) found = LIST_INIT;
	char *rest = arena_slice(arena, text.start, text.length);
	const char *word;
	while ((word = strsep(&rest, " \t\r")))
		if (*word)
			*list_push(&found, arena) = word;
	*words = found.items;
	return found.count;
}

static const char *fields_fault(const struct collector *collector,
				const struct log_access *access,
				struct release_set *in)
{
	for (size_t i = 0; i < collector->field_count; i++) {
		if (!(access->has >> i & 1))
			continue;
		if (!keep_field(collector, access, i, in))
			return "no release writes a domain so";
		if (is_range(collector, i) &&
		    range_of(access->fields[i]) == RANGE_BAD)
			return "its range is damaged";
	}
	return NULL;
}

/* Says why a line of that shape cannot be taken, or adds its entries. */
static void fill_shape(struct collector *collector, struct shape *shape,
		       const struct log_access *access)
{
	struct arena *arena = collector->arena;
	const struct registry *registry = collector->audit->registry;
	const char **words;
	size_t count = split_permissions(access->permissions, arena, &words);
	struct audit_entry pattern = {
		.denied = access->denied,
		.release = collector->release,
		.source = type_of(access->source, access->source_is_sid, arena),
		.target = type_of(access->target, access->target_is_sid, arena),
		.object_class = slice(arena, access->object_class),
		.objects = objects_of(collector, access),
	};
	for (unsigned i = 0; i < registry->release_count; i++)
		release_set_add(&pattern.in, i);
	shape->fault = fields_fault(collector, access, &pattern.in);
	const struct release_set written = pattern.in;
	for (size_t i = 0; i < count && !shape->fault; i++)
		shape->fault = permission_fault(collector, pattern.object_class,
						words[i], &pattern.in);
	if (!shape->fault && release_set_empty(&pattern.in))
		shape->fault = "no release writes such fields and asks that";
	shape->entries =
		arena_alloc(arena, count + 1, sizeof(struct audit_entry *));
	for (size_t i = 0; i < count && !shape->fault; i++) {
		pattern.in = written;
		pattern.permission = words[i];
		permission_releases(registry, pattern.object_class, words[i],
				    &pattern.in);
		add_entry(collector, shape, access, &pattern);
	}
}

/* --- Lines ------------------------------------------------------------- */

/* "5" of "5" and "d5", "[IDLE]" of "d[IDLE]". */
static void add_domain(struct audit_domains *domains, struct log_text value)
{
	char name[sizeof *domains->names] = "";
	if (*value.start == 'd') {
		value.start++;
		value.length--;
	}
	if (value.length >= sizeof name)
		value.length = sizeof name - 1;
	memcpy(name, value.start, value.length);
	for (unsigned i = 0; i < domains->count; i++)
		if (memcmp(domains->names[i], name, sizeof name) == 0)
			return;
	if (domains->count == AUDIT_DOMAIN_LIMIT)
		domains->more = true;
	else
		memcpy(domains->names[domains->count++], name, sizeof name);
}

static void count_entry(struct collector *collector, struct audit_entry *entry,
			const struct log_event *event)
{
	const struct log_access *access = &event->access;
	collect_count(collector, entry, event);
	for (size_t i = 0; i < collector->field_count; i++)
		if (access->has >> i & 1 && collect_tells_domain(collector, i))
			add_domain(strcmp(collector->rows[i]->is, "source") == 0
					   ? &entry->sources
					   : &entry->targets,
				   access->fields[i]);
}

void collect_access(struct collector *collector, const struct log_event *event)
{
	struct audit *audit = collector->audit;
	make_key(collector, &event->access);
	uint64_t hash = hash_key(&collector->key);
	struct shape *shape = find_shape(collector, hash);
	if (!shape->key) {
		if (collector->shape_count == AUDIT_LIMIT) {
			audit->accesses++;
			audit->untold++;
			return;
		}
		shape->hash = hash;
		shape->key = arena_slice(collector->arena, collector->key.data,
					 collector->key.length);
		shape->length = collector->key.length;
		fill_shape(collector, shape, &event->access);
		collector->shape_count++;
	}
	if (shape->fault) {
		collect_damaged(collector, event, shape->fault);
		return;
	}
	audit->accesses++;
	if (!shape->entry_count)
		audit->untold++;
	for (unsigned i = 0; i < shape->entry_count; i++)
		count_entry(collector, shape->entries[i], event);
	collect_order(collector, &event->access, shape);
}
