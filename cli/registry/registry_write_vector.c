/* Writes releases, events of history, and classes with permissions. */
#include "registry/registry.h"
#include "registry/registry_write_element.h"
#include "registry/registry_write_vector.h"

static void write_release(struct writer *writer, const struct release *release)
{
	writer_start(writer, "release");
	writer_attribute(writer, "name", release->name);
	writer_attribute(writer, "date", release->date);
	writer_attribute(writer, "policy-versions",
			 release_versions_shown(release, " ", writer->arena));
	if (release->linux_versions[1])
		writer_attribute(writer, "linux-versions",
				 arena_format(writer->arena, "%u %u",
					      release->linux_versions[0],
					      release->linux_versions[1]));
	if (release->unknown_refused)
		writer_attribute(writer, "unknown-ops", "refused");
	writer_attribute(writer, "flask-support",
			 writer_or_null(release->flask_support));
	writer_attribute(writer, "silo-support",
			 writer_or_null(release->silo_support));
	writer_attribute(writer, "dummy-support",
			 writer_or_null(release->dummy_support));
	writer_end(writer);
}

void writer_lines(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->release_count; i++) {
		const struct release *release = &registry->releases[i];
		if (!i || registry_ends_line(registry, i - 1)) {
			writer_start(writer, "line");
			writer_attribute(writer, "name", release->line);
			writer_open(writer);
		}
		write_release(writer, release);
		if (registry_ends_line(registry, i))
			writer_close(writer, "line");
	}
}

void writer_event(struct writer *writer, const struct event *event)
{
	writer_start(writer, "event");
	writer_attribute(writer, "id", event->id);
	writer_attribute(writer, "kind", event->kind);
	writer_attribute(writer, "date", event->date);
	writer_attribute(writer, "in", writer_set(writer, &event->in));
	writer_attribute(writer, "commit", event->commit);
	writer_attribute(writer, "subject", event->subject);
	writer_attribute(writer, "backports", event->backports);
	writer_attribute(writer, "advisory", event->advisory);
	writer_attribute(writer, "evidence", event->evidence);
	buffer_add_char(writer->out, '>');
	writer_escape(writer, event->summary);
	buffer_add_string(writer->out, "</event>\n");
}

static void write_class(struct writer *writer, const struct object_class *class)
{
	const struct permission *permissions =
		writer->registry->permissions + class->permissions.first;
	writer_start(writer, "class");
	writer_attribute(writer, "name", class->name);
	writer_attribute(
		writer, "on",
		writer_or_null(asked_on_shown(class->on, writer->arena)));
	writer_attribute(
		writer, "labels",
		writer_or_null(asked_on_shown(class->labels, writer->arena)));
	writer_range(writer, "in", &class->in, &writer->all);
	writer_open(writer);
	for (unsigned i = 0; i < class->permissions.count; i++) {
		if (!writer_has(&permissions[i].in, &class->in))
			continue;
		writer_start(writer, "permission");
		writer_attribute(writer, "name", permissions[i].name);
		if (permissions[i].on != class->on)
			writer_attribute(
				writer, "on",
				writer_or_null(asked_on_shown(permissions[i].on,
							      writer->arena)));
		writer_attribute(writer, "about",
				 writer_or_null(permission_about_shown(
					 permissions[i].about, writer->arena)));
		writer_range(writer, "in", &permissions[i].in, &class->in);
		writer_end(writer);
	}
	writer_close(writer, "class");
}

void writer_vectors(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->class_count; i++)
		if (writer_has(&registry->classes[i].in, &writer->all))
			write_class(writer, &registry->classes[i]);
	for (unsigned i = 0; i < registry->sid_count; i++) {
		const struct initial_sid *sid = &registry->sids[i];
		if (!writer_has(&sid->in, &writer->all))
			continue;
		writer_start(writer, "sid");
		writer_attribute(writer, "name", sid->name);
		writer_attribute(writer, "labels",
				 writer_or_null(sid_labels_name(sid->labels)));
		if (sid->trusted)
			writer_attribute(writer, "trusted", "yes");
		writer_attribute(writer, "type", sid->type);
		writer_range(writer, "in", &sid->in, &writer->all);
		writer_end(writer);
	}
}

void writer_features(struct writer *writer)
{
	const struct registry *registry = writer->registry;
	for (unsigned i = 0; i < registry->feature_count; i++) {
		const struct feature *row = &registry->features[i];
		if (!writer_has(&row->in, &writer->all))
			continue;
		writer_start(writer, "feature");
		writer_attribute(writer, "name", feature_name_word(row->name));
		writer_attribute(writer, "in", writer_set(writer, &row->in));
		buffer_add_char(writer->out, '>');
		writer_escape(writer, row->text);
		buffer_add_string(writer->out, "</feature>\n");
	}
}
