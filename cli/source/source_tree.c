/*
 * Which files of a source tree make its policy, in which order: those that its
 * makefiles give to m4 or, where they have no rules, those of its layout.
 *
 * Xen keeps its policy in tools/flask/policy; the vectors, shared with the
 * hypervisor, stand elsewhere from 4.3 on (xen/xsm/flask/policy), and from 4.8
 * on each module is a file of one directory.  Trees of the older build, that of
 * the reference policy for Linux, have modules in layers, vectors beside them,
 * and say "base" in modules.conf where Xen says "on".
 */
#include "base/directory.h"
#include "base/file.h"
#include "base/text.h"
#include "policy/policy.h"
#include "source/source_make.h"
#include "source/source_make_expand.h"
#include "source/source_make_outside.h"
#include "source/source_setting.h"
#include "source/source_tree.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>

USES_MESSAGE(POLICY_MAKEFILE);
USES_MESSAGE(POLICY_TREE_INCOMPLETE);

enum { INTERFACE_LIMIT = 16 * 1024 * 1024 };

/* Where Xen's sources have the policy, and the way back. */
static const char xen_policy[] = "tools/flask/policy";
static const char to_top[] = "../../../";

/* A tree while its files are found. Paths are from tree->directory. */
struct tree_finder {
	struct source_tree *tree;
	struct arena *arena;
	struct diags *diags;
	bool in_xen;	     /* tree->path is the top of Xen's sources */
	const char *policy;  /* directory of users, mls, support, ... */
	const char *vectors; /* directory of classes and permissions */
	const char *modules; /* directory of the modules */
	bool layers;	     /* in which they stand one level deeper */
	const char *modules_conf;
	struct module_list module_list;
	list_of(const char *) sources; /* the .te files that are on */
	struct make make;
	struct make_policy makes; /* what the makefiles give to m4 */
};

/* --- Places ------------------------------------------------------------- */

static const char *within(const struct tree_finder *finder,
			  const char *directory, const char *name)
{
	return directory_path(directory, name, finder->arena);
}

static bool has_file(const struct tree_finder *finder, const char *name)
{
	return directory_has_file(finder->tree->directory, name);
}

static bool has_directory(const struct tree_finder *finder, const char *name)
{
	return directory_exists(within(finder, finder->tree->directory, name));
}

/* Without the "../../.." that leads from Xen's policy to Xen's top. */
static const char *shown_path(const struct tree_finder *finder,
			      const char *name)
{
	if (finder->in_xen && text_starts_with(name, to_top))
		return directory_path(finder->tree->path, name + strlen(to_top),
				      finder->arena);
	return directory_path(finder->tree->directory, name, finder->arena);
}

static bool complain(const struct tree_finder *finder, const char *what,
		     const char *why)
{
	diags_add(finder->diags, MESSAGE_POLICY_TREE_INCOMPLETE,
		  location_file(finder->tree->path), "there is no %s%s", what,
		  why);
	return false;
}

/* --- Files -------------------------------------------------------------- */

static void add_file(struct tree_finder *finder, const char *name,
		     bool interfaces)
{
	*list_push(&finder->tree->files, finder->arena) = (struct source_file){
		name, shown_path(finder, name), interfaces};
}

static void add_if_there(struct tree_finder *finder, const char *directory,
			 const char *name)
{
	const char *path = within(finder, directory, name);
	if (has_file(finder, path))
		add_file(finder, path, false);
}

static bool add_needed(struct tree_finder *finder, const char *directory,
		       const char *name)
{
	const char *path = within(finder, directory, name);
	if (!has_file(finder, path))
		return complain(finder, path, "");
	add_file(finder, path, false);
	return true;
}

static void add_support(struct tree_finder *finder)
{
	const char *directory = within(finder, finder->policy, "support");
	const char *const *names;
	size_t count = directory_list(
		within(finder, finder->tree->directory, directory), ".spt",
		finder->arena, finder->diags, &names);
	for (size_t i = 0; i < count; i++)
		add_file(finder, within(finder, directory, names[i]), false);
}

