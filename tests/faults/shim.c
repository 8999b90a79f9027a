/*
 * A library to be loaded before libc: of the calls of one kind the one that
 * FAULT_AT numbers, from 1, does not do what it is for.
 *
 * FAULT_KIND is the kind, or "any" of all but allocations.  FAULT_HOW is what
 * becomes of the call: "once" it fails, "on" it fails and so do all behind it,
 * "again" it fails with EINTR, "short" it reads or writes half; or a number,
 * the signal that the process gets instead.  The calls of a process and of its
 * children are counted together, until these become another program, in the
 * file of FAULT_COUNT: a number each kind, in the order of kinds here.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

/* The kinds, and what errno says of one that fails. */
#define KINDS(X)             \
	X(alloc, ENOMEM)     \
	X(open, EMFILE)      \
	X(read, EIO)         \
	X(write, ENOSPC)     \
	X(close, EIO)        \
	X(sync, EIO)         \
	X(rename, EXDEV)     \
	X(link, EPERM)       \
	X(remove, EACCES)    \
	X(create, ENOSPC)    \
	X(stat, EIO)         \
	X(chmod, EPERM)      \
	X(fork, EAGAIN)      \
	X(exec, EACCES)      \
	X(prctl, EINVAL)     \
	X(mmap, ENOMEM)      \
	X(pipe, EMFILE)      \
	X(duplicate, EMFILE) \
	X(poll, ENOMEM)      \
	X(limit, EPERM)      \
	X(signal, EINVAL)    \
	X(socket, EACCES)    \
	X(system, ENOSYS)

enum kind {
#define KIND(name, error) KIND_##name,
	KINDS(KIND) KINDS_COUNT,
	KIND_ANY = KINDS_COUNT,
	COUNTS
};

static const struct {
	const char *name;
	int error;
} kinds[] = {
#define ROW(name, error) {#name, error},
	KINDS(ROW){"any", 0}};

/* The library's own, as ours has its name. */
typedef long system_call(long call, ...);

static long raw(long call, long a, long b, long c, long d, long e, long f)
{
	static system_call *real;
	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "syscall");
	return real(call, a, b, c, d, e, f);
}

static unsigned long *counts;
static unsigned long at;
static int kind = -1, number;
static enum { ONCE, ON, AGAIN, SHORT, SIGNAL } how;

static void read_how(const char *word)
{
	static const char *const words[] = {"once", "on", "again", "short"};
	for (int i = 0; i < SIGNAL; i++)
		if (strcmp(word, words[i]) == 0) {
			how = i;
			return;
		}
	how = SIGNAL;
	number = atoi(word);
}

__attribute__((constructor)) static void start(void)
{
	const char *path = getenv("FAULT_COUNT"), *word = getenv("FAULT_KIND");
	/* git, say, or the compiler. */
	if (!path || strcmp(program_invocation_short_name, "xsmc") != 0)
		return;
	for (int i = 0; word && i < COUNTS; i++)
		if (strcmp(word, kinds[i].name) == 0)
			kind = i;
	if (getenv("FAULT_AT"))
		at = strtoul(getenv("FAULT_AT"), NULL, 10);
	if (getenv("FAULT_HOW"))
		read_how(getenv("FAULT_HOW"));
	long file = raw(SYS_openat, AT_FDCWD, (long)path, O_RDWR | O_CLOEXEC, 0,
			0, 0);
	long map = raw(SYS_mmap, 0, COUNTS * sizeof *counts,
		       PROT_READ | PROT_WRITE, MAP_SHARED, (long)file, 0);
	raw(SYS_close, (long)file, 0, 0, 0, 0, 0);
	if (file < 0 || map == -1)
		abort();
	counts = (unsigned long *)map;
}

static bool hits(enum kind of)
{
	unsigned long now =
		__atomic_add_fetch(&counts[of], 1, __ATOMIC_SEQ_CST);
	return (int)of == kind && at && (how == ON ? now >= at : now == at);
}

/* Whether the call of that kind is the one. */
static bool is_it(enum kind of)
{
	if (!counts)
		return false;
	bool hit = hits(of);
	if (of != KIND_alloc && hits(KIND_ANY))
		hit = true;
	if (hit && how == SIGNAL)
		kill(getpid(), number);
	return hit && how != SIGNAL;
}

