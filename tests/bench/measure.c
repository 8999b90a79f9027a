/*
 * measure RUNS COMMAND...: runs the command, its outputs thrown away, and
 * prints the medians: milliseconds and kilobytes of memory at the most.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_LIMIT = 1000 };

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

static double milliseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* False when the command cannot be run, or says so itself. */
static int run(char *const command[], double *milliseconds, double *kilobytes)
{
	struct rusage usage;
	int status;
	double start = milliseconds_now();
	pid_t child = vfork();
	if (child == 0) {
		int null = open("/dev/null", O_RDWR);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execvp(command[0], command);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) < 0)
		return 0;
	*milliseconds = milliseconds_now() - start;
	*kilobytes = (double)usage.ru_maxrss;
	return WIFEXITED(status) && WEXITSTATUS(status) <= 1;
}

int main(int argc, char *argv[])
{
	double milliseconds[RUNS_LIMIT], kilobytes[RUNS_LIMIT];
	int runs = argc > 2 ? atoi(argv[1]) : 0;
	if (runs < 1 || runs > RUNS_LIMIT)
		return 2;
	for (int i = 0; i < runs; i++) {
		if (!run(argv + 2, &milliseconds[i], &kilobytes[i])) {
			fprintf(stderr, "measure: %s failed\n", argv[2]);
			return 1;
		}
	}
	printf("%.2f %.0f\n", median(milliseconds, runs),
	       median(kilobytes, runs));
	return 0;
}
