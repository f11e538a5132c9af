// The console works without this. It shows instants where the reader is, keeps what is marked live up to date, and sends no form twice.
"use strict";

const showLocalTimes = root => {
  for (const time of root.querySelectorAll("time[datetime]")) {
    time.title = new Date(time.dateTime).toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" });
  }
};

const every = 5000; // milliseconds
const live = [...document.querySelectorAll("[data-live]")];
let isPaused = sessionStorage.getItem("live") === "off";

// Replaces what has changed, but nothing that the reader has the focus in or has opened.
const refresh = async () => {
  if (isPaused || document.hidden || live.some(part => part.contains(document.activeElement) || part.querySelector("details[open]"))) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of live) {
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!now) continue;
    showLocalTimes(now);
    if (now.innerHTML !== part.innerHTML) part.innerHTML = now.innerHTML;
  }
};

const addPause = () => {
  const button = document.createElement("button");
  const say = () => { button.textContent = isPaused ? "Updates paused" : "Updates live"; button.setAttribute("aria-pressed", String(isPaused)); };
  button.type = "button";
  button.className = "quiet live";
  button.title = "Pauses or goes on with updating this page";
  button.addEventListener("click", () => {
    isPaused = !isPaused;
    sessionStorage.setItem("live", isPaused ? "off" : "on");
    say();
  });
  say();
  document.querySelector("h1").after(button);
};

showLocalTimes(document);
if (live.length > 0) {
  addPause();
  setInterval(refresh, every);
}
document.addEventListener("submit", sent => {
  if (sent.target.method !== "post") return;
  if (sent.target.dataset.sent) sent.preventDefault();
  sent.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => delete form.dataset.sent));
