/* Which objects a finding has, and which of them are meant. */
#include <stdlib.h>

#include "base/text.h"
#include "lint/lint_object.h"

struct ability finding_ability(struct run *run, const struct finding *finding)
{
	const struct evidence evidence =
		results_evidence(run->results, finding->index);
	return (struct ability){.run = run,
				.subject = run_find_type(run, finding->subject),
				.group = evidence.group,
				.when = evidence.when};
}

const struct draft *finding_draft(const struct run *run,
				  const struct finding *finding)
{
	return results_evidence(run->results, finding->index).draft;
}

/* The types on which the draft's subject has what it is granted. */
static struct type_list granted_types(struct run *run,
				      const struct draft *draft,
				      struct arena *arena)
{
	struct repertoire *repertoire = run->repertoire;
	if (!draft->concerns && draft->part == PART_ALL)
		return run_targets(run, draft->subject, *draft->granted, arena);
	if (repertoire->last_granted.draft == draft)
		return repertoire->last_granted.types;
	const struct type_list all =
		run_targets(run, draft->subject, *draft->granted, arena);
	unsigned *kept = arena_alloc(run->arena, all.count, sizeof *kept);
	struct type_list types = {kept, 0};
	for (size_t i = 0; i < all.count; i++)
		if (!draft->concerns ||
		    draft->concerns(run, draft, all.items[i]))
			kept[types.count++] = all.items[i];
	types = types_part(run, draft->subject, draft->part, draft->meaning,
			   &types, run->arena);
	repertoire->last_granted.draft = draft;
	repertoire->last_granted.types = types;
	return types;
}

struct type_list finding_whole_objects(struct run *run,
				       const struct finding *finding,
				       struct arena *arena)
{
	const struct draft *draft = finding_draft(run, finding);
	if (draft && draft->granted)
		return granted_types(run, draft, arena);
	if (draft)
		return draft->objects;
	const struct ability ability = finding_ability(run, finding);
	const struct type_list all = ability_objects(&ability, arena);
	const struct meaning meaning = meaning_of_group(ability.group);
	return types_part(run, ability.subject,
			  results_evidence(run->results, finding->index).part,
			  &meaning, &all, arena);
}

struct type_list finding_objects(struct run *run, const struct finding *finding,
				 struct arena *arena)
{
	const struct type_list share =
		results_objects(run->results, finding->index);
	return share.items ? share : finding_whole_objects(run, finding, arena);
}

bool names_have(const struct name_list *list, const char *name)
{
	return list->items && bsearch(&name, list->items, list->count,
				      sizeof *list->items, text_compare_items);
}

const char **finding_names(const struct run *run, const struct type_list *types,
			   struct arena *arena)
{
	const char **names = arena_alloc(arena, types->count, sizeof *names);
	struct arena scratch = ARENA_INIT;
	const unsigned *sorted = run_by_name(run, types, &scratch);
	for (size_t i = 0; i < types->count; i++)
		names[i] = run_type_name(run, sorted[i]);
	arena_release(&scratch);
	return names;
}

struct type_list finding_chosen(struct run *run, const struct finding *finding,
				const struct name_list *chosen,
				struct arena *arena)
{
	if (!chosen->items) {
		const struct type_list all =
			finding_objects(run, finding, arena);
		return (struct type_list){run_by_name(run, &all, arena),
					  all.count};
	}
	unsigned *types = arena_alloc(arena, chosen->count, sizeof *types);
	for (size_t i = 0; i < chosen->count; i++)
		types[i] = run_find_type(run, chosen->items[i]);
	return (struct type_list){types, chosen->count};
}

struct name_list finding_choose(struct run *run, const struct finding *finding,
				const struct name_list *asked,
				struct arena *arena)
{
	const struct type_list share =
		results_objects(run->results, finding->index);
	if (asked->items || !share.items)
		return *asked;
	return (struct name_list){finding_names(run, &share, arena),
				  share.count};
}
