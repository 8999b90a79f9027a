/* The commands: arguments in, one call down, exit status out. */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "cmd/cmd_session.h"
#include "cmd/cmd_table.h"

#endif
