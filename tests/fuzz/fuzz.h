/* What the fuzz targets share. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls with each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The path of a file in memory with these bytes; closed by fuzz_close(). */
const char *fuzz_open(const uint8_t *data, size_t size);
void fuzz_close(void);

/* The policy that the environment's FUZZ_POLICY names; it is read once. */
struct policy;
const struct policy *fuzz_policy(void);

/* Ends the program when a property does not hold. */
void fuzz_assert(int holds, const char *property);

#endif
