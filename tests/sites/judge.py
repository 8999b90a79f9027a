#!/usr/bin/python3 -Es
"""judge.py XSMC TABLES FIRST COUNT: site files of these seeds (generate.py): plan
and build agree, every form of a policy says the same, lint of the text alone
agrees with that of the binary with the site file, what is granted passes and no
covered op does that was not accepted.  What does not hold, with its seed; at last
how many there were."""
import json
import os
import re
import subprocess
import sys
import tempfile

import setools

sys.dont_write_bytecode = True
import evaluate  # noqa: E402
import generate  # noqa: E402

xsmc, folder, first, count = sys.argv[1:]
server = evaluate.Server()
known, counts = {}, {"built": 0, "granted": 0, "told": 0, "covered": 0}


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def errors_of(said):
    return sorted(re.sub(r":\d+:", ":", line) for line in said.splitlines()
                  if ": error:" in line)


# --- The forms ------------------------------------------------------------

def rows_of(path):
    """The rules, each pair of types once, and all else that a policy has."""
    policy, rules = setools.SELinuxPolicy(path), {}
    for rule in policy.terules():
        what = frozenset(rule.perms) if str(rule.ruletype) in (
            "allow", "dontaudit") else frozenset([str(rule.default)])
        for source in rule.source.expand():
            for target in rule.target.expand():
                key = (str(rule.ruletype), str(source), str(target),
                       str(rule.tclass))
                rules[key] = rules.get(key, frozenset()) | what
    other = set()
    for name in ("users", "roles", "constraints", "pcidevicecons", "pirqcons",
                 "iomemcons", "ioportcons", "devicetreecons"):
        for row in getattr(policy, name)():
            if name == "roles" and str(row) == "object_r":
                continue
            if name in ("users", "roles"):
                row = row.statement()
            # All of them are one "or" of several, however it is bracketed,
            # of types in any order.
            row = re.sub("[()]+ *", "", str(row)).strip()
            row = re.sub(r"\{ *([^}]*?) *\} *", lambda found: "{ " + " ".join(
                sorted(found.group(1).split())) + " } ", row).strip()
            other.add(f"{name} {row}")
    return rules, other


def compare_forms(work):
    with open(f"{work}/conf", encoding="utf-8") as text:
        head = text.readline() + text.readline() + text.readline()
    version = re.search(r"policy version (\d+)", head).group(1)
    mls = "-M" in head
    wrong = []
    code, out, err = run("checkpolicy", *(["-M"] if mls else []), "-t", "Xen",
                         "-c", version, "-o", f"{work}/of-conf",
                         f"{work}/conf")
    if code:
        wrong.append("checkpolicy: " + (out + err)[:200])
    code, out, err = run("secilc", "-t", "xen", "-M", str(mls).lower(), "-c",
                         version, "-o", f"{work}/of-cil", "-f", "/dev/null",
                         f"{work}/cil")
    if code:
        wrong.append("secilc: " + (out + err)[:200])
    if wrong:
        return wrong
    with open(f"{work}/policy", "rb") as own, \
            open(f"{work}/of-conf", "rb") as its:
        # How unknown permissions are handled is set in the binary alone.
        one, two = own.read(), its.read()
        differ = [at for at, _ in enumerate(one) if one[at:at + 1] !=
                  two[at:at + 1]] if len(one) == len(two) else [0]
        if len(differ) > 1 or (differ and differ[0] > 64):
            wrong.append("the binary is not what checkpolicy makes of conf")
    rules, other = rows_of(f"{work}/policy")
    for form in ("conf", "cil"):
        its_rules, its_other = rows_of(f"{work}/of-{form}")
        for key in sorted(rules.keys() | its_rules.keys()):
            if rules.get(key) != its_rules.get(key):
                wrong.append(f"{form} has another rule: {key}")
                break
        for row in sorted(other ^ its_other)[:1]:
            wrong.append(f"{form} has other rows: {row}")
    return wrong


# --- Lint ----------------------------------------------------------------

