/* Reads a policy as rows and does nothing else. */
#include "source/source.h"

int main(int argc, char *argv[])
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	bool done = argc == 2 && source_read(argv[1], &arena, &diags);
	diags_release(&diags);
	arena_release(&arena);
	return done ? 0 : 1;
}
