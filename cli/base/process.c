/* Runs other programs, with limits, and takes what they write. */
#include "base/descriptor.h"
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

USES_MESSAGE(PROCESS_FAILED);

enum {
	EXEC_FAILED = 127,
	MILLISECONDS = 1000,
	CHUNK = 16 * 1024,
	/* A machine may have other things to do; what waits must end. */
	CLOCK_FACTOR = 10,
	PRODUCT = 3, /* as PROCESS_PRODUCT says */
	FIRST_FREE
};

static const char too_long[] = "it takes too long";

/*
 * The margin is what is left between the signal and the end.  An end that is
 * nearer already stays.
 */
bool process_limit(int resource, size_t value, size_t margin)
{
	struct rlimit bound;
	if (getrlimit((__rlimit_resource_t)resource, &bound) != 0)
		return false;
	if (bound.rlim_max > value + margin)
		bound.rlim_max = value + margin;
	bound.rlim_cur = value < bound.rlim_max ? value : bound.rlim_max;
	return setrlimit((__rlimit_resource_t)resource, &bound) == 0;
}

/* What the child tells of itself before it becomes the program. */
enum child_step { CHILD_EXEC, CHILD_LIMITS, CHILD_UNCONFINED };

struct child_report {
	enum child_step step;
	enum confinement_step missing; /* of a CHILD_UNCONFINED */
	int error;
};

/* The ends of pipes and files that the child gets. */
struct channels {
	int out[2], err[2], failure[2];
	int input, product; /* -1: there is none */
};

/* Leaves of the environment only where programs are. */
static void empty_environment(struct arena *arena)
{
	const char *path = getenv("PATH");
	char *kept = path ? arena_string(arena, path) : NULL;
	clearenv();
	setenv("LC_ALL", "C", 1);
	if (kept)
		setenv("PATH", kept, 1);
}

static bool limit_process(const struct process *process)
{
	return process_limit(RLIMIT_CPU, process->limits.seconds, 1) &&
	       process_limit(RLIMIT_AS, process->limits.memory, 0) &&
	       process_limit(RLIMIT_CORE, 0, 0) &&
	       (!process->confined ||
		process_limit(RLIMIT_FSIZE, process->product_limit, 0));
}

/*
 * A descriptor that is none of the first four, which are to be replaced; it
 * does not stay open in the program.
 */
static int keep(int descriptor)
{
	return fcntl(descriptor, F_DUPFD_CLOEXEC, FIRST_FREE);
}

/* --- The keeper ------------------------------------------------------- */

static void end_group(int number)
{
	(void)number;
	kill(0, SIGKILL);
}

/* Closes all that is open; the one call for it is missing before Linux 5.9. */
static void close_all(void)
{
	struct rlimit bound;
	if (close_range(0, ~0U, 0) == 0)
		return;
	if (getrlimit(RLIMIT_NOFILE, &bound) != 0 || bound.rlim_cur > INT_MAX)
		bound.rlim_cur = INT_MAX;
	for (int i = 0; i < (int)bound.rlim_cur; i++)
		close(i);
}

/* Ends as the program did. */
static _Noreturn void end_alike(pid_t program)
{
	int status = 0;
	while (waitpid(program, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status)) {
		process_limit(RLIMIT_CORE, 0, 0);
		signal(WTERMSIG(status), SIG_DFL);
		kill(getpid(), WTERMSIG(status));
	}
	_exit(WEXITSTATUS(status));
}

static bool tell(int descriptor, struct child_report report)
{
	report.error = errno;
	return write(descriptor, &report, sizeof report) ==
	       (ssize_t)sizeof report;
}

static _Noreturn void give_up(int descriptor, enum child_step step)
{
	struct child_report report = {.step = step};
	_exit(tell(descriptor, report) ? EXEC_FAILED : EXEC_FAILED - 1);
}

/*
 * A program that may start others is a child of this keeper, which ends all of
 * them when xsmc goes, in whatever way that does: the kernel tells a process
 * of its own parent's end, not of its grandparent's.  Only the program itself
 * comes back.
 */
static void start_keeper(pid_t xsmc, int failure)
{
	struct sigaction action = {.sa_handler = end_group};
	sigaction(SIGTERM, &action, NULL);
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0)
		give_up(failure, CHILD_LIMITS);
	if (getppid() != xsmc)
		end_group(0);
	pid_t program = fork();
	if (program > 0) {
		/* The ends of pipes are the program's alone. */
		close_all();
		end_alike(program);
	}
	if (program < 0)
		give_up(failure, CHILD_EXEC);
	signal(SIGTERM, SIG_DFL);
}

/* Before the exec; what is missing is told, and is for the parent to judge. */
static void confine(const struct process *process, int failure)
{
	struct child_report report = {.step = CHILD_UNCONFINED};
	report.missing = process_confine(process->product_limit > 0);
	if (report.missing == CONFINEMENT_WHOLE)
		return;
	if (!tell(failure, report) || !process->confinement.optional)
		_exit(EXEC_FAILED);
}