/* DIRECTORY/NAME.te as DIRECTORY/NAME.if or another one. */
static const char *sibling(const struct tree_finder *finder, const char *source,
			   const char *suffix)
{
	return arena_format(finder->arena, "%.*s%s",
			    (int)(strlen(source) - strlen(".te")), source,
			    suffix);
}

static bool is_word_end(char byte)
{
	return !byte || !strchr("abcdefghijklmnopqrstuvwxyz_", byte);
}

/*
 * Whether the file calls interface() or template() of the reference policy's
 * support macros, which write a definition instead of making one.
 */
static bool writes_definitions(const struct tree_finder *finder,
			       const char *name)
{
	static const char *const calls[] = {"interface(", "template("};
	struct buffer text = BUFFER_INIT;
	bool found = false;
	file_read_regular(within(finder, finder->tree->directory, name),
			  INTERFACE_LIMIT, finder->diags, &text);
	for (size_t i = 0; i < 2 && !found; i++) {
		const char *at = buffer_string(&text);
		while (!found && (at = strstr(at, calls[i]))) {
			found = at == text.data || is_word_end(at[-1]);
			at++;
		}
	}
	buffer_release(&text);
	return found;
}

static void add_interfaces(struct tree_finder *finder)
{
	for (size_t i = 0; i < finder->sources.count; i++) {
		const char *name =
			sibling(finder, finder->sources.items[i], ".if");
		if (has_file(finder, name))
			add_file(finder, name,
				 finder->module_list.style == MODULES_BASE &&
					 writes_definitions(finder, name));
	}
}

static void add_constraints(struct tree_finder *finder)
{
	add_if_there(finder, finder->policy, "constraints");
	for (size_t i = 0; i < finder->sources.count; i++) {
		const char *name =
			sibling(finder, finder->sources.items[i], ".cons");
		if (!finder->layers && has_file(finder, name))
			add_file(finder, name, false);
	}
}

/* In the order of Xen's makefiles, those of other lines between. */
static bool add_files(struct tree_finder *finder)
{
	const char *policy = finder->policy, *vectors = finder->vectors;
	if (!add_needed(finder, vectors, "security_classes"))
		return false;
	add_if_there(finder, policy, "security_classes");
	if (!add_needed(finder, vectors, "initial_sids") ||
	    !add_needed(finder, vectors, "access_vectors"))
		return false;
	add_if_there(finder, policy, "access_vectors");
	add_support(finder);
	add_if_there(finder, policy, "mls");
	add_if_there(finder, policy, "mcs");
	add_if_there(finder, policy, "policy_capabilities");
	add_interfaces(finder);
	add_if_there(finder, policy, "global_booleans");
	add_if_there(finder, policy, "global_tunables");
	for (size_t i = 0; i < finder->sources.count; i++)
		add_file(finder, finder->sources.items[i], false);
	add_if_there(finder, policy, "systemuser");
	if (!add_needed(finder, policy, "users"))
		return false;
	add_constraints(finder);
	add_if_there(finder, policy, "initial_sids");
	add_if_there(finder, policy, "device_contexts");
	return true;
}

/* --- Modules ------------------------------------------------------------ */

/* In the order of modules.conf; a makefile would miss the one not there. */
static bool find_modules(struct tree_finder *finder)
{
	for (size_t i = 0; i < finder->module_list.names.count; i++) {
		const char *name =
			arena_format(finder->arena, "%s.te",
				     finder->module_list.names.items[i]);
		const char *path = within(finder, finder->modules, name);
		if (!has_file(finder, path))
			return complain(finder, path,
					", but modules.conf has it on");
		*list_push(&finder->sources, finder->arena) = path;
	}
	return true;
}

/* The names are those of "find -iname". */
static bool is_on(const struct tree_finder *finder, const char *file)
{
	size_t length = strlen(file) - strlen(".te");
	for (size_t i = 0; i < finder->module_list.names.count; i++) {
		const char *name = finder->module_list.names.items[i];
		if (strlen(name) == length &&
		    strncasecmp(name, file, length) == 0)
			return true;
	}
	return false;
}

