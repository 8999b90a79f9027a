# The policy.conf of host.te for a release, whose classes, permissions and
# initial SIDs are in the registry's tables "vectors" and "sids", with the
# statements of the file `rules` in it, as that file's.

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

function include(path, name,   line) {
	print "#line 1 \"" name "\""
	while ((getline line <path) > 0)
		print line
}

function name_of(path) {
	sub(/.*\//, "", path)
	return path
}

function type_of(sid) {
	return sid == "domDM" ? "dm_dom_t" : sid "_t"
}

END {
	for (i = 1; i <= count; i++)
		print "class " classes[i]
	for (i = 1; i <= numbers; i++)
		print "sid " sids[i]
	for (i = 1; i <= count; i++)
		declare_class(classes[i])
	include(host, "host.te")
	for (i = 1; i <= numbers; i++)
		if (sids[i] == "xenboot")
			print "type xenboot_t, xen_type, trusted_type;"
	for (i = 1; i <= count; i++)
		print "allow trusted_type { xen_type domain_type view_type " \
			"event_type resource_type }:" classes[i] " *;"
	print "role system_r;"
	print "role system_r types { xen_type domain_type view_type event_type resource_type };"
	if (rules)
		include(rules, name_of(rules))
	print "user system_u roles system_r;"
	for (i = 1; i <= numbers; i++)
		print "sid " sids[i] " system_u:system_r:" type_of(sids[i])
}
