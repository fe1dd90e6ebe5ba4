/** A progress bar that also says its value; without a value it only says that something goes on. */
export function ProgressBar({ value, label }: { value?: number; label: string }) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div class={percent === undefined ? "bar unknown" : "bar"} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <span style={percent === undefined ? undefined : { width: `${percent}%` }} />
    </div>
  );
}
