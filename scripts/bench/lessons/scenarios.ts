import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** How many public scenarios were counted, and the steps they have. */
const scenarios = 650;
const steps = [3, 4, 5, 6] as const;

/** Writes as many scenarios as the public ones that were counted, each with other words in it; gives their number. */
export async function writeScenarios(folder: string): Promise<number> {
  for (let number = 0; number < scenarios; number++) {
    for (const [name, content] of Object.entries(scenarioOf(number))) {
      const path = join(folder, `course-${number % 12}`, `scenario-${number}`, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
  }
  return scenarios;
}

function scenarioOf(number: number): Record<string, string> {
  const files: Record<string, string> = { "intro.md": `# Scenario ${number}\n\n${prose(number, 4)}`, "finish.md": prose(number + 1, 3), "assets/app.yaml": manifest(number), "assets/wait.sh": "#!/bin/bash\nsleep 1\n" };
  const count = steps[number % steps.length] ?? 3;
  const listed = Array.from({ length: count }, (_, step) => {
    const place = `step${step + 1}`;
    files[`${place}/text.md`] = text(number * 10 + step);
    files[`${place}/verify.sh`] = verify(number, step);
    if (step % 2 === 0) files[`${place}/background.sh`] = `mkdir -p /tmp/work-${number}\ntouch /tmp/work-${number}/${step}`;
    return { title: `Step ${step + 1} of ${number}`, text: `${place}/text.md`, verify: `${place}/verify.sh`, ...(step % 2 === 0 && { background: `${place}/background.sh` }) };
  });
  const assets = { host01: [{ file: "**/*.*", target: "~/" }, { file: "wait.sh", target: "/usr/local/bin/", chmod: "+x" }] };
  files["index.json"] = JSON.stringify({ title: `Scenario ${number}`, description: prose(number, 1), difficulty: "beginner", time: "20 minutes", details: { intro: { text: "intro.md" }, steps: listed, finish: { text: "finish.md" }, assets }, backend: { imageid: number % 3 === 0 ? "ubuntu" : "kubernetes-kubeadm-1node" } }, undefined, 2);
  return files;
}

function text(seed: number): string {
  const fence = "```";
  return [
    `## Part ${seed}\n\n${prose(seed, 5)}`,
    `Look at it: \`kubectl get pods -n space-${seed}\`{{exec}} and then \`cat app.yaml\`{{copy}}, or open [the page]({{TRAFFIC_HOST1_80}}/${seed}).`,
    `${fence}yaml{2,3}\n${manifest(seed)}${fence}{{copy}}`,
    `1. First\n\n   ${fence}bash\n   for n in 1 2 3; do echo "${seed} $n"; done\n   ${fence}{{exec T2}}\n\n2. Then\n   * ${prose(seed + 2, 1)}`,
    `<details>\n<summary>Solution</summary>\n\n${fence}\nkubectl create deployment web-${seed} --image=nginx\n${fence}{{exec}}\n</details>`,
    `| name | value |\n| --- | --- |\n| a | ${seed} |\n| b | **bold** |`,
    seed % 5 === 0 ? `>>Q1: How many are ${seed}?<<\n( ) one\n(*) ${seed}\n( ) none` : prose(seed + 3, 4),
  ].join("\n\n");
}

function prose(seed: number, sentences: number): string {
  const words = ["cluster", "node", "service", "pod", "image", "volume", "network", "policy", "claim", "secret", "learner", "terminal"];
  return Array.from({ length: sentences }, (_, n) => `The ${words[(seed + n) % words.length]} number ${seed + n} looks after the *${words[(seed + 3 * n + 1) % words.length]}* and the \`${words[(seed + n + 5) % words.length]}\` that it was given.`).join(" ");
}

function manifest(seed: number): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings-${seed}\n  labels: { app: web }\ndata:\n  greeting: "hello ${seed}"\n`;
}

function verify(number: number, step: number): string {
  return `#!/bin/bash\nif ! kubectl get deployment "web-${number}${step}" > /dev/null 2>&1; then\n  echo "There is no deployment web-${number}${step}"\n  exit 1\nfi\n[ "$(kubectl get pods -o name | grep -c web)" -ge ${step + 1} ]`;
}
