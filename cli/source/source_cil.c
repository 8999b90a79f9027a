/*
 * CIL to binary by libsepol, in a process with limits: a small text can ask
 * for much, and libsepol ends the process when memory runs out.
 */
/* A member of its structures is called "bool": <stdbool.h> comes later. */
#include <sepol/cil/cil.h>

#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include "source/source_cil.h"
#include "source/source_cil_parse.h"
#include "source/source_guard.h"

#include <ctype.h>
#include <errno.h>
#include <sepol/debug.h>
#include <sepol/sepol.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

USES_MESSAGE(POLICY_SYNTAX);
USES_MESSAGE(PROCESS_FAILED);

enum { SECONDS = 20 };

/* How libsepol calls the text, and shows a line of it. */
static const char text_name[] = "text";
static const char at_name[] = " at text:";

enum cil_outcome {
	OUTCOME_REFUSED = 'R',
	OUTCOME_BINARY = 'B',
	OUTCOME_UNCONFINED = 'U'
};

/* What an answer begins with; then comes the binary or the log. */
struct answer_head {
	enum cil_outcome outcome;
	enum confinement_step missing;
	int error; /* for which that is missing */
};

bool text_is_cil(const struct buffer *text)
{
	const char *at = buffer_string(text);
	for (;;) {
		at += strspn(at, " \t\r\n");
		if (*at != ';')
			return *at == '(';
		at += strcspn(at, "\n");
	}
}

/* --- In the child ----------------------------------------------------------
 */

/*
 * libsepol's log has no context that it could be handed to; it goes to standard
 * error, which is made a file here.
 */
static int open_log(void)
{
	int log = memfd_create("xsmc", MFD_CLOEXEC);
	if (log >= 0)
		dup2(log, STDERR_FILENO);
	return log;
}

static void add_log(int log, struct buffer *answer)
{
	enum { LOG_LIMIT = 64 * 1024 };
	char *end = buffer_reserve(answer, LOG_LIMIT);
	ssize_t got = log < 0 ? 0 : pread(log, end, LOG_LIMIT, 0);
	answer->length += got > 0 ? (size_t)got : 0;
	answer->data[answer->length] = '\0';
}

/* Adds the image, or leaves a message in the log. */
static bool write_image(sepol_policydb_t *binary, struct buffer *answer)
{
	void *image = NULL;
	size_t length = 0;
	sepol_handle_t *handle = sepol_handle_create();
	if (!handle)
		return false;
	sepol_msg_set_callback(handle, NULL, NULL);
	bool done =
		sepol_policydb_to_image(handle, binary, &image, &length) == 0;
	if (done)
		buffer_add(answer, image, length);
	free(image);
	sepol_handle_destroy(handle);
	return done;
}

/* What is asked of the child. */
struct task {
	const struct buffer *text;
	unsigned version;
	bool optional; /* confinement */
};

static void compile_in_child(const void *context, struct buffer *answer)
{
	const struct task *task = context;
	cil_db_t *db = NULL;
	sepol_policydb_t *binary = NULL;
	int log = open_log();
	struct answer_head head = {.outcome = OUTCOME_BINARY};
	head.missing = process_confine(false);
	head.error = errno;
	if (head.missing != CONFINEMENT_WHOLE && !task->optional) {
		head.outcome = OUTCOME_UNCONFINED;
		buffer_add(answer, (const char *)&head, sizeof head);
		return;
	}
	cil_set_log_level(CIL_ERR);
	cil_db_init(&db);
	cil_set_target_platform(db, SEPOL_TARGET_XEN);
	cil_set_policy_version(db, (int)task->version);
	buffer_add(answer, (const char *)&head, sizeof head);
	if (cil_add_file(db, text_name, task->text->data, task->text->length) !=
		    0 ||
	    cil_compile(db) != 0 || cil_build_policydb(db, &binary) != 0 ||
	    !write_image(binary, answer)) {
		buffer_clear(answer);
		head.outcome = OUTCOME_REFUSED;
		buffer_add(answer, (const char *)&head, sizeof head);
		add_log(log, answer);
	}
	sepol_policydb_free(binary);
	cil_db_destroy(&db);
}

/* --- What the log says ------------------------------------------------------
 */

/* Rows that say no more than that it did not work. */
static bool is_noise(const char *row)
{
	static const char *const noise[] = {
		"Invalid syntax",	   "Failed to build AST",
		"Failed to resolve AST",   "Failed to generate binary",
		"Failed to compile cildb",
	};
	for (size_t i = 0; i < sizeof noise / sizeof *noise; i++)
		if (text_starts_with(row, noise[i]))
			return true;
	return row[strspn(row, " \t\r")] == '\0';
}

/* The number behind the mark, which is then cut off the row; 0: none. */
static unsigned take_line(char *row, const char *mark)
{
	char *at = strstr(row, mark);
	if (!at || !isdigit((unsigned char)at[strlen(mark)]))
		return 0;
	*at = '\0';
	return (unsigned)strtoul(at + strlen(mark), NULL, 10);
}

