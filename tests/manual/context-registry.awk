# Puts an XML fragment of the manual into a registry file around it.

{ fragment = fragment $0 "\n" }

END {
	match(fragment, /<[a-z-]+/)
	element = substr(fragment, RSTART + 1, RLENGTH - 1)
	if (element == "registry") {
		printf "%s", fragment
		exit
	}
	print "<registry format=\"1\">"
	if (element != "line")
		print "<include file=\"context-releases.xml\"/>"
	if (element !~ /^(line|class|sid)$/)
		print "<include file=\"context-flask.xml\"/>"
	if (element !~ /^(line|class|sid|event)$/)
		print "<include file=\"context-events.xml\"/>"
	if (element ~ /^(more-ops|review|fix|hook|log-line|log-name|kernel-request)$/)
		print "<include file=\"context-domctl.xml\"/>"
	if (element ~ /^(op|access|choice|unchecked|unknown|more-ops|built)$/)
		print "<include file=\"context-conditions.xml\"/>"
	inside = element ~ /^(op|access|choice|unchecked|unknown|statement|built)$/
	if (inside)
		print "<hypercall name=\"domctl\" number=\"36\"" \
			" header=\"xen/include/public/domctl.h\"" \
			" source=\"xen/xsm/flask/hooks.c:flask_domctl\">"
	if (element == "statement")
		print "<op name=\"XEN_DOMCTL_createdomain\" number=\"1\"/>" \
			"<op name=\"XEN_DOMCTL_pausedomain\" number=\"3\"/>"
	op = element ~ /^(access|choice|unchecked|unknown)$/
	if (op)
		print "<op name=\"XEN_DOMCTL_example\" number=\"9\">"
	printf "%s", fragment
	if (op)
		print "</op>"
	if (inside)
		print "</hypercall>"
	# A condition is there for what refers to it.
	if (element == "condition") {
		while (match(fragment, / id="[^"]*"/)) {
			ids = ids " " substr(fragment, RSTART + 5, RLENGTH - 6)
			fragment = substr(fragment, RSTART + RLENGTH)
		}
		print "<include file=\"context-domctl.xml\"/>"
		print "<more-ops hypercall=\"domctl\">" \
			"<op name=\"XEN_DOMCTL_example\" number=\"9\">" \
			"<unchecked when=\"" substr(ids, 2) "\"/></op></more-ops>"
	}
	print "</registry>"
}
