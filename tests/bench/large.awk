# A policy.conf as large sites could have one: put in front of the users of the
# default profile's.
#
# -v types=N      types more; six in ten are domains, the others are labels of
#                 channels and devices
# -v rules=N      allow rules more, each of them another one
# -v attributes=N attributes, of a hundredth of the domains each
# -v wide=P       in a hundred rules, those on an attribute
# -v common=N     rules from all these domains to all of them, by attributes
# -v managed=P    in a hundred rules between types, those that manage a domain

function roll(sides) {
	seed = (seed * 16807) % 2147483647
	return seed % sides
}

# Numbers of the Park-Miller generator, the same on each system.
BEGIN {
	seed = 20140 + types
	split("grant { map_read map_write unmap }:grant { map_read copy }:" \
		"grant { query }:version { xen_build_id }:event { create send status }:" \
		"argo { send }:mmu { stat }:hvm { getparam }:domain2 { get_vnumainfo }:" \
		"resource { use }", plain, ":")
	plain_count = 10
	split("domain { getdomaininfo pause unpause }:mmu { map_read map_write }:" \
		"domain { getvcpuinfo }:hvm { setparam getparam }:" \
		"mmu { adjust physmap }:domain2 { setscheduler }:" \
		"resource { use_iommu add }", special, ":")
	special_count = 7
}

function add(source, target, is_managed,   rights, parts) {
	rights = is_managed ? special[1 + roll(special_count)] \
		: plain[1 + roll(plain_count)]
	split(rights, parts, " ")
	if ((source, target, parts[1]) in known)
		return 0
	known[source, target, parts[1]]
	name = parts[1]
	sub(/^[a-z0-9]* /, "", rights)
	printf "allow %s %s:%s %s;\n", source, target, name, rights
	return 1
}

# It would be violated, and takes long to look for.
/^neverallow / { next }

/^user / && !done {
	domains = int(types * 6 / 10)
	print "attribute large_domains;"
	for (i = 0; i < attributes; i++)
		printf "attribute large_group%d;\n", i
	for (i = 0; i < types; i++) {
		printf "type large%d_t", i
		if (i < domains) {
			printf ", large_domains"
			if (attributes)
				printf ", large_group%d", roll(attributes)
		}
		print ";"
	}
	print "role system_r types {"
	for (i = 0; i < types; i++)
		printf "large%d_t\n", i
	print "};"
	for (i = 0; i < common; i++)
		printf "allow large_domains large_domains:%s;\n", plain[1 + i % plain_count]
	for (i = 0; i < rules; ) {
		source = "large" roll(domains) "_t"
		if (roll(100) < wide) {
			target = "large_group" roll(attributes)
			i += add(source, target, 0)
		} else {
			target = "large" roll(types) "_t"
			i += add(source, target, roll(100) < managed)
		}
	}
	done = 1
}
{ print }
