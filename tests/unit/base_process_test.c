/* Another program, run with limits. */
#include "world.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/process.h"
#include "base/process_confine.h"

USES_MESSAGE(PROCESS_FAILED);
USES_MESSAGE(PROCESS_TRUSTED);
USES_MESSAGE(PROCESS_UNCONFINED);

enum { MEGABYTE = 1024 * 1024 };

static const struct process_limits usual = {10, 512UL * MEGABYTE, MEGABYTE};

/* What a script of the shell's did. */
struct run {
	struct process process;
	struct buffer out, err; /* the process's own */
	int status;
	bool done;
};

static struct run run_process(struct world *world, const char *script,
			      struct process process)
{
	const char *const arguments[] = {"sh", "-c", script, NULL};
	struct run run = {.process = process};
	run.process.arguments = arguments;
	run.done = process_run_in(&run.process, &world->diags);
	run.process.arguments = NULL;
	run.out = run.process.out;
	run.err = run.process.err;
	run.status = run.process.status;
	return run;
}

static struct run run_limited(struct world *world, const char *script,
			      const struct process_limits *limits)
{
	return run_process(world, script, (struct process){.limits = *limits});
}

static struct run run_script(struct world *world, const char *script)
{
	return run_limited(world, script, &usual);
}

static void release(struct run *run)
{
	process_release(&run->process);
}

static void the_exit_status_comes_back(void **state)
{
	struct world *world = *state;
	for (int status = 0; status < 256; status += 51) {
		struct run run = run_script(
			world, arena_format(&world->arena, "exit %d", status));
		assert_true(run.done);
		assert_int_equal(run.status, status);
		release(&run);
	}
	assert_no_diags(world);
}

static void both_outputs_come_back_apart(void **state)
{
	struct world *world = *state;
	struct run run = run_script(world, "echo out; echo err >&2; echo more");
	assert_true(run.done);
	assert_string_equal(buffer_string(&run.out), "out\nmore\n");
	assert_string_equal(buffer_string(&run.err), "err\n");
	release(&run);
}

/* More on each pipe than it holds: reading one after the other would hang. */
static void both_pipes_are_read_at_once(void **state)
{
	struct world *world = *state;
	struct run run = run_script(
		world, "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero;"
		       "head -c 100000 /dev/zero >&2");
	assert_true(run.done);
	assert_int_equal(run.out.length, 300000);
	assert_int_equal(run.err.length, 400000);
	release(&run);
}

static void standard_input_is_empty(void **state)
{
	struct world *world = *state;
	struct run run = run_script(world, "cat; echo end");
	assert_true(run.done);
	assert_string_equal(buffer_string(&run.out), "end\n");
	release(&run);
}

static void a_signal_is_a_failure(void **state)
{
	struct world *world = *state;
	struct run run = run_script(world, "kill -9 $$");
	assert_false(run.done);
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	assert_non_null(strstr(world->diags.list.items[0].detail, "signal 9"));
	assert_string_equal(world->diags.list.items[0].at.file, "sh");
	release(&run);
}

static void the_clock_is_limited(void **state)
{
	const struct process_limits limits = {1, 512UL * MEGABYTE, MEGABYTE};
	struct world *world = *state;
	/* Days: it would not end by itself, however slow the machine. */
	struct run run = run_limited(world, "exec sleep 1000000", &limits);
	assert_false(run.done);
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	release(&run);
}

static void processor_time_is_limited(void **state)
{
	const struct process_limits limits = {1, 512UL * MEGABYTE, MEGABYTE};
	struct world *world = *state;
	struct run run = run_limited(world, "while :; do :; done", &limits);
	assert_false(run.done);
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	release(&run);
}

static void output_is_limited(void **state)
{
	struct world *world = *state;
	struct run run = run_script(world, "yes");
	assert_false(run.done);
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	/* It was stopped soon after the limit. */
	assert_true(run.out.length < 2 * MEGABYTE);
	release(&run);
	diags_release(&world->diags);
	run = run_script(world, "yes >&2");
	assert_false(run.done);
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	release(&run);
}

