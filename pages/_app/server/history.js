(() => {
  let touched = false;
  const { pushState, replaceState } = history;
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => { touched = true; }, true);
  addEventListener("popstate", () => { touched = false; });
  history.pushState = function (state, title, address) {
    const next = new URL(address ?? location.href, location.href);
    const mended = !touched && next.pathname === location.pathname;
    touched = false;
    return (mended ? replaceState : pushState).call(this, state, title, address);
  };
  history.replaceState = function (state, title, address) {
    const next = new URL(address ?? location.href, location.href);
    const chosen = touched && next.pathname === location.pathname && next.search !== location.search;
    if (chosen) touched = false;
    return (chosen ? pushState : replaceState).call(this, state, title, address);
  };
})();
