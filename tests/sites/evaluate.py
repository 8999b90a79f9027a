"""Who passes which op by a loaded policy: libsepol's security server answers each
access, and of the registry what the ways of ops require is taken."""
import ctypes
import ctypes.util

import setools

FIXED = {"domxen": "domxen_t", "domio": "domio_t", "security": "security_t",
         "xen": "xen_t", "unlabeled": "unlabeled_t"}
HARDWARE = ("device", "irq", "iomem", "ioport")


class Decision(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in
                ("allowed", "decided", "auditallow", "auditdeny", "seqno")]


class Server:
    """libsepol with one policy loaded, the last one that was."""

    def __init__(self):
        self.libc = ctypes.CDLL(None)
        self.libc.fopen.restype = ctypes.c_void_p
        self.libc.fclose.argtypes = [ctypes.c_void_p]
        self.sepol = ctypes.CDLL(ctypes.util.find_library("sepol"))
        self.sepol.sepol_set_policydb_from_file.argtypes = [ctypes.c_void_p]
        self.sepol.sepol_debug(0)

    def load(self, path):
        file = self.libc.fopen(path.encode(), b"r")
        if self.sepol.sepol_set_policydb_from_file(file):
            raise ValueError(f"{path}: libsepol does not load it")
        self.libc.fclose(file)

    def sid(self, context):
        number = ctypes.c_uint32()
        text = context.encode()
        if self.sepol.sepol_context_to_sid(text, ctypes.c_size_t(len(text) + 1),
                                           ctypes.byref(number)):
            raise ValueError(f"{context}: no context")
        return number

    def allowed(self, source, target, index):
        decision = Decision()
        self.sepol.sepol_compute_av(source, target, ctypes.c_uint16(index),
                                    ctypes.c_uint32(0),
                                    ctypes.byref(decision))
        return decision.allowed


