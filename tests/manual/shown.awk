# shown.awk RENDERED PAGE: whether each line of the page's examples is among
# those that a reader sees, with all its characters.

# The line without mdoc's escapes, blanks as one.
function plain(line) {
	gsub(/\\&/, "", line)
	gsub(/\\-/, "-", line)
	gsub(/\\\(aq/, "'", line)
	gsub(/\\\(dq/, "\"", line)
	# What is no escape of ours stays, and so is not found.
	gsub(/\\e/, "\001", line)
	if (line ~ /\\/)
		return "\002" line
	gsub(/\001/, "\\", line)
	return single(line)
}

function single(line) {
	gsub(/[ \t]+/, " ", line)
	sub(/^ /, "", line)
	sub(/ $/, "", line)
	return line
}

FNR == NR { shown[single($0)] = 1; next }
/^\.Bd -literal/ { literal = 1; next }
/^\.Ed/ { literal = 0; next }
!literal || /^$/ { next }
plain($0) in shown { next }
{
	print "not ok " FILENAME ":" FNR ": a reader does not see this line: " $0
	failed = 1
}

END { if (!failed) print "ok " FILENAME " shows its examples" }
