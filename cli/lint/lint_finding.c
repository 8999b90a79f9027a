/* What is worked out of a finding when it is shown. */
#include "lint/lint.h"
#include "lint/lint_gather.h"
#include "lint/lint_module.h"
#include "lint/lint_origin.h"
#include "lint/lint_policy.h"
#include "lint/lint_words.h"
#include "rule/rule.h"
#include "run/run.h"

size_t lint_objects(const struct lint *lint, const struct finding *finding,
		    struct arena *arena, const char ***objects)
{
	struct arena scratch = ARENA_INIT;
	const struct type_list types =
		finding_objects(lint->run, finding, &scratch);
	*objects = finding_names(lint->run, &types, arena);
	arena_release(&scratch);
	return types.count;
}

struct identity lint_identity(const struct lint *lint,
			      const struct finding *finding,
			      struct arena *arena)
{
	const struct draft *draft = finding_draft(lint->run, finding);
	struct identity identity = {.op = finding->op, .fact = ""};
	if (!draft)
		return identity;
	if (!identity.op && draft->mention_count)
		identity.op = draft->mentions[0];
	if (draft->op_varies)
		identity.op = NULL;
	identity.fact =
		draft->fact ? draft->fact
			    : finding_draft_message(lint->run, draft, arena);
	return identity;
}

static void draft_details(struct row_gathering *gathering,
			  const struct finding *finding,
			  const struct name_list *chosen, struct arena *arena,
			  struct finding_details *details)
{
	const struct draft *draft = finding_draft(gathering->run, finding);
	details->message = finding_draft_message(gathering->run, draft, arena);
	details->brief = draft->brief ? draft->brief : details->message;
	details->path = draft->path;
	details->path_count = draft->path_count;
	details->place = draft->place;
	gather_asked(gathering, finding, chosen, details);
	if (draft->granted)
		gather_granted(gathering, finding, chosen);
	if (draft->anyone)
		gather_others(gathering, finding, chosen);
}

/* All but the accesses, which are gathered. */
static void gather(struct row_gathering *gathering,
		   const struct finding *finding,
		   const struct name_list *chosen, struct arena *arena,
		   struct finding_details *details)
{
	*details = (struct finding_details){.message = NULL};
	if (finding_draft(gathering->run, finding)) {
		draft_details(gathering, finding, chosen, arena, details);
	} else {
		finding_say_delegation(gathering->run, finding, arena, details);
		gather_passes(gathering, finding, chosen);
		if (!finding->role && finding->level > LEVEL_NOTE)
			finding_say_beside_role(gathering->run, finding, chosen,
						arena, details);
	}
	lint_find_refusals(gathering->run, finding, chosen, arena, details);
	finding_say_doubt(gathering->run, finding, arena, details);
	finding_say_condition(finding, arena, details);
	finding_say_near(finding, arena, details);
}

void lint_details(const struct lint *lint, const struct finding *finding,
		  const char *const *objects, size_t object_count,
		  struct arena *arena, struct finding_details *details)
{
	struct row_gathering gathering = {.run = lint->run};
	const struct name_list asked = {objects, objects ? object_count : 0};
	const struct name_list chosen =
		finding_choose(lint->run, finding, &asked, &gathering.scratch);
	gather(&gathering, finding, &chosen, arena, details);
	gather_located(&gathering, arena, details);
	arena_release(&gathering.scratch);
}

/* Puts what was gathered together, in one of two ways. */
typedef void put_together(struct run *run, const struct origin *origins,
			  size_t count, struct arena *arena,
			  struct finding_details *details);

static void detail_asked(const struct lint *lint, const struct finding *finding,
			 const struct name_list *asked, size_t ends,
			 put_together *together, struct arena *arena,
			 struct finding_details *details)
{
	struct row_gathering gathering = {.run = lint->run, .ends = ends};
	const struct name_list chosen =
		finding_choose(lint->run, finding, asked, &gathering.scratch);
	gather(&gathering, finding, &chosen, arena, details);
	together(lint->run, gathering.origins.items, gathering.origins.count,
		 arena, details);
	arena_release(&gathering.scratch);
}

void lint_details_together(const struct lint *lint,
			   const struct finding *finding,
			   const char *const *objects, size_t object_count,
			   struct arena *arena, struct finding_details *details)
{
	const struct name_list asked = {objects, objects ? object_count : 0};
	detail_asked(lint, finding, &asked, 0, origins_together, arena,
		     details);
}

void lint_details_by_rules(const struct lint *lint,
			   const struct finding *finding,
			   const char *const *objects, size_t object_count,
			   size_t ends, struct arena *arena,
			   struct finding_details *details)
{
	const struct name_list asked = {objects, objects ? object_count : 0};
	detail_asked(lint, finding, &asked, ends, origins_by_rules, arena,
		     details);
}

/* --- Findings
 * ------------------------------------------------------------- */

struct finding lint_finding(const struct lint *lint, size_t index)
{
	return results_finding(lint->run->results, index);
}

bool lint_finding_is_asked(const struct lint *lint, size_t index)
{
	return results_is_asked(lint->run->results, index);
}

enum level lint_finding_level(const struct lint *lint, size_t index,
			      bool *accepted)
{
	return results_level(lint->run->results, index, accepted);
}
