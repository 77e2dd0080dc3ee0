(() => {
  // The first text goes when the app has its own, and nothing but a chart is still to come in what is seen of it.
  let ran = false;
  const isDrawn = () => {
    const chart = document.querySelector(".js-plotly-plot:has(.subplot)"); // first_chart.js keeps the rest until it is drawn
    return chart && chart.style.visibility !== "hidden" && !document.getElementById("first-text")?.scrollTop;
  };
  const stands = (main, state) => {
    ran ||= state === "running";
    if (!ran || !main?.querySelector("h1, .stException, .stAlert")) return false;
    if (state !== "notRunning" && !isDrawn()) return false;
    return [...main.querySelectorAll("[data-testid=stSkeleton]")].every(
      (it) => it.closest(".stPrintGraphic") || it.getBoundingClientRect().top > innerHeight,
    );
  };
  const watch = new MutationObserver(() => {
    const main = document.querySelector("[data-testid=stMain]");
    const state = document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state");
    if (!stands(main, state)) return;
    watch.disconnect();
    const text = document.getElementById("first-text");
    const read = text?.scrollTop;
    text?.remove();
    if (read) main.scrollTop = read;
  });
  watch.observe(document, { subtree: true, childList: true, attributeFilter: ["data-test-script-state"] });
})();
