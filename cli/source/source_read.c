/* Which kind of policy a file is, and what reads it. */
#include "base/directory.h"
#include "base/file.h"
#include "base/text.h"
#include "source/source.h"
#include "source/source_cil.h"
#include "source/source_cil_locate.h"
#include "source/source_conf.h"
#include "source/source_digest.h"
#include "source/source_grant.h"
#include "source/source_m4.h"
#include "source/source_macro.h"
#include "source/source_remark.h"
#include "source/source_scan.h"
#include "source/source_tree.h"

#include <string.h>

USES_MESSAGE(POLICY_KIND_UNKNOWN);

enum {
	/* Far above any: the largest policies of Linux have ten megabytes. */
	FILE_LIMIT = 256 * 1024 * 1024,
	/* Xen 4.6 and later read it, as well as versions up to 24. */
	CONF_VERSION = 30
};

/* Of what checkmodule writes, and of what semodule_package makes of that. */
static const uint32_t magic_module = 0xf97cff8d;
static const uint32_t magic_package = 0xf97cff8f;

static struct policy *parse(const char *path, const struct buffer *binary,
			    struct arena *arena, struct diags *diags)
{
	struct policy *policy = policy_from_binary(path, binary, arena, diags);
	if (policy)
		policy->text = grants_of_binary(policy, arena);
	return policy;
}

const struct policy *source_parse(const char *path, const struct buffer *binary,
				  struct arena *arena, struct diags *diags)
{
	return parse(path, binary, arena, diags);
}

/* What is read, and where it goes. */
struct source_reading {
	const char *path;
	struct confinement confinement;
	struct arena *arena;
	struct diags *diags;
};

static const struct policy *read_binary(const struct source_reading *reading,
					const struct buffer *content)
{
	struct policy *policy =
		parse(reading->path, content, reading->arena, reading->diags);
	if (policy)
		policy->sha256 = digest_sha256(content, reading->arena);
	return policy;
}

/* The tree is that which the text was made of, or NULL. */
static const struct policy *read_conf(const struct source_reading *reading,
				      const struct buffer *text,
				      const struct source_tree *tree)
{
	struct arena *arena = reading->arena;
	struct buffer binary = BUFFER_INIT;
	struct policy *policy = NULL;
	struct source_places places = {LIST_INIT};
	const size_t errors = reading->diags->errors;
	if (source_compile_confined(reading->path, text, CONF_VERSION,
				    &reading->confinement, reading->diags,
				    &binary))
		policy = policy_from_binary(reading->path, &binary, arena,
					    reading->diags);
	if (policy) {
		policy->kind = tree ? POLICY_TREE : POLICY_CONF;
		policy->sha256 = digest_sha256(text, arena);
		if (tree)
			source_tree_places(tree, text, arena, reading->diags,
					   &places);
		conf_text_read(policy, text, &places, arena);
		source_read_unknown(policy, reading->diags);
		if (tree)
			source_tree_remarks(tree, &places, policy, arena,
					    reading->diags);
	}
	buffer_release(&binary);
	/* What was read the first time may fail the second. */
	return reading->diags->errors == errors ? policy : NULL;
}

static const struct policy *read_cil(const struct source_reading *reading,
				     const struct buffer *text)
{
	struct buffer binary = BUFFER_INIT;
	struct policy *policy = NULL;
	if (cil_compile_text(reading->path, text, CONF_VERSION,
			     &reading->confinement, reading->diags, &binary))
		policy = policy_from_binary(reading->path, &binary,
					    reading->arena, reading->diags);
	if (policy) {
		policy->kind = POLICY_CIL;
		policy->sha256 = digest_sha256(text, reading->arena);
		cil_text_read(policy, text, reading->arena);
	}
	buffer_release(&binary);
	return policy;
}

static const struct policy *read_tree(const struct source_reading *reading)
{
	struct source_tree tree;
	struct buffer text = BUFFER_INIT;
	const struct policy *policy = NULL;
	bool found = source_tree_find(reading->path, reading->arena,
				      reading->diags, &tree);
	tree.confinement = reading->confinement;
	if (found && source_tree_expand(&tree, reading->diags, &text))
		policy = read_conf(reading, &text, &tree);
	buffer_release(&text);
	return policy;
}

/* Why the content is neither a binary policy nor a policy.conf. */
static const char *strangeness(const struct buffer *content)
{
	uint32_t magic = policy_magic(content);
	if (content->length == 0)
		return "the file is empty";
	if (magic == magic_module || magic == magic_package)
		return "it is a policy module, which no Xen loads";
	if (!text_is_utf8(content->data, content->length))
		return "it has neither a policy's first bytes nor is it text";
	return "the text declares no object classes";
}

static const struct policy *read_content(const struct source_reading *reading,
					 const struct buffer *content)
{
	const char *path = reading->path;
	if (policy_magic(content) == POLICY_MAGIC)
		return read_binary(reading, content);
	if (text_is_utf8(content->data, content->length)) {
		if (text_is_cil(content))
			return read_cil(reading, content);
		if (text_has_classes(content))
			return read_conf(reading, content, NULL);
	}
	diags_add(reading->diags, MESSAGE_POLICY_KIND_UNKNOWN,
		  location_file(file_shown(path)), "%s", strangeness(content));
	return NULL;
}

const struct policy *source_read_confined(const char *path,
					  const struct confinement *confinement,
					  struct arena *arena,
					  struct diags *diags)
{
	struct source_reading reading = {path, *confinement, arena, diags};
	struct buffer content = BUFFER_INIT;
	const struct policy *policy = NULL;
	if (strcmp(path, "-") != 0 && directory_exists(path))
		return read_tree(&reading);
	/* A text is no code: that it could not be confined is said alone. */
	reading.confinement.told = false;
	if (file_read(path, FILE_LIMIT, diags, &content))
		policy = read_content(&reading, &content);
	buffer_release(&content);
	return policy;
}

const struct policy *source_read(const char *path, struct arena *arena,
				 struct diags *diags)
{
	const struct confinement required = {false, false};
	return source_read_confined(path, &required, arena, diags);
}
