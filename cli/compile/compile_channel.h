/* Which label an event channel has: by who has it and who is at its end. */
#ifndef COMPILE_COMPILE_CHANNEL_H
#define COMPILE_COMPILE_CHANNEL_H

struct model;
struct model_domain;

/* The trusted have channels with everybody, whoever is how labelled. */
void model_bind_control(struct model *model);

/*
 * Gives each domain's channels its label wherever a rule lets them be bound:
 * without the transition the rule would be dead.
 */
void model_label_channels(struct model *model);

/*
 * The label of the channel that the owner has with that end, once channels have
 * their labels; where there is none, it is the end's own, as Xen has it.
 */
unsigned model_channel(const struct model *model,
		       const struct model_domain *owner, unsigned other);

#endif
