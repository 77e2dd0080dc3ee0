(() => {
  // The first text goes when the app has its own: title and text, or a run that has ended, whatever it drew.
  let ran = false;
  const stands = () => {
    const state = document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state");
    if (ran && state === "notRunning") return true;
    ran ||= state === "running";
    const title = document.querySelector("[data-testid=stMain] h1");
    return !!title && [...document.querySelectorAll("[data-testid=stMain] :is(.stMarkdown, .stHtml, .stAlert)")].some(
      (it) => it.textContent.trim() && !it.querySelector("style") && it.closest("[data-testid=stCaptionContainer]") === null
        && title.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING && !it.querySelector("[data-testid=stCaptionContainer]"),
    );
  };
  const watch = new MutationObserver(() => {
    if (!stands()) return;
    watch.disconnect();
    const text = document.getElementById("first-text");
    const main = document.querySelector("[data-testid=stMain]");
    const read = text?.scrollTop;
    text?.remove();
    if (main && read) main.scrollTop = read;
  });
  watch.observe(document, { subtree: true, childList: true, attributeFilter: ["data-test-script-state"] });
})();
