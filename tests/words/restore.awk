# restore.awk -v json=1 MAP FILE: the words as they were.

FNR == NR {
	at = index($0, "\t")
	text = substr($0, at + 1)
	if (json)
		gsub(/"/, "\\\"", text)
	was[substr($0, 1, at - 1)] = text
	next
}
{
	line = ""
	while (match($0, /word[a-z0-9]*x/)) {
		found = substr($0, RSTART, RLENGTH)
		line = line substr($0, 1, RSTART - 1) \
			(found in was ? was[found] : found)
		$0 = substr($0, RSTART + RLENGTH)
	}
	print line $0
}