/* "... at line N of NAME", "... at NAME:N" and, for a mark, "from FILE:M". */
static void take_place(char *row, struct location *at, struct arena *arena)
{
	char *from = strstr(row, " from ");
	char *colon = from ? strrchr(from, ':') : NULL;
	struct location marked = {0};
	if (colon && isdigit((unsigned char)colon[1])) {
		from += strlen(" from ");
		marked.file = arena_slice(arena, from, (size_t)(colon - from));
		marked.line = (unsigned)strtoul(colon + 1, NULL, 10);
	}
	unsigned line = take_line(row, at_name);
	if (!line) {
		line = take_line(row, " at line ");
		marked.file = NULL;
	}
	if (!line)
		return;
	if (marked.file)
		*at = marked;
	else
		at->line = line;
}

/* The first list that starts with the word, however deep; or NULL. */
static const struct cil_node *find_list(const struct cil_node *node,
					const char *word)
{
	const struct cil_node *found = NULL;
	for (const struct cil_node *part = node->first; part && !found;
	     part = part->next)
		if (!part->text)
			found = strcmp(cil_word(part, 0), word) == 0
					? part
					: find_list(part, word);
	return found;
}

/* libsepol does not say where; at stays as it is when it cannot be found. */
static void find_keyword(const char *path, const struct buffer *text,
			 const char *word, struct location *at,
			 struct arena *arena)
{
	struct cil_remarks remarks = {LIST_INIT};
	const struct cil_node *root = cil_parse(path, text, arena, &remarks);
	const struct cil_node *found = root ? find_list(root, word) : NULL;
	if (found)
		*at = (struct location){found->file, found->line, 0};
}

/* One message: what the first row says, at the first place that is told. */
static void report(const char *path, const struct buffer *text, const char *log,
		   struct diags *diags)
{
	static const char keyword[] = "Unknown keyword ";
	static const char neverallow[] = "neverallow check failed";
	struct arena arena = ARENA_INIT;
	struct location at = location_file(path);
	const char *detail = NULL;
	char *rest = arena_string(&arena, log), *row;
	while ((row = strsep(&rest, "\n"))) {
		struct location here = {0};
		take_place(row, &here, &arena);
		if (!at.line && here.line)
			at = (struct location){here.file ? here.file : path,
					       here.line, 0};
		if (!detail && !is_noise(row))
			detail = row + (text_starts_with(row, "Error: ")
						? strlen("Error: ")
						: 0);
		row += strspn(row, " ");
		if (detail && strcmp(detail, neverallow) == 0 &&
		    strcmp(row, "allow") == 0)
			detail = arena_format(
				&arena,
				"neverallow violated by the rule in line %u",
				here.line);
	}
	if (!detail || !policy_is_plain(detail, strlen(detail)))
		detail = "it is no CIL";
	if (!at.line && text_starts_with(detail, keyword))
		find_keyword(path, text, detail + strlen(keyword), &at, &arena);
	diags_add(diags, MESSAGE_POLICY_SYNTAX, at, "%s", detail);
	arena_release(&arena);
}

/* Why there is no answer; NULL: there is one. */
static const char *no_answer(int status, const struct buffer *answer)
{
	if (guard_timed_out(status))
		return "compiling it takes too long";
	return status == 0 && answer->length >= sizeof(struct answer_head)
		       ? NULL
		       : "libsepol crashes on it or wants too much memory";
}

/* Whether the answer is a binary; else, or beside that, messages. */
static bool judge(const char *path, const struct buffer *text,
		  const struct confinement *confinement, int status,
		  const struct buffer *answer, struct diags *diags)
{
	struct location at = location_file(path);
	struct answer_head head;
	const char *nothing = no_answer(status, answer);
	if (WIFEXITED(status) && WEXITSTATUS(status) == GUARD_UNLIMITED) {
		diags_add(diags, MESSAGE_PROCESS_FAILED, at,
			  "libsepol: it cannot be limited");
		return false;
	}
	if (nothing) {
		diags_add(diags, MESSAGE_POLICY_SYNTAX, at, "%s", nothing);
		return false;
	}
	memcpy(&head, answer->data, sizeof head);
	if (!process_confined(at, "libsepol", confinement, head.missing,
			      head.error, diags))
		return false;
	if (head.outcome == OUTCOME_REFUSED)
		report(path, text, answer->data + sizeof head, diags);
	return head.outcome == OUTCOME_BINARY;
}

bool cil_compile_text(const char *path, const struct buffer *text,
		      unsigned version, const struct confinement *confinement,
		      struct diags *diags, struct buffer *binary)
{
	const char *shown = file_shown(path);
	const struct task task = {text, version, confinement->optional};
	const struct guard_limits limits = {SECONDS, text->length};
	struct buffer answer = BUFFER_INIT;
	int status = 0;
	bool done = false;
	if (!guard_run(compile_in_child, &task, &limits, &answer, &status))
		diags_add(diags, MESSAGE_PROCESS_FAILED, location_file(shown),
			  "no process to compile it in: %s", strerror(errno));
	else
		done = judge(shown, text, confinement, status, &answer, diags);
	if (done)
		buffer_add(binary, answer.data + sizeof(struct answer_head),
			   answer.length - sizeof(struct answer_head));
	buffer_release(&answer);
	return done;
}
