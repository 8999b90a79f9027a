# Puts an XML fragment of the manual into a site file around it.  What it does
# not declare is taken for the profile's.

{ fragment = fragment $0 "\n" }

END {
	match(fragment, /<[a-z-]+/)
	element = substr(fragment, RSTART + 1, RLENGTH - 1)
	inside = element ~ /^(user|domain|talk|device|group|grant|quiet|without)$/
	if (element != "site")
		print "<site>"
	if (inside)
		print "<policy profile=\"default\">"
	printf "%s", fragment
	if (inside)
		print "</policy>"
	if (element != "site")
		print "</site>"
}
