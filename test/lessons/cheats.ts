/** Something that a learner might try so that a check passes without the work. */
export interface Cheat {
  name: string;
  /** Runs as the learner and succeeds when the cheat is in place: it deceives the learner's own programs. */
  script: string;
}

/** Answers like a cluster in which everything is done. */
const everything = JSON.stringify({ kind: "List", apiVersion: "v1", items: [], metadata: { name: "web", generation: 1 }, data: { node: "node" }, spec: { template: { spec: { containers: [{ image: "tatami/web:1" }] } } }, status: { observedGeneration: 1, availableReplicas: 1 } });

/** Files, search paths, shells, kubeconfigs and programs of the learner's own that would make the checks of `first-steps` pass if these used them. */
export const cheats: readonly Cheat[] = [
  {
    name: "programs of their own, first on the search path",
    script: `mkdir -p ~/bin
printf '#!/bin/bash\\nif [[ $* == *nodes* ]]; then echo node/node; else echo %q; fi\\n' '${everything}' > ~/bin/kubectl
printf '#!/bin/bash\\nexit 0\\n' | tee ~/bin/jq ~/bin/curl ~/bin/grep > ~/bin/bash
chmod +x ~/bin/*
for file in .bashrc .bash_profile .bash_login .profile; do echo 'export PATH=~/bin:$PATH' >> ~/$file; done
. ~/.bashrc; hash -r; [ "$(kubectl get nodes -o name)" = node/node ]`,
  },
  {
    name: "a shell that begins with their own functions",
    script: `echo 'not_yet() { exit 0; }; exit() { builtin exit 0; }; kubectl() { echo node/node; }' > ~/always.sh
for file in .bashrc .bash_profile .profile; do echo 'export BASH_ENV=~/always.sh ENV=~/always.sh SHELLOPTS=noexec; not_yet() { exit 0; }; export -f not_yet' >> ~/$file; done
[ "$(BASH_ENV=~/always.sh /bin/bash -c 'not_yet; echo came here')" = '' ]`,
  },
  {
    name: "a kubeconfig that leads to an API server of their own",
    script: `setsid /usr/local/bin/node -e 'require("http").createServer((q, a) => { a.setHeader("content-type", "application/json"); a.end(process.argv[1]); }).listen(8001)' '${everything}' > /dev/null 2>&1 &
printf 'apiVersion: v1\\nkind: Config\\nclusters: [{ name: own, cluster: { server: "http://127.0.0.1:8001" } }]\\ncontexts: [{ name: own, context: { cluster: own, user: own } }]\\nusers: [{ name: own, user: {} }]\\ncurrent-context: own\\n' > ~/own.kubeconfig
cp ~/.kube/config ~/kubeconfig.kept; cp ~/own.kubeconfig ~/.kube/config
echo 'export KUBECONFIG=~/own.kubeconfig' >> ~/.bashrc
until /usr/bin/curl -sf --noproxy '*' http://127.0.0.1:8001/; do :; done
[ "$(/usr/local/bin/kubectl get --raw /api/v1/namespaces/default/configmaps/hello | head -c 7)" = '{"kind"' ]`,
  },
  {
    name: "settings for the programs that checks use",
    script: `echo 'connect-to = "::127.0.0.1:8001"' > ~/.curlrc; echo 'def length: 3; def index(x): 0;' > ~/.jq; mkdir -p ~/.kube/cache; echo 'GREP_OPTIONS=-v' > ~/.pam_environment
[ "$(/usr/bin/jq -n '[] | length')" = 3 ] && /usr/bin/curl -sf http://node:30080/`,
  },
];

/** Takes all of them back. */
export const undoCheats = `[ ! -f ~/kubeconfig.kept ] || cp ~/kubeconfig.kept ~/.kube/config
rm -rf ~/bin ~/always.sh ~/own.kubeconfig ~/kubeconfig.kept ~/.curlrc ~/.jq ~/.pam_environment ~/.bash_login ~/.profile
/usr/bin/pkill -u learner -f createServer; cp /etc/skel/.bashrc ~/.bashrc; cp /etc/skel/.bash_profile ~/.bash_profile`;

/** Prints what the learner can write or read, which they must not: nothing. */
export const reach = `for path in /usr/local/bin/kubectl /usr/bin/jq /usr/bin/curl /bin/bash /bin/cat /usr/local/bin /usr/bin /etc /etc/hosts /etc/resolv.conf /etc/ld.so.preload /etc/bash.bashrc /opt/tatami /run/tatami; do
  if [ -w "$path" ]; then echo "can write $path"; fi
done
for path in /run/tatami/checker.kubeconfig /run/tatami/socket /proc/1/environ /var/run/docker.sock; do
  if [ -r "$path" ] && { cat "$path" || ls "$path"; } > /dev/null 2>&1; then echo "can read $path"; fi
done
find / -xdev \\( -perm -4000 -o -perm -2000 \\) -type f 2> /dev/null | sed 's/^/runs as another user: /'
find / -xdev -name 'verify*.sh' 2> /dev/null | sed 's/^/finds the check: /'
if ln -sf /run/tatami/checker.kubeconfig ~/.kube/other && [ -r ~/.kube/other ]; then echo 'can read it by a link'; fi
rm -f ~/.kube/other`;

/** Watches for processes of a check for as long as the file ~/watching is there, and tries to read, stop and end each; notes in ~/seen which there were, in ~/caught what succeeded. */
export const ambush = `: > ~/seen; : > ~/caught; touch ~/watching
setsid bash -c 'while [ -e ~/watching ]; do
  for pid in $(pgrep -u checker); do
    echo $pid >> ~/seen
    kill -STOP $pid && echo "stopped $pid" >> ~/caught
    kill -KILL $pid && echo "killed $pid" >> ~/caught
    cat /proc/$pid/environ > /dev/null && echo "read the environment of $pid" >> ~/caught
    ls /proc/$pid/fd/ > /dev/null && echo "read the files of $pid" >> ~/caught
    ls /proc/$pid/cwd/ > /dev/null && echo "entered $pid" >> ~/caught
  done
done' > /dev/null 2>&1 &`;
