/* What xsmc found, in the formats that people and programs read. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "answer/answer.h"
#include "audit/audit.h"
#include "report/report_adopt.h"
#include "report/report_audit.h"
#include "report/report_audit_site.h"
#include "report/report_baseline.h"
#include "report/report_diff.h"
#include "report/report_document.h"
#include "report/report_fix.h"
#include "report/report_lint.h"
#include "report/report_matrix.h"
#include "report/report_meaning.h"
#include "report/report_messages.h"
#include "report/report_op.h"
#include "report/report_rules.h"
#include "report/report_style.h"
#include "report/report_table.h"
#include "report/report_tool.h"
#include "report/report_validate.h"
#include "report/report_web_folder.h"
#include "report/report_who.h"
#include "report/report_who_module.h"
#include "report/report_who_versus.h"

#endif
