/* Names and numbers: the registry's ops against the macros of the headers. */
#ifndef VERIFY_VERIFY_HEADER_H
#define VERIFY_VERIFY_HEADER_H

struct verifier;

/* Each part in turn (verify_header.c, ...). */
void verify_numbers(struct verifier *verifier);

#endif
