// SPDX-License-Identifier: Apache-2.0
// Why a parcel went where it went, a panel for each question. Where a record does not say, the page says so.
import { html } from "./html.js";
import { Mark, Moment, Panel } from "./panels.js";
import { count, millis, plain, text } from "./words.js";

const NOT_RECORDED = "not recorded";

function Empty({ children }) {
  return html`<p class="empty">${children}</p>`;
}

function Item({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

/** A bar from induct to the last moment for the chute, and the hops with what was left at each. */
export function TimeBudget({ hops }) {
  return html`
    <${Panel} title="Time budget" note="ms since induct" name="time-budget">
      <${Bar} hops=${hops} />
      <table>
        <thead><tr><th scope="col">Hop</th><th scope="col" class="n">At</th><th scope="col" class="n">Took</th>
          <th scope="col" class="n">Left</th><th scope="col">Note</th></tr></thead>
        <tbody>${hops.map((hop) => html`
          <tr key=${hop.hop}><th scope="row">${hop.hop}</th>
            <td class="n">${Number.isFinite(hop.offsetMs) ? count(hop.offsetMs) : hop.done ? "" : "no"}</td>
            <td class="n">${Number.isFinite(hop.tookMs) ? count(hop.tookMs) : ""}</td>
            <td class="n">${Number.isFinite(hop.slackMs) ? html`${hop.slackMs < 0 && html`<${Mark} priority=${2} />`}${count(hop.slackMs)}` : ""}</td>
            <td>${/[a-z]/.test(hop.note ?? "") ? hop.note : plain(hop.note)}</td></tr>`)}
        </tbody>
      </table>
    <//>`;
}

const BAR_HOPS = ["codes read", "decided", "decided again", "command accepted"];

function Bar({ hops }) {
  const timed = hops.filter((hop) => BAR_HOPS.includes(hop.hop) && Number.isFinite(hop.offsetMs));
  const last = timed.filter((hop) => Number.isFinite(hop.slackMs)).pop();
  if (!last) return html`<${Empty}>No decision yet.<//>`;
  const end = last.offsetMs + Math.max(0, last.slackMs);
  const share = (ms) => (100 * Math.max(0, ms)) / Math.max(1, end);
  const late = last.slackMs < 0;
  return html`
    <svg class=${late ? "budget late" : "budget"} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="left" width="100" height="6" />
      ${timed.map((hop) => html`<rect key=${hop.hop} class=${hop.hop === "codes read" ? "way" : "used"}
        x=${share(hop.offsetMs - hop.tookMs)} width=${Math.max(0.4, share(hop.tookMs))} height="6" />`)}
    </svg>
    <p class="note">${late
      ? html`<${Mark} priority=${2} />${last.hop} ${millis(-last.slackMs)} after the last moment for its chute`
      : html`${last.hop} at ${millis(last.offsetMs)}, ${millis(last.slackMs)} before the last moment for its chute`}.</p>`;
}

export function Promised({ promise }) {
  if (!promise) return null;
  const notices = promise.notices ?? [];
  return html`
    <${Panel} title="Promise" name="promise">
      <dl class="facts">
        <${Item} name="Promised">${plain(promise.promised)}<//>
        <${Item} name="Kept as">${promise.promised !== promise.keeping && html`<${Mark} priority=${3} />`}${plain(promise.keeping)}<//>
        <${Item} name="Promised by">${promise.promiseBy ? html`<${Moment} at=${promise.promiseBy} />` : "no date"}<//>
        <${Item} name="Departure">${text(promise.departure)}<//>
        <${Item} name="Cut-off">${promise.leaves ? html`<${Moment} at=${promise.leaves} />` : text("")}<//>
        <${Item} name="Pickup">${promise.point ? `${promise.point} ${promise.compartment ?? ""}` : text("")}<//>
      </dl>
      ${notices.length > 0 && html`<h3>Notices sent upstream</h3>`}
      ${notices.map((notice, i) => html`
        <p key=${i}><${Mark} priority=${2} />${millis(notice.offsetMs)}: ${notice.notice}, ${plain(notice.cause)}:
          ${" "}${plain(notice.promised)} → ${plain(notice.keeping)}${
            notice.expected ? html`, expected <${Moment} at=${notice.expected} />` : ""}</p>`)}
    <//>`;
}

export function Decisions({ decisions }) {
  return html`
    <${Panel} title="Decisions" name="decisions">
      ${decisions.length === 0 ? html`<${Empty}>No decision yet.<//>` : html`
        <table>
          <thead><tr><th scope="col" class="n">At</th><th scope="col">Because</th><th scope="col">Result</th></tr></thead>
          <tbody>${decisions.map((d, i) => html`
            <tr key=${i}><td class="n">${millis(d.offsetMs)}</td>
              ${d.refused
                ? html`<td><${Mark} priority=${2} />wanted ${plain(d.refused)}</td><td>refused, ${millis(d.lateMs)} too late</td>`
                : html`<td>${text(d.because)}</td><td>${result(d)}</td>`}</tr>`)}
          </tbody>
        </table>`}
    <//>`;
}

function result(d) {
  if ((d.changes ?? []).length > 0) return d.changes.map((change) => html`<span class="sub">${change}</span>`);
  return `${plain(d.tier)} to chutes ${(d.chutes ?? []).join(", ") || "none"}, ${plain(d.cause)}`;
}

export function Codes({ codes }) {
  return html`
    <${Panel} title="Codes seen" name="codes">
      ${codes.length === 0 ? html`<${Empty}>No code was read.<//>` : html`
        <table>
          <thead><tr><th scope="col">Code</th><th scope="col">Type</th><th scope="col">Verdict and reason</th></tr></thead>
          <tbody>${codes.map((c, i) => html`
            <tr key=${i} class=${c.verdict === "BEST" ? "chosen" : ""}><th scope="row" class="code">${text(c.data)}</th>
              <td>${text(c.type)}<span class="sub">${c.aim ? `]${c.aim}` : ""} ${c.scanner ?? ""}</span></td>
              <td>${plain(c.verdict)}<span class="sub">${text(c.reason)}</span></td></tr>`)}
          </tbody>
        </table>`}
    <//>`;
}

export function Facts({ facts, recorded }) {
  return html`
    <${Panel} title="Facts it rested on" name="facts-known">
      ${facts.length === 0 ? html`<${Empty}>None.<//>` : html`
        <table>
          <thead><tr><th scope="col">Fact</th><th scope="col">Value</th><th scope="col">Source</th><th scope="col" class="n">Age</th></tr></thead>
          <tbody>${facts.map((f, i) => html`
            <tr key=${i}><th scope="row">${f.name}</th><td>${text(f.value)}</td><td>${text(f.source)}</td>
              <td class="n">${Number.isFinite(f.ageMs) ? millis(f.ageMs) : ""}</td></tr>`)}
          </tbody>
        </table>`}
      ${!recorded && html`<p class="note">What the host had said: ${NOT_RECORDED}.</p>`}
    <//>`;
}

export function Rules({ rules }) {
  if (!rules) return null;
  return html`
    <${Panel} title="Rules asked" note=${`${text(rules.plan)} r${text(rules.planRevision)}`} name="rules">
      <dl class="facts">
        <${Item} name="Tier rule">${text(rules.tierRule)}<//>
        <${Item} name="Precedence">${text(rules.precedence)}<//>
        <${Item} name="Route">${text(rules.route)}<//>
      </dl>
      <${Asked} rules=${rules.tierRules ?? []} gives="Tier" />
      <${Asked} rules=${rules.routes ?? []} gives="Destination" />
      ${rules.note && html`<p class="note">${rules.note}.</p>`}
    <//>`;
}

function Asked({ rules, gives }) {
  if (rules.length === 0) return null;
  return html`
    <table>
      <thead><tr><th scope="col">Rule</th><th scope="col">Held</th><th scope="col">Because</th><th scope="col">${gives}</th></tr></thead>
      <tbody>${rules.map((rule) => html`
        <tr key=${rule.id} class=${rule.held ? "chosen" : ""}>
          <th scope="row">${rule.id}${rule.precedence && html`<span class="sub">${rule.precedence}</span>`}</th>
          <td>${rule.held ? "yes" : "no"}</td><td>${text(rule.why)}</td><td>${rule.held ? text(rule.gives) : ""}</td></tr>`)}
      </tbody>
    </table>`;
}

export function Chutes({ chutes }) {
  const considered = chutes.filter((c) => c.verdict);
  const others = chutes.filter((c) => !c.verdict);
  const numbers = (reachable) => others.filter((c) => c.reachable === reachable).map((c) => c.chute).join(" ") || "none";
  const placed = chutes.some((c) => typeof c.reachable === "boolean");
  return html`
    <${Panel} title="Chutes at the last decision" name="chutes-considered">
      ${considered.length === 0 ? html`<${Empty}>No chute was considered.<//>` : html`
        <table>
          <thead><tr><th scope="col" class="n">Chute</th><th scope="col">Verdict</th><th scope="col" class="n">To its last point</th></tr></thead>
          <tbody>${considered.map((c) => html`
            <tr key=${c.chute} class=${c.verdict === "taken" ? "chosen" : ""}>
              <th scope="row" class="n">${text(c.chute)}</th><td>${text(c.verdict)}<span class="sub">${c.name ?? ""}</span></td>
              <td class="n">${!placed ? NOT_RECORDED : c.reachable ? `${count(c.leftMm)} mm` : `passed by ${count(-c.leftMm)} mm`}${
                c.reachable && html`<span class="sub">${millis(c.leftMs)}</span>`}</td></tr>`)}
          </tbody>
        </table>`}
      ${placed && html`<p class="note">Not considered: ${numbers(true)} still within reach; ${numbers(false)} already passed.</p>`}
    <//>`;
}

export function Command({ command, seen }) {
  const rows = [...(command.answers ?? []).map((a) => [a.offsetMs, `PLC: ${plain(a.answer)}`]),
    ...seen.map((s) => [s.offsetMs, s.text])].sort((a, b) => a[0] - b[0]);
  const chutes = command.chutes ?? command.recovered;
  return html`
    <${Panel} title="Command and divert" name="command">
      ${chutes ? html`<p>Commanded chutes ${chutes.join(", ") || "none"}${
        command.recovered ? ", found in the PLC after a restart" : html`, valid until encoder ${text(command.validUntil)}`}.</p>`
      : html`<${Empty}>No command.<//>`}
      ${rows.length > 0 && html`<table><tbody>${rows.map(([at, what], i) => html`
        <tr key=${i}><td class="n">${millis(at)}</td><td>${what}</td></tr>`)}</tbody></table>`}
    <//>`;
}

export function Upstream({ uplinks, feedback }) {
  return html`
    <${Panel} title="Upstream" name="upstream">
      ${uplinks.length === 0 ? html`<${Empty}>No uplink.<//>` : html`
        <table>
          <thead><tr><th scope="col">Uplink</th><th scope="col">This parcel's records</th><th scope="col" class="n">Acknowledged to</th></tr></thead>
          <tbody>${uplinks.map((u) => html`
            <tr key=${u.uplink}><th scope="row">${u.uplink}</th>
              <td>${u.acknowledged ? "all acknowledged" : html`<${Mark} priority=${4} />${u.waiting} wait, up to record ${u.lastRecord}`}</td>
              <td class="n">${u.cursor}</td></tr>`)}
          </tbody>
        </table>`}
      ${feedback.length > 0 && html`<h3>What came back</h3>`}
      ${feedback.map((news, i) => html`<p key=${i}><${Moment} at=${news.at} /> ${news.type}: ${JSON.stringify(news.data)}</p>`)}
    <//>`;
}
