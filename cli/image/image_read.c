/*
 * What an image of the hypervisor tells of itself: its version, its processor,
 * the .config of its build, and what of FLASK is in it.
 */
#include "image/image_read.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/directory.h"
#include "base/file.h"
#include "base/text.h"
#include "image/image_inflate.h"
#include "image/image_version.h"

USES_MESSAGE(IMAGE_INVALID);
USES_MESSAGE(IMAGE_DISAGREES);

enum {
	IMAGE_LIMIT = 64 * 1024 * 1024, /* packed, and unpacked */
	CONFIG_LIMIT = 1024 * 1024,
	CONFIG_TRIES = 64, /* of what may be a packed .config */
};

/* How the messages of FLASK's code start, and a policy that is built in. */
static const char flask[] = "Flask: ";
static const char policy[] = "\x8c\xff\x7c\xf9\x08\0\0\0XenFlask";
static const char config_start[] = "#\n# Automatically generated file;";

static bool fail(const struct xen_image *image, struct diags *diags,
		 const char *words)
{
	diags_add(diags, MESSAGE_IMAGE_INVALID, location_file(image->path),
		  "%s", words);
	return false;
}

static bool unpack(struct xen_image *image, struct buffer *content,
		   struct arena *arena, struct diags *diags)
{
	struct buffer plain = BUFFER_INIT;
	size_t used = content->length;
	const char *wrong = NULL;
	if (image_is_packed(content->data, content->length)) {
		wrong = image_inflate(content->data, content->length,
				      IMAGE_LIMIT, &plain, &used);
		if (!wrong && used != content->length)
			wrong = "something stands behind what gzip packed";
	} else {
		buffer_add(&plain, content->data, content->length);
	}
	image->length = plain.length;
	image->bytes =
		wrong ? NULL
		      : arena_slice(arena, buffer_string(&plain), plain.length);
	buffer_release(&plain);
	return !wrong || fail(image, diags, wrong);
}

/* The number of two bytes at that place, the lower one first; 0: none. */
static unsigned number_at(const struct xen_image *image, size_t place)
{
	if (place > image->length || image->length - place < 2)
		return 0;
	return (unsigned char)image->bytes[place] +
	       256U * (unsigned char)image->bytes[place + 1];
}

/* The processors, as ELF and PE have them. */
static const struct {
	unsigned elf, pe;
	const char *arch;
} machines[] = {
	{3, 0x14c, "x86"},
	{62, 0x8664, "x86"},
	{40, 0x1c2, "arm"},
	{183, 0xaa64, "arm"},
};

static bool read_form(struct xen_image *image, struct diags *diags)
{
	enum { ELF_MACHINE = 18, PE_PLACE = 60, PE_MACHINE = 4 };
	const bool elf =
		image->length > 4 && memcmp(image->bytes, "\177ELF", 4) == 0;
	const size_t header = number_at(image, PE_PLACE);
	const bool pe = image->length > header + 4 &&
			memcmp(image->bytes, "MZ", 2) == 0 &&
			memcmp(image->bytes + header, "PE\0\0", 4) == 0;
	const unsigned machine =
		number_at(image, elf ? ELF_MACHINE : header + PE_MACHINE);
	for (size_t i = 0;
	     (elf || pe) && i < sizeof machines / sizeof *machines; i++)
		if (machine == (elf ? machines[i].elf : machines[i].pe))
			image->arch = machines[i].arch;
	return image->arch ||
	       fail(image, diags,
		    elf || pe ? "it is for a processor that Xen is not for"
			      : "it is neither ELF nor PE");
}

/* The .config that a build packs into the image, or NULL. */
static const char *packed_config(const struct xen_image *image,
				 struct arena *arena)
{
	const char *at = image->bytes, *const end = at + image->length;
	const char *found = NULL;
	struct buffer text = BUFFER_INIT;
	size_t used;
	for (unsigned tries = 0; !found && tries < CONFIG_TRIES; tries++) {
		at = memmem(at, (size_t)(end - at), "\x1f\x8b\x08", 3);
		if (!at)
			break;
		buffer_clear(&text);
		if (!image_inflate(at, (size_t)(end - at), CONFIG_LIMIT, &text,
				   &used) &&
		    text_starts_with(buffer_string(&text), config_start))
			found = arena_slice(arena, text.data, text.length);
		at++;
	}
	buffer_release(&text);
	return found;
}

/* xen-4.17.gz has xen-4.17.config beside it, if that is shipped; or NULL. */
static const char *config_beside(const char *path, struct arena *arena)
{
	static const char *const endings[] = {".gz", ".efi"};
	size_t length = strlen(path);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (text_ends_with(path, endings[i]))
			length = strlen(path) - strlen(endings[i]);
	const char *config = arena_format(arena, "%s.config",
					  arena_slice(arena, path, length));
	return directory_has_file(".", config) ? config : NULL;
}

/* What a link leads to, by one step; NULL: it is none. */
static const char *link_target(const char *path, struct arena *arena)
{
	char target[PATH_MAX];
	const ssize_t length = readlink(path, target, sizeof target);
	const char *slash = strrchr(path, '/');
	if (length <= 0 || length == sizeof target)
		return NULL;
	const char *name = arena_slice(arena, target, (size_t)length);
	if (*name == '/' || !slash)
		return name;
	return arena_format(arena, "%s/%s",
			    arena_slice(arena, path, (size_t)(slash - path)),
			    name);
}

