import { useSignalEffect } from "@preact/signals";
import { ConfirmDialog } from "./design/confirm.tsx";
import { Toasts } from "./design/toasts.tsx";
import { Join } from "./join/join.tsx";
import { ResumeOffer } from "./join/resume-offer.tsx";
import { Lessons } from "./lessons/lessons.tsx";
import { Opening } from "./preparing/opening.tsx";
import { Preparing } from "./preparing/preparing.tsx";
import { session, venue } from "./session.ts";
import { t } from "./preferences/language.ts";
import { Workspace } from "./workspace/workspace.tsx";

/** The page: which one it is follows from the venue and the session alone. */
export function App() {
  useSignalEffect(() => {
    document.title = venue.value?.title ? `${venue.value.title} · Tatami` : "Tatami";
  });
  return (
    <>
      <a class="skip-link" href="#main" onClick={skip}>
        {t("app.skip")}
      </a>
      <Page />
      <ConfirmDialog />
      <ResumeOffer />
      <Toasts />
    </>
  );
}

function Page() {
  const own = session.value;
  const known = venue.value;
  if (!known) return <Opening />;
  if (own?.lessonId) return <Workspace key={own.lessonId} lessonId={own.lessonId} />;
  if (own) return <Lessons />;
  if (known.status.status === "preparing") return <Preparing status={known.status} />;
  // Nobody has ever been served here: what failed is the preparation.
  if (known.status.status === "degraded" && known.status.pool.capacity === 0) return <Preparing status={known.status} />;
  return <Join />;
}

// The address keeps its hash free for the resume link.
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
