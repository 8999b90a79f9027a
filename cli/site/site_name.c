/* Whether names and days that a site writes are such. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "site/site_name.h"

/*
 * The words that checkpolicy 3.4 reads as its own, in small letters or in
 * capitals only, and `self`, which it refuses as the name of a type.
 */
static const char *const reserved[] = {
	"alias",
	"allow",
	"allowxperm",
	"and",
	"attribute",
	"attribute_role",
	"auditallow",
	"auditallowxperm",
	"auditdeny",
	"bool",
	"category",
	"class",
	"clone",
	"common",
	"constrain",
	"default_range",
	"default_role",
	"default_type",
	"default_user",
	"devicetreecon",
	"dom",
	"domby",
	"dominance",
	"dontaudit",
	"dontauditxperm",
	"else",
	"eq",
	"expandattribute",
	"false",
	"fs_use_task",
	"fs_use_trans",
	"fs_use_xattr",
	"fscon",
	"genfscon",
	"glblub",
	"h1",
	"h2",
	"high",
	"ibendportcon",
	"ibpkeycon",
	"if",
	"incomp",
	"inherits",
	"iomemcon",
	"ioportcon",
	"l1",
	"l2",
	"level",
	"low",
	"mlsconstrain",
	"mlsvalidatetrans",
	"module",
	"netifcon",
	"neverallow",
	"neverallowxperm",
	"nodecon",
	"not",
	"optional",
	"or",
	"pcidevicecon",
	"permissive",
	"pirqcon",
	"policycap",
	"portcon",
	"r1",
	"r2",
	"r3",
	"range",
	"range_transition",
	"require",
	"role",
	"role_transition",
	"roleattribute",
	"roles",
	"sameuser",
	"sensitivity",
	"sid",
	"source",
	"t1",
	"t2",
	"t3",
	"target",
	"true",
	"tunable",
	"type",
	"type_change",
	"type_member",
	"type_transition",
	"typealias",
	"typeattribute",
	"typebounds",
	"types",
	"u1",
	"u2",
	"u3",
	"user",
	"validatetrans",
	"xor",
};

/* Whether the text is the word in small letters, or in capitals. */
static bool is_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	if (strcmp(text, word) == 0)
		return true;
	for (size_t i = 0; i < length; i++)
		if (text[i] != toupper((unsigned char)word[i]))
			return false;
	return text[length] == '\0';
}

const char *site_identifier_fault(const char *text)
{
	const char *rest = text;
	while (isascii((unsigned char)*rest) &&
	       (isalnum((unsigned char)*rest) || *rest == '_'))
		rest++;
	if (*rest || !isalpha((unsigned char)*text))
		return "not a letter and then letters, digits or underscores";
	if (strcmp(text, "self") == 0)
		return "a word of the policy language itself";
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (is_word(text, reserved[i]))
			return "a word of the policy language itself";
	return NULL;
}

bool site_has_day(const char *date)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30,
				      31, 31, 30, 31, 30, 31};
	int year, month, day;
	if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3 ||
	    month < 1 || month > 12 || day < 1)
		return false;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return day <= lengths[month - 1] + (month == 2 && leap);
}
