/*
 * Levels, and what they forbid beside types.  A domain reads what it
 * dominates and changes what is of its own level; the trusted do not heed
 * levels, and others may talk to them.  What is done to the hypervisor itself
 * is left to types.
 */
#include <string.h>

#include "base/text.h"
#include "write/write_text.h"

const char mls_user_range[] = " level s0 range s0 - s15:c0.c255";
const char mls_cil_range[] = "((s0) (s15 (range c0 c255)))";

enum { SENSITIVITIES = 16, CATEGORIES = 256 };

void mls_add(const struct model *model, struct buffer *conf)
{
	(void)model;
	for (unsigned i = 0; i < SENSITIVITIES; i++)
		buffer_format(conf, "sensitivity s%u;\n", i);
	buffer_add_string(conf, "dominance {");
	for (unsigned i = 0; i < SENSITIVITIES; i++)
		buffer_format(conf, " s%u", i);
	buffer_add_string(conf, " }\n");
	for (unsigned i = 0; i < CATEGORIES; i++)
		buffer_format(conf, "category c%u;\n", i);
	for (unsigned i = 0; i < SENSITIVITIES; i++)
		buffer_format(conf, "level s%u:c0.c%u;\n", i, CATEGORIES - 1);
	buffer_add_char(conf, '\n');
	mls_add_constraints(model, conf);
	buffer_add_char(conf, '\n');
}

void mls_add_cil(const struct model *model, struct buffer *cil)
{
	(void)model;
	for (unsigned i = 0; i < SENSITIVITIES; i++)
		buffer_format(cil, "(sensitivity s%u)\n", i);
	buffer_add_string(cil, "(sensitivityorder (");
	for (unsigned i = 0; i < SENSITIVITIES; i++)
		buffer_format(cil, " s%u", i);
	buffer_add_string(cil, " ))\n");
	for (unsigned i = 0; i < CATEGORIES; i++)
		buffer_format(cil, "(category c%u)\n", i);
	buffer_add_string(cil, "(categoryorder (");
	for (unsigned i = 0; i < CATEGORIES; i++)
		buffer_format(cil, " c%u", i);
	buffer_add_string(cil, " ))\n");
	for (unsigned i = 0; i < SENSITIVITIES; i++)
		buffer_format(cil, "(sensitivitycategory s%u (range c0 c%u))\n",
			      i, CATEGORIES - 1);
}

/* --- Constraints ------------------------------------------------------ */

enum demand {
	DEMAND_NOTHING,
	DEMAND_READ,	   /* the level dominates the other's */
	DEMAND_WRITE,	   /* it is the same */
	DEMAND_TALK,	   /* it is the same, or the other is trusted */
	DEMAND_TRANSITION, /* the new one is within the clearance */
	DEMAND_COUNT,
};

static const struct {
	const char *conf, *cil;
} demands[DEMAND_COUNT] = {
	[DEMAND_READ] = {"(l1 dom l2) or (t1 == mls_trusted_type) or "
			 "(t2 == xen_type)",
			 "(or (or (dom l1 l2) (eq t1 mls_trusted_type)) "
			 "(eq t2 xen_type))"},
	[DEMAND_WRITE] = {"(l1 eq l2) or (t1 == mls_trusted_type) or "
			  "(t2 == xen_type)",
			  "(or (or (eq l1 l2) (eq t1 mls_trusted_type)) "
			  "(eq t2 xen_type))"},
	[DEMAND_TALK] = {"(l1 eq l2) or (t1 == mls_trusted_type) or "
			 "(t2 == mls_trusted_type) or (t2 == xen_type)",
			 "(or (or (eq l1 l2) (eq t1 mls_trusted_type)) "
			 "(or (eq t2 mls_trusted_type) (eq t2 xen_type)))"},
	[DEMAND_TRANSITION] = {"((h1 dom h2) and (l1 eq l2)) or "
			       "(t1 == mls_trusted_type)",
			       "(or (and (dom h1 h2) (eq l1 l2)) "
			       "(eq t1 mls_trusted_type))"},
};

static bool is_one_of(const char *word, const char *const words[])
{
	for (size_t i = 0; words[i]; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

static enum demand demand_of(const char *class, const char *permission)
{
	static const char *const of_hypervisor[] = {"xen", "xen2", "version",
						    "security", NULL};
	static const char *const talks[] = {"grant", "argo", NULL};
	static const char *const reads[] = {
		"map_read", "stat",  "pageinfo",  "pagelist", "stat_device",
		"status",   "query", "audit_p2m", "logdirty", NULL};
	if (is_one_of(class, of_hypervisor))
		return DEMAND_NOTHING;
	if (strcmp(permission, "transition") == 0)
		return DEMAND_TRANSITION;
	if (strcmp(class, "event") == 0 && strcmp(permission, "bind") == 0)
		return DEMAND_TALK;
	if (is_one_of(class, talks))
		return DEMAND_TALK;
	if (text_starts_with(permission, "get") || is_one_of(permission, reads))
		return DEMAND_READ;
	return DEMAND_WRITE;
}

static uint32_t permissions_of(const struct model *model, unsigned class,
			       enum demand demand)
{
	const struct vectors *vectors = &model->vectors;
	uint32_t mask = 0;
	for (size_t i = 0; i < vectors->permission_counts[class]; i++)
		if (demand_of(vectors->classes[class],
			      vectors->permissions[class][i]) == demand)
			mask |= (uint32_t)1 << i;
	return mask;
}

static void add_names(const struct model *model, unsigned class, uint32_t mask,
		      struct buffer *text)
{
	for (size_t i = 0; i < model->vectors.permission_counts[class]; i++)
		if (mask >> i & 1)
			buffer_format(text, " %s",
				      model->vectors.permissions[class][i]);
}

/* A language for constraints: what stands before, between and behind. */
struct mls_form {
	const char *start, *names, *expression, *end;
	bool cil;
};

static void add_constraints(const struct model *model,
			    const struct mls_form *form, struct buffer *text)
{
	for (unsigned class = 0; class < model->vectors.class_count; class ++)
		for (unsigned demand = DEMAND_READ; demand < DEMAND_COUNT;
		     demand++) {
			uint32_t mask = permissions_of(model, class,
						       (enum demand)demand);
			if (!mask)
				continue;
			buffer_format(text, "%s%s%s", form->start,
				      model->vectors.classes[class],
				      form->names);
			add_names(model, class, mask, text);
			buffer_format(text, "%s%s%s", form->expression,
				      form->cil ? demands[demand].cil
						: demands[demand].conf,
				      form->end);
		}
}

void mls_add_constraints(const struct model *model, struct buffer *conf)
{
	static const struct mls_form form = {"mlsconstrain ", " {", " }\n\t(",
					     ");\n", false};
	add_constraints(model, &form, conf);
}

void mls_add_cil_constraints(const struct model *model, struct buffer *cil)
{
	static const struct mls_form form = {"(mlsconstrain (", " (", " )) ",
					     ")\n", true};
	add_constraints(model, &form, cil);
}
