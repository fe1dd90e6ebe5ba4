import type { Stage } from "../../server/protocol.ts";
import { Technical } from "../design/technical.tsx";
import { language } from "../preferences/language.ts";
import { failureOf } from "../words/failures.ts";

/** What a stage's failure means, and what the server says about it. */
export function StageFailure({ id, failure }: { id: string; failure: NonNullable<Stage["failure"]> }) {
  return (
    <div class="stage-failure">
      <p>{failureOf(id, language.value)}</p>
      <Technical {...failure} open />
    </div>
  );
}
