# A line for each pattern of the registry's log, but banners.
BEGIN { RS = ">" }
/<log-line/ && !/kind="banner"/ {
	match($0, /pattern="[^"]*"/)
	line = substr($0, RSTART + 9, RLENGTH - 10)
	gsub(/&lt;/, "<", line)
	gsub(/{number}/, "9" ++count, line)
	gsub(/{name}/, "domctl", line)
	gsub(/{[a-z]*}/, "word", line)
	print "(XEN) " line
}
