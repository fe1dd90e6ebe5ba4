import { useRef, useState } from "preact/hooks";
import { Icon } from "../design/icon.tsx";
import { join } from "../session.ts";
import { t } from "../preferences/language.ts";
import { describeTrouble, type Trouble } from "../trouble.ts";

const fieldOf: Partial<Record<Trouble["code"], "nickname" | "code">> = {
  "nickname-missing": "nickname",
  "nickname-too-long": "nickname",
  "access-code-missing": "code",
  "access-code-wrong": "code",
};

/** As the server counts; asked here too, because it takes no request that is far too long. */
const longestNickname = 32;

/** Nickname, access code where one is set, and the button that goes in; what is wrong is said at its field. */
export function JoinForm({ needsAccessCode }: { needsAccessCode: boolean }) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const field = trouble && fieldOf[trouble.code];

  const show = (found: Trouble) => {
    setTrouble(found);
    const name = fieldOf[found.code];
    if (name) form.current?.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus();
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy || !form.current) return;
    const data = new FormData(form.current);
    const nickname = String(data.get("nickname")).trim();
    const accessCode = String(data.get("code") ?? "").trim();
    if (!nickname) return show({ code: "nickname-missing", message: "empty" });
    if (characters(nickname) > longestNickname) return show({ code: "nickname-too-long", message: nickname });
    if (needsAccessCode && !accessCode) return show({ code: "access-code-missing", message: "empty" });
    setBusy(true);
    setTrouble(undefined);
    const reply = await join(needsAccessCode ? { nickname, accessCode } : { nickname });
    setBusy(false);
    if (!reply.ok) show(reply.problem);
  };
  return (
    <form ref={form} class="join-form" noValidate onSubmit={submit}>
      <Field name="nickname" label={t("join.nickname")} note={t("join.nickname.note")} error={field === "nickname" ? trouble : undefined} autocomplete="nickname" />
      {needsAccessCode && <Field name="code" label={t("join.code")} note={t("join.code.note")} error={field === "code" ? trouble : undefined} autocomplete="off" />}
      {trouble && !field && (
        <p class="notice bad" role="alert">
          <Icon name="warning" />
          {describeTrouble(trouble)}
        </p>
      )}
      <button type="submit" class="button primary large" aria-disabled={busy}>
        {busy ? <span class="spinner" aria-hidden="true" /> : null}
        {busy ? t("join.starting") : t("join.start")}
        {busy ? null : <Icon name="right" />}
      </button>
    </form>
  );
}

/** As a person counts them: an emoji is one. */
function characters(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}

function Field({ name, label, note, error, autocomplete }: { name: string; label: string; note: string; error?: Trouble; autocomplete: string }) {
  return (
    <div class={error ? "field wrong" : "field"}>
      <label for={`join-${name}`}>{label}</label>
      <input
        id={`join-${name}`}
        name={name}
        type="text"
        autocomplete={autocomplete}
        autocapitalize="off"
        spellcheck={false}
        required
        aria-invalid={error ? "true" : undefined}
        aria-describedby={`join-${name}-note`}
      />
      <p id={`join-${name}-note`} class={error ? "field-error" : "field-note"} role={error ? "alert" : undefined}>
        {error ? describeTrouble(error) : note}
      </p>
    </div>
  );
}