def findings_of(work, *words):
    code, out, err = run(xsmc, "lint", *words, "-q", "--format", "json",
                         "--level", "note")
    if code == 2:
        return code, None, err
    rows = json.loads(out)["policies"][0]["findings"]
    return code, rows, err


def keys_of(row):
    """A key for each object: those of one remark stand in one finding."""
    return {(row["rule"], row["level"], row.get("subject"), row.get("op"),
             one, "waiver" in row) for one in row.get("objects", [None])}


def compare_lints(work, release):
    # For which architecture it is, the text says itself.
    code, rows, err = findings_of(work, f"{work}/conf", "--release", release)
    of_site, site_rows, site_err = findings_of(
        work, f"{work}/policy", "--release", release, "--site",
        f"{work}/site.xml")
    if rows is None or site_rows is None:
        return ["lint: " + (err + site_err)[:200]], []
    wrong = []
    if code or of_site:
        wrong.append(f"lint ends with {code} for the text, {of_site} for the "
                     "binary with the site file")
    one, other = ({key for row in some
                   if row["level"] == "error" or "waiver" in row
                   for key in keys_of(row)} for some in (rows, site_rows))
    one, other = ({key for key in some if key[0][:4] != "XSM4"}
                  for some in (one, other))
    for key in sorted(one - other, key=str)[:1]:
        wrong.append(f"lint of the text alone finds {key}")
    for key in sorted(other - one, key=str)[:1]:
        wrong.append(f"lint with the site file alone finds {key}")
    return wrong, site_rows


# --- What passes ------------------------------------------------------------

class Site:
    """Domains and devices as the text of the policy tells of them."""

    def __init__(self, work, policy):
        self.sets, self.devices, self.serves = {"all": []}, {}, {}
        text = open(f"{work}/conf", encoding="utf-8").read()
        own = open(f"{work}/site.xml", encoding="utf-8").read()
        self.types = dict(re.findall(r'name="(\S+)" type="(\S+)"', own))
        shipped = {"dom0": "dom0_t", "domU": "domU_t", "stubdom": "dm_dom_t",
                   "driver": "driver_dom_t", "xenstored": "xenstore_t",
                   "toolstack": "toolstack_t", "monitor": "monitor_t",
                   "built": "built_t"}
        heads = re.findall(r"^# --- (\S+): ([a-z-]+)(, many)?(?:, serves "
                           r"(\S+))? -", text, re.M)
        self.many = set()
        for name, role, many, serves in heads:
            kind = self.types.get(name) or shipped[name]
            self.sets["all"].append(kind)
            self.sets.setdefault(role, []).append(kind)
            self.sets[name] = [kind]
            if many:
                self.many.add(kind)
            if serves:
                self.serves[kind] = self.types.get(serves) or shipped[serves]
        for name, role, _, _ in heads:
            self.sets[name] = [self.types.get(name) or shipped[name]]
        for device in re.findall(r'<device name="(\S+)"', own):
            self.devices[device] = self.types[device]
        # Of the initial SIDs setools knows no names of Xen's.
        policy.fixed.update(re.findall(
            r"^sid (unlabeled|domio|domxen) \w+:\w+:(\w+)", text, re.M))
        policy.serves = self.serves
        policy.resources = set(self.devices.values()) | {
            "passthrough_dev_t", "device_t", "irq_t", "iomem_t", "ioport_t"}
        self.trusted = set(self.sets["control"])


def meetings(site, caller, target):
    """How the two may meet."""
    if caller != target or caller in site.many:
        yield "plain"
    if caller == target:
        yield "self"
    if target in (site.serves.get(caller), None) or \
            site.serves.get(target) == caller:
        yield "served"


class Object:
    """What a grant is on, as plan says it: "NAME (TYPES), as other, served"."""

    def __init__(self, text):
        text = re.sub(r" \(.*?\)", "", text)
        self.name, *how = text.split(", ")
        self.other, self.served = "as other" in how, "served" in how


