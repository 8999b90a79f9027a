# The policy.conf of host.te for a release, with the statements of the file
# `rules` in it, as that file's: behind release.awk.

function name_of(path) {
	sub(/.*\//, "", path)
	return path
}

END {
	add_words()
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
	add_contexts()
}
