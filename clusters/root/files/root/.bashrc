# Yours: what you write here is run by every new shell.
case $- in *i*) ;; *) return 0 ;; esac
alias k > /dev/null 2>&1 || { . /etc/profile.d/tatami.sh && . /etc/profile.d/zz-root.sh; }
