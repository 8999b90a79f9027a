# bash completion for xsmc, as `xsmc help --completion bash` writes it.

@TABLE@
# What was typed up to the cursor, in `words`: bash breaks it at "=" and ":".
_xsmc_split()
{
	local rest=$COMP_LINE word blank i
	words=()
	for ((i = 0; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]} blank=
		while [[ $rest == [[:space:]]* ]]; do
			rest=${rest#?} blank=yes
		done
		rest=${rest#"$word"}
		if [[ $i == 0 || $blank || ! $word ]]; then
			words+=("$word")
		else
			words[${#words[@]} - 1]+=$word
		fi
	done
}

# Adds what compgen makes of its arguments, a line each.
_xsmc_add()
{
	mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen "$@")
}

# Adds what may stand for the kinds of values, as "PROFILE|FILE".
_xsmc_values()
{
	local kind names rest=$1
	while [[ $rest ]]; do
		kind=${rest%%|*} rest=${rest#"${rest%%|*}"} rest=${rest#|}
		case $(_xsmc_source "$kind") in
		words) _xsmc_add -W "$(_xsmc_words "$kind" "$formats")" -- "$2" ;;
		names)
			names=$("$program" help --values "$kind" 2>/dev/null)
			_xsmc_add -W "$names" -- "$2"
			;;
		file)
			compopt -o filenames 2>/dev/null
			_xsmc_add -f -- "$2"
			;;
		folder)
			compopt -o filenames 2>/dev/null
			_xsmc_add -d -- "$2"
			;;
		formatted)
			if [[ $2 == *=* ]]; then
				_xsmc_add -P "${2%%=*}=" -f -- "${2#*=}"
			else
				compopt -o nospace 2>/dev/null
				_xsmc_add -S = -W "$formats" -- "$2"
			fi
			;;
		esac
	done
}

_xsmc()
{
	local words word kind name='' first='' last='' count=0 next=''
	local options values formats arguments current program i
	COMPREPLY=()
	_xsmc_split
	current=${words[${#words[@]} - 1]}
	program=${words[0]/#\~/$HOME}
	_xsmc_table ''
	for ((i = 1; i < ${#words[@]} - 1; i++)); do
		word=${words[i]}
		if [[ $next ]]; then
			next=
		elif [[ $word == -?* ]]; then
			# The next word is its value, where it takes one and has none.
			[[ $word == --*=* || $values != *$'\n'"$word "* ]] || next=$word
		elif [[ ! $name ]]; then
			first=${first:+$first }$word
			if _xsmc_table "$first"; then
				name=$first
			elif ! _xsmc_seconds "$first" >/dev/null; then
				return
			fi
		else
			((count++))
			last=$word
		fi
	done
	if [[ $next ]]; then
		kind=${values#*$'\n'"$next "}
		_xsmc_values "${kind%%$'\n'*}" "$current"
	elif [[ $current == --*=* && $values == *$'\n'"${current%%=*} "* ]]; then
		kind=${values#*$'\n'"${current%%=*} "}
		_xsmc_values "${kind%%$'\n'*}" "${current#*=}"
		COMPREPLY=("${COMPREPLY[@]/#/${current%%=*}=}")
	elif [[ $current == -* ]]; then
		_xsmc_add -W "$options" -- "$current"
	elif [[ ! $name ]]; then
		_xsmc_add -W "$(_xsmc_seconds "$first")" -- "$current"
	elif [[ $arguments == COMMAND && $count == 1 ]]; then
		# The second word of a command.
		_xsmc_add -W "$(_xsmc_seconds "$last")" -- "$current"
	else
		for kind in $arguments; do
			((count-- > 0)) || break
			[[ $kind == *... ]] && break
			kind=
		done
		[[ ! $kind ]] || _xsmc_values "${kind%...}" "$current"
	fi
	# bash puts them behind the last of the signs at which it breaks.
	word=${current##*[=:]}
	[[ $word == "$current" ]] ||
		COMPREPLY=("${COMPREPLY[@]#"${current%"$word"}"}")
}

complete -F _xsmc xsmc
