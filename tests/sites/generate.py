#!/usr/bin/python3 -Es
"""generate.py SEED TABLES: a site file of random domains, grants, talks, devices,
users and waivers, on standard output.  It knows of policies nothing but what the
schema and the manual say, and of ops what `registry export` does: TABLES has
ways-, status-, conditions- and ops-RELEASE of each that there is."""
import json
import os
import random
import sys

ROLES = ["guest", "guest", "guest", "device-model", "device-model",
         "driver-domain", "toolstack", "monitor", "xenstore", "console",
         "builder"]
PROFILES = [None, None, "default", "toolstack", "monitor", "isolated", "strict",
            "dom0less"]
GROUPS = ["own-memory", "own-page-tables", "own-grants", "own-parameters",
          "own-views", "versions", "counters", "say", "device-model",
          "foreign-memory", "xenstore", "xenstore-system", "asked"]
# What a profile has beside control and all, by role.
HAS = {"default": ["guest", "device-model", "driver-domain", "xenstore"],
       "isolated": ["guest"], "strict": ["guest"], "dom0less": ["guest"]}
HAS["toolstack"] = HAS["default"] + ["toolstack"]
HAS["monitor"] = HAS["default"] + ["monitor"]
FIXED = ["xen", "domxen", "domio", "security", "unlabeled"]


