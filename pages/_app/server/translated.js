(() => {
  const shown = new WeakMap(); // a text of the app's, and the translation that stands in its place
  const place = (text) => { const it = shown.get(text); return it?.isConnected && text.parentNode !== it.parentNode ? it : null; };
  new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes, previousSibling, nextSibling } of changes) {
      const font = [...addedNodes, previousSibling, nextSibling].find((it) => it?.nodeName === "FONT");
      for (const it of font ? removedNodes : []) if (it.nodeType === Node.TEXT_NODE) shown.set(it, font);
    }
  }).observe(document, { subtree: true, childList: true });
  const value = Object.getOwnPropertyDescriptor(Node.prototype, "nodeValue");
  Object.defineProperty(Node.prototype, "nodeValue", {
    ...value,
    set(text) {
      place(this)?.replaceWith(this);
      value.set.call(this, text);
    },
  });
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function (child) {
    place(child)?.replaceWith(child);
    return removeChild.call(this, child);
  };
  Node.prototype.insertBefore = function (child, before) {
    return insertBefore.call(this, child, (before && place(before)) ?? before);
  };
})();
