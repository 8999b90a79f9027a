# The rules that a policy.conf states, each as
# KIND SOURCE TARGET CLASS PERMISSION.

# The words between braces, or the one word.
function words(text, list) {
	gsub(/[{};]/, " ", text)
	return split(text, list, " ")
}

/^class [a-z0-9_]+$/ {
	class = $2
	next
}

/^\t[a-z0-9_]+$/ {
	all[class] = all[class] " " $1
	next
}

/^(allow|dontaudit) / {
	colon = index($0, ":")
	target_count = words(substr($0, length($1 " " $2) + 1,
		colon - length($1 " " $2) - 1), targets)
	rest = substr($0, colon + 1)
	split(rest, parts, " ")
	permissions = substr(rest, length(parts[1]) + 1)
	if (permissions ~ /\*/)
		permissions = all[parts[1]]
	count = words(permissions, list)
	for (i = 1; i <= target_count; i++)
		for (j = 1; j <= count; j++)
			print $1, $2, targets[i], parts[1], list[j]
}
