# The policy.conf that the manual of the linter's rules tells of, around the
# statements of the file `example`: behind tests/inputs/policy/release.awk, a
# type for each SID, and dom0_t, which may do everything but what FLASK asks
# of it alone when others have it done: that would be a finding on every domain.

BEGIN {
	split(added, vendor, ":")
	withheld["grant"] = "copy"
	withheld["event"] = "status"
	withheld[vendor[1]] = vendor[2]
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
	add_words()
	print "attribute domain_type;\nattribute resource_type;"
	print "attribute xen_type;\nrole system_r;"
	types["domU_t"] = 1
	for (i = 1; i <= numbers; i++)
		types[type_of(sids[i])] = 1
	for (name in types)
		declare(name)
	for (i = 1; i <= count; i++)
		print "allow dom0_t { domain_type resource_type xen_type }:" \
			classes[i] \
			(withheld[classes[i]] ? " ~" withheld[classes[i]] \
					      : " *") ";"
	include(example, "example")
	add_contexts()
}
