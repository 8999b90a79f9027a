/* What the fuzz targets share. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls with each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What it calls, where there is such a function, to make an input of another
 * one, of at most so many bytes; and what it has itself for that. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most,
			       unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

/* The path of a file in memory with these bytes; closed by fuzz_close(). */
const char *fuzz_open(const uint8_t *data, size_t size);
void fuzz_close(void);

/*
 * A directory with the files of the bytes: behind each line "==> NAME" the
 * content of that one.  It is made anew for each input.
 */
const char *fuzz_unpack(const uint8_t *data, size_t size);

/* The policy that the environment's FUZZ_POLICY names; it is read once. */
struct policy;
const struct policy *fuzz_policy(void);

/* One of so many, by the bytes alone: an input is always tried alike. */
size_t fuzz_pick(const uint8_t *data, size_t size, size_t count);

/*
 * Runs a command of xsmc's as main() would, but writes nothing: its words and
 * arguments, up to the NULL.  What it says with an error has a message.
 */
void fuzz_command(const char *const *words);

/* A binary policy made of another one by a change of its rows, or bytes. */
size_t fuzz_mutate_policy(uint8_t *data, size_t size, size_t most,
			  unsigned seed);

/* Ends the program when a property does not hold. */
void fuzz_assert(int holds, const char *property);

#endif
