import { t } from "../preferences/language.ts";
import { lessonPage } from "../step/lesson-page.ts";
import { openPreview } from "../step/preview.ts";
import { environmentId } from "../terminals/terminals.ts";
import "./port-buttons.css";

/** The lesson's dashboards: each opens a port of the learner's environment in a new tab. */
export function PortButtons() {
  const ports = lessonPage.value?.layout.ports ?? [];
  if (environmentId.value === undefined || ports.length === 0) return null;
  return (
    <ul class="port-buttons" aria-label={t("ports.label")}>
      {ports.map(({ name, port, path }) => (
        <li key={`${port}${path}`}>
          <button type="button" class="button quiet small" title={t("ports.open", { port })} onClick={() => openPreview(port, path)}>
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
