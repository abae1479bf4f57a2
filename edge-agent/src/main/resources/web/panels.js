// SPDX-License-Identifier: Apache-2.0
// The parts of the line page around the drawing. Everything is grey until it is not as expected.
import { html } from "./html.js";
import { bytes, count, duration, health, isException, metres, micros, parcelKind, percent, plain, stamp, text, utc }
  from "./words.js";

const SHAPES = {
  1: "M1 1h16v16H1z",
  2: "M9 0.5 18 17H0z",
  3: "M9 0 18 9 9 18 0 9z",
  4: "M9 0.5a8.5 8.5 0 1 0 0.01 0z",
};

/** Alarm priority 1..4 as shape, colour and number. */
export function Mark({ priority }) {
  const shape = SHAPES[priority] ?? SHAPES[4];
  return html`
    <svg class=${`mark p${priority}`} width="18" height="18" viewBox="0 0 18 18" role="img" aria-label=${`Priority ${priority}`}>
      <path d=${shape} /><text x="9" y=${priority === 2 ? 15.5 : 13} text-anchor="middle">${priority}</text>
    </svg>`;
}

export function Panel({ title, note, children, name }) {
  return html`
    <section class=${`panel ${name ?? ""}`} aria-label=${title}>
      <h2>${title}${note && html` <small>${note}</small>`}</h2>
      ${children}
    </section>`;
}

/** A state in words, with its mark when it is not normal. */
export function State({ state }) {
  return html`${state.priority > 0 && html`<${Mark} priority=${state.priority} />`}${state.words}`;
}

/** Ranges outside which a figure is marked, unless the agent says otherwise in `expected`. */
const EXPECTED = { readPercent: [98, 100], late: [0, 0], hospitalPercent: [0, 5], unsentSeconds: [0, 60] };

const TOP_OF_SCALE = { perHour: 10000, readPercent: 100, late: 10, hospitalPercent: 10, unsentSeconds: 120 };
const BOTTOM_OF_SCALE = { readPercent: 90 };

export function Figures({ line, uplinks, expected }) {
  const f = line.figures ?? {};
  const ranges = { ...EXPECTED, ...expected };
  const known = (f.read ?? 0) + (f.noRead ?? 0);
  const unsent = Math.max(0, ...uplinks.map((u) => u.oldestUnsentSeconds ?? 0));
  const pending = uplinks.reduce((sum, u) => sum + (u.pending ?? 0), 0);
  const d = f.decisionMicros ?? {};
  return html`
    <div class="figures">
      <${Figure} name="perHour" title="Throughput" value=${f.perHour} shown=${count(f.perHour)} unit="parcels/h" ranges=${ranges}
        note=${`${count(f.closed)} closed of ${count(f.inducted)} inducted, ${count(f.onSorter)} on the sorter`} />
      <${Figure} name="readPercent" title="Read rate" value=${known > 0 ? (100 * f.read) / known : NaN}
        shown=${percent(f.read, known)} unit="%" ranges=${ranges}
        note=${`${count(f.read)} read of ${count(known)} scanned, ${count(f.noRead)} without a code`} />
      <${Figure} name="late" title="Late decisions" value=${f.late} shown=${count(f.late)} unit=${`of ${count(f.inducted)}`}
        ranges=${ranges} note=${`half within ${micros(d.p50)}, 99 % within ${micros(d.p99)}, slowest ${micros(d.max)}`} />
      <${Figure} name="hospitalPercent" title="Hospital" value=${f.closed > 0 ? (100 * f.hospital) / f.closed : NaN}
        shown=${percent(f.hospital, f.closed)} unit="%" ranges=${ranges}
        note=${`${count(f.hospital)} of ${count(f.closed)} closed, ${count(f.misdiverts)} misdiverted`} />
      <${Figure} name="unsentSeconds" title="Oldest unsent" value=${unsent} shown=${duration(unsent)} unit="" ranges=${ranges}
        note=${`${count(pending)} records wait on ${uplinks.length === 1 ? "1 uplink" : `${uplinks.length} uplinks`}`} />
    </div>`;
}

/** A value with its unit, what it is a part of, and where it stands beside the range that is expected. */
function Figure({ name, title, value, shown, unit, note, ranges }) {
  const range = ranges[name];
  const side = !range || !Number.isFinite(value) ? "" : value < range[0] ? "low" : value > range[1] ? "high" : "";
  return html`
    <section class=${side ? "figure abnormal" : "figure"} aria-label=${title}>
      <h3>${title}${side && html`<span class="side"><${Mark} priority=${2} />${side}</span>`}</h3>
      <p class="value">${shown} <small>${unit}</small></p>
      <${Gauge} name=${name} value=${value} range=${range} />
      <p class="note">${note}</p>
    </section>`;
}