def is_talk(op):
    return op.startswith(("EVTCHNOP_", "GNTTABOP_", "XEN_ARGO_OP_"))


def pairs_of_sets(site, op, caller, on):
    """Each way in which he meets each of those that are named."""
    for target in site.sets[on.name]:
        for how in meetings(site, caller, target):
            # Nobody talks to himself who is one, and of many it is another
            # that is meant.
            if how == "self" and (caller in site.many or is_talk(op)):
                continue
            # What a talk of device models and those that they serve is for.
            if on.served and how != "served":
                continue
            yield caller, target, how, {}


def granted_pairs(site, op, who, on):
    """CALLER, TARGET, HOW, GIVEN of each that the grant is about."""
    for caller in site.sets.get(who, []):
        if caller in site.trusted:
            continue
        if on.name == "self":
            # Nobody talks to himself who is one.
            if caller in site.many or not is_talk(op):
                yield caller, caller, "self", {}
        elif on.name == "served":
            if caller in site.serves:
                yield caller, site.serves[caller], "served", {}
        elif on.name in site.devices:
            given = dict.fromkeys(evaluate.HARDWARE, site.devices[on.name])
            yield caller, None, "plain", given
            for target in site.sets["all"]:
                yield caller, target, "plain", given
        elif on.name in site.sets:
            yield from pairs_of_sets(site, op, caller, on)
        else:
            yield caller, None, "plain", {}


def passes_grant(policy, op, caller, target, how, given, other):
    ways = policy.ways(op, False)
    if not ways or any(not policy.needs(way) for way in ways):
        return True
    # The domain may be the second one that the op is about.
    if other:
        label = policy.view(target, caller) if target and how != "plain" \
            else target
        return any(policy.passes(caller, caller, "self", way,
                                 {**given, "other": label}) for way in ways)
    return any(policy.passes(caller, target, how, way, given) or
               # Or it is a channel of the other's with somebody.
               (op.startswith("EVTCHNOP_") and target and
                policy.of_others_channel(caller, target, way))
               for way in ways)


def not_passed_of(said):
    """OP, TO, ON of what the build itself says that it is not passed."""
    rows = set()
    for ops, who, on in re.findall(
            r"the grant is not sufficient: (.*?) to (\S+) on (\S+):", said):
        rows |= {(op, who, on) for op in ops.split(", ")}
    return rows


def check_granted(policy, site, plan, said):
    wrong, told = [], not_passed_of(said)
    for row in plan:
        if row["verdict"] not in ("granted", "accepted") or \
                row["op"] not in policy.tables.ways or row["op"] == "-" or \
                row["takes"].find(">") < 0:
            continue
        about = policy.tables.objects(row["op"])
        open_ones = about & {*evaluate.HARDWARE, "label"}
        who, on = row["to"].split(" ")[0], Object(row["on"])
        answers = [passes_grant(policy, row["op"], caller, target, how, given,
                                on.other)
                   for caller, target, how, given in granted_pairs(
                       site, row["op"], who, on)]
        counts["granted"] += len(answers)
        passes = not answers or (any(answers) if open_ones else all(answers))
        if (row["op"], who, on.name) in told:
            counts["told"] += 1
        elif not passes:
            wrong.append(f"{row['op']} is granted to {row['to']} on "
                         f"{row['on']} and does not pass")
    return wrong


def passes_covered(policy, site, op, caller):
    ways = [way for way in policy.ways(op, True) if policy.needs(way)]
    if not ways or len(ways) != len(policy.ways(op, True)):
        return False
    for way in ways:
        if policy.passes(caller, None, "plain", way):
            return True
        for target in site.sets["all"]:
            if any(policy.passes(caller, target, how, way)
                   for how in meetings(site, caller, target)):
                return True
    return False


