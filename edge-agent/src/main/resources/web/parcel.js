// SPDX-License-Identifier: Apache-2.0
// One parcel: what became of it, why, and when each thing happened.
import { html } from "./html.js";
import { useAnswer } from "./live.js";
import { Mark, Moment, Panel } from "./panels.js";
import { Chutes, Codes, Command, Decisions, Facts, Promised, Rules, TimeBudget, Upstream } from "./explain.js";
import { fact, isException, label, millis, plain, text } from "./words.js";

const REFRESH_MS = 1000;

export function ParcelPage({ id }) {
  const { data, error } = useAnswer(`api/parcels/${encodeURIComponent(id)}`, REFRESH_MS);
  if (error && !data) {
    return html`<p class="problem" role="alert"><${Mark} priority=${2} />${error} <a href="#/parcels">Search again</a></p>`;
  }
  if (!data) return html`<p class="empty">Asking the journal for ${id}.</p>`;
  const summary = data.summary ?? {};
  const explain = data.explain ?? {};
  return html`
    <h1 class="heading">Parcel ${data.id}
      <span class="fact">line ${text(data.line)}</span><span class="fact">epoch ${text(data.epoch)}</span>
      <span class="fact">tracking ${text(data.trackingId)}</span>
    </h1>
    <div class="explain">
      <div>
        <${Summary} summary=${summary} />
        <${TimeBudget} hops=${explain.hops ?? []} />
        <${Promised} promise=${explain.promise} />
        <${Decisions} decisions=${explain.decisions ?? []} />
        <${Timeline} timeline=${data.timeline ?? []} />
      </div>
      <div>
        <${Codes} codes=${explain.codes ?? []} />
        <${Facts} facts=${explain.facts ?? []} recorded=${explain.basisRecorded} />
        <${Rules} rules=${explain.rules} />
        <${Chutes} chutes=${explain.chutes ?? []} />
        <${Command} command=${explain.command ?? {}} seen=${explain.verification ?? []} />
        <${Upstream} uplinks=${explain.upstream ?? []} feedback=${explain.feedback ?? []} />
      </div>
    </div>`;
}

function Summary({ summary }) {
  const open = !summary.outcome;
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
      </dl>
    <//>`;
}

function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
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
