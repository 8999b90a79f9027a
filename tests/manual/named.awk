# named.awk NAMES PAGE: whether the page names, and shows in an example, each
# name that names.awk found in the schema.
#
# An element has a subsection, in which a macro Cm names each attribute.  Their
# values are words of a macro anywhere on the page.  Examples are the literal
# blocks.

# A line of an example without what the shell and mdoc put around it.
function plain(line) {
	sub(/^> /, "", line)
	gsub(/\\&/, "", line)
	gsub(/\\-/, "-", line)
	gsub(/\\\(aq/, "'", line)
	return line
}

function words_of(line, table, prefix,   count, word, i) {
	count = split(line, word, /[ ,]+/)
	for (i = 1; i <= count; i++)
		table[prefix, word[i]] = 1
}

# Which attributes the tags of the examples show.
function read_examples(   tag, element) {
	while (match(examples, /<[a-z][^<>]*>/)) {
		tag = substr(examples, RSTART + 1, RLENGTH - 2)
		examples = substr(examples, RSTART + RLENGTH)
		match(tag, /^[a-z-]+/)
		element = substr(tag, 1, RLENGTH)
		shown[element] = 1
		while (match(tag, /[ \n][a-z0-9-]+="/)) {
			shown[element, substr(tag, RSTART + 1, RLENGTH - 3)] = 1
			tag = substr(tag, RSTART + RLENGTH)
			sub(/^[^"]*"/, "", tag)
		}
	}
}

function tell(good, what) {
	print (good ? "ok " : "not ok ") FILENAME " " what
}

FNR == NR { wanted[++count] = $0; next }
/^\.Bd -literal/ { literal = 1; next }
/^\.Ed/ { literal = 0; next }
literal { examples = examples plain($0) "\n"; next }
/^\.S[hs] / { section = $2; sections[section] = 1; next }
/^\.(It )?(Cm|Pq Cm|Xo Cm) / { words_of($0, named, section) }
/^\.(It |Pq )?(Cm|Ql) / { words_of($0, words, "") }

END {
	read_examples()
	for (i = 1; i <= count; i++) {
		split(wanted[i], part, " ")
		if (part[1] == "element") {
			tell(part[2] in sections, "explains " wanted[i])
			tell(part[2] in shown, "shows " wanted[i])
		} else if (part[1] == "attribute") {
			tell((part[2], part[3]) in named,
				"explains " wanted[i])
			tell((part[2], part[3]) in shown, "shows " wanted[i])
		} else
			tell(("", part[4]) in words, "explains " wanted[i])
	}
}
