# What a RELAX NG schema has names for, one a line:
#   element E, attribute E A, value E A V
# An element has the attributes of the definitions that stand in it too.

# The name="" of the tag.
function name_of(tag) {
	match(tag, / name="[^"]*"/)
	return substr(tag, RSTART + 7, RLENGTH - 8)
}

# Elements and definitions hold attributes and references.
function open_holder(kind, tag) {
	depth++
	holder[depth] = kind " " name_of(tag)
	if (kind == "element")
		elements[name_of(tag)] = 1
}

function take(tag) {
	if (tag ~ /^<element /)
		open_holder("element", tag)
	else if (tag ~ /^<define /)
		open_holder("define", tag)
	else if (tag ~ /^<\/(element|define)>/)
		depth--
	else if (tag ~ /^<attribute /) {
		attribute = name_of(tag)
		has[holder[depth], attribute] = 1
	} else if (tag ~ /^<\/attribute>/)
		attribute = ""
	else if (tag ~ /^<ref / && attribute)
		typed[holder[depth], attribute] = name_of(tag)
	else if (tag ~ /^<ref /)
		refers[holder[depth], "define " name_of(tag)] = 1
}

{ text = text $0 "\n" }

END {
	while (match(text, /<!--([^-]|-[^-])*-->/))
		text = substr(text, 1, RSTART - 1) substr(text, RSTART + RLENGTH)
	while (match(text, /<[^>]*>/)) {
		tag = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		if (tag == "<value>") {
			value = substr(text, 1, index(text, "<") - 1)
			values[holder[depth], attribute, value] = 1
		} else
			take(tag)
	}
	# Definitions within definitions are few steps deep.
	for (round = 0; round < 5; round++)
		for (pair in refers) {
			split(pair, part, SUBSEP)
			for (other in has) {
				split(other, of, SUBSEP)
				if (of[1] == part[2])
					add[part[1], of[2]] = part[2]
			}
			for (other in add)
				if (!(other in has)) {
					has[other] = 1
					from[other] = add[other]
				}
			delete add
		}
	for (element in elements)
		print "element", element
	for (pair in has) {
		split(pair, part, SUBSEP)
		if (part[1] !~ /^element /)
			continue
		print "attribute", substr(part[1], 9), part[2]
		for (row in values) {
			split(row, of, SUBSEP)
			where = pair in from ? from[pair] : part[1]
			if ((of[1] == where && of[2] == part[2]) ||
			    (of[2] == "" && of[1] == "define " typed[where, part[2]]))
				print "value", substr(part[1], 9), part[2], of[3]
		}
	}
}
