/*
 * without WHAT PROGRAM [ARGUMENT...]: runs the program where the kernel refuses
 * something, as older ones, other architectures and containers do.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A call that fails where the low half of an argument is, or is not, that. */
struct refusal {
	const char *what;
	uint32_t call, argument, value;
	bool unless;
	uint32_t error;
};

static const struct refusal refusals[] = {
	{"no_new_privs", SYS_prctl, 0, PR_SET_NO_NEW_PRIVS, false, EINVAL},
	{"seccomp", SYS_prctl, 0, PR_SET_SECCOMP, false, EINVAL},
	{"death-signals", SYS_prctl, 0, PR_SET_PDEATHSIG, false, EINVAL},
	/* Without new limits it only tells the old ones. */
	{"limits", SYS_prlimit64, 2, 0, true, EPERM},
	{"memfd", SYS_memfd_create, 1, UINT32_MAX, true, ENOSYS},
	{"close_range", SYS_close_range, 1, 0, true, ENOSYS},
};

static bool refuse(const struct refusal *refusal)
{
	const uint32_t at = (uint32_t)(offsetof(struct seccomp_data, args) +
				       refusal->argument * sizeof(uint64_t));
	const struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
			 offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refusal->call, 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refusal->value,
			 refusal->unless, !refusal->unless),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | refusal->error),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_filter copy[sizeof filter / sizeof *filter];
	struct sock_fprog program = {sizeof filter / sizeof *filter, copy};
	memcpy(copy, filter, sizeof filter);
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

int main(int argc, char **argv)
{
	const size_t count = sizeof refusals / sizeof *refusals;
	for (size_t i = 0; argc > 2 && i < count; i++) {
		if (strcmp(refusals[i].what, argv[1]) != 0)
			continue;
		if (refuse(&refusals[i]))
			execvp(argv[2], argv + 2);
		perror(argv[2]);
		return 2;
	}
	fputs("usage: without WHAT PROGRAM [ARGUMENT...]\n", stderr);
	return 2;
}
