# A policy.conf with `types` more domains, each of which is given some rights
# on each of some `neighbours`: put in front of the users of the default
# profile's.

/^user / && !done {
	for (i = 0; i < types; i++)
		printf "type bench%d_t, domain_type;\n", i
	for (i = 0; i < types; i++)
		for (j = 1; j <= neighbours; j++)
			printf "allow bench%d_t bench%d_t:domain { getdomaininfo pause };\n" \
				"allow bench%d_t bench%d_t:mmu { map_read stat };\n", \
				i, (i + j * j) % types, i, (i + j * j) % types
	done = 1
}
{ print }
