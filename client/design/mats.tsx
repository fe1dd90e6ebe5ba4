const weave = Array.from({ length: 23 }, (_, row) => 6 + row * 4);

/** A large, quiet drawing of tatami mats with their weave, for the empty side of a page. */
export function Mats() {
  return (
    <svg class="mats" viewBox="0 0 300 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true" focusable="false">
      <Mat x={0} y={0} />
      <Mat x={200} y={0} upright />
      <Mat x={100} y={200} />
      <Mat x={0} y={100} upright />
      <g transform="translate(100 100)">
        <rect class="mat" x="1" y="1" width="98" height="98" />
        {weave.map((y) => (
          <path key={y} class="weave" d={`M4 ${y}H96`} />
        ))}
      </g>
    </svg>
  );
}

function Mat({ x, y, upright = false }: { x: number; y: number; upright?: boolean }) {
  return (
    <g transform={`translate(${x} ${y})${upright ? " translate(100 0) rotate(90)" : ""}`}>
      <rect class="mat" x="1" y="1" width="198" height="98" />
      {weave.map((line) => (
        <path key={line} class="weave" d={`M4 ${line}H196`} />
      ))}
      <path class="border" d="M1 5H199M1 95H199" />
    </g>
  );
}
