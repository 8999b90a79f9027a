/* From a profile and a site file to the policy to be. */
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/text.h"
#include "compile/compile.h"
#include "compile/compile_emit.h"
#include "compile/compile_opens.h"
#include "compile/compile_without.h"

USES_MESSAGE(POLICY_VERSION_REFUSED);
USES_MESSAGE(PROFILE_TOO_NEW);
USES_MESSAGE(PROFILE_UNKNOWN);
USES_MESSAGE(UNKNOWN_OP);

static unsigned version_of(const struct model *model, unsigned wanted,
			   struct diags *diags)
{
	const struct release *release = model->release;
	if (!wanted)
		return release_newest_version(release);
	if (release_takes_version(release, wanted))
		return wanted;
	diags_add(diags, MESSAGE_POLICY_VERSION_REFUSED, location_file(NULL),
		  "%u: Xen %s loads %s", wanted, release->name,
		  release_versions_shown(release, " and ", model->arena));
	return 0;
}

/* --- What profile and site say ---------------------------------------- */

static void add_policy(struct model *model, const struct site_policy *policy)
{
	for (size_t i = 0; i < policy->domain_count; i++)
		*list_push(&model->declared, model->arena) =
			&policy->domains[i];
	for (size_t i = 0; i < policy->user_count; i++)
		*list_push(&model->owners, model->arena) = &policy->users[i];
	for (size_t i = 0; i < policy->talk_count; i++)
		*list_push(&model->talks, model->arena) = &policy->talks[i];
	for (size_t i = 0; i < policy->device_count; i++)
		*list_push(&model->hardware, model->arena) =
			&policy->devices[i];
	for (size_t i = 0; i < policy->group_count; i++)
		*list_push(&model->groups, model->arena) = &policy->groups[i];
	for (size_t i = 0; i < policy->grant_count; i++)
		*list_push(&model->grants, model->arena) = &policy->grants[i];
	for (size_t i = 0; i < policy->quiet_count; i++)
		*list_push(&model->grants, model->arena) = &policy->quiets[i];
	for (size_t i = 0; i < policy->without_count; i++)
		*list_push(&model->withouts, model->arena) =
			&policy->withouts[i];
	if (policy->iommu != IOMMU_UNSAID)
		model->iommu = policy->iommu;
	model->mls |= policy->mls;
	model->handle_unknown = policy->handle_unknown;
	if (policy->version)
		model->version = policy->version;
}

/* What the site has reviewed itself it accepts. */
static bool add_reviews(struct model *model, const struct site *site,
			struct diags *diags)
{
	for (size_t i = 0; i < site->review_count; i++) {
		const struct site_review *review = &site->reviews[i];
		struct release_set in;
		if (!registry_range(model->registry, review->releases,
				    review->place, diags, &in))
			return false;
		if (release_set_has(&in, model->release_index))
			*list_push(&model->waivers, model->arena) =
				waiver_of_review(review, model->arena);
	}
	return true;
}

/* What rests on a permission only lint can tell. */
bool model_add_waivers(struct model *model, const struct site *site,
		       const char *today, struct diags *diags)
{
	for (size_t i = 0; i < site->waiver_count; i++) {
		const struct waiver *waiver = &site->waivers[i];
		if (waiver_is_over(waiver, today))
			continue;
		if (waiver->permission)
			*list_push(&model->waivers_of_permissions,
				   model->arena) = *waiver;
		else
			*list_push(&model->waivers, model->arena) = *waiver;
	}
	return add_reviews(model, site, diags);
}

static bool add_site(struct model *model, const struct site *site,
		     struct diags *diags)
{
	if (site->policy)
		add_policy(model, site->policy);
	if (site->arch && !model->from->host.arch)
		model->host.arch = site->arch;
	return model_add_waivers(model, site, model->from->today, diags);
}

static bool add_embedded(struct model *model, const char *name,
			 struct diags *diags)
{
	size_t length;
	const char *bytes = embedded_find(name, &length);
	const struct site *site =
		site_parse(name, bytes, length, model->arena, diags);
	return site && add_site(model, site, diags);
}

