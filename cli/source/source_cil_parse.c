/* The s-expressions of CIL, with their places. */
#include "base/text.h"
#include "source/source_cil.h"
#include "source/source_cil_parse.h"
#include "source/source_scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_AT_MOST = 100 };

/* ";;* lms LINE FILE", where lines go on, or lmx, where all have that line. */
struct mark {
	const char *file;
	unsigned line;	 /* of the text, that the mark stands in */
	unsigned source; /* that the mark says */
	bool fixed;
};

struct cil_parser {
	const char *at, *end;
	const char *path;
	unsigned line;
	struct arena *arena;
	struct cil_remarks *remarks;
	list_of(struct mark) marks; /* that are open */
	size_t bound; /* so many remarks came before the last statement */
};

/* --- Places --------------------------------------------------------------- */

static void set_place(const struct cil_parser *parser, const char **file,
		      unsigned *line)
{
	*file = parser->path;
	*line = parser->line;
	if (!parser->marks.count)
		return;
	const struct mark *mark = &parser->marks.items[parser->marks.count - 1];
	*file = mark->file;
	*line = mark->fixed ? mark->source
			    : mark->source + parser->line - mark->line - 1;
}

/* Behind ";;*": lms or lmx with LINE and FILE, or lme, which ends it. */
static void read_mark(struct cil_parser *parser, const char *text)
{
	char *end;
	text += strspn(text, " \t");
	if (text_starts_with(text, "lme") && parser->marks.count)
		parser->marks.count--;
	if (!text_starts_with(text, "lms ") && !text_starts_with(text, "lmx "))
		return;
	struct mark mark = {.line = parser->line, .fixed = text[2] == 'x'};
	mark.source = (unsigned)strtoul(text + strlen("lms "), &end, 10);
	end += strspn(end, " \t");
	size_t length = strcspn(end, "\r");
	mark.file = arena_slice(parser->arena, end, length);
	if (*mark.file)
		*list_push(&parser->marks, parser->arena) = mark;
}

static void read_comment(struct cil_parser *parser, const char *end)
{
	static const char mark[] = ";;*";
	const char *text = remark_text(parser->at + 1, end, parser->arena);
	if (text) {
		struct policy_remark *remark =
			list_push(&parser->remarks->list, parser->arena);
		set_place(parser, &remark->file, &remark->line);
		remark->text = text;
	} else if ((size_t)(end - parser->at) > strlen(mark) &&
		   memcmp(parser->at, mark, strlen(mark)) == 0) {
		const char *rest = parser->at + strlen(mark);
		read_mark(parser, arena_slice(parser->arena, rest,
					      (size_t)(end - rest)));
	}
}

/* --- Nodes ------------------------------------------------------------------
 */

static void skip_blanks(struct cil_parser *parser)
{
	while (parser->at < parser->end) {
		if (*parser->at == ';') {
			const char *newline =
				memchr(parser->at, '\n',
				       (size_t)(parser->end - parser->at));
			const char *end = newline ? newline : parser->end;
			read_comment(parser, end);
			parser->at = end;
		} else if (isspace((unsigned char)*parser->at)) {
			parser->line += *parser->at++ == '\n';
		} else {
			return;
		}
	}
}

static const char *end_of_word(const struct cil_parser *parser)
{
	const char *at = parser->at;
	if (*at == '"') {
		const char *quote =
			memchr(at + 1, '"', (size_t)(parser->end - at) - 1);
		return quote ? quote + 1 : parser->end;
	}
	while (at < parser->end && !isspace((unsigned char)*at) &&
	       !(*at && strchr("();\"", *at)))
		at++;
	return at;
}

static struct cil_node *new_node(struct cil_parser *parser)
{
	struct cil_node *node = arena_alloc(parser->arena, 1, sizeof *node);
	set_place(parser, &node->file, &node->line);
	return node;
}

/* Those that came before the statement of that word. */
static void bind_remarks(struct cil_parser *parser, const char *word)
{
	const bool stops = rule_stops_remarks(word);
	for (; parser->bound < parser->remarks->list.count; parser->bound++)
		parser->remarks->list.items[parser->bound].own_line = stops;
}

const struct cil_node *cil_parse(const char *path, const struct buffer *text,
				 struct arena *arena,
				 struct cil_remarks *remarks)
{
	const char *start = buffer_string(text);
	struct cil_parser parser = {.at = start,
				    .end = start + text->length,
				    .path = path,
				    .line = 1,
				    .arena = arena,
				    .remarks = remarks};
	struct cil_node *open[DEPTH_AT_MOST];
	const struct cil_node **tail[DEPTH_AT_MOST];
	size_t depth = 0;
	open[0] = new_node(&parser);
	tail[0] = &open[0]->first;
	for (skip_blanks(&parser); parser.at < parser.end;
	     skip_blanks(&parser)) {
		if (*parser.at == ')') {
			parser.at++;
			if (!depth--)
				return NULL;
			continue;
		}
		struct cil_node *node = new_node(&parser);
		*tail[depth] = node;
		tail[depth] = &node->next;
		if (*parser.at == '(') {
			parser.at++;
			if (++depth == DEPTH_AT_MOST)
				return NULL;
			open[depth] = node;
			tail[depth] = &node->first;
			continue;
		}
		const char *end = end_of_word(&parser);
		node->text = arena_slice(arena, parser.at,
					 (size_t)(end - parser.at));
		if (depth && tail[depth] == &node->next &&
		    open[depth]->first == node)
			bind_remarks(&parser, node->text);
		for (; parser.at < end; parser.at++)
			parser.line += *parser.at == '\n';
	}
	return depth ? NULL : open[0];
}

size_t cil_count(const struct cil_node *list)
{
	size_t count = 0;
	for (const struct cil_node *part = list->first; part; part = part->next)
		count++;
	return count;
}

const struct cil_node *cil_part(const struct cil_node *list, size_t index)
{
	const struct cil_node *part = list->first;
	while (part && index--)
		part = part->next;
	return part;
}

const char *cil_word(const struct cil_node *list, size_t index)
{
	const struct cil_node *part = cil_part(list, index);
	return part && part->text ? part->text : "";
}