static bool fails(enum kind of)
{
	if (!is_it(of) || how == SHORT)
		return false;
	errno = how == AGAIN ? EINTR : kinds[of].error;
	return true;
}

/* How many bytes of so many are read or written; -1: it fails. */
static ssize_t part(enum kind of, size_t length)
{
	if (!is_it(of))
		return (ssize_t)length;
	if (how == SHORT)
		return (ssize_t)(length > 1 ? length / 2 : length);
	errno = how == AGAIN ? EINTR : kinds[of].error;
	return -1;
}

/* --- Memory --------------------------------------------------------------- */

void *malloc(size_t size)
{
	return fails(KIND_alloc) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails(KIND_alloc) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails(KIND_alloc) ? NULL : __libc_realloc(old, size);
}

/* --- Bytes ---------------------------------------------------------------- */

ssize_t read(int file, void *to, size_t length)
{
	ssize_t some = part(KIND_read, length);
	return some < 0 ? -1
			: raw(SYS_read, (long)file, (long)to, (long)some, 0, 0,
			      0);
}

ssize_t pread(int file, void *to, size_t length, off_t from)
{
	ssize_t some = part(KIND_read, length);
	return some < 0 ? -1
			: raw(SYS_pread64, (long)file, (long)to, (long)some,
			      (long)from, 0, 0);
}

/* What the headers of the C library make of it when they check it. */
ssize_t __read_chk(int file, void *to, size_t length, size_t space)
{
	if (length > space)
		abort();
	return read(file, to, length);
}

ssize_t __pread_chk(int file, void *to, size_t length, off_t from, size_t space)
{
	if (length > space)
		abort();
	return pread(file, to, length, from);
}

ssize_t write(int file, const void *from, size_t length)
{
	ssize_t some = part(KIND_write, length);
	return some < 0 ? -1
			: raw(SYS_write, (long)file, (long)from, (long)some, 0,
			      0, 0);
}

/* --- All others ----------------------------------------------------------- */

