import type { Attack } from "../attack.ts";
import { byScript } from "../environment/by-script.ts";
import { canary } from "../environment/canary.ts";
import type { ShellTarget } from "../environment/shell-target.ts";
import { swarm } from "../environment/swarm.ts";

const prize = new RegExp(canary);
/** Not its init, and not the script that looks for it. */
const holder = "pid=$(pgrep --full '^node .*holder/main')";

/** What a learner tries against the machine by the shell alone. Every bomb is counted, and cleaned away. */
export const hostAttacks: readonly Attack<ShellTarget>[] = [
  byScript("host-fork-bomb", "The shell starts 700 processes", swarm(700), /^700 processes started$/m, /^refused after \d+: EAGAIN$/m),
  byScript("host-memory-bomb", "A program in the shell takes 700 MB of memory", "tail -n 1 < <(head -c 700M /dev/zero) | wc -c", /^734003200$/m, /Killed/),
  byScript("host-disk-bomb", "The home is filled with 600 MB", "trap 'rm -f ~/bomb' EXIT; head -c 600M /dev/zero > ~/bomb; stat -c %s ~/bomb", /^629145600$/m, /No space left on device/),
  byScript("host-inode-bomb", "The home is filled with 60,000 files", "trap 'rm -rf ~/bomb' EXIT; mkdir ~/bomb; cd ~/bomb; seq 60000 | xargs touch 2> ~/bomb.log || { tail -n 1 ~/bomb.log; rm ~/bomb.log; exit 1; }; ls | wc -l", /^60000$/m, /No space left on device/),
  byScript("host-tmp-bomb", "/tmp, which is memory, is filled with 200 MB", "trap 'rm -f /tmp/bomb' EXIT; head -c 200M /dev/zero > /tmp/bomb; stat -c %s /tmp/bomb", /^209715200$/m, /No space left on device/),
  byScript("host-log-flood", "The toolbox's log, which is a file on the machine, is filled with 20 MB", `${holder}; head -c 20M /dev/zero | tr '\\0' x > /proc/$pid/fd/1; echo filled`, /^filled$/m, /\/proc\/\d+\/fd\/1: Permission denied/),
  byScript("host-program", "A program that everybody in the toolbox calls is replaced", `cp /usr/local/bin/images /usr/local/bin/images-${canary} && ls /usr/local/bin && rm /usr/local/bin/images-${canary}`, prize, /Read-only file system|Permission denied/),
  byScript("host-device", "A device of the machine's is made", "trap 'rm -f ~/device' EXIT; mknod ~/device c 1 3; stat -c '%F %t:%T' ~/device", /^character special file 1:3$/m, /mknod: .*Operation not permitted/),
  byScript("host-raw-socket", "The shell listens to all packets of its network", `python3 -c 'import socket; print(socket.socket(socket.AF_PACKET, socket.SOCK_RAW).getsockname()[:1], "${canary}")'`, prize, /PermissionError: \[Errno 1\] Operation not permitted/),
  byScript("host-docker-socket", "Docker's socket is looked for in the toolbox", "ls /var/run/docker.sock && curl -sS --unix-socket /var/run/docker.sock http://docker/version", prize, /cannot access '\/var\/run\/docker\.sock': No such file or directory/),
  byScript("host-server-environment", "What the server was started with is looked for in every process", `found=$(cat /proc/[0-9]*/environ 2> /dev/null | tr '\\0' '\\n' | grep ${canary}) || { echo "not in what $(cat /proc/[0-9]*/environ 2> /dev/null | tr '\\0' '\\n' | wc -l) variables say"; exit 1; }; echo "$found"`, prize, /^not in what [1-9]\d* variables say$/m),
  byScript("host-checker-kubeconfig", "The kubeconfig of the checks is read", "cat /run/tatami/checker.kubeconfig", /current-context/, /checker\.kubeconfig: Permission denied/),
  byScript("host-holder-socket", "The holder of the terminals is asked by its socket, which the server uses", `node -e 'require("net").connect("/run/tatami/socket/holder.sock").on("connect", () => { console.log("connected"); process.exit(); }).on("error", ({ message }) => { console.log(message); process.exit(1); })'`, /^connected$/m, /^connect EACCES/m),
  byScript("host-holder-stop", "The holder of the terminals is stopped", `${holder}; kill -STOP $pid; trap 'kill -CONT $pid' EXIT; grep State /proc/$pid/status`, /State:\s+T \(stopped\)/, /Operation not permitted/),
  byScript("host-holder-memory", "The memory of the holder, which is root, is looked into", `${holder}; head -n 1 /proc/$pid/maps`, /^[0-9a-f]+-[0-9a-f]+ r/m, /Permission denied/),
];
