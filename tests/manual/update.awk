# The manual page with what its commands show now: directory/N.got.

function escaped(line) {
	gsub(/\\/, "\\e", line)
	return line ~ /^[.']/ ? "\\&" line : line
}

# What the command shows, when all of the command was printed.
function show_last(   line) {
	while (shown && (getline line <shown) > 0)
		print escaped(line)
	shown = ""
}

/^\.Bd -literal/ { literal = 1; first = 1; print; next }
/^\.Ed/ { show_last(); literal = shell = 0; print; next }
!literal { print; next }
first {
	first = 0
	shell = /^\$ /
	if (/^</)
		number++
}
!shell { print; next }
/^\$ / {
	show_last()
	number++
	shown = directory "/" sprintf("%03d", number) ".got"
	print
	next
}
shown && /^> / { print }
