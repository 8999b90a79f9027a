/* An MLS configuration of our own. */
#include "compile/text.h"

const char mls_user_range[] = " level s0 range s0 - s15:c0.c255";

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
}
