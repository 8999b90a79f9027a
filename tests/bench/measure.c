/*
 * measure RUNS COMMAND... [-- COMMAND...]: runs the commands in turn, A B A B,
 * their outputs thrown away, and prints the medians of each: milliseconds of
 * processor time, and kilobytes of memory at the most.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUNS_LIMIT = 1000, COMMANDS_LIMIT = 2 };

struct measured {
	char **command;
	double milliseconds[RUNS_LIMIT], kilobytes[RUNS_LIMIT];
};

static int compare(const void *a, const void *b)
{
	const double *first = a, *second = b;
	return (*first > *second) - (*first < *second);
}

static double median(double *values, int count)
{
	qsort(values, (size_t)count, sizeof *values, compare);
	return values[count / 2];
}

static double milliseconds(struct timeval time)
{
	return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

/* False when the command cannot be run, or says so itself. */
static int run(struct measured *measured, int index)
{
	struct rusage usage;
	int status;
	pid_t child = vfork();
	if (child == 0) {
		int null = open("/dev/null", O_RDWR);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execvp(measured->command[0], measured->command);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0)
		return 0;
	measured->milliseconds[index] =
		milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
	measured->kilobytes[index] = (double)usage.ru_maxrss;
	return WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

int main(int argc, char *argv[])
{
	static struct measured measured[COMMANDS_LIMIT];
	int runs = argc > 2 ? atoi(argv[1]) : 0, count = 1;
	if (runs < 1 || runs > RUNS_LIMIT)
		return 2;
	measured[0].command = argv + 2;
	for (int i = 3; i < argc && count < COMMANDS_LIMIT; i++) {
		if (strcmp(argv[i], "--") != 0)
			continue;
		argv[i] = NULL;
		measured[count++].command = argv + i + 1;
	}
	for (int i = 0; i < runs * count; i++) {
		struct measured *one = &measured[i % count];
		if (!run(one, i / count)) {
			fprintf(stderr, "measure: %s failed\n",
				one->command[0]);
			return 1;
		}
	}
	for (int i = 0; i < count; i++)
		printf("%.2f %.0f%c", median(measured[i].milliseconds, runs),
		       median(measured[i].kilobytes, runs),
		       i + 1 < count ? ' ' : '\n');
	return 0;
}