function Gauge({ name, value, range }) {
  const bottom = BOTTOM_OF_SCALE[name] ?? 0;
  const top = Math.max(TOP_OF_SCALE[name], range ? range[1] : 0, name === "perHour" && value > TOP_OF_SCALE[name] ? value : 0);
  const place = (v) => (100 * (Math.min(top, Math.max(bottom, v)) - bottom)) / (top - bottom);
  const at = Number.isFinite(value) ? place(value) : null;
  return html`
    <svg class="gauge" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="scale" x="0" y="4" width="100" height="4" />
      ${range && html`<rect class="normal" x=${place(range[0])} y="4" width=${Math.max(1, place(range[1]) - place(range[0]))} height="4" />`}
      ${at !== null && html`<rect class="pointer" x=${Math.min(at, 99)} y="0" width="1" height="10" />`}
    </svg>`;
}

export function Alarms({ alarms, now }) {
  const sorted = [...alarms].sort((a, b) => a.priority - b.priority || b.since - a.since);
  return html`
    <${Panel} title="Alarms" note=${alarms.length > 0 ? `${alarms.length} standing` : ""} name="alarms">
      <div aria-live="polite">
        ${sorted.length === 0 && html`<p class="empty">No alarm. Nothing needs a person.</p>`}
        <ul>
          ${sorted.map((a) => html`
            <li key=${a.id} class=${a.acknowledged === false ? "unacknowledged" : ""}>
              <${Mark} priority=${a.priority} />
              <div><b>${text(a.text)}</b><p>${text(a.remedy)}</p></div>
              <time title=${utc(a.since)} aria-live="off">${duration((now - a.since) / 1000)}</time>
            </li>`)}
        </ul>
      </div>
    <//>`;
}

/** What is still to come: a mean and the range that holds in four of five cases, or why nothing can be said. */
export function Forecasts({ forecasts }) {
  if (forecasts.length === 0) return null;
  const known = forecasts.filter((f) => f.problem === undefined);
  return html`
    <${Panel} title="Still to come" note="mean, and the range of 80 %" name="forecast">
      ${known.length === 0
        ? html`<p class="empty">No forecast: ${text(forecasts[0].problem)}.</p>`
        : html`
          <table>
            <thead><tr><th scope="col">Of</th><th scope="col" class="n">So far</th><th scope="col" class="n">To come</th>
              <th scope="col" class="n">Range</th><th scope="col">Until</th></tr></thead>
            <tbody>
              ${known.map((f) => html`
                <tr key=${`${f.kind} ${f.id}`}>
                  <td>${plain(f.kind)} ${text(f.id)}</td><td class="n">${count(f.soFar)}</td><td class="n">${count(f.mean)}</td>
                  <td class="n">${count(f.low)} to ${count(f.high)}</td><td>${utc(f.until)}</td>
                </tr>`)}
            </tbody>
          </table>`}
    <//>`;
}

export function OnTheSorter({ line, many }) {
  const parcels = [...(line.parcels ?? [])].sort((a, b) => b.atMm - a.atMm);
  return html`
    <${Panel} title=${many ? `On sorter ${line.id}` : "On the sorter"} note=${`${parcels.length} parcels, first to leave on top`} name="moving">
      ${parcels.length === 0
        ? html`<p class="empty">No parcel on the belt. Start the line or run <code>tiersort sim</code>.</p>`
        : html`
          <div class="scroll" tabindex="0" role="region" aria-label="Parcels on the sorter">
            <table>
              <thead><tr><th scope="col">Parcel</th><th scope="col">Tier</th><th scope="col" class="n">Chute</th>
                <th scope="col" class="n">At</th><th scope="col">State</th></tr></thead>
              <tbody>
                ${parcels.map((p) => html`
                  <tr key=${p.id}>
                    <th scope="row"><a href=${`#/parcel/${encodeURIComponent(p.id)}`}>${p.id}</a></th>
                    <td>${plain(p.tier)}</td><td class="n">${text(p.chute)}</td><td class="n">${metres(p.atMm)}</td>
                    <td>${parcelKind(p, line) === "exception" && html`<${Mark} priority=${3} />`}${plain(p.state)}</td>
                  </tr>`)}
              </tbody>
            </table>
          </div>`}
    <//>`;
}

export function Devices({ devices, now }) {
  return html`
    <${Panel} title="Devices" name="devices">
      ${devices.length === 0
        ? html`<p class="empty">No device. Add one to the site's configuration.</p>`
        : html`
          <table>
            <thead><tr><th scope="col">Device</th><th scope="col">Health</th><th scope="col" class="n">Last news</th></tr></thead>
            <tbody>
              ${devices.map((d) => html`
                <tr key=${d.id}>
                  <th scope="row">${d.id}<span class="sub">${text(d.driver)}</span></th>
                  <td><${State} state=${health(d.health)} />${d.reason && html`<span class="sub">${d.reason}</span>`}</td>
                  <td class="n" title=${utc(d.lastEvent)}>${d.lastEvent > 0 ? duration((now - d.lastEvent) / 1000) : "never"}</td>
                </tr>`)}
            </tbody>
          </table>`}
    <//>`;
}

