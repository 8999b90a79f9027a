# A policy.conf with domains in attributes within attributes, each of which may
# manage each: many rules behind every access.  Put in front of the users of the
# default profile's.
#
# -v domains=N    domains more
# -v attributes=N attributes, the first of all of them, the next of fewer

/^user / && !done {
	for (a = 0; a < attributes; a++)
		print "attribute nest" a ";"
	for (i = 0; i < domains; i++) {
		printf "type nest%d_t, domain_type", i
		for (a = 0; a < attributes && a * domains <= i * attributes; a++)
			printf ", nest%d", a
		print ";"
	}
	for (a = 0; a < attributes; a++)
		for (b = 0; b < attributes; b++)
			printf "allow nest%d nest%d:domain { getdomaininfo pause unpause };\n" \
				"allow nest%d nest%d:mmu { map_read stat };\n", a, b, a, b
	done = 1
}
{ print }
