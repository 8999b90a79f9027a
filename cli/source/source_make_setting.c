/* Lines of makefiles that set variables. */
#include "source/source_make.h"
#include "source/source_make_expand.h"
#include "source/source_make_setting.h"

#include <string.h>

/* What a makefile may not set, since it changes what others of it mean. */
static const struct {
	const char *name, *why;
} forbidden[] = {
	{".RECIPEPREFIX", "it changes what a recipe is"},
	{".SHELLFLAGS", "it changes how commands run"},
	{".DEFAULT_GOAL", "it changes what is made"},
	{"SHELL", "it changes how commands run"},
	{"PATH", "it changes which programs run"},
	{"VPATH", "it changes which files are read"},
	{"GPATH", "it changes which files are read"},
	{"M4PATH", "it changes which files m4 includes"},
	{"POSIXLY_CORRECT", "it changes what macros of m4 do"},
	{"LD_PRELOAD", "it changes what programs do"},
	{"BASH_ENV", "it changes how commands run"},
	{"ENV", "it changes how commands run"},
	{"MAKEFLAGS", "it changes what make does"},
	{"GNUMAKEFLAGS", "it changes what make does"},
	{"MAKEFILES", "it changes what make reads"},
	{"MAKE", "it changes what make does"},
	{"CURDIR", "it changes which files are read"},
};

struct make_variable *make_declare(struct make *make, const char *name)
{
	struct make_variable *variable = make_variable(make, name);
	if (variable)
		return variable;
	variable = arena_alloc(make->arena, 1, sizeof *variable);
	*variable = (struct make_variable){.name = name, .value = ""};
	map_set(&make->variables, name, variable, make->arena);
	*list_push(&make->order, make->arena) = variable;
	return variable;
}

bool make_take_setting(struct make *make, const char *line,
		       struct make_setting *setting)
{
	static const char *const operations[] = {
		":::=", "::=", ":=", "?=", "+=", "!=", "="};
	unsigned depth = 0;
	const char *end = line;
	for (; *end && (depth || !strchr(" \t:=?+!", *end)); end++) {
		depth += *end == '(' || *end == '{';
		depth -= depth && (*end == ')' || *end == '}');
	}
	/* "+", "?" and "!" may be letters of a name, too. */
	const char *at = end + strspn(end, " \t");
	for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
		size_t length = strlen(operations[i]);
		if (end == line || strncmp(at, operations[i], length) != 0)
			continue;
		setting->name =
			arena_slice(make->arena, line, (size_t)(end - line));
		setting->operation = operations[i];
		setting->value = at + length + strspn(at + length, " \t");
		return true;
	}
	return false;
}

static void append(struct make *make, struct make_variable *variable,
		   const char *value, struct make_doubt *doubt)
{
	if (variable->simple)
		value = make_expand(make, value, variable->at, doubt);
	if (strlen(variable->value) + strlen(value) > MAKE_VALUE ||
	    !make_spend(make, strlen(variable->value), variable->at, doubt)) {
		make_wonder(doubt, variable->at, "a value that is too long");
		return;
	}
	variable->value = *variable->value
				  ? arena_format(make->arena, "%s %s",
						 variable->value, value)
				  : arena_string(make->arena, value);
}

const char *make_apply(struct make *make, const struct make_setting *setting,
		       struct location at, struct make_doubt doubt)
{
	const char *operation = setting->operation;
	const char *name = make_expand(make, setting->name, at, &doubt);
	if (doubt.why && strchr(setting->name, '$'))
		return "it is not clear which variable is set";
	for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
		if (strcmp(forbidden[i].name, name) == 0)
			return arena_format(make->arena, "%s is set: %s", name,
					    forbidden[i].why);
	struct make_variable *variable = make_variable(make, name);
	if (*operation == '?' && variable && !variable->doubt.why)
		return NULL;
	variable = make_declare(make, name);
	/* What was there goes, unless it is added to or may be left. */
	if (*operation != '+' && *operation != '?' && !doubt.why)
		variable->doubt = (struct make_doubt){0};
	variable->at = at;
	if (*operation == '!')
		make_wonder(&doubt, at,
			    "a command of the shell's is not evaluated");
	if (*operation == '+') {
		append(make, variable, setting->value, &doubt);
	} else {
		variable->simple = *operation == ':';
		variable->value =
			variable->simple
				? make_expand(make, setting->value, at, &doubt)
				: arena_string(make->arena, setting->value);
	}
	if (doubt.why)
		make_wonder(&variable->doubt, doubt.at, doubt.why);
	return NULL;
}
