# What policies of tests share, for a release whose classes, permissions and
# initial SIDs are in the registry's tables "vectors" and "sids": with -f before
# another awk file, which begins with add_words() and ends with add_contexts().

BEGIN { FS = "\t" }

FNR == 1 { file++ }
FNR == 1 { next }

file == 1 {
	classes[$3] = $2
	permissions[$2, $5] = $4
	count = $3 > count ? $3 + 0 : count
}

file == 2 { sids[++numbers] = $3 }

function declare_class(name,   bit) {
	printf "class %s {", name
	for (bit = 0; (name, bit) in permissions; bit++)
		printf " %s", permissions[name, bit]
	print " }"
}

function type_of(sid) {
	return sid == "domDM" ? "dm_dom_t" : sid "_t"
}

function include(path, name,   line) {
	print "#line 1 \"" name "\""
	while ((getline line <path) > 0)
		print line
}

function add_words(   i) {
	for (i = 1; i <= count; i++)
		print "class " classes[i]
	for (i = 1; i <= numbers; i++)
		print "sid " sids[i]
	for (i = 1; i <= count; i++)
		declare_class(classes[i])
}

function add_contexts(   i) {
	print "user system_u roles system_r;"
	for (i = 1; i <= numbers; i++)
		print "sid " sids[i] " system_u:system_r:" type_of(sids[i])
}
