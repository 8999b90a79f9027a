/* Reads a binary policy by libsepol and does nothing else: a yardstick. */
#include <sepol/policydb/policydb.h>
#include <stdio.h>

int main(int argc, char *argv[])
{
	struct policy_file file;
	policydb_t policy;
	FILE *stream = argc == 2 ? fopen(argv[1], "rb") : NULL;
	if (!stream || policydb_init(&policy) != 0)
		return 1;
	policy_file_init(&file);
	file.type = PF_USE_STDIO;
	file.fp = stream;
	int result = policydb_read(&policy, &file, 0);
	fclose(stream);
	if (result != 0)
		return 1;
	policydb_destroy(&policy);
	return 0;
}
