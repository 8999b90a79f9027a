/* Rights that a process can give up by itself, without any privilege. */
#include "base/process_confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

USES_MESSAGE(PROCESS_CONFINED);
USES_MESSAGE(PROCESS_TRUSTED);
USES_MESSAGE(PROCESS_UNCONFINED);

#if defined(__x86_64__)
#define CALLS_OF AUDIT_ARCH_X86_64
#elif defined(__i386__)
#define CALLS_OF AUDIT_ARCH_I386
#elif defined(__aarch64__)
#define CALLS_OF AUDIT_ARCH_AARCH64
#elif defined(__arm__)
#define CALLS_OF AUDIT_ARCH_ARM
#elif defined(__riscv) && __riscv_xlen == 64
#define CALLS_OF AUDIT_ARCH_RISCV64
#endif

#ifdef CALLS_OF

#define LOAD(member)                       \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, \
		 offsetof(struct seccomp_data, member))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define JUMP(condition, value, yes, no) \
	BPF_JUMP(BPF_JMP | (condition) | BPF_K, (value), (yes), (no))
#define REFUSAL (SECCOMP_RET_ERRNO | 1 /* EPERM, as the kernel numbers it */)

/* Refuses the call of that number. */
#define REFUSE(number) JUMP(BPF_JEQ, (number), 0, 1), RETURN(REFUSAL)

/* Refuses to open a file for more than reading; flags: the argument's place. */
#define REFUSE_WRITING(number, flags)                                        \
	JUMP(BPF_JEQ, (number), 0, 4), LOAD(args[flags]),                    \
		JUMP(BPF_JSET, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1), \
		RETURN(REFUSAL), RETURN(SECCOMP_RET_ALLOW)

/* What begins all filters. */
#ifdef __x86_64__
/* The numbers of x32 are those with this bit. */
#define REFUSE_X32 , JUMP(BPF_JSET, 0x40000000, 0, 1), RETURN(REFUSAL)
#else
#define REFUSE_X32
#endif
#define BEGIN                                                            \
	LOAD(arch), /* calls by the numbers of another one */            \
		JUMP(BPF_JEQ, CALLS_OF, 1, 0), RETURN(SECCOMP_RET_KILL), \
		LOAD(nr) REFUSE_X32

static bool install(struct sock_filter *filter, size_t count)
{
	struct sock_fprog program = {(unsigned short)count, filter};
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

static bool refuse_calls(void)
{
	struct sock_filter filter[] = {
		BEGIN,
#ifdef SYS_fork
		REFUSE(SYS_fork),
#endif
#ifdef SYS_vfork
		REFUSE(SYS_vfork),
#endif
		REFUSE(SYS_clone),
#ifdef SYS_clone3
		REFUSE(SYS_clone3),
#endif
		REFUSE(SYS_socket),
		REFUSE(SYS_ptrace),
		RETURN(SECCOMP_RET_ALLOW),
	};
	return install(filter, sizeof filter / sizeof *filter);
}

static bool refuse_writing(void)
{
	struct sock_filter filter[] = {
		BEGIN,
#ifdef SYS_open
		REFUSE_WRITING(SYS_open, 1),
		REFUSE(SYS_creat),
#endif
		REFUSE_WRITING(SYS_openat, 2),
#ifdef SYS_openat2
		REFUSE(SYS_openat2),
#endif
		RETURN(SECCOMP_RET_ALLOW),
	};
	return install(filter, sizeof filter / sizeof *filter);
}

#else

/* Of an architecture that no filter is written for. */
static bool refuse_calls(void)
{
	errno = ENOTSUP;
	return false;
}

static bool refuse_writing(void)
{
	return refuse_calls();
}

#endif

enum confinement_step process_confine(bool writes)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return CONFINEMENT_RIGHTS;
	if (!refuse_calls() || (!writes && !refuse_writing()))
		return CONFINEMENT_CALLS;
	return CONFINEMENT_WHOLE;
}

static const char *step_name(enum confinement_step step)
{
	static const char *const names[] = {
		[CONFINEMENT_WHOLE] = "",
		[CONFINEMENT_RIGHTS] = "no_new_privs",
		[CONFINEMENT_CALLS] = "seccomp",
	};
	return names[step];
}

bool process_confined(struct location input, const char *program,
		      const struct confinement *confinement,
		      enum confinement_step missing, int error,
		      struct diags *diags)
{
	bool optional = confinement->optional;
	if (missing != CONFINEMENT_WHOLE)
		diags_add(diags,
			  optional ? MESSAGE_PROCESS_TRUSTED
				   : MESSAGE_PROCESS_UNCONFINED,
			  input, "%s: %s: %s", program, step_name(missing),
			  strerror(error));
	else if (confinement->told)
		diags_add(diags, MESSAGE_PROCESS_CONFINED, input,
			  "%s: no_new_privs and seccomp are in force", program);
	return missing == CONFINEMENT_WHOLE || optional;
}
