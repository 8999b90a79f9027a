/* Ops as JSON. */
#ifndef REPORT_REPORT_OP_JSON_H
#define REPORT_REPORT_OP_JSON_H

#include <jansson.h>

struct op_facts;

/* A new value, the caller's. */
json_t *report_op_json(const struct op_facts *facts);

#endif
