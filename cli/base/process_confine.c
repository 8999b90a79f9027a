/* Rights that a process can give up by itself, without any privilege. */
#include "base/process.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

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

static void install(struct sock_filter *filter, size_t count)
{
	struct sock_fprog program = {(unsigned short)count, filter};
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

static void refuse_calls(void)
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
	install(filter, sizeof filter / sizeof *filter);
}

static void refuse_writing(void)
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
	install(filter, sizeof filter / sizeof *filter);
}

#else

static void refuse_calls(void)
{
}

static void refuse_writing(void)
{
}

#endif

void process_confine(bool writes)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	refuse_calls();
	if (!writes)
		refuse_writing();
}
