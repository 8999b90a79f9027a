/*
 * libsepol spins for minutes, asks for gigabytes or crashes on some inputs, on
 * other ones in another release, so checks in front of it could not be
 * complete.  Its work is done in a forked child with limits, and bytes come
 * back.
 */
#include "policy/policy_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READ_CHUNK = 64 * 1024 };

/* Bytes of address space that the process has; 0: not known. */
static size_t address_space(void)
{
	size_t pages = 0;
	FILE *file = fopen("/proc/self/statm", "re");
	if (!file)
		return 0;
	if (fscanf(file, "%zu", &pages) != 1)
		pages = 0;
	fclose(file);
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static void limit(int resource, size_t value)
{
	struct rlimit bound = {value, value};
	setrlimit((__rlimit_resource_t)resource, &bound);
}

static void limit_child(const struct process_limits *limits)
{
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, limits->seconds);
	/* What is mapped already counts: a sanitizer maps terabytes. */
	size_t mapped = address_space();
	if (mapped)
		limit(RLIMIT_AS, mapped + limits->memory);
}

/* The child's side: writes the outcome and what belongs to it. */
static _Noreturn void work_in_child(const struct guard_task *task, int out)
{
	struct buffer answer = BUFFER_INIT;
	/* A failed assertion must not show, and neither what a library says. */
	int null = open("/dev/null", O_WRONLY);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	limit_child(&task->limits);
	buffer_add_char(&answer, GUARD_FAILED);
	bool done = task->work(task->input, &answer);
	answer.data[0] = done ? GUARD_DONE : GUARD_REFUSED;
	for (size_t at = 0; at < answer.length;) {
		ssize_t put = write(out, answer.data + at, answer.length - at);
		if (put < 0 && errno != EINTR)
			_exit(1);
		at += put < 0 ? 0 : (size_t)put;
	}
	_exit(0);
}

/* False when it is more than the limit. */
static bool read_answer(int in, size_t most, struct buffer *answer)
{
	size_t start = answer->length;
	while (answer->length - start <= most) {
		char *end = buffer_reserve(answer, READ_CHUNK);
		ssize_t got = read(in, end, READ_CHUNK);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return true;
		answer->length += (size_t)got;
		answer->data[answer->length] = '\0';
	}
	return false;
}

/* Runs the child and adds what it wrote; false with errno: it cannot run. */
static bool run_child(const struct guard_task *task, struct buffer *answer,
		      int *status)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	pid_t child = fork();
	if (child == 0)
		work_in_child(task, ends[1]);
	int error = errno;
	close(ends[1]);
	if (child > 0) {
		if (!read_answer(ends[0], task->limits.output, answer))
			kill(child, SIGKILL);
		while (waitpid(child, status, 0) < 0 && errno == EINTR)
			;
	}
	close(ends[0]);
	errno = error;
	return child > 0;
}

/* Why there is no answer, in words. */
static const char *explanation(int status)
{
	if (WIFSIGNALED(status) &&
	    (WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGXCPU))
		return "damaged: reading it takes too long";
	return "damaged: libsepol crashes on it";
}

enum guard_outcome guard_run(const char *path, const struct guard_task *task,
			     struct diags *diags, struct buffer *answer)
{
	struct location at = location_file(path);
	struct buffer bytes = BUFFER_INIT;
	enum guard_outcome outcome = GUARD_FAILED;
	int status = 0;
	if (!run_child(task, &bytes, &status)) {
		diags_add(diags, MESSAGE_PROCESS_FAILED, at,
			  "no process to read it in: %s", strerror(errno));
	} else if (status != 0 || bytes.length == 0) {
		diags_add(diags, MESSAGE_POLICY_UNREADABLE, at, "%s",
			  explanation(status));
	} else {
		outcome = (enum guard_outcome)bytes.data[0];
		buffer_add(answer, bytes.data + 1, bytes.length - 1);
	}
	buffer_release(&bytes);
	return outcome;
}
