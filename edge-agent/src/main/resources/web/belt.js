// SPDX-License-Identifier: Apache-2.0
// The conveyor to scale: induct left, stations as ticks, chutes at their true positions on alternating sides, parcels where they are.
import { useEffect, useRef, useState } from "./vendor/preact-hooks.mjs";
import { html } from "./html.js";
import { Mark } from "./panels.js";
import { chuteState, count, health, metres, parcelKind, plain, text } from "./words.js";

const SIDE = 62;
const CELL = { height: 96, widest: 152, narrowest: 104, gap: 8 };
const BELT = { height: 36, gap: 12 };
const TOP = 24;
const BELT_Y = TOP + CELL.height + BELT.gap;
const HEIGHT = BELT_Y + BELT.height + BELT.gap + CELL.height + 22;
const WIDEST = 12000;
const PARCEL = { height: 22, narrowest: 9, target: 24 };

/** Width of an element in pixels, kept up to date. */
function useWidth() {
  const ref = useRef(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

/** Gives the focus back to the drawing when the parcel that had it has left; returns what to call when something gets the focus. */
function useKeptFocus(ref) {
  const last = useRef(null);
  useEffect(() => {
    if (last.current && !last.current.isConnected && document.activeElement === document.body) {
      last.current = null;
      ref.current.focus({ preventScroll: true });
    }
  });
  return (event) => { last.current = event.target; };
}

/** Chutes in travel order with the distance to the nearest one on the same side, in mm. */
function placed(line) {
  const chutes = [...(line.chutes ?? [])].sort((a, b) => a.atMm - b.atMm);
  let nearest = Infinity;
  for (let i = 2; i < chutes.length; i++) nearest = Math.min(nearest, chutes[i].atMm - chutes[i - 2].atMm);
  return { chutes, nearest: nearest > 0 ? nearest : Infinity };
}

/** How wide to draw so that no two cells overlap, and how wide each cell is. */
function scale(line, width, nearest) {
  const lengthMm = Math.max(1, line.lengthMm ?? 1);
  const needed = nearest === Infinity ? 0 : (lengthMm / nearest) * (CELL.narrowest + CELL.gap) + 2 * SIDE;
  const total = Math.min(WIDEST, Math.max(width, Math.ceil(needed)));
  const perMm = (total - 2 * SIDE) / lengthMm;
  const cell = Math.min(CELL.widest, nearest === Infinity ? CELL.widest : nearest * perMm - CELL.gap);
  return { total, cell, x: (mm) => SIDE + Math.min(Math.max(mm, 0), lengthMm) * perMm, perMm };
}

export function Belt({ line, devices }) {
  const [ref, width] = useWidth();
  const keepFocus = useKeptFocus(ref);
  const { chutes, nearest } = placed(line);
  const to = scale(line, width, nearest);
  const label = `Line ${line.id}, ${metres(line.lengthMm)}: ${chutes.length} chutes, ${(line.parcels ?? []).length} parcels`;
  return html`
    <div class="belt" ref=${ref} tabindex="0" role="region" aria-label=${`Drawing of line ${line.id}`} onFocusIn=${keepFocus}>
      ${width > 0 && html`
        <svg width=${to.total} height=${HEIGHT} role="group" aria-label=${label}>
          <${Track} line=${line} to=${to} />
          ${(line.stations ?? []).map((s) => html`<${Station} key=${s.point} station=${s} devices=${devices} to=${to} />`)}
          ${chutes.map((c, i) => html`<${Chute} key=${c.number} chute=${c} line=${line} above=${i % 2 === 0} to=${to} />`)}
          ${(line.parcels ?? []).map((p) => html`<${Parcel} key=${p.id} parcel=${p} line=${line} to=${to} />`)}
        </svg>`}
    </div>`;
}

function Track({ line, to }) {
  const left = to.x(0);
  const right = to.x(line.lengthMm);
  const middle = BELT_Y + BELT.height / 2;
  return html`
    <g class=${line.running === false ? "track stopped" : "track"}>
      <rect class="run" x=${left} y=${BELT_Y} width=${right - left} height=${BELT.height} />
      <text class="end" x=${left - 6} y=${middle - 2} text-anchor="end">Induct</text>
      <text class="small" x=${left - 6} y=${middle + 12} text-anchor="end">0 m</text>
      <text class="end" x=${right + 6} y=${middle - 2}>${line.loop ? "Loop" : "End"}</text>
      <text class="small" x=${right + 6} y=${middle + 12}>${metres(line.lengthMm)}</text>
      ${line.running === false && html`<text class="halt" x=${left + 12} y=${middle + 5}>Belt stopped</text>`}
    </g>`;
}

function Station({ station, devices, to }) {
  const x = to.x(station.atMm);
  const scanners = station.scanners ?? [];
  const states = scanners.map((id) => health(devices.find((d) => d.id === id)?.health ?? "NORMAL"));
  const worst = states.filter((s) => s.priority > 0).sort((a, b) => a.priority - b.priority)[0];
  return html`
    <g class="station">
      <title>${`Point ${station.point} at ${metres(station.atMm)}`}</title>
      <line x1=${x} x2=${x} y1=${TOP - 2} y2=${BELT_Y + BELT.height + 6} />
      ${worst && html`<g transform=${`translate(${x - 34} 3)`}><${Mark} priority=${worst.priority} /></g>`}
      <text x=${x} y="16" text-anchor=${worst ? "start" : "middle"} dx=${worst ? -14 : 0}>
        ${scanners.join(", ") || `Point ${station.point}`}${worst ? `: ${worst.words}` : ""}
      </text>
    </g>`;
}

function Chute({ chute, line, above, to }) {
  const x = to.x(chute.atMm);
  const left = x - to.cell / 2;
  const top = above ? TOP : BELT_Y + BELT.height + BELT.gap;
  const state = chuteState(chute.state);
  const fill = Math.min(100, Math.max(0, chute.fillPercent ?? 0));
  const role = chute.number === line.hospital ? "hospital" : chute.number === line.overflow ? "overflow" : "";
  const barY = top + 27;
  const bar = to.cell - 58;
  return html`
    <g class=${state.priority > 0 ? `chute p${state.priority}` : "chute"}>
      <line x1=${x} x2=${x} y1=${above ? top + CELL.height : BELT_Y + BELT.height} y2=${above ? BELT_Y : top} />
      <rect class="cell" x=${left} y=${top} width=${to.cell} height=${CELL.height} rx="3" />
      <rect class="empty" x=${left + 8} y=${barY} width=${bar} height="8" />
      <rect class="fill" x=${left + 8} y=${barY} width=${(bar * fill) / 100} height="8" />
      <foreignObject x=${left + 8} y=${top + 3} width=${to.cell - 14} height=${CELL.height - 5}>
        <div class="cell-text">
          <p class="name" title=${text(chute.name)}><b>${chute.number}</b> ${text(chute.name)}</p>
          <p class="percent">${fill} %</p>
          <p class="state">${state.priority > 0 && html`<${Mark} priority=${state.priority} />`}${state.words}${
            role && role !== (chute.name ?? "").toLowerCase() ? `, ${role}` : ""}</p>
          <p>${count(chute.inFlight ?? 0)} in flight</p>
          <p>${count(chute.sorted ?? 0)} sorted</p>
        </div>
      </foreignObject>
    </g>`;
}

function Parcel({ parcel, line, to }) {
  const kind = parcelKind(parcel, line);
  const length = Math.max(PARCEL.narrowest, (parcel.lengthMm ?? 0) * to.perMm);
  const target = Math.max(PARCEL.target, length);
  const y = (BELT.height - PARCEL.height) / 2;
  const where = parcel.chute ? `chute ${parcel.chute}` : "no chute yet";
  const words = `${plain(parcel.tier) === "–" ? "no tier yet" : plain(parcel.tier)}, ${where}`;
  return html`
    <a class=${`parcel ${kind}`} href=${`#/parcel/${encodeURIComponent(parcel.id)}`}
       transform=${`translate(${to.x(parcel.atMm).toFixed(1)} ${BELT_Y})`}
       aria-label=${`Parcel ${parcel.id}, ${words}, ${plain(parcel.state)}`}>
      <title>${`${parcel.id}: ${words}, ${plain(parcel.state)}`}</title>
      <rect class="target" x=${-target / 2} width=${target} height=${BELT.height} />
      <rect class="box" x=${-length / 2} y=${y} width=${length} height=${PARCEL.height} rx="1.5" />
      ${kind === "exception" && html`<text class="bang" y=${BELT.height / 2 + 5} text-anchor="middle">!</text>`}
      <text class="tag" y="-2" text-anchor="middle">${words}</text>
    </a>`;
}
