/* Ops of a proposed registry: their numbers, and what they are asked. */
#ifndef VERIFY_VERIFY_DRAFT_OP_H
#define VERIFY_VERIFY_DRAFT_OP_H

struct registry_draft;

void draft_ops(struct registry_draft *draft);

#endif
