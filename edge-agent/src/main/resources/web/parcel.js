// SPDX-License-Identifier: Apache-2.0
// One parcel: what became of it, why, and when each thing happened.
import { html } from "./html.js";
import { useAnswer } from "./live.js";
import { Mark, Moment, Panel } from "./panels.js";
import { fact, isException, label, micros, millis, plain, planName, text } from "./words.js";

const REFRESH_MS = 1000;

export function ParcelPage({ id }) {
  const { data, error } = useAnswer(`api/parcels/${encodeURIComponent(id)}`, REFRESH_MS);
  if (error && !data) {
    return html`<p class="problem" role="alert"><${Mark} priority=${2} />${error} <a href="#/parcels">Search again</a></p>`;
  }
  if (!data) return html`<p class="empty">Asking the journal for ${id}.</p>`;
  const summary = data.summary ?? {};
  return html`
    <h1 class="heading">Parcel ${data.id}
      <span class="fact">line ${text(data.line)}</span><span class="fact">epoch ${text(data.epoch)}</span>
      <span class="fact">tracking ${text(data.trackingId)}</span>
    </h1>
    <div class="explain">
      <div>
        <${Summary} summary=${summary} />
        <${Timeline} timeline=${data.timeline ?? []} />
      </div>
      <div><${Why} why=${data.why ?? {}} plan=${summary.plan} /></div>
    </div>`;
}

function Summary({ summary }) {
  const open = !summary.outcome;
  const promise = Object.entries(summary.promise ?? {}).filter(([key]) => key !== "tier");
  return html`
    <${Panel} title="Summary" name="summary">
      <dl class="facts">
        <${Fact} name="Shipment">${text(summary.reference)}<//>
        <${Fact} name="Tier">${plain(summary.tier)}<//>
        <${Fact} name="Destination">${text(summary.destination)}<//>
        <${Fact} name="Chute">${text(summary.chute)}<//>
        <${Fact} name="Outcome">${isException(summary.outcome) && html`<${Mark} priority=${3} />`}${
          open ? "on the sorter" : plain(summary.outcome)}<//>
        <${Fact} name="Assignment cause">${plain(summary.cause)}<//>
        <${Fact} name="Physical cause">${plain(summary.physical)}<//>
        <${Fact} name="Inducted"><${Moment} at=${summary.time} /><//>
        ${promise.map(([key, value]) => html`
          <${Fact} key=${key} name=${`Promise: ${label(key)}`}>${key === "atRisk" && value === true && html`<${Mark} priority=${2} />`}${
            fact(key, value)}<//>`)}
      </dl>
    <//>`;
}

function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

function Why({ why, plan }) {
  const codes = why.codes ?? [];
  const candidates = why.candidates ?? [];
  return html`
    <${Panel} title="Why" name="why">
      <h3>Codes seen</h3>
      ${codes.length === 0 ? html`<p class="empty">No code was read.</p>` : html`<${Codes} codes=${codes} />`}
      <h3>Rules that matched</h3>
      <dl class="facts">
        <${Fact} name="Tier rule">${text(why.tierRule)}<//>
        <${Fact} name="Route">${text(why.route)}<//>
        <${Fact} name="Plan">${planName(plan)}<//>
      </dl>
      <h3>Chutes considered</h3>
      ${candidates.length === 0 ? html`<p class="empty">No decision yet.</p>` : html`<${Candidates} candidates=${candidates} />`}
      <h3>Time budget</h3>
      <${Budget} budget=${why.budget ?? {}} />
    <//>`;
}

function Codes({ codes }) {
  return html`
    <table>
      <thead><tr><th scope="col">Code</th><th scope="col">Type</th><th scope="col">Verdict</th><th scope="col">Reason</th></tr></thead>
      <tbody>${codes.map((c, i) => html`
        <tr key=${i}><th scope="row" class="code">${text(c.data)}</th><td>${text(c.type)}<span class="sub">${text(c.aim)}</span></td>
          <td>${plain(c.verdict)}</td><td>${text(c.reason)}</td></tr>`)}
      </tbody>
    </table>`;
}

function Candidates({ candidates }) {
  return html`
    <table>
      <thead><tr><th scope="col" class="n">Chute</th><th scope="col">Verdict</th><th scope="col">Reason</th></tr></thead>
      <tbody>${candidates.map((c, i) => html`
        <tr key=${i} class=${/chosen|taken|selected/i.test(c.verdict ?? "") ? "chosen" : ""}>
          <th scope="row" class="n">${text(c.chute)}</th><td>${plain(c.verdict)}</td><td>${text(c.reason)}</td></tr>`)}
      </tbody>
    </table>`;
}

/** How much of the time between the decision's question and the parcel's last decision point was used. */
function Budget({ budget }) {
  const { decidedMicros, slackMillis } = budget;
  if (!Number.isFinite(slackMillis) && !Number.isFinite(decidedMicros)) return html`<p class="empty">No decision yet.</p>`;
  const used = (decidedMicros ?? 0) / 1000;
  const late = Number.isFinite(slackMillis) && slackMillis < 0;
  const share = late ? 100 : Number.isFinite(slackMillis) ? (100 * used) / Math.max(used + slackMillis, 0.001) : 0;
  return html`
    <svg class=${late ? "budget late" : "budget"} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="left" width="100" height="6" /><rect class="used" width=${Math.max(0.6, share)} height="6" />
    </svg>
    <p class="note">Decided in ${micros(decidedMicros)}; ${late
      ? html`<${Mark} priority=${2} />late by ${millis(-slackMillis)}`
      : html`${millis(slackMillis)} left before the last moment for its chute`}.</p>`;
}

function Timeline({ timeline }) {
  return html`
    <${Panel} title="Timeline" note="ms since induct" name="timeline">
      <table>
        <thead><tr><th scope="col" class="n">At</th><th scope="col" class="n">Step</th><th scope="col">What happened</th></tr></thead>
        <tbody>${timeline.map((entry, i) => html`
          <tr key=${`${entry.at}-${i}`}>
            <td class="n" title=${fact("at", entry.at)}>${millis(entry.offsetMs)}</td>
            <td class="n step">${i === 0 ? "" : `+${entry.offsetMs - timeline[i - 1].offsetMs}`}</td>
            <td><details><summary><b>${text(entry.type).replace(/^parcel\./, "")}</b> <span class="brief">${brief(entry.data)}</span></summary>
              <pre>${JSON.stringify(entry, null, 2)}</pre></details></td>
          </tr>`)}
        </tbody>
      </table>
    <//>`;
}

const BRIEF_FACTS = 4;

function brief(data) {
  return Object.entries(data ?? {})
    .filter(([, value]) => value === null || typeof value !== "object")
    .slice(0, BRIEF_FACTS)
    .map(([key, value]) => `${label(key)} ${fact(key, value)}`)
    .join(", ");
}
