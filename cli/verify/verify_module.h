/*
 * What the hooks answer where no policy does: the action that each asserts in
 * the tree, and the table of the hooks that a module answers itself.  What else
 * decides in these functions is held against the registry call by call.
 */
#ifndef VERIFY_VERIFY_MODULE_H
#define VERIFY_VERIFY_MODULE_H

struct verifier;

void verify_modules(struct verifier *verifier);

#endif
