# log.awk -v lines=N: a hypervisor's log of so many denials.

BEGIN {
	split("pause unpause getdomaininfo destroy create", permissions, " ")
	for (i = 0; i < lines; i++)
		printf "(XEN) [%12.6f] avc:  denied  { %s } for source=d%d " \
			"target=d%d scontext=system_u:system_r:domU_t " \
			"tcontext=system_u:system_r:t%d_t tclass=domain\n",
			i / 1000, permissions[i % 5 + 1], i % 7 + 1,
			i % 41 + 8, i % 29
}
