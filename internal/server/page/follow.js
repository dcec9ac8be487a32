(() => {
  const run = document.getElementById("run");
  if (!run || !window.EventSource) return;
  const stage = document.getElementById("stage");
  const bar = document.getElementById("bar");
  const steps = document.getElementById("steps");
  let number = Number(run.dataset.number);
  let of = Number(run.dataset.of);
  const items = (n, one) => n + " " + one + (n === 1 ? "" : "s");
  const name = (text) => (text.charAt(0).toUpperCase() + text.slice(1)).replace(/[-_]/g, " ").replace(/\//g, ", ");
  const line = (text) => {
    const li = document.createElement("li");
    li.textContent = text;
    steps.append(li);
    while (steps.children.length > 6) steps.firstChild.remove();
  };
  const data = (event) => JSON.parse(event.data).data || {};
  const events = new EventSource(run.dataset.events);
  events.addEventListener("stage", (event) => {
    const d = data(event);
    number = d.number;
    of = d.of;
    stage.textContent = "Step " + number + " of " + of + ": " + d.title;
    bar.value = (100 * (number - 1)) / of;
    document.title = number + " of " + of + " · " + run.dataset.name + " · GumGenie";
  });
  events.addEventListener("section", (event) => {
    const d = data(event);
    line(d.title + ": " + items(d.items, "item"));
  });
  const live = document.getElementById("live");
  let spoken = "";
  events.addEventListener("text", (event) => {
    const d = data(event);
    spoken = (d.again ? "" : spoken + " ") + d.text;
    spoken = spoken.slice(-400);
    live.hidden = false;
    live.textContent = spoken.slice(-220);
  });
  events.addEventListener("item", (event) => {
    line("Written: " + data(event).title);
  });
  events.addEventListener("written", (event) => {
    const d = data(event);
    live.hidden = true;
    line(items(d.model, "item") + " by the model" + (d.pending ? ", " + d.pending + " to come later" : "") + (d.why ? ". " + d.why : ""));
  });
  events.addEventListener("files", (event) => {
    const d = data(event);
    if (of) bar.value = (100 * (number - 1 + d.done / d.of)) / of;
    line(name(d.task) + ": " + items(d.count, "file"));
  });
  const over = (title) => () => {
    events.close();
    bar.value = 100;
    stage.textContent = title;
    document.title = title + ": " + run.dataset.name + " · GumGenie";
    location.replace(location.pathname);
  };
  events.addEventListener("complete", over("Ready"));
  events.addEventListener("stopped", over("Stopped"));
  events.addEventListener("failed", over("Failed"));
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 2000);
  });
})();