class Policy:
    def __init__(self, server, path, tables, vectors, arch):
        self.server, self.tables, self.vectors = server, tables, vectors
        self.arch = arch
        server.load(path)
        policy = setools.SELinuxPolicy(path)
        self.level = ":s0" if policy.mls else ""
        self.types = [str(one) for one in policy.types()]
        self.results = {}
        for rule in policy.terules():
            if str(rule.ruletype) != "type_transition":
                continue
            for source in rule.source.expand():
                for target in rule.target.expand():
                    key = (str(source), str(target), str(rule.tclass))
                    self.results[key] = str(rule.default)
        self.fixed = dict(FIXED)
        self.sids, self.masks = {}, {}

    def members(self, attribute):
        return attribute in self.types

    def sid(self, name):
        if name not in self.sids:
            role = "system_r"
            context = f"system_u:{role}:{name}{self.level}"
            try:
                self.sids[name] = self.server.sid(context)
            except ValueError:
                self.sids[name] = self.server.sid(
                    context.replace(role, "object_r"))
        return self.sids[name]

    def has(self, source, target, tclass, permission):
        """Whether the access is allowed, by libsepol."""
        if (tclass, permission) not in self.vectors:
            return False
        index, bit = self.vectors[tclass, permission]
        key = (source, target, index)
        if key not in self.masks:
            self.masks[key] = self.server.allowed(self.sid(source),
                                                  self.sid(target), index)
        return self.masks[key] >> bit & 1 == 1

    def view(self, seen, by):
        return self.results.get((seen, by, "domain"), seen)

    def channel(self, owner, other):
        return self.results.get((owner, other, "event"), other)

    def is_model(self, model, guest):
        return self.serves.get(model) == guest

    # --- Ways -------------------------------------------------------------

    def fits(self, way):
        conditions = way["conditions"].split()
        if self.arch and any(self.tables.archs.get(one, self.arch) != self.arch
                             for one in conditions):
            return False
        if self.arch == "arm":
            return "x86" not in conditions
        if self.arch == "x86":
            return not {"arm", "not-x86", "!x86"} & set(conditions)
        return True

    def needs(self, way):
        """SOURCE, TARGET, CLASS, PERMISSION of each."""
        text = way["required"] or way["filtered"]
        rows = []
        for part in text.split(", "):
            if part:
                ends, vector = part.split(" ")[:2]
                rows.append((*ends.split(">"), *vector.split(":")))
        return rows

    def ways(self, op, telling):
        if self.arch and self.tables.only.get(op, self.arch) != self.arch:
            return []
        if self.arch == "arm" and any(
                way["end"] == "absent" and way["conditions"] == "not-x86"
                for way in self.tables.ways[op]):
            return []
        return [way for way in self.tables.ways[op]
                if way["end"] == "passes" and self.fits(way) and
                (not telling or way["tells"] == "yes")]

    def candidates(self, name):
        if name in HARDWARE:
            return [one for one in self.types if one in self.resources]
        return [one for one in self.types if one not in self.resources]

    def passes(self, caller, target, how, way, given=None):
        """Whether the caller passes it on the domain; None: on none.  How they
        meet: as "plain" domains, as "self", or one "served" by the other."""
        label, back = target, caller
        if how == "self" or (how == "served" and self.is_model(caller, target)):
            label = self.view(target, caller)
        if how == "self" or (how == "served" and self.is_model(target, caller)):
            back = self.view(caller, target)
        parties = {"caller": caller, "self": self.view(caller, caller),
                   **self.fixed, **(given or {})}
        asked, needs = [], self.needs(way)
        theirs = any(need[:2] == ("event", "caller") for need in needs)
        for source, goal, tclass, permission in needs:
            if target is None and "target" in (source, goal):
                return False
            if "event" in (source, goal) or tclass == "event":
                if target is None:
                    return False
                channels = [self.channel(caller, label),
                            self.channel(target, back)]
                asked += self.of_channel(
                    caller, target, label, back,
                    channels[::-1] if theirs else channels,
                    (source, goal, tclass, permission))
            elif tclass == "grant" and (source, goal) == ("target", "other"):
                # Whose page is copied to whom: both ways, but to a given one.
                to = parties.get("other")
                asked += [(caller, to, tclass, permission)] if to else [
                    (caller, label, tclass, permission),
                    (target, back, tclass, permission)]
            else:
                start = target if source == "target" else parties.get(source)
                end = label if goal == "target" else \
                    back if goal == "caller" else parties.get(goal)
                asked.append((start or "?" + source, end or "?" + goal, tclass,
                              permission))
        return self.holds(asked)

    @staticmethod
    def of_channel(caller, target, label, back, channels, need):
        """The accesses on a channel, and on the one at its other end."""
        source, goal, tclass, permission = need
        own, other = channels
        ends = {("event", "target"): [(own, label)],
                ("event", "other"): [(own, label)],
                ("event", "caller"): [(own, back)],
                ("other", "self"): [(other, back)],
                ("target", "event"): [(target, own if target == caller
                                       else other)],
                ("caller", "event"): [(caller, own)],
                ("caller", "target"): [(caller, label)]}
        return [(*pair, tclass, permission)
                for pair in ends.get((source, goal), [(own, label)])]

    def of_others_channel(self, caller, target, way):
        """The same on the target's channel with somebody, where it is made for
        the target or asked of it, and who is at its end is not said."""
        channels = {result for (owner, _, tclass), result in
                    self.results.items()
                    if owner == target and tclass == "event"}
        needs = self.needs(way)
        ends = {need[:2] for need in needs}
        if not ends <= {("caller", "event"), ("target", "event"),
                        ("event", "other")} or \
                any(need[:2] == ("caller", "event") and need[3] != "create"
                    for need in needs):
            return False
        ask = {("caller", "event"): lambda channel, need:
               self.has(caller, channel, *need[2:]),
               ("target", "event"): lambda channel, need:
               self.has(target, channel, *need[2:]),
               ("event", "other"): lambda channel, need:
               any(self.has(channel, end, *need[2:]) for end in self.types)}
        return any(all(ask[need[:2]](channel, need) for need in needs)
                   for channel in channels)

    def holds(self, asked):
        """Whether somebody can be put in each open place."""
        places = sorted({end for row in asked for end in row[:2]
                         if end[0] == "?"})
        if not places:
            return all(self.has(*row) for row in asked)
        place = places[0]
        for one in self.candidates(place[1:]):
            rest = [tuple(one if end == place else end for end in row)
                    for row in asked]
            if all(self.has(*row) for row in rest
                   if "?" not in (row[0][0], row[1][0])) and self.holds(rest):
                return True
        return False
