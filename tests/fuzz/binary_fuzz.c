/*
 * Binary policies, by libsepol in a child process.  The child may die by any
 * signal: that it does not take its parent along is what is tested.
 */
#include "fuzz.h"

#include <pthread.h>
#include <signal.h>

#include "policy/policy.h"

void __sanitizer_set_death_callback(void (*callback)(void));

/* In the child a crash is no finding. */
static void forget_handlers(void)
{
	static const int signals[] = {SIGSEGV, SIGBUS,	SIGABRT, SIGILL,
				      SIGFPE,  SIGXCPU, SIGALRM};
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		signal(signals[i], SIG_DFL);
	__sanitizer_set_death_callback(NULL);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	return pthread_atfork(NULL, NULL, forget_handlers);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buffer image = BUFFER_INIT;
	buffer_add(&image, (const char *)data, size);
	const struct policy *policy =
		policy_parse("input", &image, &arena, &diags);
	fuzz_assert(!policy == (diags.errors > 0),
		    "a policy that is refused has a message");
	buffer_release(&image);
	diags_release(&diags);
	arena_release(&arena);
	return 0;
}
