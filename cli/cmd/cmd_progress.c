/* What is being done, for those who wait for it at a terminal. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "cmd/cmd_progress.h"
#include "cmd/cmd_session.h"
#include "cmd/cmd_terminal.h"

/* Milliseconds: before anything is shown, and between two times. */
enum { PATIENCE = 1000, SECOND = 1000 };

/* Where there is no room for words, none are shown. */
enum { LEAST_ROOM = 20 };

/* What a watcher knows. */
struct watch {
	struct timespec start;
	char what[PIPE_BUF];
	size_t length;
	bool shown;
};

static long long since(const struct timespec *start)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)(now.tv_sec - start->tv_sec) * 1000 +
	       (now.tv_nsec - start->tv_nsec) / 1000000;
}

static void write_all(const char *text, size_t length)
{
	while (length) {
		const ssize_t written = write(STDERR_FILENO, text, length);
		if (written <= 0)
			return;
		text += written;
		length -= (size_t)written;
	}
}

static void clear(struct watch *watch)
{
	static const char erase[] = "\r\033[K";
	if (watch->shown)
		write_all(erase, strlen(erase));
	watch->shown = false;
}

/* "xsmc: linting policy.conf, 3 s", in one line of the terminal. */
static void show(struct watch *watch)
{
	struct buffer line = BUFFER_INIT;
	const size_t width = terminal_width(STDERR_FILENO);
	const long long seconds = since(&watch->start) / SECOND;
	char time[sizeof ", 9223372036854775807 s"];
	size_t room = width ? width - 1 : 79;
	clear(watch);
	const int taken = snprintf(time, sizeof time, ", %lld s", seconds);
	if (taken < 0 || room < LEAST_ROOM + (size_t)taken)
		return;
	room -= (size_t)taken;
	buffer_format(&line, "xsmc: %.*s", (int)watch->length, watch->what);
	if (line.length > room) {
		line.data[room] = '\0';
		line.length = room;
		/* Of a letter of several bytes nothing is left. */
		while (line.length && !text_is_utf8(line.data, line.length))
			line.data[--line.length] = '\0';
	}
	buffer_add_string(&line, time);
	text_mask(line.data);
	write_all(line.data, line.length);
	buffer_release(&line);
	watch->shown = true;
}

/* Takes what was told: the last line of it; false: it is over. */
static bool listen_once(int descriptor, struct watch *watch)
{
	char told[PIPE_BUF];
	const ssize_t got = read(descriptor, told, sizeof told);
	if (got < 0)
		return errno == EINTR;
	if (!got)
		return false;
	const char *end = memrchr(told, '\n', (size_t)got);
	if (!end)
		return true;
	const char *before = memrchr(told, '\n', (size_t)(end - told));
	const char *line = before ? before + 1 : told;
	watch->length = (size_t)(end - line);
	memcpy(watch->what, line, watch->length);
	/* An empty line is the end. */
	return watch->length;
}

/* The whole life of a watcher. */
static void watch(int descriptor)
{
	struct watch state = {.length = 0};
	struct pollfd poller = {.fd = descriptor, .events = POLLIN};
	bool going = true;
	/* What interrupts the command ends it, and so this. */
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
	clock_gettime(CLOCK_MONOTONIC, &state.start);
	while (going) {
		const long long passed = since(&state.start);
		const int left =
			passed < PATIENCE ? (int)(PATIENCE - passed) : SECOND;
		const int ready = poll(&poller, 1, left);
		if (ready > 0)
			going = listen_once(descriptor, &state);
		if (going && state.length && since(&state.start) >= PATIENCE)
			show(&state);
	}
	clear(&state);
	_exit(0);
}

static bool is_wanted(const struct session *session)
{
	return !session->quiet && !terminal_without_color() &&
	       terminal_is_able(STDERR_FILENO);
}

/* Without a process or a pipe for it nothing is shown. */
static void start(struct progress *progress)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return;
	fcntl(ends[0], F_SETFL, 0);
	progress->watcher = fork();
	if (progress->watcher == 0) {
		close(ends[1]);
		watch(ends[0]);
	}
	close(ends[0]);
	progress->descriptor = ends[1];
	if (progress->watcher < 0) {
		close(ends[1]);
		progress->watcher = 0;
		progress->over = true;
	}
}

void progress_tell(struct session *session, const char *what, ...)
{
	struct progress *progress = &session->progress;
	struct buffer line = BUFFER_INIT;
	va_list arguments;
	if (progress->over || !is_wanted(session))
		return;
	if (!progress->watcher)
		start(progress);
	if (!progress->watcher)
		return;
	va_start(arguments, what);
	buffer_vformat(&line, what, arguments);
	va_end(arguments);
	/* A name with a newline in it is no end of a line. */
	for (char *at = line.data; (at = strchr(at, '\n'));)
		*at = ' ';
	buffer_add_char(&line, '\n');
	/* Where it cannot be told at once, it is not. */
	if (line.length <= PIPE_BUF &&
	    write(progress->descriptor, line.data, line.length) < 0)
		progress->over = true;
	buffer_release(&line);
}

void progress_end(struct session *session)
{
	struct progress *progress = &session->progress;
	int status;
	progress->over = true;
	if (!progress->watcher)
		return;
	/* Who has the other end, too, cannot keep it going. */
	if (write(progress->descriptor, "\n", 1) < 0)
		kill(progress->watcher, SIGTERM);
	close(progress->descriptor);
	while (waitpid(progress->watcher, &status, 0) < 0 && errno == EINTR)
		;
	progress->watcher = 0;
}
