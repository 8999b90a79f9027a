/* What allowing an op would open beside it. */
#ifndef AUDIT_AUDIT_OPEN_H
#define AUDIT_AUDIT_OPEN_H

struct advisor;
struct arena;
struct audit_case;
struct audit_op;
struct audit_question;
struct facts;
struct op;
struct op_ways;

/* What is kept from one grant to the next, and is to be freed. */
struct openings *openings_new(const struct audit_question *question,
			      struct arena *arena);
void openings_free(struct openings *openings);

/* Adds the ops that allowing the op would let pass beside it. */
void advise_open(const struct advisor *advisor, const struct facts *facts,
		 const struct audit_case *row, struct audit_op *op);

/* The ways of an op of the release; NULL: it has none. */
const struct op_ways *find_ways(const struct facts *facts, const struct op *op);

#endif
