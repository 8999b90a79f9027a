/*
 * A policy that fits several releases: what holds only in some of them.  An
 * error in any of these must not be hidden by the choice of another one.
 */
#include <string.h>

#include "base/text.h"
#include "lint/lint.h"

size_t lint_candidates(const struct registry *registry,
		       const struct release_choice *choice, struct arena *arena,
		       struct candidates **groups)
{
	struct candidates *all =
		arena_alloc(arena, choice->candidate_count + 1, sizeof *all);
	size_t count = 1;
	all[0].release = choice->used;
	release_set_add(&all[0].releases, choice->used);
	/* From the newest: it stands for those that are alike. */
	for (size_t i = choice->candidate_count; i-- > 0;) {
		const unsigned release = choice->candidates[i];
		size_t at = 0;
		while (at < count &&
		       !registry_same_facts(registry, release, all[at].release))
			at++;
		if (at == count)
			all[count++].release = release;
		release_set_add(&all[at].releases, release);
	}
	*groups = all;
	return count;
}

/* --- What differs -------------------------------------------------------- */

/* A finding that is not in the lint of the release that is used. */
struct extra {
	struct lint_row row;
	const char *fingerprint;
	struct release_set releases; /* that have it */
	bool placed;
};

struct differences {
	const struct lint_view *view;
	struct release_set *absent; /* by finding: where it does not hold */
	/* By finding, where the view has rows of its own; NULL: not in it. */
	const struct lint_row **rows;
	list_of(struct extra) extras;
	size_t absent_count;
	struct arena *arena;
};

static void unite(struct release_set *set, const struct release_set *more)
{
	for (unsigned i = 0; i < RELEASE_LIMIT; i++)
		if (release_set_has(more, i))
			release_set_add(set, i);
}

/*
 * Notes may differ, and so may waivers, which one of the releases needs; which
 * fixes they have is what tells most releases of a line apart.
 */
static bool is_told(const struct lint_row *row)
{
	return row->finding.level >= LEVEL_WARNING && !row->finding.waiver &&
	       !row->finding.fix &&
	       strcmp(row->finding.rule->code, "XSM404") != 0;
}

static void add_extra(struct differences *differences,
		      const struct lint_row *row,
		      const struct release_set *releases)
{
	const char *fingerprint =
		lint_fingerprint(row->lint, &row->finding, differences->arena);
	for (size_t i = 0; i < differences->extras.count; i++) {
		struct extra *extra = &differences->extras.items[i];
		if (strcmp(extra->fingerprint, fingerprint) == 0 &&
		    extra->row.object_count == row->object_count) {
			unite(&extra->releases, releases);
			return;
		}
	}
	struct extra *extra =
		list_push(&differences->extras, differences->arena);
	*extra = (struct extra){*row, fingerprint, *releases, false};
	extra->row.change = differences->view->old ? CHANGE_ADDED : CHANGE_NONE;
}

/* Where only some objects are missing, the finding is left as it stands. */
static void add_absent(struct differences *differences,
		       const struct lint_row *row,
		       const struct release_set *releases)
{
	struct release_set *absent = &differences->absent[row->finding.index];
	const struct lint_row *whole =
		differences->rows ? differences->rows[row->finding.index]
				  : NULL;
	if (row->objects != (whole ? whole->objects : NULL))
		return;
	differences->absent_count += release_set_empty(absent);
	unite(absent, releases);
}

static void find_differences(struct differences *differences,
			     const struct lint_view *other,
			     const struct release_set *releases)
{
	const struct lint_view view = lint_view_differences(
		other, differences->view, differences->arena);
	for (size_t i = 0; i < view.row_count; i++) {
		const struct lint_row *row = &view.rows[i];
		if (!is_told(row))
			continue;
		if (row->change == CHANGE_ADDED)
			add_extra(differences, row, releases);
		else
			add_absent(differences, row, releases);
	}
}

/* --- The view ------------------------------------------------------------ */

static const char *shown(const struct differences *differences,
			 const struct release_set *releases)
{
	return registry_releases_shown(differences->view->lint->registry,
				       releases, differences->arena);
}

/* The candidates but for those. */
static const char *shown_others(const struct differences *differences,
				const struct release_set *absent)
{
	const struct release_choice *choice = &differences->view->lint->release;
	struct release_set left = {{0}};
	for (size_t i = 0; i < choice->candidate_count; i++)
		if (!release_set_has(absent, choice->candidates[i]))
			release_set_add(&left, choice->candidates[i]);
	return shown(differences, &left);
}

/* Adds the extras of the subject, or all that are left; how many. */
static size_t place_extras(struct differences *differences, const char *subject,
			   bool all, struct lint_row *rows)
{
	size_t count = 0;
	for (size_t i = 0; i < differences->extras.count; i++) {
		struct extra *extra = &differences->extras.items[i];
		if (extra->placed ||
		    (!all && !text_same(extra->row.finding.subject, subject)))
			continue;
		extra->placed = true;
		rows[count] = extra->row;
		rows[count++].finding.only_in =
			shown(differences, &extra->releases);
	}
	return count;
}

static struct lint_view make_view(struct differences *differences)
{
	struct lint_view view = *differences->view;
	const struct lint_view all = view;
	struct lint_row *rows = arena_alloc(
		differences->arena,
		all.row_count + differences->extras.count + 1, sizeof *rows);
	size_t count = 0;
	const char *subject = NULL;
	for (size_t i = 0; i < all.row_count; i++) {
		const struct lint_row row = lint_view_row(&all, i);
		const struct release_set *absent =
			&differences->absent[row.finding.index];
		if (i && !text_same(subject, row.finding.subject))
			count += place_extras(differences, subject, false,
					      rows + count);
		subject = row.finding.subject;
		rows[count] = row;
		if (row.change != CHANGE_REMOVED && !release_set_empty(absent))
			rows[count].finding.only_in =
				shown_others(differences, absent);
		count++;
	}
	count += place_extras(differences, subject, false, rows + count);
	count += place_extras(differences, NULL, true, rows + count);
	view.rows = rows;
	view.row_count = count;
	return view;
}

/* The view's own rows by finding, but for those that are removed. */
static const struct lint_row **index_rows(const struct lint_view *view,
					  struct arena *arena)
{
	if (!view->rows)
		return NULL;
	const struct lint_row **by_finding = arena_alloc(
		arena, view->lint->finding_count + 1, sizeof *by_finding);
	for (size_t i = 0; i < view->row_count; i++) {
		const struct lint_row *row =
			&view->rows[view->picked ? view->picked[i] : i];
		if (row->change != CHANGE_REMOVED)
			by_finding[row->finding.index] = row;
	}
	return by_finding;
}

struct lint_view lint_view_candidates(const struct lint_view *views,
				      const struct candidates *groups,
				      size_t count, struct arena *arena,
				      size_t *differing)
{
	*differing = 0;
	if (count == 1)
		return views[0];
	struct differences differences = {
		.view = &views[0],
		.absent = arena_alloc(arena, views[0].lint->finding_count + 1,
				      sizeof(struct release_set)),
		.rows = index_rows(&views[0], arena),
		.arena = arena};
	for (size_t i = 1; i < count; i++)
		find_differences(&differences, &views[i], &groups[i].releases);
	*differing = differences.extras.count + differences.absent_count;
	return *differing ? make_view(&differences) : views[0];
}