static void memory_is_limited(void **state)
{
	const struct process_limits limits = {10, 64UL * MEGABYTE, MEGABYTE};
	struct world *world = *state;
	struct run run = run_limited(world, "ulimit -v; ulimit -c", &limits);
	assert_true(run.done);
	assert_string_equal(buffer_string(&run.out), "65536\n0\n");
	release(&run);
}

static void a_missing_program_is_said(void **state)
{
	struct world *world = *state;
	const char *const arguments[] = {"xsmc-no-such-program", "-x", NULL};
	struct buffer out = BUFFER_INIT;
	int status;
	assert_false(process_run(arguments, &usual, &world->diags, &out, &out,
				 &status));
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	assert_string_equal(world->diags.list.items[0].at.file,
			    "xsmc-no-such-program");
	assert_int_equal(out.length, 0);
	buffer_release(&out);
}

/* A program that exits with 127 itself is none that is missing. */
static void status_127_is_a_status(void **state)
{
	struct world *world = *state;
	struct run run = run_script(world, "exit 127");
	assert_true(run.done);
	assert_int_equal(run.status, 127);
	assert_no_diags(world);
	release(&run);
}

/* Killed, it may still be there as a zombie for a moment. */
static void wait_for_end(pid_t process)
{
	enum { TRIES = 60000 };
	int tries = 0;
	while (kill(process, 0) == 0 && tries++ < TRIES)
		usleep(10000);
	if (tries > TRIES)
		fail_msg("ran out of time: process %d is still there",
			 (int)process);
}

/* What the script started holds the pipe open, and would for days. */
static void the_whole_group_ends(void **state)
{
	const struct process_limits limits = {1, 512UL * MEGABYTE, MEGABYTE};
	struct world *world = *state;
	struct run run = run_limited(
		world, "sleep 1000000 & echo $!; exec sleep 1000000", &limits);
	assert_false(run.done);
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	pid_t left = (pid_t)strtol(buffer_string(&run.out), NULL, 10);
	assert_true(left > 0);
	wait_for_end(left);
	release(&run);
}

static void what_closed_its_outputs_ends_too(void **state)
{
	struct world *world = *state;
	struct run run = run_script(
		world, "sleep 1000000 >/dev/null 2>&1 & echo $!; exit 3");
	assert_true(run.done);
	assert_int_equal(run.status, 3);
	pid_t left = (pid_t)strtol(buffer_string(&run.out), NULL, 10);
	wait_for_end(left);
	release(&run);
}

static void input_and_product_are_files(void **state)
{
	struct world *world = *state;
	struct buffer input = BUFFER_INIT;
	buffer_add_repeated(&input, 'x', 200000);
	buffer_add(&input, "a\0b", 3);
	struct run run = run_process(
		world,
		"read line <" PROCESS_INPUT ";"
		"cat " PROCESS_INPUT " >" PROCESS_PRODUCT "; tail -c 1",
		(struct process){.limits = usual,
				 .input = &input,
				 .product_limit = MEGABYTE});
	assert_true(run.done);
	assert_string_equal(buffer_string(&run.out), "b");
	assert_int_equal(run.process.product.length, input.length);
	assert_memory_equal(run.process.product.data, input.data, input.length);
	buffer_release(&input);
	release(&run);
}

static void the_directory_is_changed(void **state)
{
	struct world *world = *state;
	struct run run = run_process(
		world, "pwd",
		(struct process){.limits = usual, .directory = "/"});
	assert_true(run.done);
	assert_string_equal(buffer_string(&run.out), "/\n");
	release(&run);
	run = run_process(world, "pwd",
			  (struct process){.limits = usual,
					   .directory = "/no/such/place"});
	assert_false(run.done);
	assert_diag(world, MESSAGE_PROCESS_FAILED);
	release(&run);
}