/* By layer and name; what modules.conf says beside that is passed over. */
static void find_modules_in_layers(struct tree_finder *finder)
{
	struct arena *arena = finder->arena;
	const char *const *layers, *const *files;
	size_t layer_count = directory_list(
		within(finder, finder->tree->directory, finder->modules), "",
		arena, finder->diags, &layers);
	for (size_t i = 0; i < layer_count; i++) {
		const char *layer = within(finder, finder->modules, layers[i]);
		size_t count = directory_list(
			within(finder, finder->tree->directory, layer), ".te",
			arena, finder->diags, &files);
		for (size_t j = 0; j < count; j++)
			if (is_on(finder, files[j]))
				*list_push(&finder->sources, arena) =
					within(finder, layer, files[j]);
	}
}

/* --- The layout --------------------------------------------------------- */

/* Sets where the policy and its modules are; false: this is none. */
static bool find_modules_conf(struct tree_finder *finder, const char *directory)
{
	static const struct {
		const char *modules_conf, *policy, *modules;
		bool layers;
	} layouts[] = {
		{"modules/modules.conf", "policy", "modules", false},
		{"policy/modules.conf", "policy", "policy/modules", true},
		{"modules.conf", ".", "modules", true},
	};
	finder->tree->directory = directory;
	finder->make.directory = directory;
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		if (!has_file(finder, layouts[i].modules_conf) ||
		    !has_directory(finder, layouts[i].policy) ||
		    !has_directory(finder, layouts[i].modules))
			continue;
		finder->modules_conf = layouts[i].modules_conf;
		finder->policy = layouts[i].policy;
		finder->modules = layouts[i].modules;
		finder->layers = layouts[i].layers;
		return true;
	}
	return false;
}

/* The tree's own vectors, or those of the Xen tree that it stands in. */
static bool find_vectors(struct tree_finder *finder)
{
	const char *const places[] = {
		within(finder, finder->policy, "flask"),
		"flask",
		"xen/xsm/flask/policy",
		"../../../xen/xsm/flask/policy",
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		if (!has_file(finder,
			      within(finder, places[i], "access_vectors")))
			continue;
		finder->vectors = places[i];
		finder->tree->unordered =
			i == 0 || finder->module_list.style == MODULES_BASE;
		return true;
	}
	return complain(finder, "flask/access_vectors",
			": the hypervisor's classes, permissions and initial "
			"SIDs are in its sources, in xen/xsm/flask/policy; "
			"copy that to the tree as flask");
}

/* --- Settings ----------------------------------------------------------- */

static void define(struct tree_finder *finder, const char *name,
		   const char *value)
{
	*list_push(&finder->tree->definitions, finder->arena) =
		value ? arena_format(finder->arena, "%s=%s", name, value)
		      : name;
}

/* What the makefiles set; NULL: nothing, or (with a message) not known. */
static const char *setting(struct tree_finder *finder, const char *name)
{
	struct make_doubt doubt = {0};
	const char *value = make_value(&finder->make, name, &doubt);
	if (!doubt.why)
		return value;
	diags_add(finder->diags, MESSAGE_POLICY_MAKEFILE, doubt.at, "%s",
		  doubt.why);
	return NULL;
}

static void define_number(struct tree_finder *finder, const char *macro,
			  const char *variable, const char *otherwise)
{
	const char *value = setting(finder, variable);
	define(finder, macro, value ? value : otherwise);
}

/* Whether a makefile's TYPE is, or ends in "-", that word. */
static bool is_type(const char *type, const char *word)
{
	const char *found = type ? strstr(type, word) : NULL;
	return found && (found == type || found[-1] == '-');
}

/* By these, modules of the older build ask whether another one is there. */
static void define_modules(struct tree_finder *finder)
{
	for (size_t i = 0; i < finder->sources.count; i++) {
		const char *source = finder->sources.items[i];
		define(finder, strrchr(source, '/') + 1, NULL);
	}
}

