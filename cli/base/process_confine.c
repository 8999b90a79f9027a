/* Rights that a process can give up by itself, without any privilege. */
#include "base/process.h"

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
/* Refuses the call of that number. */
#define REFUSE(number)                                       \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), \
		RETURN(SECCOMP_RET_ERRNO | REFUSAL)

enum { REFUSAL = 1 /* EPERM, as the kernel numbers it */ };

static void refuse_calls(void)
{
	struct sock_filter filter[] = {
		LOAD(arch),
		/* Calls by the numbers of another architecture. */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALLS_OF, 1, 0),
		RETURN(SECCOMP_RET_KILL),
		LOAD(nr),
#ifdef __x86_64__
		/* The numbers of x32 are those with this bit. */
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 0x40000000, 0, 1),
		RETURN(SECCOMP_RET_ERRNO | REFUSAL),
#endif
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
		REFUSE(SYS_kill),
		RETURN(SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

#else

static void refuse_calls(void)
{
}

#endif

void process_confine(void)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	refuse_calls();
}
