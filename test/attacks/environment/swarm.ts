/** A fork bomb that ends by itself: so many processes at once, told how far it came, all of them ended again. */
export function swarm(processes: number): string {
  const program = `const { spawn } = require("node:child_process"); const all = []; let refused;
    for (let i = 0; i < ${processes}; i++) all.push(spawn("sleep", ["60"], { stdio: "ignore" }).on("error", ({ code }) => { refused ??= code; }));
    setImmediate(() => {
      const started = all.filter(({ pid }) => pid !== undefined);
      for (const one of started) one.kill("SIGKILL");
      console.log(refused ? "refused after " + started.length + ": " + refused : started.length + " processes started");
      process.exitCode = refused ? 1 : 0;
    })`;
  return `node -e '${program}'`;
}