/* /boot/xen.gz is a link to xen-4.17.5.gz. */
static const char *shipped_config(const char *path, struct arena *arena)
{
	enum { LINKS = 8 };
	const char *found = NULL;
	for (unsigned i = 0; path && !found && i < LINKS; i++) {
		found = config_beside(path, arena);
		path = link_target(path, arena);
	}
	return found;
}

static bool disagree(const struct xen_image *image, struct diags *diags,
		     const char *words)
{
	diags_add(diags, MESSAGE_IMAGE_DISAGREES,
		  location_file(image->config_path), "%s: %s", image->path,
		  words);
	return false;
}

/* The .config of a file must be that of the image, where it has one. */
static bool read_config(struct xen_image *image, const char *path,
			struct arena *arena, struct diags *diags)
{
	struct buffer text = BUFFER_INIT;
	const char *const packed = packed_config(image, arena);
	image->config = packed;
	image->config_path = packed ? image->path : NULL;
	if (!path)
		return true;
	image->config_path = path;
	bool good = file_read(path, CONFIG_LIMIT, diags, &text);
	if (good)
		image->config =
			arena_slice(arena, buffer_string(&text), text.length);
	buffer_release(&text);
	return good && (!packed || strcmp(packed, image->config) == 0 ||
			disagree(image, diags,
				 "the .config that is packed into the image "
				 "is another one"));
}

static bool read_version(struct xen_image *image, struct arena *arena,
			 struct diags *diags)
{
	struct image_versions versions = {LIST_INIT};
	image_find_versions(image->bytes, image->length, arena, &versions);
	const size_t own = versions.list.count;
	if (own > 1)
		return fail(image, diags,
			    arena_format(arena,
					 "it says that it is %s, and that it "
					 "is %s",
					 versions.list.items[0],
					 versions.list.items[1]));
	if (image->config)
		image_find_version_of_config(image->config, arena, &versions);
	if (versions.list.count > 1)
		return disagree(image, diags,
				arena_format(arena,
					     "the image is of %s, and this "
					     "of %s",
					     versions.list.items[0],
					     versions.list.items[1]));
	if (versions.list.count)
		image->version = versions.list.items[0];
	return true;
}

static const char *find(const struct xen_image *image, const char *from,
			const char *bytes, size_t length)
{
	return memmem(from, (size_t)(image->bytes + image->length - from),
		      bytes, length);
}

/* A policy that was built in; no image has two. */
static bool find_policy(struct xen_image *image, struct diags *diags)
{
	const size_t length = sizeof policy - 1;
	image->policy = find(image, image->bytes, policy, length);
	return !image->policy ||
	       !find(image, image->policy + length, policy, length) ||
	       fail(image, diags, "it has two policies of its own");
}

/* Of a build without a .config, what the image itself tells. */
static const char *told_config(const struct xen_image *image,
			       struct arena *arena)
{
	return arena_string(arena, image->has_flask
					   ? "CONFIG_XSM_FLASK=y\n"
					   : "# CONFIG_XSM_FLASK is not set\n");
}

/* By its name of today, and that before Xen 4.12. */
static bool configures_flask(const char *config)
{
	return strstr(config, "\nCONFIG_XSM_FLASK=y\n") ||
	       strstr(config, "\nCONFIG_FLASK=y\n");
}

static bool read_flask(struct xen_image *image, struct arena *arena,
		       struct diags *diags)
{
	image->has_flask = find(image, image->bytes, flask, strlen(flask));
	if (!find_policy(image, diags))
		return false;
	if (image->config &&
	    image->has_flask != configures_flask(image->config))
		return disagree(image, diags,
				image->has_flask
					? "FLASK is in the image, and not in "
					  "this .config"
					: "FLASK is in this .config, and not "
					  "in the image");
	if (!image->config) {
		image->config = told_config(image, arena);
		image->config_path = image->path;
	}
	return true;
}

static bool read_all(struct xen_image *image, const char *config,
		     struct arena *arena, struct diags *diags)
{
	struct buffer content = BUFFER_INIT;
	bool good = file_read(image->path, IMAGE_LIMIT, diags, &content);
	if (good && !content.length)
		good = fail(image, diags, "it is empty");
	good = good && unpack(image, &content, arena, diags);
	buffer_release(&content);
	if (!config && good)
		config = shipped_config(image->path, arena);
	return good && read_form(image, diags) &&
	       read_config(image, config, arena, diags) &&
	       read_version(image, arena, diags) &&
	       read_flask(image, arena, diags);
}

const struct xen_image *image_read(const char *path, const char *config,
				   struct arena *arena, struct diags *diags)
{
	struct xen_image *image = arena_alloc(arena, 1, sizeof *image);
	image->path = path;
	return read_all(image, config, arena, diags) ? image : NULL;
}

bool image_has_policy(const struct xen_image *image, const char *bytes,
		      size_t length)
{
	return image->policy &&
	       find(image, image->policy, bytes, length) == image->policy;
}
