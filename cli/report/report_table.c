/* Tables in each of their formats. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

static void add_separated(const char *const *cells, size_t count,
			  char separator, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_char(out, separator);
		buffer_add_string(out, cells[i]);
	}
	buffer_add_char(out, '\n');
}

/* Cells have no tabs or line ends: the registry's texts are collapsed. */
static void write_tsv(const struct table *table, struct buffer *out)
{
	add_separated(table->columns, table->column_count, '\t', out);
	for (size_t i = 0; i < table->rows.count; i++)
		add_separated(table->rows.items[i], table->column_count, '\t',
			      out);
}

/* RFC 4180: quotes where needed, doubled inside. */
static void add_csv(const char *const *cells, size_t count, struct buffer *out)
{
	for (size_t i = 0; i < count; i++) {
		bool quoted = strpbrk(cells[i], ",\"\r\n");
		if (i)
			buffer_add_char(out, ',');
		if (quoted)
			buffer_add_char(out, '"');
		for (const char *at = cells[i]; *at; at++) {
			if (*at == '"')
				buffer_add_char(out, '"');
			buffer_add_char(out, *at);
		}
		if (quoted)
			buffer_add_char(out, '"');
	}
	buffer_add_string(out, "\r\n");
}

static void write_csv(const struct table *table, struct buffer *out)
{
	add_csv(table->columns, table->column_count, out);
	for (size_t i = 0; i < table->rows.count; i++)
		add_csv(table->rows.items[i], table->column_count, out);
}

static void add_json_string(const char *text, struct buffer *out)
{
	json_t *string = json_string(text);
	char *quoted = json_dumps(string, JSON_ENCODE_ANY);
	buffer_add_string(out, quoted);
	free(quoted);
	json_decref(string);
}

/* The first member of rows that a schema describes. */
static void add_schema(const struct table *table, struct buffer *out)
{
	if (!table->schema)
		return;
	buffer_add_string(out, "\"schema\": ");
	add_json_string(table->schema, out);
	buffer_add_string(out, ", ");
}

/* Row by row: a tree of all rows would cost many times the text. */
static void write_json(const struct table *table, struct buffer *out)
{
	buffer_add_char(out, '[');
	for (size_t i = 0; i < table->rows.count; i++) {
		buffer_add_string(out, i ? ",\n {" : "\n {");
		add_schema(table, out);
		for (size_t j = 0; j < table->column_count; j++) {
			buffer_add_string(out, j ? ", " : "");
			add_json_string(table->columns[j], out);
			buffer_add_string(out, ": ");
			add_json_string(table->rows.items[i][j], out);
		}
		buffer_add_char(out, '}');
	}
	buffer_add_string(out, table->rows.count ? "\n]\n" : "]\n");
}

static void write_xml(const struct table *table, struct buffer *out)
{
	buffer_format(out,
		      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		      "<table name=\"%s\">\n",
		      table->name);
	for (size_t i = 0; i < table->rows.count; i++) {
		buffer_add_string(out, "  <row");
		for (size_t j = 0; j < table->column_count; j++) {
			buffer_format(out, " %s=\"", table->columns[j]);
			buffer_add_entities(out, table->rows.items[i][j],
					    "&<\"");
			buffer_add_char(out, '"');
		}
		buffer_add_string(out, "/>\n");
	}
	buffer_add_string(out, "</table>\n");
}

struct table_format {
	const char *name;
	void (*write)(const struct table *table, struct buffer *out);
};

static const struct table_format formats[] = {
	{"tsv", write_tsv},
	{"json", write_json},
	{"csv", write_csv},
	{"xml", write_xml},
};

const char *const report_row_formats[] = {"text", "tsv", "json",
					  "csv",  "xml", NULL};
const char *const report_table_formats[] = {"tsv", "json", "csv", "xml", NULL};

bool report_has_format(const char *const names[], const char *name)
{
	for (size_t i = 0; names[i]; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

void report_table(const struct table *table, const char *format,
		  struct buffer *out)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, format) == 0)
			formats[i].write(table, out);
}
