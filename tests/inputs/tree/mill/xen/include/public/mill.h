/* What a mill can be asked for. */
#ifndef PUBLIC_MILL_H
#define PUBLIC_MILL_H

#include "xen.h"

#define MILL_INTERFACE_VERSION 3

/* MILLOP_wheel: what is to be done with the wheel. */
#define MILL_WHEEL_turn 0
#define MILL_WHEEL_read 1
#define MILL_WHEEL_SPOKES (1u << 4)

struct mill_op {
	uint32_t cmd;
#define MILLOP_grind   0
#define MILLOP_pause   1
#define MILLOP_inspect 2
/* #define MILLOP_rest 3: never was */
#define MILLOP_oil     ((uint32_t)4)
#define MILLOP_wheel   (MILLOP_oil | 0x2UL)
#define MILLOP_sluice  7
#define MILLOP_flood   8
#define MILLOP_gate    9
#define MILLOP_stock   10
#ifdef __x86_64__
#define MILLOP_brake   11
#endif
/* Another name, for those who know it by that one. */
#define MILLOP_sack    MILLOP_stock
	uint32_t flags;
#define MILLOP_quietly 1
#define MILLOP_twice   2
};

#endif