def read_table(path):
    with open(path, encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split("\t")
        return [dict(zip(names, line.rstrip("\n").split("\t")))
                for line in lines]


class Tables:
    """What is known of the ops of a release."""

    def __init__(self, folder, release):
        self.ways, self.covered = {}, set()
        for row in read_table(f"{folder}/ways-{release}"):
            self.ways.setdefault(row["op"], []).append(row)
        for row in read_table(f"{folder}/status-{release}"):
            if row["status"] == "covered":
                self.covered.add(row["op"])
        self.archs = {row["condition"]: row["arch"] for row in read_table(
            f"{folder}/conditions-{release}") if row["arch"] != "all"}
        self.only = {}  # ops of one architecture alone
        with open(f"{folder}/ops-{release}", encoding="utf-8") as ops:
            for row in json.load(ops):
                if row["only"] or row["arch"] != "all":
                    self.only[row["op"]] = row["only"] or row["arch"]
                if row["refused"]:
                    self.covered.discard(row["op"])
        self.ops = sorted(self.ways)

    def objects(self, op):
        """What its accesses are about."""
        parts = [part for row in self.ways[op] if row["end"] == "passes"
                 for part in (row["required"] + ", " + row["filtered"])
                 .split(", ") if part]
        return {part.split(" ")[0].split(">")[1] for part in parts}


def releases_of(folder):
    return sorted(name[len("ways-"):] for name in os.listdir(folder)
                  if name.startswith("ways-"))


class Maker:
    def __init__(self, seed, folder):
        self.dice = random.Random(seed)
        self.release = self.dice.choice(releases_of(folder))
        self.tables = Tables(folder, self.release)
        self.profile = self.dice.choice(PROFILES)
        if self.profile == "dom0less" and self.release.startswith(
                ("4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9", "4.10",
                 "4.11")):
            self.profile = "default"
        self.domains, self.devices, self.groups = [], [], []
        self.models = []  # that serve somebody
        self.lines, self.accepts = [], []

    def chance(self, share):
        return self.dice.random() < share

    def element(self, tag, inside=(), **attributes):
        text = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"'
                       for key, value in attributes.items() if value)
        if not inside:
            self.lines.append(f"    <{tag}{text}/>")
            return
        self.lines.append(f"    <{tag}{text}>")
        self.lines.extend(f"      {line}" for line in inside)
        self.lines.append(f"    </{tag}>")

    # --- Domains, devices, users -------------------------------------------

    def make_domain(self, index):
        name, role = f"d{index}", self.dice.choice(ROLES)
        many = self.chance(0.5)
        serves = becomes = None
        guests = [one for one in self.domains if one[1] == "guest"]
        if role == "device-model" and guests:
            serves = self.dice.choice(guests)[0]
        if role == "guest" and guests and self.chance(0.1):
            becomes = self.dice.choice(guests)[0]
        if serves:
            self.models.append(name)
        per_user = many and role == "guest" and self.users
        sid = self.chance(0.04) and self.dice.choice(["unlabeled", "domU"])
        self.element("domain", name=name, type=f"{name}_t", role=role,
                     count=many and "many", serves=serves, becomes=becomes,
                     per_user=per_user and self.chance(0.6) and "yes",
                     sid=sid)
        if self.lines[-1].find("per-user") > 0:
            self.owned.append(name)
        self.domains.append((name, role))

    def make_users(self):
        if not self.owned or self.chance(0.4):
            return
        for name in ["anna", "berta"][:self.dice.randint(1, 2)]:
            owns = [f'<owns domain="{one}"/>' for one in self.owned
                    if self.chance(0.5)]
            self.element("user", owns, name=name)

    def make_device(self, index):
        parts = {
            "pci": f'<pci at="0000:0{index + 1}:00.0"/>',
            "irq": f'<irq number="{index + 40}"/>',
            "iomem": f'<iomem first="0xf{index}000" last="0xf{index}0ff"/>',
            "ioport": f'<ioport first="0x{index + 3}00"/>',
        }
        inside = [parts[one] for one in parts if self.chance(0.4)]
        users = sorted({self.dice.choice(self.names()) for _ in range(2)})
        inside += [f'<for domain="{one}"/>' for one in users]
        self.element("device", inside, name=f"card{index}",
                     type=f"card{index}_t")
        self.devices.append(f"card{index}")

    def names(self):
        """Domains and roles that there are."""
        roles = {role for _, role in self.domains}
        roles.update(HAS.get(self.profile, []))
        return [name for name, _ in self.domains] * 3 + sorted(roles)

    # --- Talks and grants --------------------------------------------------

    def served_of(self, who):
        """The word, where whom it is granted serves somebody; seldom else."""
        serves = who in self.models or (who == "device-model" and (
            self.models or self.profile in HAS and
            "device-model" in HAS[self.profile]))
        return ["served"] if serves or self.chance(0.03) else []

    def make_talk(self):
        start = self.dice.choice(self.names())
        end = self.dice.choice(self.names() + ["all", "control", "self"] +
                               self.served_of(start) * 3)
        by = [one for one in ("event", "grant", "argo") if self.chance(0.5)]
        way = None
        if "grant" in by and end not in ("self", start) and self.chance(0.4):
            way = self.dice.choice(["from-maps-to", "to-maps-from",
                                    "from-reads-to", "to-reads-from"])
        self.element("talk", from_=start, to=end, by=" ".join(by or ["event"]),
                     grant=way)

    def make_group(self, index):
        ops = self.dice.sample(self.tables.ops, 4)
        self.element("group", [f'<op name="{op}"/>' for op in ops],
                     name=f"g{index}")
        self.groups.append(f"g{index}")

    def object_of(self, op, who):
        """Something that the op may be done to, mostly."""
        about = self.tables.objects(op)
        if self.chance(0.06):
            return self.dice.choice(FIXED + ["self", "all"] +
                                    self.served_of(who))
        if about & {"device", "irq", "iomem", "ioport"} and self.devices:
            return self.dice.choice(self.devices)
        if about & {"target", "event", "other", "label"} or not about:
            return self.dice.choice(self.names() + ["self", "self"] +
                                    self.served_of(who) * 2)
        return self.dice.choice([None] + sorted(about & set(FIXED)))

    def make_grant(self, name):
        who = self.dice.choice(self.names())
        quiet = name == "quiet"
        if self.chance(0.3):
            on = self.dice.choice([None, "self"] + self.served_of(who) +
                                  self.names())
            self.element(name, group=self.dice.choice(GROUPS + self.groups * 3),
                         to=who, on=on,
                         if_safe=not quiet and self.chance(0.85) and "yes")
            return
        op = self.dice.choice(self.tables.ops)
        if op in self.tables.covered and self.chance(0.5):
            op = self.dice.choice(self.tables.ops)
        on = self.object_of(op, who)
        writes = any("writable" in row["conditions"]
                     for row in self.tables.ways[op])
        domain = on and on not in FIXED + ["self"] + self.devices
        self.element(name, op=op, to=who, on=on,
                     as_=domain and "other" in self.tables.objects(op) and
                     self.chance(0.4) and "other",
                     access=writes and not quiet and self.chance(0.4) and
                     "read",
                     if_safe=not quiet and self.chance(0.85) and "yes")
        if not quiet and op in self.tables.covered and self.chance(0.6):
            self.make_accept(op, who)

    def make_accept(self, op, who):
        types = dict((name, f"{name}_t") for name, _ in self.domains)
        parts = {"op": op}
        if who in types and self.chance(0.5):
            parts["subject"] = types[who]
        if self.chance(0.2):
            parts["object"] = self.dice.choice(sorted(types.values()))
        if self.chance(0.15):
            parts["rule"] = self.dice.choice(["XSM001", "XSM103", "XSM107",
                                              "XSM201"])
        text = "".join(f' {key}="{value}"' for key, value in parts.items())
        self.accepts.append(f'  <accept{text} reason="it is tried"/>')

    def make_without(self):
        self.element("without", group=self.dice.choice(
            ["say", "versions", "own-parameters"]), to="all")

    # --- The whole ---------------------------------------------------------

    def make(self):
        dice = self.dice
        self.users, self.owned = self.chance(0.2), []
        if not self.profile:
            self.element("domain", name="zero", type="dom0_t", role="control")
            self.element("domain", name="d0", type="d0_t", role="guest",
                         count="many")
            self.domains.append(("d0", "guest"))
        for index in range(1, dice.randint(2, 5)):
            self.make_domain(index)
        self.make_users()
        for index in range(dice.choice([0, 0, 1, 2])):
            self.make_device(index)
        for index in range(dice.choice([0, 1])):
            self.make_group(index)
        for _ in range(dice.randint(0, 4)):
            self.make_talk()
        for _ in range(dice.randint(1, 8)):
            self.make_grant("grant")
        for _ in range(dice.choice([0, 0, 1])):
            self.make_grant("quiet")
        if self.profile in ("default", "toolstack", "monitor") and \
                self.chance(0.15):
            self.make_without()
        head = {"profile": self.profile}
        if self.chance(0.15):
            head["mls"] = "yes"
        if self.chance(0.3):
            head["iommu"] = dice.choice(["isolating", "memory-isolating",
                                         "any"])
        text = "".join(f' {key}="{value}"' for key, value in head.items()
                       if value)
        arch = dice.choice([None, None, None, "x86", "arm"])
        if self.profile == "dom0less":
            arch = dice.choice([None, "arm"])
        arch = f' arch="{arch}"' if arch else ""
        return "\n".join([f'<site release="{self.release}"{arch}>',
                          *self.accepts, f"  <policy{text}>", *self.lines,
                          "  </policy>", "</site>", ""])


def main():
    seed, folder = sys.argv[1:]
    sys.stdout.write(Maker(int(seed), folder).make())


if __name__ == "__main__":
    main()
