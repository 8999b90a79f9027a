# The policy.conf that the manual of the linter's rules tells of, around the
# statements of the file `example`: the classes, permissions and initial SIDs
# of a release, as the tables "vectors" and "sids" of the registry have them,
# a type for each SID, and dom0_t, which may do everything but what FLASK asks
# of it alone when others have it done: that would be a finding on every domain.

BEGIN {
	FS = "\t"
	split(added, vendor, ":")
	withheld["grant"] = "copy"
	withheld["event"] = "status"
	withheld[vendor[1]] = vendor[2]
}

FNR == 1 { file++ }
FNR == 1 { next }

file == 1 {
	classes[$3] = $2
	permissions[$2, $5] = $4
	count = $3 > count ? $3 + 0 : count
}

file == 2 {
	sids[++numbers] = $3
	type[$3] = $3 == "domDM" ? "dm_dom_t" : $3 "_t"
	types[type[$3]] = 1
}

function declare_class(name,   bit) {
	printf "class %s {", name
	for (bit = 0; (name, bit) in permissions; bit++)
		printf " %s", permissions[name, bit]
	print " }"
}

function declare(name,   attribute) {
	if (name ~ /^(dom0_t|domU_t|dm_dom_t)$/)
		attribute = ", domain_type"
	else if (name ~ /^(device|irq|iomem|ioport)_t$/)
		attribute = ", resource_type"
	else
		attribute = ", xen_type"
	print "type " name attribute ";"
	print "role system_r types " name ";"
}

END {
	for (i = 1; i <= count; i++)
		print "class " classes[i]
	for (i = 1; i <= numbers; i++)
		print "sid " sids[i]
	for (i = 1; i <= count; i++)
		declare_class(classes[i])
	print "attribute domain_type;\nattribute resource_type;"
	print "attribute xen_type;\nrole system_r;"
	types["domU_t"] = 1
	for (name in types)
		declare(name)
	for (i = 1; i <= count; i++)
		print "allow dom0_t { domain_type resource_type xen_type }:" \
			classes[i] \
			(withheld[classes[i]] ? " ~" withheld[classes[i]] \
					      : " *") ";"
	print "#line 1 \"example\""
	while ((getline line <example) > 0)
		print line
	print "user system_u roles system_r;"
	for (i = 1; i <= numbers; i++)
		print "sid " sids[i] " system_u:system_r:" type[sids[i]]
}
