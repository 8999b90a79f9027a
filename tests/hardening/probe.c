/* What each flag of hardening shows in: a buffer, a call and a path. */
#include <assert.h>
#include <stdio.h>

int main(int count, char **words)
{
	char line[64];
	assert(count > 0);
	snprintf(line, sizeof(line), "%s", words[0]);
	return printf("%s %d\n", line, count) < 0;
}
