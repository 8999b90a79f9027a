# fish completion for xsmc, as `xsmc help --completion fish` writes it.

@TABLE@
# What was typed before the cursor: the command, a word or two, and how many
# arguments it has, a line each; an argument that is not begun is not counted.
function __xsmc_state
    set -l words (commandline -opc)
    set -l name
    set -l count 0
    set -l skip
    for word in $words[2..-1]
        if test -n "$skip"
            set skip
        else if string match -q -- '-?*' $word
            contains -- $word $__xsmc_valued; and set skip yes
        else if test -z "$name"; or contains -- "$name" $__xsmc_firsts
            set name (string trim -- "$name $word")
        else
            set count (math $count + 1)
        end
    end
    echo $name
    echo $count
end

# Whether the command is that one.
function __xsmc_is
    set -l state (__xsmc_state)
    test "$state[1]" = "$argv[1]"
end

# Whether its argument of that index is due, or with "..." that or a further one.
function __xsmc_at
    set -l state (__xsmc_state)
    test "$state[1]" = "$argv[1]"; or return 1
    test "$state[2]" -eq $argv[2]; and return 0
    test "$argv[3]" = ...; and test "$state[2]" -gt $argv[2]
end

# Whether the second word of a command is due behind `help`.
function __xsmc_helps
    set -l words (commandline -opc)
    __xsmc_at help 1; and test "$words[-1]" = "$argv[1]"
end

# What may stand for a kind of values: xsmc lists it.
function __xsmc_names
    set -l words (commandline -opc)
    $words[1] help --values $argv[1] 2>/dev/null
end
