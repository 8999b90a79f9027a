/*
 * The rules of the linter: a file and a descriptor each, with its codes, its
 * words and examples, and what finds it.
 */
#ifndef RULE_RULE_H
#define RULE_RULE_H

#include "rule/rule_anyone.h"
#include "rule/rule_boot.h"
#include "rule/rule_loader.h"
#include "rule/rule_table.h"

#endif
