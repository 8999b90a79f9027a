/*
 * Levels, and what they forbid beside types.  A domain reads what it
 * dominates and changes what is of its own level; the trusted do not heed
 * levels, and others may talk to them.  What is done to the hypervisor itself
 * is left to types.
 */
#include <string.h>

#include "base/text.h"
#include "compile/compile.h"
#include "registry/registry.h"
#include "write/write_mls.h"

const char mls_user_range[] = " level s0 range s0 - s15:c0.c255";
const char mls_cil_range[] = "((s0) (s15 (range c0 c255)))";

enum { SENSITIVITIES = 16, CATEGORIES = 256 };

/* The text once for each number below the count. */
static void add_each(struct buffer *text, const char *before, unsigned count,
		     const char *behind)
{
	for (unsigned i = 0; i < count; i++)
		buffer_format(text, "%s%u%s", before, i, behind);
}

void mls_add(const struct model *model, struct buffer *conf)
{
	add_each(conf, "sensitivity s", SENSITIVITIES, ";\n");
	buffer_add_string(conf, "dominance {");
	add_each(conf, " s", SENSITIVITIES, "");
	buffer_add_string(conf, " }\n");
	add_each(conf, "category c", CATEGORIES, ";\n");
	add_each(conf, "level s", SENSITIVITIES, ":c0.c255;\n");
	buffer_add_char(conf, '\n');
	mls_add_constraints(model, conf);
	buffer_add_char(conf, '\n');
}

void mls_add_cil(const struct model *model, struct buffer *cil)
{
	(void)model;
	add_each(cil, "(sensitivity s", SENSITIVITIES, ")\n");
	buffer_add_string(cil, "(sensitivityorder (");
	add_each(cil, " s", SENSITIVITIES, "");
	buffer_add_string(cil, " ))\n");
	add_each(cil, "(category c", CATEGORIES, ")\n");
	buffer_add_string(cil, "(categoryorder (");
	add_each(cil, " c", CATEGORIES, "");
	buffer_add_string(cil, " ))\n");
	add_each(cil, "(sensitivitycategory s", SENSITIVITIES,
		 " (range c0 c255))\n");
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

/* The first that holds: what it is about, and what is then demanded. */
static enum demand demand_of(const struct vectors *vectors, unsigned class,
			     uint32_t bit)
{
	static const struct {
		unsigned about;
		enum demand demand;
	} rows[] = {
		{PERMISSION_BECOMES, DEMAND_TRANSITION},
		{PERMISSION_TALKS, DEMAND_TALK},
		{PERMISSION_READS, DEMAND_READ},
	};
	if (vectors_class_on(vectors, class) & (ON_HYPERVISOR | ON_POLICY))
		return DEMAND_NOTHING;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (vectors_about(vectors, class, rows[i].about) & bit)
			return rows[i].demand;
	return DEMAND_WRITE;
}

static uint32_t permissions_of(const struct model *model, unsigned class,
			       enum demand demand)
{
	const struct vectors *vectors = &model->vectors;
	uint32_t mask = 0;
	for (size_t i = 0; i < vectors->permission_counts[class]; i++) {
		const uint32_t bit = (uint32_t)1 << i;
		if (demand_of(vectors, class, bit) == demand)
			mask |= bit;
	}
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
