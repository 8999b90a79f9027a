# reword.awk -v same=WORD -v map=FILE: a file of data/ with other words for
# people.
#
# Without same each wording gets a word of its own, and map has a line of it
# and of what stood there; with same all get that one.  Words for people are
# what conditions, events and subjects say, and the attributes below.

BEGIN {
	RS = ">"
	ORS = ""
	holders = "^(condition|caution|event|subject|log-line)$"
	attributes["op"] = attributes["hypercall"] = "note"
	attributes["entry"] = "reason"
	attributes["unverified"] = "reason"
	attributes["crash"] = "by"
	attributes["event"] = "subject"
}

function plain(text) {
	gsub(/[ \t\n]+/, " ", text)
	sub(/^ /, "", text)
	sub(/ $/, "", text)
	gsub(/&quot;/, "\"", text)
	gsub(/&lt;/, "<", text)
	gsub(/&gt;/, ">", text)
	gsub(/&amp;/, "\\&", text)
	return text
}

function other(text) {
	if (same)
		return same
	if (!(text in word)) {
		name = FILENAME
		gsub(/[^a-z0-9]/, "", name)
		count++
		word[text] = "word" name count "x"
		print word[text] "\t" plain(text) "\n" >map
	}
	return word[text]
}

# The attribute of a tag, with other words.
function reword(tag, name,   head) {
	if (!match(tag, "[ \n]" name "=\"[^\"]*\""))
		return tag
	head = substr(tag, 1, RSTART + length(name) + 2)
	return head other(substr(tag, RSTART + length(name) + 3,
		RLENGTH - length(name) - 4)) substr(tag, RSTART + RLENGTH - 1)
}

# A comment may hold the end of a tag.
commented { commented = !/--$/; print $0 ">"; next }
/<!--/ { commented = !/--$/; print $0 ">"; next }
{
	at = index($0, "<")
	text = at ? substr($0, 1, at - 1) : $0
	tag = at ? substr($0, at + 1) : ""
	if (holder && text ~ /[^ \t\n]/)
		text = other(text)
	match(tag, /^[a-z-]+/)
	element = RLENGTH > 0 ? substr(tag, 1, RLENGTH) : ""
	holder = element ~ holders && tag !~ /\/$/
	if (element in attributes)
		tag = reword(tag, attributes[element])
	print text (at ? "<" tag ">" : "")
}
