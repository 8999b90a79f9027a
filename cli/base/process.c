#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EXEC_FAILED = 127, MILLISECONDS = 1000 };

static void limit(int resource, size_t value)
{
	struct rlimit bound = {value, value};
	setrlimit((__rlimit_resource_t)resource, &bound);
}

/* The child's side: never returns; reports a failed exec through `failure`. */
static _Noreturn void become(const char *const arguments[],
			     const struct process_limits *limits, int out,
			     int err, int failure)
{
	int null = open("/dev/null", O_RDONLY);
	dup2(null, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	signal(SIGPIPE, SIG_DFL);
	limit(RLIMIT_CPU, limits->seconds);
	limit(RLIMIT_AS, limits->memory);
	limit(RLIMIT_CORE, 0);
	char *const *vector;
	memcpy(&vector, &arguments, sizeof vector);
	execvp(vector[0], vector);
	int error = errno;
	ssize_t put = write(failure, &error, sizeof error);
	_exit(put < 0 ? EXEC_FAILED - 1 : EXEC_FAILED);
}

static long milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * MILLISECONDS + now.tv_nsec / 1000000;
}

/* One read from a pipe that is ready; false at its end. */
static bool drain(int descriptor, struct buffer *into)
{
	enum { CHUNK = 16 * 1024 };
	char *end = buffer_reserve(into, CHUNK);
	ssize_t got = read(descriptor, end, CHUNK);
	if (got < 0 && errno == EINTR)
		return true;
	if (got <= 0)
		return false;
	into->length += (size_t)got;
	into->data[into->length] = '\0';
	return true;
}

/* Reads both pipes to their ends; NULL, or what limit was broken. */
static const char *capture(int out, int err,
			   const struct process_limits *limits,
			   struct buffer *out_buffer, struct buffer *err_buffer)
{
	struct pollfd pipes[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
	struct buffer *into[2] = {out_buffer, err_buffer};
	long end = milliseconds_now() + 2L * limits->seconds * MILLISECONDS;
	while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
		long left = end - milliseconds_now();
		if (left <= 0)
			return "it takes too long";
		if (poll(pipes, 2, (int)left) < 0 && errno != EINTR)
			return strerror(errno);
		for (int i = 0; i < 2; i++)
			if (pipes[i].fd >= 0 && pipes[i].revents &&
			    !drain(pipes[i].fd, into[i]))
				pipes[i].fd = -1;
		if (out_buffer->length + err_buffer->length > limits->output)
			return "it writes too much";
	}
	return NULL;
}

static bool judge(const char *program, const char *broken, int exec_error,
		  int wait_status, struct diags *diags)
{
	struct location at = location_file(program);
	if (exec_error)
		diags_add(diags, MESSAGE_PROCESS_FAILED, at, "%s",
			  strerror(exec_error));
	else if (broken)
		diags_add(diags, MESSAGE_PROCESS_FAILED, at, "%s", broken);
	else if (WIFSIGNALED(wait_status))
		diags_add(diags, MESSAGE_PROCESS_FAILED, at,
			  "it died by signal %d", WTERMSIG(wait_status));
	else
		return true;
	return false;
}

bool process_run(const char *const arguments[],
		 const struct process_limits *limits, struct diags *diags,
		 struct buffer *out, struct buffer *err, int *status)
{
	enum { OUT, ERR, FAILURE, PIPES };
	int ends[PIPES][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
	pid_t child = -1;
	int exec_error = 0;
	const char *broken = NULL;
	int wait_status = 0;

	for (int i = 0; i < PIPES; i++)
		if (pipe2(ends[i], O_CLOEXEC) != 0)
			goto out;
	child = fork();
	if (child == 0)
		become(arguments, limits, ends[OUT][1], ends[ERR][1],
		       ends[FAILURE][1]);
out:
	if (child < 0)
		exec_error = errno;
	for (int i = 0; i < PIPES; i++)
		if (ends[i][1] >= 0)
			close(ends[i][1]);
	if (child > 0) {
		broken = capture(ends[OUT][0], ends[ERR][0], limits, out, err);
		if (broken)
			kill(child, SIGKILL);
		if (read(ends[FAILURE][0], &exec_error, sizeof exec_error) <= 0)
			exec_error = 0;
		while (waitpid(child, &wait_status, 0) < 0 && errno == EINTR)
			;
	}
	for (int i = 0; i < PIPES; i++)
		if (ends[i][0] >= 0)
			close(ends[i][0]);
	*status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : -1;
	return judge(arguments[0], broken, exec_error, wait_status, diags);
}
