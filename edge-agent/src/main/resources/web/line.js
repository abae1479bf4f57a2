// SPDX-License-Identifier: Apache-2.0
// The first page: is the line all right, and if not, what and where.
import { html } from "./html.js";
import { Belt } from "./belt.js";
import { Alarms, Devices, Figures, Forecasts, Mark, OnTheSorter, Results, Uplinks } from "./panels.js";
import { packMl, text } from "./words.js";

const STEADY = new Set([3, 4, 6, 15, 16, 17]);

export function LinePage({ view }) {
  if (!view) return html`<p class="empty">Waiting for the first news of the agent.</p>`;
  const lines = view.lines ?? [];
  const devices = view.devices ?? [];
  const uplinks = view.uplinks ?? [];
  const many = lines.length > 1;
  return html`
    ${lines.length === 0 && html`<p class="empty">No line. Add one to the site's configuration and start again.</p>`}
    ${lines.map((line) => html`
      <section key=${line.id} class="line" aria-label=${`Line ${line.id}`}>
        <${Heading} line=${line} />
        <${Figures} line=${line} uplinks=${uplinks} expected=${view.expected} />
        <${Belt} line=${line} devices=${devices} />
        <${Legend} />
        ${(line.figures?.inducted ?? 0) === 0 && html`
          <p class="empty call">No parcel yet. Start the line or run <code>tiersort sim</code>.</p>`}
      </section>`)}
    <div class="panels">
      <div>
        <${Alarms} alarms=${view.alarms ?? []} now=${view.now} />
        ${lines.map((line) => html`<${Results} key=${line.id} line=${line} many=${many} />`)}
        <${Forecasts} forecasts=${view.forecast ?? []} />
      </div>
      <div>${lines.map((line) => html`<${OnTheSorter} key=${line.id} line=${line} many=${many} />`)}</div>
      <div>
        <${Devices} devices=${devices} now=${view.now} />
        <${Uplinks} uplinks=${uplinks} journal=${view.journal ?? {}} />
      </div>
    </div>`;
}

function Heading({ line }) {
  const state = packMl(line.packMlState);
  const odd = !STEADY.has(line.packMlState) || line.running === false;
  return html`
    <h2 class="heading">Line ${line.id}
      <span class="fact">${odd && html`<${Mark} priority=${2} />`}${state}</span>
      <span class="fact">${((line.speedMmPerSecond ?? 0) / 1000).toFixed(2)} m/s</span>
      <span class="fact">${line.plcAlive === false && html`<${Mark} priority=${1} />`}PLC ${line.plcAlive === false ? "silent" : "alive"}</span>
      <span class="fact">epoch ${text(line.epoch)}</span>
    </h2>`;
}

function Legend() {
  return html`
    <p class="legend">
      <span class="key new"></span>inducted <span class="key decided"></span>decided
      <span class="key committed"></span>committed to the PLC <span class="key exception">!</span>exception
    </p>`;
}