/* Limits the process, confines it, and becomes the program. */
static _Noreturn void run_program(const struct process *process, int failure)
{
	struct arena arena = ARENA_INIT;
	char *const *vector;
	if (process->directory && chdir(process->directory) != 0)
		give_up(failure, CHILD_EXEC);
	memcpy(&vector, &process->arguments, sizeof vector);
	/* Memory may be above its limit already. */
	if (process->confined)
		empty_environment(&arena);
	if (!limit_process(process))
		give_up(failure, CHILD_LIMITS);
	if (process->confined)
		confine(process, failure);
	execvp(vector[0], vector);
	give_up(failure, CHILD_EXEC);
}

/*
 * Standard input where there is none.  What is confined must not take it for a
 * file: a socket is one that nobody opens by a name.
 */
static int no_input(const struct process *process)
{
	return process->confined
		       ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)
		       : open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/* The child's side: never returns; reports to the parent what it cannot do. */
static _Noreturn void become(const struct process *process,
			     const struct channels *channels, pid_t xsmc)
{
	int input = keep(channels->input >= 0 ? channels->input
					      : no_input(process));
	int out = keep(channels->out[1]), err = keep(channels->err[1]);
	int failure = keep(channels->failure[1]);
	int product = keep(channels->product);
	/* What it does not get of its own would be xsmc's. */
	if (input < 0 || out < 0 || err < 0 || failure < 0)
		give_up(channels->failure[1], CHILD_EXEC);
	/* Both: which of the two comes first is not known. */
	setpgid(0, 0);
	if (!process->confined)
		start_keeper(xsmc, failure);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		give_up(failure, CHILD_LIMITS);
	if (process->confined && getppid() != xsmc)
		_exit(EXEC_FAILED - 1);
	dup2(input, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	if (product >= 0)
		dup2(product, PRODUCT);
	signal(SIGPIPE, SIG_DFL);
	run_program(process, failure);
}

static long milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * MILLISECONDS + now.tv_nsec / 1000000;
}

/*
 * One read from a pipe that is ready, which is -1 from its end on; false with
 * errno where it fails: what came before is not all.
 */
static bool drain(struct pollfd *pipe, struct buffer *into)
{
	char *end = buffer_reserve(into, CHUNK);
	ssize_t got = read(pipe->fd, end, CHUNK);
	if (got < 0)
		return errno == EINTR;
	if (!got)
		pipe->fd = -1;
	into->length += (size_t)got;
	into->data[into->length] = '\0';
	return true;
}

/* Reads both pipes to their ends; NULL, or what limit was broken. */
static const char *capture(struct process *process,
			   const struct channels *channels)
{
	const struct process_limits *limits = &process->limits;
	struct pollfd pipes[2] = {{channels->out[0], POLLIN, 0},
				  {channels->err[0], POLLIN, 0}};
	struct buffer *into[2] = {&process->out, &process->err};
	long end = milliseconds_now() +
		   CLOCK_FACTOR * (long)limits->seconds * MILLISECONDS;
	while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
		long left = end - milliseconds_now();
		if (left <= 0)
			return too_long;
		if (poll(pipes, 2, (int)left) < 0 && errno != EINTR)
			return strerror(errno);
		for (int i = 0; i < 2; i++)
			if (pipes[i].fd >= 0 && pipes[i].revents &&
			    !drain(&pipes[i], into[i]))
				return strerror(errno);
		if (process->out.length + process->err.length > limits->output)
			return "it writes too much";
	}
	return NULL;
}

