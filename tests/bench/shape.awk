# A policy.conf of a shape that is hard in one way, as large as it is asked for:
# put in front of the users of the default profile's.
#
# -v shape=NAME one of those below
# -v size=N     domains more, or booleans

# The same numbers in every awk.
function random(below) {
	seed = (seed * 16807) % 2147483647
	return seed % below
}

function add_types(count, attributes, i) {
	for (i = 0; i < count; i++)
		print "type b" i "_t, domain_type" attributes ";"
}

function add_booleans(count, i) {
	for (i = 0; i < count; i++)
		print "bool f" i (i % 3 ? " false;" : " true;")
}

function allow(from, to, class, permissions) {
	return "allow " from " " to ":" class " { " permissions " };"
}

# A rule for each domain, on the next one.
function one(i) {
	add_types(size, "")
	for (i = 0; i < size; i++)
		print allow("b" i "_t", "b" (i + 1) % size "_t", "domain",
			"pause")
}

# Some rights of a third of all classes, of each domain on each.
function dense(booleans, i, j, c, k, rule) {
	add_types(size, "")
	add_booleans(booleans)
	for (i = 0; i < size; i++)
		for (j = 0; j < size; j++)
			for (c = 1; c <= classes; c++) {
				if (random(100) >= 35)
					continue
				rule = ""
				for (k = random(4); k >= 0; k--)
					rule = rule " " permission[c, 1 + random(permissions[c])]
				rule = allow("b" i "_t", "b" j "_t", class[c], rule)
				print booleans ? "if (f" random(booleans) ") { " rule " }" : rule
			}
}

# Attributes within attributes, with rules between them.
function nested(attributes, types, i, a, d) {
	attributes = size / 10
	for (a = 0; a < attributes; a++)
		print "attribute nest" a ";"
	for (i = 0; i < size; i++) {
		types = "type b" i "_t, domain_type"
		for (a = 0; a < attributes && 10 * a <= i; a++)
			types = types ", nest" a
		print types ";"
	}
	for (a = 0; a < attributes; a++)
		for (d = 1; d <= 3; d++) {
			print allow("nest" a, "nest" (a * d + d) % attributes,
				"domain", "getdomaininfo pause unpause")
			print allow("nest" a, "nest" (a * d + d) % attributes,
				"mmu", "map_read stat")
		}
}

# Conditions over three booleans.
function booleans(i) {
	add_types(10, "")
	add_booleans(size)
	for (i = 0; i < size; i++)
		print "if (f" i " && (f" (i * 7 + 3) % size " || !f" (i * 3 + 1) % size ")) { " \
			allow("b" i % 10 "_t", "b" int(i / 10) % 10 "_t",
				"domain", "pause unpause getdomaininfo") " }"
}

# Conditions that grant one type the same on another.
function pair(i) {
	add_types(2, "")
	add_booleans(size)
	for (i = 0; i < size; i++)
		print "if (f" i " && !f" (i * 7 + 3) % size ") { " \
			allow("b0_t", "b1_t", "domain", "pause") " }"
}

function constraints(i) {
	add_types(size, "")
	for (i = 0; i < size; i++)
		print allow("b" i "_t", "b" (i + 1) % size "_t", "domain",
			"pause getdomaininfo")
}

function constrain(i) {
	for (i = 0; i < size; i++)
		print "constrain domain { pause } (t1 != { b" i "_t b" (i + 2) % size \
			"_t } or t2 == { b" (i + 1) % size "_t });"
}

# Each is the device model of the next; the last one writes dom0.
function chain(i) {
	add_types(size, "")
	for (i = 0; i < size - 1; i++) {
		print allow("b" i "_t", "b" i + 1 "_t", "domain", "set_target")
		print allow("b" i "_t", "b" i + 1 "_t", "domain2",
			"set_as_target make_priv_for")
		print allow("b" i "_t", "b" i + 1 "_t", "mmu",
			"map_write map_read")
	}
	print allow("b" size - 1 "_t", "dom0_t", "mmu", "map_read map_write")
}

# Each writes each, by an attribute; one of them writes dom0.
function clique() {
	print "attribute clique;"
	add_types(size, ", clique")
	print allow("clique", "clique", "mmu", "map_read map_write")
	print allow("b0_t", "dom0_t", "mmu", "map_read map_write")
}

BEGIN { seed = 1 }

# A class, and its permissions line by line.
/^class / { name = $2 }
/^{/ && name { class[++classes] = name }
/^[ \t]+[a-z0-9_]+$/ && class[classes] == name {
	permission[classes, ++permissions[classes]] = $1
}
/^}/ { name = "" }

shape == "constraints" && /^sid [a-z]+ [a-z_]+:/ && !constrained {
	constrain()
	constrained = 1
}

/^user / && !done {
	if (shape == "one") one()
	if (shape == "dense") dense(0)
	if (shape == "conditional") dense(20)
	if (shape == "nested") nested()
	if (shape == "booleans") booleans()
	if (shape == "pair") pair()
	if (shape == "constraints") constraints()
	if (shape == "chain") chain()
	if (shape == "clique") clique()
	done = 1
}

{ print }
