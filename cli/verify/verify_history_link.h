/* Which commits of stable branches bring, or take back, what others did. */
#ifndef VERIFY_VERIFY_HISTORY_LINK_H
#define VERIFY_VERIFY_HISTORY_LINK_H

struct history;

/* Finds what brings or takes back what (history_link.c). */
void history_link(struct history *history);

#endif