/* The shell's own words do; what needs a process of its own does not. */
static void the_confined_are_confined(void **state)
{
	const struct process confined = {
		.limits = usual, .product_limit = 1000, .confined = true};
	struct world *world = *state;
	setenv("XSMC_TEST_SECRET", "secret", 1);
	struct run run = run_process(
		world, "echo product >" PROCESS_PRODUCT "; set", confined);
	unsetenv("XSMC_TEST_SECRET");
	assert_true(run.done);
	assert_null(strstr(buffer_string(&run.out), "secret"));
	assert_non_null(strstr(buffer_string(&run.out), "LC_ALL='C'"));
	assert_non_null(strstr(buffer_string(&run.out), "PATH="));
	assert_string_equal(buffer_string(&run.process.product), "product\n");
	release(&run);
	run = run_process(world, "/bin/true; echo then", confined);
	assert_string_equal(buffer_string(&run.out), "");
	release(&run);
	/* More than its product may have: the signal or an error ends it. */
	diags_release(&world->diags);
	run = run_process(world,
			  "exec head -c 5000 /dev/zero >" PROCESS_PRODUCT,
			  confined);
	assert_true(!run.done || run.status != 0);
	assert_true(run.process.product.length <= 1000);
	release(&run);
}

/* From now on this process cannot give up what that prctl() gives up. */
static void refuse_prctl(uint32_t option)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prctl, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, args)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, option, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
	assert_int_equal(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
	assert_int_equal(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program),
			 0);
}

/* In a child: the filter stays.  The status is what the child found. */
static int run_unconfined(struct world *world, uint32_t option, bool optional)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		const struct process confined = {
			.limits = usual,
			.confined = true,
			.confinement = {.optional = optional}};
		refuse_prctl(option);
		struct run run = run_process(world, "echo ran", confined);
		const struct diag *diag = world->diags.list.items;
		bool ran = strcmp(buffer_string(&run.out), "ran\n") == 0;
		bool said = world->diags.list.count == 1 &&
			    diag->message ==
				    (optional ? MESSAGE_PROCESS_TRUSTED
					      : MESSAGE_PROCESS_UNCONFINED);
		_exit(said && ran == optional && run.done == optional ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void without_confinement_nothing_runs(void **state)
{
	assert_int_equal(run_unconfined(*state, PR_SET_SECCOMP, false), 0);
	assert_int_equal(run_unconfined(*state, PR_SET_NO_NEW_PRIVS, false), 0);
}

static void what_may_run_unconfined_is_told(void **state)
{
	assert_int_equal(run_unconfined(*state, PR_SET_SECCOMP, true), 0);
	assert_int_equal(run_unconfined(*state, PR_SET_NO_NEW_PRIVS, true), 0);
}

static void a_step_that_the_kernel_refuses_is_named(void **state)
{
	static const struct {
		uint32_t option;
		enum confinement_step missing;
	} steps[] = {{PR_SET_SECCOMP, CONFINEMENT_CALLS},
		     {PR_SET_NO_NEW_PRIVS, CONFINEMENT_RIGHTS},
		     {PR_SET_NAME, CONFINEMENT_WHOLE}};
	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int status = 0;
		pid_t child = fork();
		if (child == 0) {
			refuse_prctl(steps[i].option);
			_exit(process_confine(true) != steps[i].missing);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WORLD_TEST(the_exit_status_comes_back),
		WORLD_TEST(both_outputs_come_back_apart),
		WORLD_TEST(both_pipes_are_read_at_once),
		WORLD_TEST(standard_input_is_empty),
		WORLD_TEST(a_signal_is_a_failure),
		WORLD_TEST(the_clock_is_limited),
		WORLD_TEST(processor_time_is_limited),
		WORLD_TEST(output_is_limited),
		WORLD_TEST(memory_is_limited),
		WORLD_TEST(a_missing_program_is_said),
		WORLD_TEST(status_127_is_a_status),
		WORLD_TEST(the_whole_group_ends),
		WORLD_TEST(what_closed_its_outputs_ends_too),
		WORLD_TEST(input_and_product_are_files),
		WORLD_TEST(the_directory_is_changed),
		WORLD_TEST(the_confined_are_confined),
		WORLD_TEST(without_confinement_nothing_runs),
		WORLD_TEST(what_may_run_unconfined_is_told),
		WORLD_TEST(a_step_that_the_kernel_refuses_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
