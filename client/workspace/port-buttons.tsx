import { t } from "../preferences/language.ts";
import { lessonPage } from "../step/lesson-page.ts";
import { openPreview } from "../step/preview.ts";
import { environmentId } from "../terminals/terminals.ts";
import "./port-buttons.css";

/** The lesson's dashboards: each opens a port of the learner's environment, or a page of the outer web, in a new tab. */
export function PortButtons() {
  const { ports = [], links = [] } = lessonPage.value?.layout ?? {};
  if (environmentId.value === undefined || ports.length + links.length === 0) return null;
  return (
    <ul class="port-buttons" aria-label={t("ports.label")}>
      {ports.map(({ name, port, path }) => (
        <li key={`${port}${path}`}>
          <button type="button" class="button quiet small" title={t("ports.open", { port })} onClick={() => openPreview(port, path)}>
            {name}
          </button>
        </li>
      ))}
      {links.map(({ name, href }) => (
        <li key={href}>
          <a class="button quiet small" href={href} target="_blank" rel="noopener noreferrer">
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
