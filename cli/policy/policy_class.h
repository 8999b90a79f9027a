/* Object classes, and the sets of permissions that several may have. */
#ifndef POLICY_POLICY_CLASS_H
#define POLICY_POLICY_CLASS_H

#include <stdbool.h>
#include <stdint.h>

struct policy_class;
struct reader;

bool commons_read(struct reader *reader);
bool classes_read(struct reader *reader);

/* A bit for each permission of the class. */
uint32_t class_permissions(const struct policy_class *row);

#endif