/* What makefiles without a rule for policy.conf would hand to m4. */
static void find_settings(struct tree_finder *finder)
{
	struct arena *arena = finder->arena;
	const char *mls = setting(finder, "CONFIG_MLS");
	const char *type = setting(finder, "TYPE");
	const char *distro = setting(finder, "DISTRO");
	define(finder, "self_contained_policy", NULL);
	if ((mls && strcmp(mls, "n") != 0) || is_type(type, "mls"))
		define(finder, "enable_mls", NULL);
	define_number(finder, "mls_num_sens", "MLS_SENS", "16");
	define_number(finder, "mls_num_cats", "MLS_CATS", "256");
	if (finder->module_list.style == MODULES_ON)
		return;
	if (is_type(type, "mcs"))
		define(finder, "enable_mcs", NULL);
	if (is_type(type, "targeted"))
		define(finder, "targeted_policy", NULL);
	if (distro && *distro)
		define(finder, arena_format(arena, "distro_%s", distro), NULL);
	define_number(finder, "mcs_num_cats", "MCS_CATS", "256");
}

/* False with a message where a setting is not known. */
static bool find_definitions(struct tree_finder *finder)
{
	size_t errors = finder->diags->errors;
	const struct make_words *given = &finder->makes.definitions;
	for (size_t i = 0; i < given->list.count; i++)
		define(finder, given->list.items[i], NULL);
	if (!finder->makes.found)
		find_settings(finder);
	if (finder->module_list.style == MODULES_BASE)
		define_modules(finder);
	return finder->diags->errors == errors;
}

/* --- Makefiles ----------------------------------------------------------- */

static bool ends_in_if(const char *name)
{
	size_t length = strlen(name);
	return length > 3 && strcmp(name + length - 3, ".if") == 0;
}

/* A file that the makefiles give to m4; interfaces may be missing. */
static bool add_given(struct tree_finder *finder, const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *vectors =
		within(finder, finder->vectors, slash ? slash + 1 : name);
	if (text_starts_with(name, "./"))
		name += strlen("./");
	if (has_file(finder, name))
		add_file(finder, name, false);
	else if (text_starts_with(name, to_top) && has_file(finder, vectors))
		add_file(finder, vectors, false);
	else if (!ends_in_if(name))
		return complain(finder, name,
				", which the makefile gives to m4");
	return true;
}

static bool add_all_given(struct tree_finder *finder)
{
	const struct make_words *files = &finder->makes.files;
	for (size_t i = 0; i < files->list.count; i++)
		if (!add_given(finder, files->list.items[i]))
			return false;
	/* make does not put in order what m4 reads as it is. */
	finder->tree->unordered = false;
	return true;
}

static bool is_file_of_tree(const struct tree_finder *finder, const char *name)
{
	for (size_t i = 0; i < finder->tree->files.count; i++)
		if (strcmp(finder->tree->files.items[i].name, name) == 0)
			return true;
	return false;
}

/* The files that the makefiles of the older build make m4's of. */
static bool find_given(struct tree_finder *finder, struct make_words *given)
{
	static const char *const variables[] = {
		"PRE_TE_FILES", "M4SUPPORT",	"ALL_INTERFACES", "GLOBALBOOL",
		"GLOBALTUN",	"ALL_TE_FILES", "POST_TE_FILES"};
	size_t errors = finder->diags->errors;
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = setting(finder, variables[i]);
		struct make_words words =
			make_split(value ? value : "", finder->arena);
		for (size_t j = 0; j < words.list.count; j++)
			*list_push(&given->list, finder->arena) =
				words.list.items[j];
	}
	return finder->diags->errors == errors;
}

/* Whether they are those that were found by the layout. */
static bool check_made(struct tree_finder *finder)
{
	struct make_words given = {LIST_INIT};
	struct map names = {0};
	const char *strange = NULL;
	if (!find_given(finder, &given))
		return false;
	for (size_t i = 0; i < given.list.count; i++) {
		char *name = arena_string(finder->arena, given.list.items[i]);
		map_set(&names, name, name, finder->arena);
		if (has_file(finder, name) && !is_file_of_tree(finder, name))
			strange = name;
	}
	for (size_t i = 0; i < finder->tree->files.count; i++)
		if (!map_get(&names, finder->tree->files.items[i].name))
			strange = finder->tree->files.items[i].name;
	if (strange)
		diags_add(finder->diags, MESSAGE_POLICY_MAKEFILE,
			  finder->makes.at,
			  "%s is read by make and not by the layout of the "
			  "tree, or the other way round",
			  strange);
	return !strange;
}

