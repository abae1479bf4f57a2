// SPDX-License-Identifier: Apache-2.0
// Find a parcel by anything that is printed on it or known of it.
import { useEffect, useState } from "./vendor/preact-hooks.mjs";
import { html } from "./html.js";
import { useAnswer } from "./live.js";
import { Mark, Moment, Panel } from "./panels.js";
import { isException, plain, text } from "./words.js";

const TYPING_MS = 200;
const REFRESH_MS = 2000;
const LONGEST = 64;

/** `value`, once it did not change for a moment. */
function useSettled(value) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export function ParcelsPage() {
  const [typed, setTyped] = useState("");
  const query = useSettled(typed.trim());
  const { data, error } = useAnswer(`api/parcels?q=${encodeURIComponent(query)}`, REFRESH_MS);
  const parcels = data?.parcels ?? [];
  return html`
    <form class="search" role="search" onSubmit=${(event) => event.preventDefault()}>
      <label for="q">Find a parcel</label>
      <input id="q" type="search" maxlength=${LONGEST} autocomplete="off" spellcheck=${false} value=${typed}
        aria-describedby="q-note" onInput=${(event) => setTyped(event.currentTarget.value)} />
      <p id="q-note" class="note">Part of its id, tracking id, code or shipment reference.</p>
    </form>
    ${error && html`<p class="problem" role="alert"><${Mark} priority=${2} />${error}</p>`}
    <${Panel} title=${query ? `Parcels with “${query}”` : "Newest parcels"} note=${data ? `${parcels.length} shown, at most 50` : ""}>
      ${data && parcels.length === 0 ? html`<${Nothing} query=${query} />` : html`<${Found} parcels=${parcels} />`}
    <//>`;
}

function Nothing({ query }) {
  return query
    ? html`<p class="empty">Nothing found. Try a shorter part, or look at the label for another code.</p>`
    : html`<p class="empty">No parcel yet. Start the line or run <code>tiersort sim</code>.</p>`;
}

function Found({ parcels }) {
  return html`
    <div class="scroll wide" tabindex="0" role="region" aria-label="Found parcels">
      <table>
        <thead><tr><th scope="col">Parcel</th><th scope="col">Time</th><th scope="col">Shipment</th><th scope="col">Codes</th>
          <th scope="col">Tier</th><th scope="col" class="n">Chute</th><th scope="col">Outcome</th><th scope="col">Cause</th></tr></thead>
        <tbody>
          ${parcels.map((p) => html`
            <tr key=${p.id}>
              <th scope="row"><a href=${`#/parcel/${encodeURIComponent(p.id)}`}>${p.id}</a>
                <span class="sub">tracking ${text(p.trackingId)}</span></th>
              <td><${Moment} at=${p.time} /></td>
              <td>${text(p.reference)}</td>
              <td class="code">${(p.codes ?? []).map((c) => (typeof c === "string" ? c : c.data)).join(", ") || "none"}</td>
              <td>${plain(p.tier)}</td>
              <td class="n">${text(p.chute)}</td>
              <td>${isException(p.outcome) && html`<${Mark} priority=${3} />`}${p.outcome ? plain(p.outcome) : "on the sorter"}</td>
              <td>${plain(p.cause)}</td>
            </tr>`)}
        </tbody>
      </table>
    </div>`;
}
