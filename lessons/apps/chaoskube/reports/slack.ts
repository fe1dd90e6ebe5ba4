/** Tells a Slack channel of a termination. Rejects when Slack does not take it within 10 s. */
export async function tellSlack(webhook: string, { namespace, name }: { namespace: string; name: string }): Promise<void> {
  const text = `Chaos event - Pod termination\npod ${name} has been terminated by chaoskube in namespace ${namespace}`;
  const answer = await fetch(webhook, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text }), signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`Slack answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
}