/* What the child told of itself; false: it did not become the program. */
static bool judge_start(const struct process *process, int failure,
			struct diags *diags)
{
	struct location at = location_file(process->arguments[0]);
	struct child_report report;
	enum confinement_step missing = CONFINEMENT_WHOLE;
	int error = 0;
	ssize_t got;
	while ((got = read(failure, &report, sizeof report)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		/* What it had to tell is not known. */
		if (got != (ssize_t)sizeof report) {
			diags_add(diags, MESSAGE_PROCESS_FAILED, at, "%s",
				  strerror(got < 0 ? errno : EIO));
			return false;
		}
		if (report.step == CHILD_UNCONFINED) {
			missing = report.missing;
			error = report.error;
			continue;
		}
		diags_add(diags, MESSAGE_PROCESS_FAILED, at, "%s%s",
			  report.step == CHILD_LIMITS ? "it cannot be limited: "
						      : "",
			  strerror(report.error));
		return false;
	}
	return !process->confined ||
	       process_confined(location_file(NULL), process->arguments[0],
				&process->confinement, missing, error, diags);
}

/* How much of what it said is shown. */
enum { FIRST_LINE = 160 };

/* What it said first, as to why: of a mass of words that is what helps. */
static void add_broken(const struct process *process, struct location at,
		       const char *broken, struct diags *diags)
{
	const struct buffer *said =
		process->err.length ? &process->err : &process->out;
	size_t length = 0;
	while (length < said->length && length < FIRST_LINE &&
	       said->data[length] && said->data[length] != '\n')
		length++;
	if (length)
		diags_add(diags, MESSAGE_PROCESS_FAILED, at,
			  "%s; it begins with: %.*s", broken, (int)length,
			  said->data);
	else
		diags_add(diags, MESSAGE_PROCESS_FAILED, at, "%s", broken);
}

static bool judge(const struct process *process, const char *broken,
		  int wait_status, struct diags *diags)
{
	struct location at = location_file(process->arguments[0]);
	if (broken)
		add_broken(process, at, broken, diags);
	else if (WIFSIGNALED(wait_status) && WTERMSIG(wait_status) == SIGXCPU)
		diags_add(diags, MESSAGE_PROCESS_FAILED, at, "%s", too_long);
	else if (WIFSIGNALED(wait_status))
		diags_add(diags, MESSAGE_PROCESS_FAILED, at,
			  "it died by signal %d", WTERMSIG(wait_status));
	else
		return true;
	return false;
}

/* A file that holds these bytes; NULL: none.  -1 with errno. */
static int memory_file(const struct buffer *content)
{
	return content ? descriptor_of_bytes(content->data, content->length)
		       : descriptor_of_bytes("", 0);
}

static bool open_channels(const struct process *process,
			  struct channels *channels)
{
	if (process->input) {
		channels->input = memory_file(process->input);
		if (channels->input < 0)
			return false;
	}
	if (process->product_limit || process->second) {
		channels->product = memory_file(process->second);
		if (channels->product < 0)
			return false;
	}
	return pipe2(channels->out, O_CLOEXEC) == 0 &&
	       pipe2(channels->err, O_CLOEXEC) == 0 &&
	       pipe2(channels->failure, O_CLOEXEC) == 0;
}

static void close_end(int *end)
{
	if (*end >= 0)
		close(*end);
	*end = -1;
}

static void close_child_ends(struct channels *channels)
{
	close_end(&channels->out[1]);
	close_end(&channels->err[1]);
	close_end(&channels->failure[1]);
	close_end(&channels->input);
}

/*
 * Ends what the child has left behind, while its number is still its own, and
 * takes its status.
 */
static int reap(pid_t child)
{
	siginfo_t info;
	int status = 0;
	while (waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) < 0 &&
	       errno == EINTR)
		;
	kill(-child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

/*
 * What the program left in the file, whose limit held when it was written;
 * NULL, or what failed.
 */
static const char *read_product(struct process *process, int file)
{
	off_t at = 0;
	struct buffer *into = &process->product;
	for (;;) {
		char *end = buffer_reserve(into, CHUNK);
		ssize_t got = pread(file, end, CHUNK, at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got < 0 ? strerror(errno) : NULL;
		at += got;
		into->length += (size_t)got;
		into->data[into->length] = '\0';
	}
}

/* Waits for the child to the end, of its own or by a limit. */
static bool follow(struct process *process, struct channels *channels,
		   pid_t child, struct diags *diags)
{
	setpgid(child, child);
	const char *broken = capture(process, channels);
	if (broken)
		kill(-child, SIGKILL);
	const char *failed = NULL;
	int wait_status = reap(child);
	if (process->product_limit)
		failed = read_product(process, channels->product);
	if (WIFEXITED(wait_status))
		process->status = WEXITSTATUS(wait_status);
	return judge_start(process, channels->failure[0], diags) &&
	       judge(process, broken ? broken : failed, wait_status, diags);
}

bool process_run_in(struct process *process, struct diags *diags)
{
	struct channels channels = {{-1, -1}, {-1, -1}, {-1, -1}, -1, -1};
	pid_t child = -1;
	bool done = false;
	const pid_t xsmc = getpid();
	process->status = -1;
	bool opened = open_channels(process, &channels);
	if (opened)
		child = fork();
	if (child == 0)
		become(process, &channels, xsmc);
	if (child < 0)
		diags_add(diags, MESSAGE_PROCESS_FAILED,
			  location_file(process->arguments[0]), "%s: %s",
			  opened ? "no process" : "no pipe or file in memory",
			  strerror(errno));
	close_child_ends(&channels);
	if (child > 0)
		done = follow(process, &channels, child, diags);
	close_end(&channels.out[0]);
	close_end(&channels.err[0]);
	close_end(&channels.failure[0]);
	close_end(&channels.product);
	return done;
}

void process_release(struct process *process)
{
	buffer_release(&process->out);
	buffer_release(&process->err);
	buffer_release(&process->product);
}

bool process_run(const char *const arguments[],
		 const struct process_limits *limits, struct diags *diags,
		 struct buffer *out, struct buffer *err, int *status)
{
	struct process process = {.arguments = arguments, .limits = *limits};
	bool done = process_run_in(&process, diags);
	buffer_add(out, buffer_string(&process.out), process.out.length);
	buffer_add(err, buffer_string(&process.err), process.err.length);
	*status = process.status;
	process_release(&process);
	return done;
}
