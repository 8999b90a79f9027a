/* Which ops who-can is asked about, in one release. */
#include "cmd/cmd_names.h"
#include "cmd/cmd_session.h"
#include "cmd/cmd_who_ops.h"

USES_MESSAGE(NOTHING_FOUND);

bool who_words_known(struct session *session, const struct registry *registry,
		     const struct who_words *words)
{
	static const char *const none[] = {NULL};
	bool known = names_hypercalls_known(
		session, registry, words->patterns ? words->patterns : none);
	known &= names_known(session, registry, NAME_PERMISSION,
			     words->permissions);
	return names_known(session, registry, NAME_POWER, words->powers) &&
	       known;
}

/* A search through the ops of a release. */
struct op_marking {
	struct session *session;
	const struct registry *registry;
	unsigned release;
	bool *meant; /* by index of op */
};

/* Whether the op is meant by the word. */
typedef bool is_meant(const struct op_marking *marking, const struct op *op,
		      const char *word);

/* It stands for its parts, too. */
static bool is_named(const struct op_marking *marking, const struct op *op,
		     const char *word)
{
	for (;;) {
		if (names_op(marking->registry, op, marking->release, word))
			return true;
		if (op->parent == NO_INDEX)
			return false;
		op = &marking->registry->ops[op->parent];
	}
}

static bool has_access(const struct op_marking *marking, const struct op *op,
		       const char *word,
		       bool (*is)(const char *pattern,
				  const struct access *access,
				  struct arena *arena))
{
	struct arena *arena = &marking->session->arena;
	struct op_accesses accesses;
	registry_op_accesses(marking->registry, op, marking->release, arena,
			     &accesses);
	for (size_t i = 0; i < accesses.list.count; i++)
		if (is(word, accesses.list.items[i], arena))
			return true;
	return false;
}

static bool is_asked(const struct op_marking *marking, const struct op *op,
		     const char *word)
{
	return has_access(marking, op, word, names_permission);
}

static bool is_giving(const struct op_marking *marking, const struct op *op,
		      const char *word)
{
	return has_access(marking, op, word, names_power);
}

/* Whether some op is meant by the word. */
static bool mark(const struct op_marking *marking, is_meant *is,
		 const char *word)
{
	const struct registry *registry = marking->registry;
	bool any = false;
	for (unsigned i = 0; i < registry->op_count; i++) {
		const struct op *op = &registry->ops[i];
		if (!release_set_has(&op->in, marking->release) ||
		    !is(marking, op, word))
			continue;
		marking->meant[i] = true;
		any = true;
	}
	return any;
}

const bool *who_ops_meant(struct session *session,
			  const struct registry *registry, unsigned release,
			  const struct who_words *words, struct diags *diags,
			  bool *all)
{
	const struct {
		const char *const *words;
		is_meant *is;
		const char *what;
	} lists[] = {{words->patterns, is_named, "matches"},
		     {words->permissions, is_asked, "is asked"},
		     {words->powers, is_giving, "gives"}};
	const struct op_marking marking = {
		session, registry, release,
		arena_alloc(&session->arena, registry->op_count, sizeof(bool))};
	*all = true;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (size_t j = 0; lists[i].words && lists[i].words[j]; j++) {
			const char *word = lists[i].words[j];
			if (mark(&marking, lists[i].is, word))
				continue;
			*all = false;
			diags_add(diags, MESSAGE_NOTHING_FOUND,
				  location_file(NULL), "no op %s %s in %s%s",
				  lists[i].what, word,
				  registry->releases[release].name,
				  i ? ""
				    : registry_op_hint(registry, release, word,
						       &session->arena));
		}
	return marking.meant;
}
