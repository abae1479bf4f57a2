// SPDX-License-Identifier: Apache-2.0
// News from the agent: the event stream of the line, and answers that are asked for again and again.
import { useEffect, useState } from "./vendor/preact-hooks.mjs";

const SILENT_MS = 3000;
const RETRY_FIRST_MS = 2000;
const RETRY_LAST_MS = 30000;

/**
 * The newest snapshot of the line. `stale` is true when none came for three seconds; `ageSeconds` tells since when. The stream is given
 * back while nobody looks at the page, because an agent serves only some.
 */
export function useLine() {
  const [news, setNews] = useState({ view: null, at: 0 });
  const [now, setNow] = useState(Date.now());
  const [opened] = useState(Date.now());

  useEffect(() => followLine((view) => setNews({ view, at: Date.now() })), []);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);

  const silent = Math.max(0, now - (news.at || opened));
  return { view: news.view, at: news.at, stale: silent > SILENT_MS, ageSeconds: silent / 1000 };
}

/** Calls `tell` with each snapshot until the returned function is called; reconnects by itself, ever less often. */
function followLine(tell) {
  let source = null;
  let retry = 0;
  let wait = RETRY_FIRST_MS;

  function open() {
    close();
    source = new EventSource("api/stream");
    source.addEventListener("line", (event) => {
      wait = RETRY_FIRST_MS;
      tell(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      close();
      retry = setTimeout(open, wait);
      wait = Math.min(RETRY_LAST_MS, wait * 2);
    });
  }

  function close() {
    clearTimeout(retry);
    source?.close();
    source = null;
  }

  function look() {
    if (document.hidden) {
      close();
    } else if (!source) {
      wait = RETRY_FIRST_MS;
      open();
    }
  }

  document.addEventListener("visibilitychange", look);
  look();
  return () => {
    document.removeEventListener("visibilitychange", look);
    close();
  };
}

/** Asks `path` now and then every `everyMs`; 0 asks once. `error` is a sentence for a person. */
export function useAnswer(path, everyMs) {
  const [answer, setAnswer] = useState({ path: null, data: null, error: null });

  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    async function ask() {
      try {
        const data = await getJson(path, abort.signal);
        setAnswer({ path, data, error: null });
      } catch (problem) {
        if (abort.signal.aborted) return;
        setAnswer((old) => ({ path, data: old.path === path ? old.data : null, error: problem.message }));
      }
      if (everyMs > 0 && !abort.signal.aborted) timer = setTimeout(ask, everyMs);
    }
    ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [path, everyMs]);

  return answer.path === path ? answer : { data: null, error: null };
}

async function getJson(path, signal) {
  let response;
  try {
    response = await fetch(path, { signal, headers: { Accept: "application/json" } });
  } catch (failure) {
    throw new Error("The agent does not answer. Check that it runs and that the network is up.", { cause: failure });
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.detail ?? `The agent answered ${response.status}.`);
  return body;
}
