(() => {
  // Streamlit shows no figure before all that have come are drawn once unseen. So what follows the first figure, and the
  // element with its foot and its margin, waits until that is drawn, in the order in which it came: ten seconds at most, and two where the script that draws is still to come.
  const longest = () => (performance.getEntriesByType("resource").some((it) => it.name.includes("/PlotlyChart.")) ? 10000 : 2000);
  const Plain = window.WebSocket;
  const isFigure = (data) => data instanceof ArrayBuffer && new TextDecoder("latin1").decode(data).includes("toImageButtonOptions");
  let held = null;
  let hasCome = false;
  const wait = (socket, since) => {
    const chart = document.querySelector(".js-plotly-plot:has(.subplot)");
    const isDrawn = chart && chart.style.visibility !== "hidden"; // the first time it is drawn unseen
    if (!isDrawn && performance.now() - since < longest()) {
      setTimeout(wait, 20, socket, since);
      return;
    }
    window.WebSocket = Plain;
    socket.removeEventListener("message", hold);
    for (const data of held) socket.dispatchEvent(new MessageEvent("message", { data }));
  };
  const hold = (event) => {
    if (held) {
      event.stopImmediatePropagation();
      held.push(event.data);
    } else if (hasCome) {
      held = [];
      wait(event.target, performance.now());
    } else {
      hasCome = isFigure(event.data);
    }
  };
  window.WebSocket = class extends Plain {
    constructor(...address) {
      super(...address);
      this.addEventListener("message", hold);
    }
  };
})();
