# Takes the examples out of a manual page: the literal blocks whose first line
# starts with "$ " or "<".  Writes them to files in `directory`:
#   N.cmd, N.out   a command ("> " goes on with it) and what it shows
#   N.xml          an XML fragment
# and to standard output a line "FILE LINE-IN-THE-PAGE" for each.

function plain(line) {
	sub(/^\\&/, "", line)
	gsub(/\\&/, "", line)
	gsub(/\\-/, "-", line)
	gsub(/\\\(aq/, "'", line)
	gsub(/\\\(dq/, "\"", line)
	gsub(/\\e/, "\\", line)
	return line
}

function start(kind) {
	number++
	name = sprintf("%03d", number)
	file = directory "/" name "." kind
	printf "%s %d\n", name "." kind, FNR
	printf "" >file
}

/^\.Bd -literal/ { literal = 1; first = 1; next }
/^\.Ed/ { literal = 0; file = ""; next }
!literal { next }
{ line = plain($0) }
first {
	first = 0
	shell = line ~ /^\$ /
	file = ""
	if (line ~ /^</)
		start("xml")
}
shell && line ~ /^\$ / {
	start("cmd")
	print substr(line, 3) >file
	close(file)
	file = directory "/" name ".out"
	printf "" >file
	more = 1
	next
}
# A command that goes on in the next line.
more && line ~ /^> / {
	print substr(line, 3) >>(directory "/" name ".cmd")
	close(directory "/" name ".cmd")
	next
}
{ more = 0 }
file { print line >file }
