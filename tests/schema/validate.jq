# The errors of a value, by the part of JSON schema that our schemas use:
# jq --slurpfile schema S -f validate.jq VALUE writes one a line.

def kind_of: if type == "number" and . == floor then "integer" else type end;

def is_type($wanted): kind_of as $kind |
	any($wanted | if type == "array" then .[] else . end;
		. == $kind or (. == "number" and $kind == "integer"));

# The place of a "$ref" that starts with "#/".
def resolve($root; $reference):
	$root | getpath($reference | ltrimstr("#/") | split("/"));

def errors($root; $schema; $at):
	. as $value |
	def fail($text): "\($at): \($text)";
	def here($part): errors($root; $part; $at);
	def valid($part): [here($part)] | length == 0;
	if $schema == true then empty
	elif $schema == false then fail("nothing may be here")
	else
	(if $schema["$ref"] then here(resolve($root; $schema["$ref"]))
	 else empty end),
	($schema.allOf // [] | .[] as $part | $value | here($part)),
	(if $schema.type and (is_type($schema.type) | not)
	 then fail("is \(kind_of), not \($schema.type)") else empty end),
	(if $schema.enum and (any($schema.enum[]; . == $value) | not)
	 then fail("\(tojson) is none of \($schema.enum)") else empty end),
	(if ($schema | has("const")) and $schema.const != .
	 then fail("\(tojson) is not \($schema.const)") else empty end),
	(if type == "string" then
		(if $schema.minLength and length < $schema.minLength
		 then fail("is too short") else empty end),
		(if $schema.pattern and (test($schema.pattern) | not)
		 then fail("\(tojson) is not like \($schema.pattern)")
		 else empty end)
	 elif type == "number" then
		(if ($schema | has("minimum")) and . < $schema.minimum
		 then fail("\(.) is below \($schema.minimum)") else empty end)
	 elif type == "array" then
		(if $schema.minItems and length < $schema.minItems
		 then fail("has too few items") else empty end),
		(if $schema.uniqueItems == true and (unique | length) != length
		 then fail("has an item twice") else empty end),
		(if $schema | has("items") then
			range(length) as $i | .[$i] |
			errors($root; $schema.items; "\($at)[\($i)]")
		 else empty end)
	 elif type == "object" then
		(if $schema.minProperties and length < $schema.minProperties
		 then fail("has too few members") else empty end),
		($schema.required // [] | .[] as $name | $value |
			if has($name) then empty
			else fail("lacks \($name)") end),
		(keys_unsorted[] as $name | .[$name] |
			if ($schema.properties // {}) | has($name) then
				errors($root; $schema.properties[$name];
					"\($at).\($name)")
			elif $schema | has("additionalProperties") then
				errors($root; $schema.additionalProperties;
					"\($at).\($name)")
			else empty end)
	 else empty end),
	(if $schema | has("if") then
		if valid($schema.if)
		then here($schema.then // true) else here($schema.else // true)
		end
	 else empty end)
	end;

errors($schema[0]; $schema[0]; "$")