export function Uplinks({ uplinks, journal }) {
  return html`
    <${Panel} title="Uplinks and journal" name="uplinks">
      ${uplinks.length === 0
        ? html`<p class="empty">No uplink. Facts stay in the journal until one is configured.</p>`
        : html`
          <table>
            <thead><tr><th scope="col">Uplink</th><th scope="col">State</th><th scope="col" class="n">Waiting</th>
              <th scope="col" class="n">Oldest</th></tr></thead>
            <tbody>
              ${uplinks.map((u) => html`
                <tr key=${u.id}>
                  <th scope="row">${u.id}<span class="sub">${count(u.delivered)} delivered</span></th>
                  <td><${State} state=${u.connected ? { words: "connected", priority: 0 } : { words: "not connected", priority: 3 }} />
                    ${u.reason && html`<span class="sub">${u.reason}</span>`}</td>
                  <td class="n">${count(u.pending)}</td><td class="n">${duration(u.oldestUnsentSeconds)}</td>
                </tr>`)}
            </tbody>
          </table>`}
      <p class="note"><${Journal} journal=${journal} /></p>
    <//>`;
}

function Journal({ journal }) {
  const state = { words: plain(journal.state), priority: (journal.state ?? "OK") === "OK" ? 0 : 1 };
  const size = `${count(journal.accepted)} records, ${bytes(journal.bytes)}, ${count(journal.queued)} queued, `;
  return html`Journal <${State} state=${state} />: ${size}${journal.refused > 0 && html`<${Mark} priority=${1} />`}${
    count(journal.refused)} refused`;
}

export function Results({ line, many }) {
  const outcomes = Object.entries(line.outcomes ?? {});
  const closed = outcomes.reduce((sum, [, n]) => sum + n, 0);
  const tiers = Object.entries(line.tiers ?? {});
  const balance = line.figures?.massBalance ?? 0;
  return html`
    <${Panel} title=${many ? `Tiers and outcomes of ${line.id}` : "Tiers and outcomes"} name="results">
      ${closed === 0 && tiers.length === 0 && html`<p class="empty">No parcel closed yet.</p>`}
      ${tiers.length > 0 && html`
        <table>
          <thead><tr><th scope="col">Tier</th><th scope="col" class="n">Sorted</th><th scope="col" class="n">Promise at risk</th></tr></thead>
          <tbody>${tiers.map(([tier, t]) => html`
            <tr key=${tier}><th scope="row">${plain(tier)}</th><td class="n">${count(t.sorted)}</td>
              <td class="n">${t.atRisk > 0 && html`<${Mark} priority=${2} />`}${count(t.atRisk)}</td></tr>`)}
          </tbody>
        </table>`}
      ${outcomes.length > 0 && html`
        <table>
          <thead><tr><th scope="col">Outcome</th><th scope="col" class="n">Parcels</th><th scope="col" class="n">Share</th></tr></thead>
          <tbody>${outcomes.map(([outcome, n]) => html`
            <tr key=${outcome} class=${isException(outcome) ? "exception" : ""}><th scope="row">${plain(outcome)}</th>
              <td class="n">${count(n)}</td><td class="n">${percent(n, closed)} %</td></tr>`)}
          </tbody>
        </table>`}
      <p class="note">${balance !== 0 && html`<${Mark} priority=${1} />`}Mass balance ${count(balance)}: inducted less closed less on
        the sorter${balance === 0 ? "." : "; expected 0."}</p>
    <//>`;
}

/** A moment: in the browser's zone, in UTC on hover. */
export function Moment({ at }) {
  return html`<time title=${utc(at)}>${stamp(at)}</time>`;
}
