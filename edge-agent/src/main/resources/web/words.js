// SPDX-License-Identifier: Apache-2.0
// Numbers with their units, times, and the words for the codes of the API.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const NOTHING = "–";

/** 11480 -> "11 480", with a narrow space that does not break. */
export function count(value) {
  return Number.isFinite(value) ? whole.format(value).replaceAll(",", "\u202f") : NOTHING;
}

/** Share of a whole in percent, or a dash when there is no whole yet. */
export function percent(part, total) {
  return total > 0 && Number.isFinite(part) ? (100 * part / total).toFixed(1) : NOTHING;
}

/** Seconds in the largest unit that still says something: "0.2 s", "42 s", "6 min 41 s", "3 h 5 min", "2 d 4 h". */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return NOTHING;
  const s = Math.max(0, seconds);
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 60) return `${Math.floor(s)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${Math.floor(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

export function micros(value) {
  if (!Number.isFinite(value)) return NOTHING;
  return value < 1000 ? `${count(value)} µs` : `${(value / 1000).toFixed(1)} ms`;
}

export function millis(value) {
  return Number.isFinite(value) ? `${count(value)} ms` : NOTHING;
}

export function metres(mm) {
  return Number.isFinite(mm) ? `${(mm / 1000).toFixed(1)} m` : NOTHING;
}

export function bytes(value) {
  if (!Number.isFinite(value)) return NOTHING;
  if (value < 1e6) return `${count(value / 1e3)} kB`;
  return value < 1e9 ? `${(value / 1e6).toFixed(1)} MB` : `${(value / 1e9).toFixed(1)} GB`;
}

const two = (n) => String(n).padStart(2, "0");

/** "14:03:22" in the time zone of the browser. */
export function clock(ms) {
  if (!Number.isFinite(ms)) return NOTHING;
  const t = new Date(ms);
  return `${two(t.getHours())}:${two(t.getMinutes())}:${two(t.getSeconds())}`;
}

/** "2026-11-22 14:03:22.250" in the time zone of the browser. */
export function stamp(ms) {
  if (!Number.isFinite(ms)) return NOTHING;
  const t = new Date(ms);
  const day = `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}`;
  return `${day} ${clock(ms)}.${String(t.getMilliseconds()).padStart(3, "0")}`;
}

/** The same moment in UTC, for a tooltip. */
export function utc(ms) {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : "";
}

const SPELLED = { NOREAD: "no read", EOL: "end of line", RECIRC: "recirculated" };

/** SAME_DAY -> "same day". */
export function plain(code) {
  if (code === undefined || code === null || code === "") return NOTHING;
  return SPELLED[code] ?? String(code).toLowerCase().replaceAll("_", " ");
}

export function text(value) {
  return value === undefined || value === null || value === "" ? NOTHING : String(value);
}

/** "weekday r3", from a plan or from what the journal kept of it. */
export function planName(plan) {
  return plan?.id ? `${plan.id} r${text(plan.revision)}` : text(plan);
}

const EPOCH_MILLIS = 1e12;
const TIME_KEY = /^(at|time|since|until|cutOff|due|by)$|At$|Time$/;

/** Any fact as text: times as times, flags as yes or no, the rest as it is. */
export function fact(key, value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number" && value > EPOCH_MILLIS && TIME_KEY.test(key)) return stamp(value);
  if (value !== null && typeof value === "object") return JSON.stringify(value);
  return text(value);
}

/** cutOff -> "cut off". */
export function label(key) {
  return key.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

const CHUTES = {
  OPEN: ["open", 0],
  HALF_FULL: ["half full", 0],
  FULL: ["full", 2],
  JAM: ["jammed", 1],
  LOCKED: ["locked", 3],
  DISABLED: ["disabled", 3],
  OFFLINE: ["offline", 2],
  UNKNOWN: ["unknown", 3],
};

/** State of a chute in words and its alarm priority; 0 is normal. */
export function chuteState(state) {
  const [words, priority] = CHUTES[state] ?? [plain(state), 3];
  return { words, priority };
}

const HEALTH = {
  NORMAL: ["normal", 0],
  FAILURE: ["failure", 1],
  CHECK_FUNCTION: ["check function", 3],
  OFF_SPEC: ["out of specification", 2],
  MAINTENANCE_REQUIRED: ["maintenance required", 4],
};

/** NE 107 status of a device in words and its alarm priority; 0 is normal. */
export function health(status) {
  const [words, priority] = HEALTH[status] ?? [plain(status), 3];
  return { words, priority };
}

const PACKML = ["undefined", "clearing", "stopped", "starting", "idle", "suspended", "running", "stopping", "aborting",
  "aborted", "holding", "held", "unholding", "suspending", "unsuspending", "resetting", "completing", "complete"];

/** PackML state number in words. */
export function packMl(state) {
  return PACKML[state] ?? text(state);
}

const TROUBLE = /NO_?READ|CONFLICT|LATE|LOST|STRAY|MISS|PASSED|FAULT|REFUSED|DROPPED|EXPIRED|HOLD|NO_DATA|UNVERIFIED/;

/** How a parcel on the belt is drawn: "new", "decided", "committed" or "exception". */
export function parcelKind(parcel, line) {
  const state = parcel.state ?? "";
  if (TROUBLE.test(state) || (parcel.chute && parcel.chute === line.hospital)) return "exception";
  if (/COMMIT|COMMAND|ACK|DIVERT|SENT/.test(state)) return "committed";
  return parcel.chute ? "decided" : "new";
}

const EXPECTED_OUTCOMES = new Set(["", "SORTED", "SORTED_ALT"]);

/** Whether an outcome calls for somebody's attention; an open or sorted parcel does not. */
export function isException(outcome) {
  return !EXPECTED_OUTCOMES.has(outcome ?? "");
}
