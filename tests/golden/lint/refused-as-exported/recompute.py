"""Holds refused_by of findings against what the exported tables come to."""
import collections
import csv
import json
import re


def rows(name):
    with open(name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def words(text):
    return text.strip("{} ").split()


# Ops that ask one thing in all cases.
asked = collections.defaultdict(list)
for row in rows("accesses.tsv"):
    asked[row["op"]].append(row)
plain = {}
for op, accesses in asked.items():
    one = accesses[0]
    if (len(accesses) == 1 and one["subject"] == "caller" and not one["when"]
            and not one["group"] and one["object"] in ("xen", "target")
            and one["class"] not in ("-", "?")):
        plain[op] = one["object"], one["class"], one["permission"]

# What each module says of an op in one case alone.
said = collections.defaultdict(lambda: collections.defaultdict(list))
for row in rows("modules.tsv"):
    said[row["op"]][row["module"]].append(row)

# Who is allowed what, attributes expanded.
members, attribute = collections.defaultdict(list), None
with open("attributes", encoding="utf-8") as file:
    for line in file:
        match = re.match(r"\s+attribute (\w+);", line)
        if match:
            attribute = match.group(1)
        elif line.strip() and attribute and ":" not in line:
            members[attribute].append(line.strip())
allowed = collections.defaultdict(set)
with open("allowed", encoding="utf-8") as file:
    for line in file:
        match = re.match(r"allow (\S+) (\S+):(\w+) ([^;]*);(.*)", line)
        if not match or match.group(5).strip():
            continue
        for source in members.get(match.group(1), [match.group(1)]):
            for target in members.get(match.group(2), [match.group(2)]):
                real = source if target == "self" else target
                for permission in words(match.group(4)):
                    allowed[source, match.group(3), permission].add(real)

# The label that a domain sees itself with.
itself = {}
with open("transitions", encoding="utf-8") as file:
    for line in file:
        match = re.match(r"type_transition (\w+) (\w+):domain (\w+);", line)
        if match and match.group(1) == match.group(2):
            itself[match.group(1)] = match.group(3)


def lets(who, subject, role, label):
    """Whether one of the alternatives lets the subject do it there."""
    own = label is not None and itself.get(subject, subject) == label
    for alternative in who.split():
        traits = alternative.split("&")
        if all(trait == "anyone" or (trait == "self" and own) or
               (trait == role) for trait in traits):
            return True
    return False


checked = marked = 0
with open("lint.json", encoding="utf-8") as file:
    findings = json.load(file)["policies"][0]["findings"]
for finding in findings:
    op, subject = finding.get("op"), finding.get("subject")
    role = finding.get("role")
    # A device model's guests have labels of their own; "*" asks of others.
    if (finding["rule"] not in ("XSM001", "XSM002") or op not in plain
            or subject == "*" or "device-model" in (role, subject[:2])
            or subject.startswith("dm_") or not said[op]
            or any(len(cases) != 1 or cases[0]["when"]
                   for cases in said[op].values())):
        continue
    kind, object_class, permission = plain[op]
    objects = finding["objects"]
    for label in objects:
        if label not in allowed[subject, object_class, permission]:
            raise SystemExit(f"{subject} is not allowed {op} on {label}")
    expected = []
    for module, cases in said[op].items():
        who = cases[0]["who"]
        own = itself.get(subject, subject)
        if kind == "xen":
            refused = {"*"} if not lets(who, subject, role, None) and not (
                "self" in who.split()) else set()
            whole = {"*"}
        else:
            # A label that is also others' is both.
            parts = [("itself", label) for label in objects if label == own]
            parts += [("others", label) for label in objects
                      if label != own or own == subject]
            refused = {part for part, label in parts
                       if not lets(who, subject, role,
                                   label if part == "itself" else None)}
            whole = {part for part, label in parts}
        if refused:
            entry = {"module": module}
            if refused != whole:
                entry["on"] = sorted(refused)
            expected.append(entry)
    found = finding.get("refused_by", [])
    key = lambda entry: entry["module"]
    if sorted(found, key=key) != sorted(expected, key=key):
        raise SystemExit(f"{subject} {op} {objects}: {found}, not {expected}")
    checked += 1
    marked += bool(expected)
few = checked < 40 or not 0 < marked < checked
print("too few are looked at" if few else "as expected")
