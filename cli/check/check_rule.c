#include <string.h>

#include "check/check.h"

const struct rule check_rules[] = {
	{"XSM001", "covered-op-delegated", LEVEL_ERROR,
	 "a covered op is delegated",
	 "A type that is not fully trusted can perform an op that the "
	 "statement "
	 "of XSA-77 covers: its implementation was not reviewed against a "
	 "hostile caller, and bugs in it are handled in public, without an "
	 "advisory. Take the grant away, or trust the type as fully as dom0. "
	 "Of an op for which the hypervisor asks others alone, never who "
	 "calls, what is allowed among them opens it to every domain: that is "
	 "said once, of \"*\", and of each domain that is one of them."},
	{"XSM002", "safe-op-delegated", LEVEL_NOTE,
	 "an op that is safe by the statement is delegated",
	 "A type that is not fully trusted can perform an op that the "
	 "statement "
	 "of XSA-77 does not cover. Bugs in it are handled as security issues. "
	 "The basis tells how much that is worth: audited and excepted were "
	 "looked at, unlisted was only never mentioned."},
	{"XSM003", "unknown-op-allowed", LEVEL_ERROR,
	 "an op is open to every domain by handle-unknown",
	 "FLASK's hook of the release does not know the op, and the policy "
	 "says that what is unknown is allowed: every domain can perform it. "
	 "It is an error of a covered op, as it would be if one type alone had "
	 "it, and of one that gives control (gives, in xsmc-registry(5)), "
	 "whatever its status; else a warning. Compile the policy with "
	 "handle-unknown deny."},
	{"XSM004", "op-unchecked", LEVEL_ERROR, "an op is open to every domain",
	 "The hypervisor of the release makes no FLASK check that can refuse "
	 "the op, at least in one way to use it, so no policy can keep it from "
	 "any domain. It is an error where that gives control (gives, in "
	 "xsmc-registry(5)); otherwise a covered op is a note: it is shown for "
	 "what it is, nothing in the policy causes it, and nothing there can "
	 "mend it."},
	{"XSM005", "op-out-of-reach", LEVEL_NOTE, "nobody can perform an op",
	 "FLASK's hook of the release does not know the op, and it is refused "
	 "to every domain, dom0 among them: because the policy denies what is "
	 "unknown, or by the release whatever the policy says. No rule can "
	 "grant it. What needs the op does not work under FLASK there; "
	 "allowing "
	 "what is unknown would open it to every domain. Only a release whose "
	 "hook knows the op mends it."},
	{"XSM006", "op-stops-host", LEVEL_WARNING,
	 "any domain can stop the host with an op",
	 "The hypervisor of the release reads through an object that is not "
	 "there before it asks anything that could refuse the op: whoever "
	 "calls "
	 "it so stops the host. No rule is a gate there, least of all one on "
	 "the label that a missing object seems to have. Only another release "
	 "mends it."},
	{"XSM101", "controls-policy", LEVEL_ERROR,
	 "the policy is in the hands of a type that is not trusted",
	 "The type can load a policy, switch enforcement off, switch booleans "
	 "while rules under a condition grant something to types that are not "
	 "trusted, or choose the labels of hardware while such types may have "
	 "hardware by its label. What this policy says binds it no more than "
	 "it likes. Accept it for a type that is trusted as fully as dom0, and "
	 "rather say so in the site file; accept booleans when none of what "
	 "they switch matters, as the findings with a condition tell."},
	{"XSM102", "becomes-trusted", LEVEL_ERROR,
	 "a type can take or give the label of a trusted one",
	 "The type can relabel itself or another domain to a trusted type, or "
	 "create a domain with such a type: what runs there then is what it "
	 "chose, with all that the trusted type may do. Accept it for the "
	 "builder of the system that leaves this label or ends before others "
	 "run."},
	{"XSM103", "controls-trusted-memory", LEVEL_ERROR,
	 "memory or registers of a trusted domain can be written",
	 "The type can write, map or rearrange the memory of a trusted domain, "
	 "or write the registers of its vCPUs: it makes it do what it likes. "
	 "The registry says of each op what it gives (gives, in "
	 "xsmc-registry(5)). Accept it only for a type that is trusted as "
	 "fully."},
	{"XSM104", "introspects-trusted", LEVEL_ERROR,
	 "a trusted domain can be looked into",
	 "The type can read the memory of a trusted domain, or stands between "
	 "it and its memory and registers by vm_event, memory access or "
	 "altp2m: it learns its keys and passwords, and by some of the ops "
	 "changes what it does. Accept it for a monitor that you trust with "
	 "them."},
	{"XSM105", "device-model-of-trusted", LEVEL_ERROR,
	 "a type can be the device model of a trusted domain",
	 "The type may be made the device model of a trusted domain, or acts "
	 "as one by its ioreq servers: it does the input and output of that "
	 "domain. Accept it where the trusted domain takes nothing from its "
	 "devices that it does not check."},
	{"XSM106", "changes-hypervisor", LEVEL_ERROR,
	 "code or firmware can be brought under all domains",
	 "The type can patch the hypervisor, load microcode, a kernel for "
	 "kexec or memory that is none, or write firmware variables and the "
	 "ports that the frequency driver uses. It is stronger than dom0. Take "
	 "the grant away; there is no use for it beside the administration of "
	 "the machine."},
	{"XSM107", "device-without-iommu", LEVEL_ERROR,
	 "a device without isolation can be given to a type",
	 "The type can be given hardware that no IOMMU keeps from all memory "
	 "(use_noiommu): by a device's own access to memory it reads and "
	 "writes what it likes. It is a warning where interrupts are not "
	 "remapped (use_iommu_nointremap), by which a device can raise any "
	 "interrupt, and a note for ports and memory ranges up to Xen 4.9, "
	 "which does not ask for the IOMMU. Grant use_iommu alone; accept it "
	 "for hardware that cannot access memory by itself."},
	{"XSM108", "reaches-trusted", LEVEL_ERROR,
	 "a type reaches a trusted one by way of others",
	 "The type controls another one that is not trusted, by its memory, "
	 "registers or label or as its device model, and that one, or one "
	 "further on, is as good as trusted by a finding of its own. The path "
	 "is the shortest. It is a note for a device model that starts with "
	 "its own guest: it has the guest's powers by its part. Mend the "
	 "finding at the end of the path, or the first step. Accept it where "
	 "the types between are never there together."},
	{"XSM201", "collateral-op", LEVEL_WARNING,
	 "a permission for a safe op opens a covered one too",
	 "The hypervisor asks the same permission for several ops: with what "
	 "lets the type do a safe op, it can do a covered one as well. Where "
	 "the rule is meant for the safe op alone, there is no way to say so "
	 "in this release; accept it when the covered op does no harm there, "
	 "as its own finding says."},
	{"XSM202", "misnamed-permission", LEVEL_WARNING,
	 "a permission opens an op whose check is named after another one",
	 "In this release the hypervisor passes another bit than the one that "
	 "the op's check is named after: with the permission that is "
	 "effective, for whatever it is granted, the type can do this op as "
	 "well. Grant by effect: see xsmc query --permission. Accept it when "
	 "the type may do the op."},
	{"XSM203", "permission-without-effect", LEVEL_NOTE,
	 "a permission is granted that nothing asks",
	 "No op of this release is checked for the permission, so the rule "
	 "does nothing there. It may open something after an update. Take it "
	 "away, or keep it for another release."},
	{"XSM204", "permission-in-vain", LEVEL_WARNING,
	 "a permission does not open the op that is named after it",
	 "In this release the hypervisor passes another bit than the one that "
	 "the op's check is named after, and nothing asks the named "
	 "permission: the rule opens nothing, and may open the op after an "
	 "update. Grant by effect: see xsmc query --permission. Accept it when "
	 "the rule is also meant for releases that check it right."},
	{"XSM205", "right-on-others-of-the-type", LEVEL_WARNING,
	 "a right on the own type is about others, not about oneself",
	 "A type_transition gives each domain of the type another label for "
	 "itself. What the type is allowed on its own name, which is what "
	 "self in a rule stands for, is about other domains of the type, and "
	 "never about the domain itself. Grant on the label that is for "
	 "itself; accept it when domains of the type are to do this to each "
	 "other. It is told of rules that name the type, or self, on both "
	 "sides: a rule by an attribute is mostly about other types as well."},
	{"XSM206", "right-on-no-domain", LEVEL_NOTE,
	 "a right is on a label that no domain has",
	 "The label is only how a domain sees itself, or how its device model "
	 "sees it, and the subject is neither: the rule does nothing. Or the "
	 "label is the subject, though no domain has it. Take the rule away, "
	 "or grant to or on the domain's own type, if that is meant; or let "
	 "somebody create domains with the label."},
	{"XSM207", "device-model-not-told", LEVEL_NOTE,
	 "a type can be a device model, and no role says so",
	 "The type may be made a device model (set_target), but no "
	 "type_transition gives it a label of its own for its guests: it has "
	 "what it is allowed on them on every domain of their type, and a "
	 "linter cannot tell the one from the other. Add the type_transition "
	 "and grant on its result; or say in a site file that the type has "
	 "the role device-model."},
	{"XSM301", "class-missing", LEVEL_ERROR,
	 "the release has a class or initial SID that the policy has not",
	 "Xen refuses to load the policy (a class), or takes what the SID "
	 "stands for as unlabelled. Compile the policy with the access vectors "
	 "and initial SIDs of that release, and a context for each SID."},
	{"XSM302", "permission-missing", LEVEL_ERROR,
	 "the release has a permission that the policy has not",
	 "Xen refuses to load the policy: each permission that the hypervisor "
	 "knows must be there, with its number. Compile the policy with the "
	 "access vectors of that release."},
	{"XSM303", "renumbered", LEVEL_ERROR,
	 "a class, permission or initial SID has another number in the release",
	 "Xen goes by numbers and refuses to load a policy whose classes or "
	 "permissions stand elsewhere; it does not look at initial SIDs, so "
	 "with another number they mean something else. Only the first one "
	 "that differs is told. Compile the policy with the access vectors of "
	 "that release."},
	{"XSM304", "surplus", LEVEL_NOTE,
	 "the policy has a class, permission or initial SID that the release "
	 "does not know",
	 "Behind what the release knows it does no harm, and no effect: rules "
	 "on it say nothing there. Between, it moves what follows, and Xen "
	 "refuses the policy (XSM303)."},
	{"XSM305", "move-opens-op", LEVEL_WARNING,
	 "the move to the release opens an op, or makes it covered",
	 "By the same rules a type can do an op in this release that it can "
	 "not in the newest one that the policy fits; or it could, and the op "
	 "is covered only in this one. The hypervisor asks other permissions, "
	 "or has a new op. It is a note where the op is safe. Take the grant "
	 "away before the update, if it is not meant."},
	{"XSM306", "move-closes-op", LEVEL_WARNING,
	 "the move to the release closes an op",
	 "What a type can do in the newest release that the policy fits, it "
	 "can not in this one: it asks for permissions that the policy does "
	 "not grant. The message says which rules are missing. Add them before "
	 "the update, if the op is needed; accept it if not."},
	{"XSM307", "refused-by-loader", LEVEL_ERROR,
	 "the release refuses to load the policy",
	 "The classes and permissions of the policy may fit, but something "
	 "else "
	 "in it makes the hypervisor of the release refuse it. A Xen that is "
	 "booted with such a policy stops, or runs without access control; "
	 "FLASK_LOAD of it fails. Compile it "
	 "with checkpolicy -t Xen and a version that the release loads "
	 "(policy_versions, in xsmc registry export --table releases), and "
	 "without what the message names. Of a text or a source tree it is "
	 "judged what comes of it in the newest of these versions."},
	{"XSM308", "loaded-in-part", LEVEL_WARNING,
	 "the release loads the policy, but not all of it",
	 "The hypervisor takes the policy, but a part of it has no effect, or "
	 "another one than it says. It is a note where the part says nothing "
	 "on who may do what. Take the part away, or say it in another way."},
	{"XSM309", "words-of-no-release", LEVEL_WARNING,
	 "rules grant a permission that no release has",
	 "The class or permission is in no release of the registry: it is that "
	 "of "
	 "a vendor's hypervisor, or written for nothing. What it opens is not "
	 "known, and lint is not complete. Where it is a vendor's, an overlay "
	 "of "
	 "the registry says what it is (class and more-permissions, in "
	 "xsmc-registry(5)) and which ops ask it (more-ops)."},
	{"XSM401", "permissive-type", LEVEL_ERROR, "a type is permissive",
	 "What the policy refuses a permissive type is only logged: its "
	 "domains "
	 "can perform every op on every other one. Such a type is meant for "
	 "writing a policy, not for running one."},
	{"XSM403", "waiver-expired", LEVEL_ERROR, "a waiver has ended",
	 "The last day that findings were accepted for is over, and they count "
	 "again. Mend what was accepted, or look at it anew and set another "
	 "day."},
	{"XSM404", "waiver-unused", LEVEL_WARNING,
	 "what a site or a remark says is used by nothing",
	 "No finding agrees with all that the waiver says, or the policy does "
	 "not have a type that the site file trusts or gives a role. What it "
	 "accepted was mended, or it never said what was meant: it would hide "
	 "a "
	 "finding that comes later. It is a note for a review that no finding "
	 "is about."},
};

const size_t check_rule_count = sizeof check_rules / sizeof *check_rules;

const struct rule *check_find_rule(const char *word)
{
	for (size_t i = 0; i < check_rule_count; i++)
		if (strcmp(check_rules[i].code, word) == 0 ||
		    strcmp(check_rules[i].name, word) == 0)
			return &check_rules[i];
	return NULL;
}

const char *level_name(enum level level)
{
	static const char *const names[] = {
		[LEVEL_NOTE] = "note",
		[LEVEL_WARNING] = "warning",
		[LEVEL_ERROR] = "error",
	};
	return names[level];
}

size_t lint_count(const struct lint *lint, enum level level)
{
	size_t count = 0;
	bool accepted;
	for (size_t i = 0; i < lint->finding_count; i++)
		count += lint_finding_level(lint, i, &accepted) == level &&
			 !accepted;
	return count;
}