def check_covered(policy, site, findings):
    wrong = []
    told = {(row.get("subject"), row.get("op")) for row in findings
            if "waiver" in row}
    told |= {(row.get("subject"), op) for row in findings if "waiver" in row
             for op in row.get("mentions", [])}
    for op in sorted(policy.tables.covered):
        if op not in policy.tables.ways:
            continue
        for caller in site.sets["all"]:
            if caller in site.trusted:
                continue
            if passes_covered(policy, site, op, caller):
                counts["covered"] += 1
                if (caller, op) not in told:
                    wrong.append(f"{caller} passes {op}, and nothing accepts "
                                 "it")
    return wrong


# --- One site file ----------------------------------------------------------

def tables_of(release):
    if release not in known:
        vectors = {(row["class"], row["permission"]):
                   (int(row["class_index"]), int(row["bit"]))
                   for row in generate.read_table(
                       f"{folder}/vectors-{release}")}
        known[release] = generate.Tables(folder, release), vectors
    return known[release]


def left_out_of(conf):
    return sorted(set(re.findall(r"^# left out: (\S+) to (\S+) on ([^:]+):",
                                 conf, re.M)))


def judge(seed, work):
    maker = generate.Maker(seed, folder)
    text = maker.make()
    with open(f"{work}/site.xml", "w", encoding="utf-8") as site_file:
        site_file.write(text)
    path = f"{work}/site.xml"
    planned, out, plan_said = run(xsmc, "policy", "plan", "-v", path,
                                  "--format", "tsv")
    built, _, built_said = run(xsmc, "policy", "build", path, "-o",
                         f"{work}/policy", "--conf", f"{work}/conf", "--cil",
                         f"{work}/cil")
    if planned != built:
        return [f"plan ends with {planned}, build with {built}: " +
                " ".join(errors_of(plan_said + built_said))[:300]]
    if built not in (0, 2) or (built == 2) != bool(errors_of(built_said)):
        return [f"build ends with {built}: {built_said[:200]}"]
    if errors_of(plan_said) != errors_of(built_said):
        return ["plan says other errors than build: " + str(
            sorted(set(errors_of(plan_said)) ^ set(errors_of(built_said))))[:300]]
    if built:
        return []
    counts["built"] += 1
    names = out.split("\n", 1)[0].split("\t")
    plan = [dict(zip(names, line.split("\t")))
            for line in out.splitlines()[1:]]
    with open(f"{work}/conf", encoding="utf-8") as conf:
        stated = left_out_of(conf.read())
    left = sorted({(row["op"], row["to"].split(" ")[0],
                    row["on"].split(" (")[0].split(", ")[0]) for row in plan
                   if row["verdict"] in ("left out", "cannot be granted")})
    wrong = []
    quiet = re.findall(r"<quiet .*", text)
    if not set(stated) <= set(left) or (not quiet and
                                        len(left) != len(stated)):
        wrong.append("plan leaves out other ops than the text says: " +
                     str(sorted(set(left) ^ set(stated)))[:200])
    wrong += compare_forms(work)
    arch = re.search(r'<site [^>]*arch="(\w+)"', text)
    arch = arch.group(1) if arch else \
        "arm" if maker.profile == "dom0less" else None
    said, findings = compare_lints(work, maker.release)
    wrong += said
    tables, vectors = tables_of(maker.release)
    policy = evaluate.Policy(server, f"{work}/policy", tables, vectors, arch)
    site = Site(work, policy)
    return wrong + check_granted(policy, site, plan, built_said) + \
        check_covered(policy, site, findings)


def main():
    failed = 0
    for seed in range(int(first), int(first) + int(count)):
        with tempfile.TemporaryDirectory() as work:
            wrong = judge(seed, work)
            if wrong and os.environ.get("KEEP"):
                os.system(f"cp -r {work} {os.environ['KEEP']}/{seed}")
        failed += bool(wrong)
        for line in wrong[:4]:
            print(f"not ok site {seed}: {line}")
        sys.stdout.flush()
    print(f"{counts['built']} built, {counts['granted']} grants pass, "
          f"{counts['told']} told not to, {counts['covered']} covered ops were "
          "accepted")
    print(f"{int(count) - failed} passed, {failed} failed")


main()
