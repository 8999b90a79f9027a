/* What allowing an op would open beside it. */
#ifndef AUDIT_AUDIT_OPEN_H
#define AUDIT_AUDIT_OPEN_H

struct advisor;
struct audit_case;
struct audit_op;
struct facts;
struct op;
struct op_ways;

/* The policy's type, of "SID 5" that of the initial SID; NO_TYPE: none. */
unsigned advisor_type(const struct advisor *advisor, const char *type);

/* Adds the ops that allowing the op would let pass beside it. */
void advise_open(const struct advisor *advisor, const struct facts *facts,
		 const struct audit_case *row, struct audit_op *op);

/* The ways of an op of the release; NULL: it has none. */
const struct op_ways *find_ways(const struct facts *facts, const struct op *op);

#endif
