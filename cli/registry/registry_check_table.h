/* Who checks which tables: a file each.  For the files of registry/ only. */
#ifndef REGISTRY_REGISTRY_CHECK_TABLE_H
#define REGISTRY_REGISTRY_CHECK_TABLE_H

struct loader;

void check_calls(struct loader *loader);   /* registry_check_call.c */
void check_modules(struct loader *loader); /* registry_check_module.c */
void check_fixes(struct loader *loader);   /* registry_check_fix.c */
void check_log(struct loader *loader);	   /* registry_check_log.c */
void check_tools(struct loader *loader);   /* registry_check_tool.c */

#endif