#define CALL(kind, type, name, failure, parameters, ...)           \
	type name parameters                                       \
	{                                                          \
		static type(*real) parameters;                     \
		if (fails(KIND_##kind))                            \
			return failure;                            \
		if (!real)                                         \
			*(void **)&real = dlsym(RTLD_NEXT, #name); \
		return real(__VA_ARGS__);                          \
	}

static int open_at(int folder, const char *path, int flags, va_list rest)
{
	mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
	if (fails(flags & (O_CREAT | O_TMPFILE) & ~O_DIRECTORY ? KIND_create
							       : KIND_open))
		return -1;
	return (int)raw(SYS_openat, (long)folder, (long)path, (long)flags,
			(long)mode, 0, 0);
}

int open(const char *path, int flags, ...)
{
	va_list rest;
	va_start(rest, flags);
	int file = open_at(AT_FDCWD, path, flags, rest);
	va_end(rest);
	return file;
}

int openat(int folder, const char *path, int flags, ...)
{
	va_list rest;
	va_start(rest, flags);
	int file = open_at(folder, path, flags, rest);
	va_end(rest);
	return file;
}

/* A close that fails has closed what it was given. */
int close(int file)
{
	bool failing = fails(KIND_close);
	int error = errno;
	long done = raw(SYS_close, (long)file, 0, 0, 0, 0, 0);
	if (!failing)
		return (int)done;
	errno = error;
	return -1;
}

int fcntl(int file, int command, ...)
{
	va_list rest;
	va_start(rest, command);
	long value = va_arg(rest, long);
	va_end(rest);
	if (command == F_DUPFD_CLOEXEC && fails(KIND_duplicate))
		return -1;
	return (int)raw(SYS_fcntl, (long)file, (long)command, (long)value, 0, 0,
			0);
}

int prctl(int option, ...)
{
	long values[4];
	va_list rest;
	va_start(rest, option);
	for (int i = 0; i < 4; i++)
		values[i] = va_arg(rest, long);
	va_end(rest);
	if (fails(KIND_prctl))
		return -1;
	return (int)raw(SYS_prctl, (long)option, values[0], values[1],
			values[2], values[3], 0);
}

/* openat2() has no function of its own. */
long syscall(long call, ...)
{
	long values[6];
	va_list rest;
	va_start(rest, call);
	for (int i = 0; i < 6; i++)
		values[i] = va_arg(rest, long);
	va_end(rest);
	if (fails(call == SYS_openat2 ? KIND_open : KIND_system))
		return -1;
	return raw(call, values[0], values[1], values[2], values[3], values[4],
		   values[5]);
}

CALL(open, FILE *, fopen, NULL, (const char *path, const char *mode), path,
     mode)
CALL(open, DIR *, opendir, NULL, (const char *path), path)
CALL(open, DIR *, fdopendir, NULL, (int file), file)
CALL(read, struct dirent *, readdir, NULL, (DIR * stream), stream)
CALL(read, ssize_t, readlink, -1, (const char *path, char *to, size_t length),
     path, to, length)
CALL(read, char *, realpath, NULL, (const char *path, char *to), path, to)
CALL(read, off_t, lseek, -1, (int file, off_t to, int from), file, to, from)
CALL(sync, int, fsync, -1, (int file), file)
CALL(sync, int, syncfs, -1, (int file), file)
CALL(rename, int, rename, -1, (const char *from, const char *to), from, to)
CALL(rename, int, renameat2, -1,
     (int in, const char *from, int into, const char *to, unsigned flags), in,
     from, into, to, flags)
CALL(link, int, linkat, -1,
     (int in, const char *from, int into, const char *to, int flags), in, from,
     into, to, flags)
CALL(remove, int, unlink, -1, (const char *path), path)
CALL(remove, int, unlinkat, -1, (int in, const char *path, int flags), in, path,
     flags)
CALL(remove, int, rmdir, -1, (const char *path), path)
CALL(create, int, mkostemp, -1, (char *path, int flags), path, flags)
CALL(create, char *, mkdtemp, NULL, (char *path), path)
CALL(create, int, mkdirat, -1, (int in, const char *path, mode_t mode), in,
     path, mode)
CALL(create, int, memfd_create, -1, (const char *name, unsigned flags), name,
     flags)
CALL(stat, int, stat, -1, (const char *path, struct stat *to), path, to)
CALL(stat, int, lstat, -1, (const char *path, struct stat *to), path, to)
CALL(stat, int, fstat, -1, (int file, struct stat *to), file, to)
CALL(stat, int, fstatat, -1,
     (int in, const char *path, struct stat *to, int flags), in, path, to,
     flags)
CALL(stat, int, fstatfs, -1, (int file, struct statfs *to), file, to)
CALL(stat, int, access, -1, (const char *path, int mode), path, mode)
CALL(chmod, int, fchmod, -1, (int file, mode_t mode), file, mode)
CALL(chmod, int, fchown, -1, (int file, uid_t user, gid_t group), file, user,
     group)
CALL(fork, pid_t, fork, -1, (void), )
CALL(exec, int, execvp, -1, (const char *path, char *const vector[]), path,
     vector)
CALL(mmap, void *, mmap, MAP_FAILED,
     (void *to, size_t length, int protection, int flags, int file, off_t from),
     to, length, protection, flags, file, from)
CALL(pipe, int, pipe2, -1, (int ends[2], int flags), ends, flags)
CALL(duplicate, int, dup2, -1, (int file, int to), file, to)
CALL(poll, int, poll, -1, (struct pollfd * files, nfds_t count, int time),
     files, count, time)
CALL(limit, int, getrlimit, -1,
     (__rlimit_resource_t resource, struct rlimit *to), resource, to)
CALL(limit, int, setrlimit, -1,
     (__rlimit_resource_t resource, const struct rlimit *to), resource, to)
CALL(signal, int, signalfd, -1, (int file, const sigset_t *set, int flags),
     file, set, flags)
CALL(signal, int, sigprocmask, -1,
     (int what, const sigset_t *set, sigset_t *old), what, set, old)
CALL(signal, int, sigaction, -1,
     (int of, const struct sigaction *new, struct sigaction *old), of, new, old)
CALL(socket, int, socket, -1, (int family, int type, int protocol), family,
     type, protocol)
CALL(system, int, chdir, -1, (const char *path), path)
CALL(system, int, setpgid, -1, (pid_t process, pid_t group), process, group)
