/* Reads logs: what their lines say, by kind and each kind once. */
#include <stdlib.h>
#include <string.h>

#include "audit/audit_access.h"
#include "audit/audit_collector.h"
#include "audit/audit_log.h"
#include "base/file.h"
#include "base/text.h"
#include "log/log.h"
#include "way/way.h"

USES_MESSAGE(LOG_MISSING);

/* Of odd lines so many are told one by one. */
enum { ODD_LIMIT = 10, TEXT_LIMIT = 200 };

/* --- Entries ----------------------------------------------------------- */

struct audit_entry *collect_entry(struct collector *collector, const char *key,
				  bool *is_new)
{
	struct audit_entry *entry = map_get(&collector->entries, key);
	*is_new = !entry;
	if (entry)
		return entry;
	if (collector->audit->entries.count == AUDIT_LIMIT)
		return NULL;
	entry = arena_alloc(collector->arena, 1, sizeof *entry);
	map_set(&collector->entries, arena_string(collector->arena, key), entry,
		collector->arena);
	*list_push(&collector->audit->entries, collector->arena) = entry;
	return entry;
}

static bool is_permissive(const struct collector *collector)
{
	return collector->mode && strcmp(collector->mode, "permissive") == 0;
}

void collect_count(struct collector *collector, struct audit_entry *entry,
		   const struct log_event *event)
{
	entry->last = (struct audit_place){collector->log, event->line};
	if (!entry->count++)
		entry->first = entry->last;
	entry->passed += is_permissive(collector);
}

static void add_odd(struct collector *collector, struct audit_odds *odds,
		    const struct log_event *event, const char *reason)
{
	if (odds->count++ < ODD_LIMIT)
		*list_push(&odds->list, collector->arena) = (struct audit_odd){
			{collector->log, event->line}, reason};
}

void collect_damaged(struct collector *collector, const struct log_event *event,
		     const char *reason)
{
	add_odd(collector, &collector->audit->damaged, event, reason);
}

/* --- Other lines ------------------------------------------------------- */

/* In the arena of the line at hand. */
static const char *hole(struct collector *collector,
			const struct log_event *event, const char *name)
{
	struct log_text text = log_hole(collector->reader, event, name);
	return arena_slice(&collector->line, text.start, text.length);
}

/* "4.17.5" of "4.17.5-pre": the release that a banner names. */
static void take_banner(struct collector *collector,
			const struct log_event *event)
{
	struct audit *audit = collector->audit;
	const char *version = hole(collector, event, "version");
	char *name = arena_string(&collector->line, version);
	name[strspn(name, "0123456789.")] = '\0';
	collector->release = registry_find_release(audit->registry, name);
	collector->mode = NULL;
	if (collector->release == NO_INDEX ||
	    strcmp(audit->registry->releases[collector->release].name, name) !=
		    0) {
		collector->release =
			registry_nearest_release(audit->registry, name);
		audit->strange = arena_string(collector->arena, version);
	}
	if (collector->release != NO_INDEX)
		release_set_add(&audit->banners, collector->release);
}

static void take_unknown(struct collector *collector,
			 const struct log_event *event,
			 const struct log_line *means)
{
	bool is_new;
	const char *name =
		means->name ? means->name : hole(collector, event, "name");
	const char *number = hole(collector, event, "number");
	if (!registry_has_log_name(collector->audit->registry, name) ||
	    !*number || number[strspn(number, "-0123456789")]) {
		collect_damaged(collector, event,
				"no release gives an op that name");
		return;
	}
	const char *key =
		arena_format(&collector->line, "%d %s:%s %u", means->refused,
			     name, number, collector->release);
	struct audit_entry *entry = collect_entry(collector, key, &is_new);
	if (!entry) {
		collector->audit->untold++;
		return;
	}
	if (is_new)
		*entry = (struct audit_entry){
			.denied = means->refused,
			.release = collector->release,
			.in = means->in,
			.unknown = arena_string(collector->arena, name),
			.number = (unsigned)strtoul(number, NULL, 10),
			.means = means,
		};
	collect_count(collector, entry, event);
}

static void take_notice(struct collector *collector,
			const struct log_event *event,
			const struct log_line *means)
{
	struct arena *arena = collector->arena;
	struct audit *audit = collector->audit;
	size_t length = event->text.length < TEXT_LIMIT ? event->text.length
							: TEXT_LIMIT;
	char *text = arena_slice(&collector->line, event->text.start, length);
	text_mask(text);
	while (length && text[length - 1] == ' ')
		text[--length] = '\0';
	const char *key = arena_format(&collector->line, "%s %u", text,
				       collector->release);
	struct audit_notice *notice = map_get(&collector->notices, key);
	if (!notice && audit->notices.count == AUDIT_LIMIT) {
		audit->untold++;
		return;
	}
	if (!notice) {
		notice = arena_alloc(arena, 1, sizeof *notice);
		notice->means = means;
		notice->text = arena_string(arena, text);
		notice->release = collector->release;
		notice->first =
			(struct audit_place){collector->log, event->line};
		map_set(&collector->notices, arena_string(arena, key), notice,
			arena);
		*list_push(&audit->notices, arena) = notice;
	}
	notice->count++;
	notice->last = (struct audit_place){collector->log, event->line};
}

static void take_line(struct collector *collector,
		      const struct log_event *event)
{
	const struct log_line *means =
		&collector->audit->registry->log_lines[event->pattern];
	switch (means->kind) {
	case LOG_BANNER:
		take_banner(collector, event);
		break;
	case LOG_UNKNOWN_OP:
		take_unknown(collector, event, means);
		break;
	case LOG_MODE:
		collector->mode = means->mode;
		take_notice(collector, event, means);
		break;
	case LOG_POLICY_LACKS:
	case LOG_POLICY_REFUSED:
	case LOG_LABEL:
	case LOG_MASKED:
		take_notice(collector, event, means);
		break;
	case LOG_CUT:
		collect_damaged(collector, event, means->text);
		break;
	case LOG_INFORMATION:
		break;
	}
}

