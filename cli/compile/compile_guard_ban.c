/* What the guard forbids for an error of the linter, as rules. */
#include <string.h>

#include "compile/compile_guard_ban.h"
#include "compile/compile_guard_kind.h"
#include "compile/compile_guard_probe.h"

static const char *add_name(const struct probe *probe, const char *names,
			    const char *name)
{
	return arena_format(probe->arena, "%s%s%s", names, *names ? " " : "",
			    name);
}

static bool is_banned(const struct probe *probe, unsigned source,
		      unsigned target, unsigned class, uint32_t bit)
{
	return probe->banned[probe_place(probe, source, target, class)] & bit;
}

/* On whom it is forbidden: all but the names, or these alone. */
static struct guard_ban make_ban(const struct probe *probe, unsigned source,
				 unsigned class, uint32_t bit)
{
	struct guard_ban ban = {.object_class = class, .permissions = bit};
	const char *those = "", *others = "";
	for (unsigned i = 0; i < probe->kinds.count; i++) {
		const struct probe_kind *kind = &probe->kinds.items[i];
		bool banned = is_banned(probe, source, i, class, bit);
		ban.others |= banned && !kind->named;
		if (banned && kind->named)
			those = add_name(probe, those, kind->name);
		if (!banned && kind->named && kind->domain && !kind->trusted)
			others = add_name(probe, others, kind->name);
	}
	/* Its guests are known by the attribute that Xen's own rules use. */
	if (ban.others && is_banned(probe, source, probe->guest, class, bit) &&
	    !is_banned(probe, source, probe->target, class, bit))
		others = add_name(probe, others, "domain_target_type");
	ban.source = probe_is_plain(probe, source)
			     ? NULL
			     : probe->kinds.items[source].name;
	ban.targets = ban.others ? others : those;
	ban.rule = probe->rules[class * 32 + guard_index(bit)];
	return ban;
}

/* Permissions that are alike are one rule. */
static void tell_ban(struct guarded *guarded, const struct guard_ban *ban)
{
	for (size_t i = guarded->bans.count; i-- > 0;) {
		struct guard_ban *row = &guarded->bans.items[i];
		if (row->source == ban->source && row->rule == ban->rule &&
		    row->others == ban->others &&
		    row->object_class == ban->object_class &&
		    strcmp(row->targets, ban->targets) == 0) {
			row->permissions |= ban->permissions;
			return;
		}
	}
	*list_push(&guarded->bans, guarded->model->arena) = *ban;
}

void probe_tell(const struct probe *probe, unsigned source)
{
	struct guarded *guarded = probe->guarded;
	const size_t classes = guarded->model->vectors.class_count;
	for (unsigned class = 0; class < classes; class ++)
		for (uint32_t bit = 1; bit; bit <<= 1) {
			bool any = false;
			for (unsigned i = 0; i < probe->kinds.count; i++)
				any |= is_banned(probe, source, i, class, bit);
			if (!any)
				continue;
			const struct guard_ban ban =
				make_ban(probe, source, class, bit);
			tell_ban(guarded, &ban);
		}
}
