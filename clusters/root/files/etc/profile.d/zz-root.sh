# A prompt as such scenarios show it; the rest of the shell is everyone's.
[ -n "${PS1:-}" ] && [ -n "${BASH_VERSION:-}" ] || return 0
PS1='\[\e[32m\]\u@\h\[\e[0m\]:\[\e[34m\]\w\[\e[0m\]$(__tatami_namespace)\$ '
