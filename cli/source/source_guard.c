/*
 * libsepol spins for minutes, asks for gigabytes or crashes on some inputs, on
 * other ones in another release, so checks in front of it could not be
 * complete.  Its work is done once, in a forked child with limits, and bytes
 * come back.
 */
#include "source/source_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process.h"

enum {
	MEGABYTE = 1024 * 1024,
	READ_CHUNK = 64 * 1024,
	/*
	 * Ten times and more what policies need: libsepol reads some megabytes
	 * in a second, into some ten times their size.  Xen's have 10 kB.
	 */
	BYTES_PER_SECOND = MEGABYTE / 4,
	MEMORY_AT_LEAST = 256 * MEGABYTE,
	MEMORY_UNTOLD = 1024 * MEGABYTE,
	MEMORY_PER_BYTE = 64,
	ANSWER_AT_MOST = 512 * MEGABYTE
};

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

/*
 * What is mapped already counts: a sanitizer maps terabytes.  Where the kernel
 * does not tell how much that is, what a program has at most.
 */
static size_t memory_limit(const struct guard_limits *limits)
{
	size_t mapped = address_space();
	return (mapped ? mapped : MEMORY_UNTOLD) + MEMORY_AT_LEAST +
	       limits->length * MEMORY_PER_BYTE;
}

static bool limit_work(const struct guard_limits *limits)
{
	return process_limit(RLIMIT_CORE, 0, 0) &&
	       process_limit(RLIMIT_CPU,
			     limits->seconds +
				     limits->length / BYTES_PER_SECOND,
			     0) &&
	       process_limit(RLIMIT_AS, memory_limit(limits), 0);
}

static void write_answer(const struct buffer *answer, int out)
{
	for (size_t done = 0; done < answer->length;) {
		ssize_t put =
			write(out, answer->data + done, answer->length - done);
		if (put < 0 && errno != EINTR)
			_exit(1);
		done += put < 0 ? 0 : (size_t)put;
	}
}

/* False when it is more than any policy has, or with errno when it fails. */
static bool read_answer(int in, struct buffer *answer)
{
	while (answer->length <= ANSWER_AT_MOST) {
		char *end = buffer_reserve(answer, READ_CHUNK);
		ssize_t got = read(in, end, READ_CHUNK);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		answer->length += (size_t)got;
		answer->data[answer->length] = '\0';
	}
	errno = 0;
	return false;
}

static _Noreturn void work_in_child(void (*work)(const void *context,
						 struct buffer *answer),
				    const void *context,
				    const struct guard_limits *limits, int out,
				    pid_t xsmc)
{
	struct buffer answer = BUFFER_INIT;
	/* Notes and failed assertions of libsepol's must not show. */
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != xsmc ||
	    dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0 ||
	    !limit_work(limits))
		_exit(GUARD_UNLIMITED);
	work(context, &answer);
	write_answer(&answer, out);
	buffer_release(&answer);
	_exit(0);
}

bool guard_run(void (*work)(const void *context, struct buffer *answer),
	       const void *context, const struct guard_limits *limits,
	       struct buffer *answer, int *status)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;
	const pid_t xsmc = getpid();
	pid_t child = fork();
	if (child == 0)
		work_in_child(work, context, limits, ends[1], xsmc);
	bool done = child > 0;
	int error = errno;
	close(ends[1]);
	if (done) {
		if (!read_answer(ends[0], answer)) {
			error = errno;
			done = !error;
			kill(child, SIGKILL);
		}
		*status = 0;
		while (waitpid(child, status, 0) < 0 && errno == EINTR)
			;
	}
	close(ends[0]);
	errno = error;
	return done;
}

bool guard_timed_out(int status)
{
	return WIFSIGNALED(status) &&
	       (WTERMSIG(status) == SIGKILL || WTERMSIG(status) == SIGXCPU);
}
