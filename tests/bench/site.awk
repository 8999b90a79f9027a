# A site file with that many domains beside those of the profile.
#
# -v domains=N    guests, each of a type of its own
# -v profile=NAME that it builds on
BEGIN {
	printf "<site>\n  <policy profile=\"%s\">\n", profile
	for (i = 0; i < domains; i++)
		printf "    <domain name=\"guest%d\" type=\"guest%d_t\" " \
			"role=\"guest\" count=\"many\"/>\n", i, i
	print "  </policy>\n</site>"
}
