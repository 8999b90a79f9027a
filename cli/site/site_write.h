/* Elements of a site file, written. */
#ifndef SITE_SITE_WRITE_H
#define SITE_SITE_WRITE_H

struct buffer;
struct site_type;
struct waiver;

/* The elements trusted or role, and accept, each with its line ends. */
void site_write_type(const struct site_type *type, struct buffer *out);
void site_write_waiver(const struct waiver *waiver, struct buffer *out);

/* A comment of that text, below so many blanks; its lines are kept or cut. */
void site_write_comment(const char *text, int blanks, struct buffer *out);

#endif
