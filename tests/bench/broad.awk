# A policy.conf with domains that may do nearly all to those of their group, by
# rules of their own: many findings.  Put in front of the users of the default
# profile's.
#
# -v domains=N domains more
# -v groups=N  groups that they fall into
# -v copies=N  times that each rule is there

/^user / && !done {
	split("domain domain2 hvm mmu shadow", classes, " ")
	for (a = 0; a < groups; a++)
		print "attribute broad_group" a ";"
	for (i = 0; i < domains; i++)
		printf "type broad%d_t, domain_type, broad_group%d;\n", i, i % groups
	for (i = 0; i < domains; i++)
		for (k = 0; k < copies; k++)
			for (c = 1; c <= 5; c++)
				printf "allow broad%d_t broad_group%d:%s *;\n", \
					i, i % groups, classes[c]
	done = 1
}
{ print }
