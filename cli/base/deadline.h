/* A time by which a whole run has to be done. */
#ifndef BASE_DEADLINE_H
#define BASE_DEADLINE_H

/*
 * Ends this process with a message and exit status 2, when it is still at work
 * in so many seconds on the clock; the programs that it runs end with it.
 */
void deadline_set(unsigned seconds);

/* The work is done: nothing ends the process any more. */
void deadline_clear(void);

#endif
