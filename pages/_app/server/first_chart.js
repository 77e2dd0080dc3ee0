(() => {
  // Streamlit shows no figure before all that have come are drawn once unseen. So what follows the first figure, and the element
  // with its foot, waits until that is drawn, in the order in which it came: ten seconds at most, and two where the script that
  // draws is still to come.
  const longest = () => (performance.getEntriesByType("resource").some((it) => it.name.includes("/PlotlyChart.")) ? 10000 : 2000);
  const Plain = window.WebSocket;
  const isFigure = (data) => data instanceof ArrayBuffer && new TextDecoder("latin1").decode(data).includes("toImageButtonOptions");
  const isDrawn = () => {
    const chart = document.querySelector(".js-plotly-plot:has(.subplot)");
    return chart && chart.style.visibility !== "hidden"; // the first time it is drawn unseen
  };
  window.WebSocket = class extends Plain {
    constructor(...address) {
      super(...address);
      let hasCome = false;
      let held = null;
      const release = (since) => {
        if (!isDrawn() && performance.now() - since < longest()) {
          setTimeout(release, 20, since);
          return;
        }
        window.WebSocket = Plain;
        this.removeEventListener("message", hold);
        for (const data of held) this.dispatchEvent(new MessageEvent("message", { data }));
      };
      const hold = (event) => {
        if (held) {
          event.stopImmediatePropagation();
          held.push(event.data);
        } else if (hasCome) {
          held = [];
          release(performance.now());
        } else {
          hasCome = isFigure(event.data);
        }
      };
      this.addEventListener("message", hold);
    }
  };
})();
