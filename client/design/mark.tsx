/** The mark: a room of four and a half mats, seen from above. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2" y="2" width="18" height="8.4" rx="1.6" />
      <rect x="21.6" y="2" width="8.4" height="18" rx="1.6" />
      <rect x="12" y="21.6" width="18" height="8.4" rx="1.6" />
      <rect x="2" y="12" width="8.4" height="18" rx="1.6" />
      <rect class="mark-half" x="12" y="12" width="8" height="8" rx="1.6" />
    </svg>
  );
}