/*
 * The files that the older build makes before it calls m4 for the last time,
 * where a site keeps those and not what they are made of.
 */
static bool add_sections(struct tree_finder *finder)
{
	add_if_there(finder, "tmp", "pre_te_files.conf");
	add_if_there(finder, "tmp", "generated_definitions.conf");
	add_if_there(finder, "tmp", "all_interfaces.conf");
	add_if_there(finder, "tmp", "all_attrs_types.conf");
	add_if_there(finder, "policy", "global_booleans");
	add_if_there(finder, "policy", "global_tunables");
	return find_definitions(finder) &&
	       add_needed(finder, "tmp", "only_te_rules.conf") &&
	       add_needed(finder, "tmp", "all_post.conf");
}

/* Those of the makefiles' list, or of the layout where they have none. */
static bool find_files(struct tree_finder *finder)
{
	if (finder->makes.found && !finder->makes.made)
		return find_definitions(finder) && add_all_given(finder);
	if (finder->layers)
		find_modules_in_layers(finder);
	else if (!find_modules(finder))
		return false;
	if (!finder->sources.count)
		return complain(finder, "module that is on", "");
	return find_definitions(finder) && add_files(finder) &&
	       (!finder->makes.made || check_made(finder));
}

static bool find_all(struct tree_finder *finder)
{
	struct source_tree *tree = finder->tree;
	finder->make.arena = finder->arena;
	finder->make.diags = finder->diags;
	finder->in_xen = find_modules_conf(
		finder, directory_path(tree->path, xen_policy, finder->arena));
	if (!finder->in_xen && !find_modules_conf(finder, tree->path)) {
		if (has_file(finder, "tmp/pre_te_files.conf"))
			return make_open(&finder->make, &finder->makes) &&
			       add_sections(finder);
		return complain(finder, "modules.conf",
				", neither in modules nor in policy");
	}
	return make_open(&finder->make, &finder->makes) &&
	       module_list_read(
		       within(finder, tree->directory, finder->modules_conf),
		       finder->arena, finder->diags, &finder->module_list) &&
	       find_vectors(finder) &&
	       (!text_starts_with(finder->vectors, to_top) ||
		make_is_left_alone(&finder->make,
				   shown_path(finder, to_top))) &&
	       find_files(finder);
}

/* m4 would wait for a pipe for ever, and read another standard input. */
static bool are_regular(const struct tree_finder *finder)
{
	const struct source_tree *tree = finder->tree;
	bool good = true;
	for (size_t i = 0; i < tree->files.count; i++)
		good = file_is_regular(within(finder, tree->directory,
					      tree->files.items[i].name),
				       finder->diags) &&
		       good;
	return good;
}

/*
 * A pipe that a macro includes would stop m4 until its time is over; which one
 * it includes is only known when it does.
 */
static bool has_no_pipes(const struct tree_finder *finder,
			 const char *directory, unsigned depth)
{
	enum { DEEPEST = 32 };
	const char *const *names;
	struct diags quiet = DIAGS_INIT;
	size_t count =
		directory_list(directory, "", finder->arena, &quiet, &names);
	bool good = true;
	diags_release(&quiet);
	for (size_t i = 0; i < count; i++) {
		const char *path = within(finder, directory, names[i]);
		struct stat status, link;
		if (stat(path, &status) != 0 || lstat(path, &link) != 0 ||
		    S_ISREG(status.st_mode))
			continue;
		if (!S_ISDIR(status.st_mode))
			good = file_is_regular(path, finder->diags) && good;
		else if (!S_ISLNK(link.st_mode) && depth < DEEPEST)
			good = has_no_pipes(finder, path, depth + 1) && good;
	}
	return good;
}

bool source_tree_find(const char *path, struct arena *arena,
		      struct diags *diags, struct source_tree *tree)
{
	struct tree_finder finder = {
		.tree = tree, .arena = arena, .diags = diags};
	*tree = (struct source_tree){.path = path};
	return find_all(&finder) && are_regular(&finder) &&
	       has_no_pipes(&finder, tree->directory, 0);
}
