(() => {
  // The first text goes when the app has its own, and nothing but a chart is still to come in what is seen of it.
  let ran = false;
  let begun = false;
  const stands = (main, state) => {
    ran ||= state === "running";
    if (!ran || state !== "notRunning" || !main?.querySelector("h1, .stException, .stAlert")) return false;
    return [...main.querySelectorAll("[data-testid=stSkeleton]")].every(
      (it) => it.closest(".stPrintGraphic") || it.getBoundingClientRect().top > innerHeight,
    );
  };
  // Letters that have not come by the first drawing would move the text when the app brings its styles.
  const BLOCK = 200;
  const stay = () => {
    const text = document.getElementById("first-text");
    if (text && !document.fonts.check('15px "First Text"')) text.style.fontFamily = "Narrower, sans-serif";
  };
  const watch = new MutationObserver(() => {
    if (!begun && document.getElementById("first-text")) {
      begun = true;
      setTimeout(stay, BLOCK);
    }
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
