# A policy.conf of xsmc's with classes, initial SIDs and permissions alone
# kept, around the statements of the file `example`: the base that the manual
# of the linter's rules tells of.

!declared && /^(attribute|type) / {
	declared = 1
	print "attribute domain_type;"
}
!declared
/^sid [a-z0-9A-Z]+ [a-z]/ {
	split($3, context, ":")
	sids[++count] = $2 " " context[1] ":system_r:" context[3]
	types[context[3]] = 1
}

END {
	types["dom0_t"] = types["xen_t"] = types["domU_t"] = 1
	print "role system_r;"
	for (type in types) {
		domain = type ~ /^(dom0_t|domU_t|dm_dom_t)$/
		print "type " type (domain ? ", domain_type;" : ";")
		print "role system_r types " type ";"
	}
	print "allow dom0_t domU_t:domain pause;"
	print "#line 1 \"example\""
	while ((getline line <example) > 0)
		print line
	print "user system_u roles system_r;"
	for (i = 1; i <= count; i++)
		print "sid " sids[i]
}
