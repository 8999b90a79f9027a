#compdef xsmc
# zsh completion for xsmc, as `xsmc help --completion zsh` writes it.

# Adds the names of the kind, the last argument: xsmc lists them.
_xsmc_names() {
	local -a names
	names=(${(f)"$(_call_program names ${(q)program} help --values ${(q)@[-1]})"})
	compadd "$@[1,-2]" -a names
}

# Adds the formats, and files behind one: FORMAT=FILE.
_xsmc_formatted() {
	if compset -P '*='; then
		_files
	else
		compadd -S = "$@"
	fi
}

@TABLE@
_xsmc() {
	local curcontext=$curcontext state command program=${(Q)words[1]/#\~/$HOME}
	local -a line specs
	local -A opt_args
	_xsmc_specify ''
	_arguments -C -s -S -A '-*' $specs '1:COMMAND:_xsmc_values COMMAND' \
		'*::argument:->rest' && return
	[[ $state == rest ]] || return 1
	command=$words[1]
	if (( $+_xsmc_seconds[$command] )); then
		if (( CURRENT == 2 )); then
			compadd -- ${=_xsmc_seconds[$command]}
			return
		fi
		command="$command $words[2]"
		shift words
		(( CURRENT-- ))
	fi
	if [[ $command == help && $CURRENT == 3 ]] &&
			(( $+_xsmc_seconds[$words[2]] )); then
		compadd -- ${=_xsmc_seconds[$words[2]]}
		return
	fi
	_xsmc_specify $command && _arguments -s -S $specs
}

_xsmc "$@"
