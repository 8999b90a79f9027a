/* A time by which the process has to be done, or ends. */
#include "base/deadline.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/diags.h"

USES_MESSAGE(DEADLINE_PASSED);

enum { EXIT_TOO_LATE = 2 };

/* Only what a signal's handler may call: standard error has no buffer here. */
static void say(const char *text)
{
	ssize_t put = write(STDERR_FILENO, text, strlen(text));
	(void)put;
}

static _Noreturn void end_late(int number)
{
	const struct message *message = MESSAGE_DEADLINE_PASSED;
	(void)number;
	say("xsmc: error: ");
	say(message->title);
	say(": nothing is said of what was not read [");
	say(message->name);
	say("]\n");
	_exit(EXIT_TOO_LATE);
}

static void set_timer(unsigned seconds)
{
	const struct itimerval timer = {.it_value = {.tv_sec = seconds}};
	setitimer(ITIMER_REAL, &timer, NULL);
}

void deadline_set(unsigned seconds)
{
	struct sigaction action = {.sa_handler = end_late};
	sigaction(SIGALRM, &action, NULL);
	set_timer(seconds);
}

void deadline_clear(void)
{
	set_timer(0);
}
