# Writes a line on an access, padded to have its end at the place that is asked:
# n bytes, and the rest on a line of its own.
function split_at(line, n) {
	print substr(line, 1, n)
	print substr(line, n + 1)
}
function padded(permissions, name, class, length_, line, role) {
	role = ""
	do {
		line = "(XEN) avc:  denied  { " permissions " } for source=d3 target=d4 scontext=system_u:system_r" role ":" name "_t tcontext=system_u:system_r:domU_t tclass=" class
		role = role "_"
	} while (length(line) < length_)
	return line
}
BEGIN {
	split_at(padded("pause", "middle", "domain", 260), 255)
	split_at(padded("pause", "label", "domain", 400), 256)
	# The end of a class that is one without it.
	split_at(padded("psr_cmt_op", "class", "domain2", 257), 256)
	# Whole, with something else behind it.
	print padded("pause", "whole", "domain", 256)
	print "guest"
	print padded("unpause", "last", "domain", 256)
	print "(XEN) Brought up 2 CPUs"
	# No program reads so many bytes.
	split_at(padded("pause", "elsewhere", "domain", 260), 250)
	# The rest is lost.
	print substr(padded("pause", "lost", "domain", 260), 1, 255)
	print padded("pause", "next", "domain", 60)
	printf "%s", substr(padded("pause", "end", "domain", 300), 1, 255)
}