static bool add_profile(struct model *model, const struct profile *profile,
			struct diags *diags)
{
	const struct registry *registry = model->registry;
	const unsigned start = registry_feature_start(registry, profile->needs);
	if (!registry_has_feature(registry, profile->needs,
				  model->release_index)) {
		diags_add(diags, MESSAGE_PROFILE_TOO_NEW, location_file(NULL),
			  "%s is for Xen %s and later", profile->name,
			  start == NO_INDEX ? "(none that is known)"
					    : registry->releases[start].line);
		return false;
	}
	return add_embedded(
		model,
		arena_format(model->arena, "profile-%s.xml", profile->name),
		diags);
}

/* What the command line accepts must be there to be accepted. */
static bool add_accepted(struct model *model, struct diags *diags)
{
	const char *const *accepted = model->from->accepted;
	for (size_t i = 0; accepted && accepted[i]; i++) {
		const struct op *op =
			registry_find_op(model->registry, accepted[i]);
		if (!op || !model_has_op(model, op)) {
			diags_add(diags, MESSAGE_UNKNOWN_OP,
				  location_file(NULL),
				  "--accept %s: Xen %s has no such op%s%s",
				  accepted[i], model->release->name,
				  model_where(model),
				  op ? ""
				     : registry_op_hint(model->registry,
							model->release_index,
							accepted[i],
							&diags->arena));
			return false;
		}
		*list_push(&model->waivers, model->arena) = (struct waiver){
			.op = op->name,
			.reason = "accepted on the command line"};
	}
	return true;
}

static const struct profile *find_profile(const struct compilation *from,
					  struct diags *diags, bool *good)
{
	const struct site_policy *policy =
		from->site ? from->site->policy : NULL;
	if (from->profile || !policy || !policy->profile)
		return from->profile;
	const struct profile *profile = compile_find_profile(policy->profile);
	if (!profile) {
		diags_add(diags, MESSAGE_PROFILE_UNKNOWN,
			  location_file(from->site->path), "%s%s",
			  policy->profile,
			  site_profile_hint(policy->profile, &diags->arena));
		*good = false;
	}
	return profile;
}

static bool fill(struct model *model, struct diags *diags)
{
	bool good = true;
	const struct compilation *from = model->from;
	struct arena *arena = model->arena;
	model->registry = from->registry;
	model->release_index = from->release;
	model->release = &from->registry->releases[from->release];
	model->handle_unknown = "deny";
	vectors_of_release(model->registry, from->release, arena,
			   &model->vectors);
	const struct profile *profile = find_profile(from, diags, &good);
	if (!good || !add_embedded(model, "profile-groups.xml", diags) ||
	    (profile && !add_profile(model, profile, diags)))
		return false;
	model->path = from->site ? file_shown(from->site->path)
				 : arena_format(arena, "profile-%s.xml",
						profile->name);
	model->profile =
		profile ? arena_format(arena, "profile %s", profile->name)
			: "no profile";
	if (from->site) {
		if (!add_site(model, from->site, diags))
			return false;
		model->profile = arena_format(arena, "%s, %s", model->profile,
					      model->path);
	}
	model_leave_out(model);
	model->mls |= from->mls;
	model->version = version_of(
		model, from->version ? from->version : model->version, diags);
	if (!model->version || !add_accepted(model, diags) ||
	    !model_declare(model, diags) || !model_grant_all(model, diags) ||
	    !model_check_left_out(model, diags) ||
	    !model_names_differ(model, diags))
		return false;
	return true;
}

static struct model *new_model(const struct compilation *from,
			       struct arena *arena)
{
	struct model *model = arena_alloc(arena, 1, sizeof *model);
	model->from = from;
	model->host = from->host;
	model->arena = arena;
	return model;
}

struct model *compile_model(const struct compilation *from, struct arena *arena,
			    struct diags *diags)
{
	struct model *model = new_model(from, arena);
	if (!fill(model, diags))
		return NULL;
	model_check_isolation(model, diags);
	return model;
}

struct model *model_again(const struct model *model, struct diags *diags)
{
	struct model *again = new_model(model->from, model->arena);
	for (size_t i = 0; i < model->withheld.count; i++)
		*list_push(&again->withheld, again->arena) =
			model->withheld.items[i];
	return fill(again, diags) ? again : NULL;
}