static void take(void *context, const struct log_event *event)
{
	struct collector *collector = context;
	collector->audit->events++;
	arena_clear(&collector->line);
	switch (event->kind) {
	case LOG_EVENT_ACCESS:
		collect_access(collector, event);
		break;
	case LOG_EVENT_LINE:
		take_line(collector, event);
		break;
	case LOG_EVENT_DAMAGED:
		collect_damaged(collector, event, event->reason);
		break;
	case LOG_EVENT_FOREIGN:
		add_odd(collector, &collector->audit->foreign, event,
			event->reason);
		break;
	}
}

/* --- What was refused, and granted ------------------------------------- */

static const char *access_key(const struct audit_entry *entry,
			      const char *target, const char *object_class,
			      const char *permission, struct arena *arena)
{
	return arena_format(arena, "%s %s %s %s %u", entry->source, target,
			    object_class, permission, entry->release);
}

static bool is_noted(const struct map *map, const struct audit_entry *entry,
		     const struct access *access, bool same_target)
{
	struct arena arena = ARENA_INIT;
	const char *key =
		access_key(entry, same_target ? entry->target : "",
			   access->object_class, access->permission, &arena);
	bool has = map_get(map, key) != NULL;
	arena_release(&arena);
	return has;
}

bool audit_has_refused(const struct audit *audit,
		       const struct audit_entry *entry,
		       const struct access *access, bool same_target)
{
	return is_noted(&audit->refused, entry, access, same_target);
}

bool audit_has_granted(const struct audit *audit,
		       const struct audit_entry *entry,
		       const struct access *access, bool same_target)
{
	return is_noted(&audit->granted, entry, access, same_target);
}

static void note_accesses(struct audit *audit, struct arena *arena)
{
	for (size_t i = 0; i < audit->entries.count; i++) {
		struct audit_entry *entry = audit->entries.items[i];
		if ((entry->denied && entry->passed) || !entry->object_class)
			continue;
		struct map *map =
			entry->denied ? &audit->refused : &audit->granted;
		const char *const targets[] = {entry->target, ""};
		for (size_t j = 0; j < sizeof targets / sizeof *targets; j++)
			map_set(map,
				access_key(entry, targets[j],
					   entry->object_class,
					   entry->permission, arena),
				entry, arena);
	}
}

/* --- Logs -------------------------------------------------------------- */

/* The names of fields, each once, and the patterns of lines. */
static struct log_grammar make_grammar(struct collector *collector)
{
	const struct registry *registry = collector->audit->registry;
	struct arena *arena = collector->arena;
	const char **patterns = arena_alloc(arena, registry->log_line_count + 1,
					    sizeof *patterns);
	const char **classes =
		arena_alloc(arena, registry->class_count + 1, sizeof *classes);
	list_of(const char *) fields = LIST_INIT;
	list_of(const struct log_field *) rows = LIST_INIT;
	for (unsigned i = 0; i < registry->log_line_count; i++)
		patterns[i] = registry->log_lines[i].pattern;
	for (unsigned i = 0; i < registry->class_count; i++)
		classes[i] = registry->classes[i].name;
	for (unsigned i = 0; i < registry->log_field_count; i++) {
		const struct log_field *row = &registry->log_fields[i];
		size_t j = 0;
		while (j < fields.count &&
		       strcmp(fields.items[j], row->name) != 0)
			j++;
		if (j < fields.count || fields.count == LOG_FIELD_LIMIT)
			continue;
		*list_push(&fields, arena) = row->name;
		*list_push(&rows, arena) = row;
	}
	collector->fields = fields.items;
	collector->field_count = fields.count;
	collector->rows = rows.items;
	return (struct log_grammar){fields.items, fields.count, patterns,
				    registry->log_line_count, classes};
}

bool audit_read(struct audit *audit, const char *const *paths, size_t count,
		const struct vectors *vocabulary, struct arena *arena,
		struct diags *diags)
{
	struct collector collector = {
		.audit = audit, .vocabulary = vocabulary, .arena = arena};
	const struct log_grammar grammar = make_grammar(&collector);
	struct log_count counts = {0};
	const char **shown = arena_alloc(arena, count + 1, sizeof *shown);
	bool done = true;
	collector.shapes =
		arena_alloc(arena, 2 * AUDIT_LIMIT, sizeof *collector.shapes);
	collector.reader = log_reader_make(&grammar, take, &collector, arena);
	for (size_t i = 0; i < count; i++) {
		shown[i] = file_shown(paths[i]);
		collector.log = (unsigned)i;
		collector.release = NO_INDEX;
		collector.mode = NULL;
		memset(collector.last, 0, sizeof collector.last);
		done &= log_read(collector.reader, paths[i], diags, &counts);
	}
	buffer_release(&collector.key);
	arena_release(&collector.line);
	note_accesses(audit, arena);
	audit->logs = shown;
	audit->log_count = count;
	audit->lines = counts.lines;
	audit->marked = counts.marked;
	if (done && !counts.marked && audit->events == audit->foreign.count) {
		diags_add(diags, MESSAGE_LOG_MISSING, location_file(shown[0]),
			  "lines of Xen's: 0 of %lu; on accesses elsewhere: "
			  "%lu",
			  counts.lines, audit->foreign.count);
		return false;
	}
	return done;
}
