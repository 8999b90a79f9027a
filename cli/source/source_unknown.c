/* What a remark of a policy.conf says of unknown permissions. */
#include <string.h>

#include "policy/policy.h"
#include "source/source_unknown.h"

USES_MESSAGE(REMARK_NOT_UNDERSTOOD);

static const char verb[] = "handle-unknown";

static const char *const words[] = {[UNKNOWN_DENY] = "deny",
				    [UNKNOWN_REJECT] = "reject",
				    [UNKNOWN_ALLOW] = "allow"};

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

bool source_remark_is_unknown(const char *text)
{
	const size_t length = sizeof verb - 1;
	text = skip_blanks(text);
	return strncmp(text, verb, length) == 0 && strchr(" \t", text[length]);
}

/* The word behind the verb, which stands alone there; false: it is none. */
static bool read_word(const char *text, enum handle_unknown *value)
{
	const char *word = skip_blanks(skip_blanks(text) + sizeof verb - 1);
	const size_t length = strcspn(word, " \t");
	if (*skip_blanks(word + length))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == length &&
		    strncmp(words[i], word, length) == 0) {
			*value = (enum handle_unknown)i;
			return true;
		}
	return false;
}

bool source_read_unknown(struct policy *policy, struct diags *diags)
{
	bool any = false;
	for (unsigned i = 0; i < policy->remark_count; i++) {
		const struct policy_remark *remark = &policy->remarks[i];
		enum handle_unknown value = UNKNOWN_DENY;
		if (!source_remark_is_unknown(remark->text))
			continue;
		const bool good = read_word(remark->text, &value);
		if (!good || (any && value != policy->handle_unknown)) {
			diags_add(
				diags, MESSAGE_REMARK_NOT_UNDERSTOOD,
				(struct location){remark->file, remark->line,
						  0},
				"%s",
				good ? "it says another handle-unknown than "
				       "one before"
				     : "its handle-unknown is not one of deny, "
				       "reject, allow");
			return false;
		}
		policy->handle_unknown = value;
		any = true;
	}
	return true;
}
