# Puts a Markdown file's indented blocks between .Bd and .Ed, in the place of the
# empty lines around them, so that lines keep their numbers.

/^    / {
	if (!code)
		print ".Bd -literal"
	else if (empty)
		print ""
	empty = 0
	code = 1
	line = substr($0, 5)
	# examples.awk takes these for escapes of mdoc.
	gsub(/\\/, "\\e", line)
	print line
	next
}
/^$/ {
	if (empty)
		print ""
	empty = 1
	next
}
{
	if (empty)
		print code ? ".Ed" : ""
	empty = code = 0
	print
}
END { if (code) print ".Ed" }
