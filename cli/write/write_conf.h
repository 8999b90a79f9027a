/* The policy.conf. */
#ifndef WRITE_WRITE_CONF_H
#define WRITE_WRITE_CONF_H

#include "base/buffer.h"

struct model;
struct model_device;
struct text_run;

/* The policy.conf. */
void write_conf(struct model *model, struct buffer *conf);

/* Types, rules and roles: all but what comes before them, and the users. */
void conf_add_policy(struct text_run *run, struct buffer *conf);

/* The roles of users whose domains are kept apart. */
void conf_add_user_roles(const struct model *model, struct buffer *conf);

/* Domains of different users do not talk, but with the system's. */
void conf_add_constraints(const struct model *model, struct buffer *conf);

/* The labels of the device's parts. */
void conf_add_device(const struct model *model,
		     const struct model_device *device, struct buffer *conf);

#endif
