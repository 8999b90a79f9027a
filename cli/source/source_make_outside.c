/*
 * The makefiles of Xen's build above those of the policy.  They are much more
 * than is evaluated, and set nothing that the policy's own use; that is what is
 * looked for.
 */
#include "base/directory.h"
#include "base/file.h"
#include "base/text.h"
#include "source/source_make.h"
#include "source/source_make_outside.h"

#include <string.h>

USES_MESSAGE(POLICY_MAKEFILE);

enum { MAKEFILE_LIMIT = 4 * 1024 * 1024 };

/* From the top, which is three directories above the policy's. */
static const char *const files[] = {
	".config",	  "Config.mk",
	"Makefile",	  "tools/Rules.mk",
	"tools/Makefile", "tools/flask/Makefile",
	"xen/.config",	  "xen/Makefile",
	"xen/Rules.mk",	  "xen/xsm/flask/Makefile",
};

/* What the policy's makefiles ask for, in any release. */
static const char *const names[] = {
	"ALL_CONSTRAINTS",
	"ALL_INTERFACES",
	"ALL_LAYERS",
	"ALL_MODULES",
	"AVS",
	"CHECKPOLICY_PARAM",
	"CONFIG_MLS",
	"CONSTRAINTS",
	"DETECTED_MODS",
	"DEV_OCONS",
	"ENABLED_LIST",
	"ENABLED_MODS",
	"FLASKDIR",
	"GLOBALBOOL",
	"GLOBALTUN",
	"ISIDS",
	"ISID_DECLS",
	"ISID_DEFS",
	"M4",
	"M4PARAM",
	"M4SUPPORT",
	"MLSSUPPORT",
	"MLS_CATS",
	"MLS_SENS",
	"MODDIR",
	"MODENABLED",
	"MOD_CONF",
	"POLDIR",
	"POLICY_SECTIONS",
	"SECCLASS",
	"USERS",
	"M4PATH",
};

/* Whether the line gives the variable a value, or hands one on. */
static bool sets(const char *line, const char *name)
{
	size_t length = strlen(name);
	const char *at = line;
	while ((at = strstr(at, name))) {
		const char *end = at + length;
		bool whole = (at == line || !byte_is_of_name(at[-1])) &&
			     !byte_is_of_name(*end);
		end += strspn(end, " \t");
		end += strspn(end, ":?+!");
		if (whole && *end == '=' && end[1] != '=')
			return true;
		at += length;
	}
	return false;
}

static bool check_line(const struct make *make, const char *line,
		       struct location at)
{
	const char *start = line + strspn(line, " \t");
	bool define = strncmp(start, "define ", strlen("define ")) == 0;
	if (*start == '#')
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!sets(line, names[i]) &&
		    !(define &&
		      strcmp(start + strlen("define "), names[i]) == 0))
			continue;
		diags_add(make->diags, MESSAGE_POLICY_MAKEFILE, at,
			  "%s is set outside of the policy's own makefiles",
			  names[i]);
		return false;
	}
	return true;
}

static bool check_file(const struct make *make, const char *path)
{
	struct buffer text = BUFFER_INIT;
	bool good = file_read_regular(path, MAKEFILE_LIMIT, make->diags, &text);
	struct location at = location_file(path);
	char *rest = text.data, *line;
	while (good && (line = strsep(&rest, "\n"))) {
		at.line++;
		good = check_line(make, line, at);
	}
	buffer_release(&text);
	return good;
}

bool make_is_left_alone(const struct make *make, const char *top)
{
	const char *config = directory_path(top, "config", make->arena);
	const char *const *more;
	bool good = true;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (directory_has_file(top, files[i]))
			good = check_file(make, directory_path(top, files[i],
							       make->arena)) &&
			       good;
	size_t count =
		directory_list(config, ".mk", make->arena, make->diags, &more);
	for (size_t i = 0; i < count; i++)
		good = check_file(make, directory_path(config, more[i],
						       make->arena)) &&
		       good;
	return good;
}
