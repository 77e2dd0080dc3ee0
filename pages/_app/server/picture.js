// A picture of a chart as it stands on the page, with what a newspaper must print beside it. Its marks are those on the screen.
(() => {
  const MARGIN = 24, SCALE = 3;
  const FONT = '"Source Sans", sans-serif';
  const TITLE = { size: 22, line: 28, weight: 600 }, SUBTITLE = { size: 15, line: 21, weight: 400 }, FOOT = { size: 13, line: 18, weight: 400 };
  const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity"]; // what the style sheet of the page decides
  const SVG = "http://www.w3.org/2000/svg";

  const shown = (svg) => {
    const copy = svg.cloneNode(true);
    const pairs = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
    const hidden = [...pairs[1]].filter((it, at) => {
      const style = getComputedStyle(pairs[0][at]);
      LOOKS.forEach((look) => it.style.setProperty(look, style.getPropertyValue(look)));
      return style.display === "none" || style.visibility === "hidden";
    });
    hidden.forEach((it) => it.remove());
    return copy;
  };

  const typeface = async () => {
    const link = document.querySelector("link[rel=preload][as=font]");
    if (!link) return "";
    const bytes = new Uint8Array(await (await fetch(link.href)).arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return `@font-face{font-family:"Source Sans";font-weight:200 900;src:url(data:font/woff2;base64,${btoa(text)})}`;
  };

  const wrapped = (lines, look, width) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${look.weight} ${look.size}px ${FONT}`;
    return lines.filter(Boolean).flatMap((line) => {
      const rows = [""];
      for (const word of line.split(/(?<= )|(?=&)/)) { // an address is broken before what it asks for next
        const longer = rows.at(-1) + word;
        if (pen.measureText(longer.trim()).width > width && rows.at(-1)) rows.push(word);
        else rows[rows.length - 1] = longer;
      }
      return rows.map((text) => ({ text: text.trim(), look }));
    });
  };

  const tall = (rows) => rows.reduce((sum, row) => sum + row.look.line, 0);

  const compose = async (chart, over, { title, subtitle, lines }) => {
    const box = chart.getBoundingClientRect();
    const [width, height] = [box.width, box.height - over];
    const style = getComputedStyle(document.querySelector(".stApp"));
    const head = [...wrapped([title], TITLE, width), ...wrapped([subtitle], SUBTITLE, width)];
    const foot = wrapped(lines, FOOT, width);
    const whole = document.createElementNS(SVG, "svg");
    const size = [width + 2 * MARGIN, height + 3 * MARGIN + tall(head) + tall(foot)];
    const set = (it, values) => Object.entries(values).forEach(([key, value]) => it.setAttribute(key, value));
    const add = (name, values, text) => {
      const it = document.createElementNS(SVG, name);
      set(it, values);
      if (text !== undefined) it.textContent = text;
      whole.append(it);
      return it;
    };
    set(whole, { xmlns: SVG, width: size[0], height: size[1], viewBox: `0 0 ${size.join(" ")}` });
    add("style", {}, `${await typeface()}text{font-family:${FONT}}`);
    add("rect", { width: size[0], height: size[1], fill: style.backgroundColor });
    let y = MARGIN;
    const write = ({ text, look }) => {
      y += look.line;
      add("text", { x: MARGIN, y: y - look.line / 4, "font-size": look.size, "font-weight": look.weight, fill: style.color }, text);
    };
    head.forEach(write);
    // without the title in the chart, which the page cuts off too
    const cut = add("svg", { x: MARGIN, y, width, height, viewBox: `0 ${over} ${width} ${height}` });
    for (const svg of chart.querySelectorAll(".main-svg")) {
      const layer = shown(svg);
      layer.style.background = "none";
      cut.append(layer);
    }
    y += height + MARGIN;
    foot.forEach(write);
    return { whole: new XMLSerializer().serializeToString(whole), size };
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const drawn = (blob, [width, height]) => new Promise((done, failed) => {
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = width * SCALE;
      canvas.height = height * SCALE;
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(picture.src);
      canvas.toBlob(done, "image/png");
    };
    picture.onerror = failed;
    picture.src = URL.createObjectURL(blob);
  });

  document.addEventListener("click", async (click) => {
    const button = click.target.closest?.("[data-picture]");
    const place = button && document.querySelector(`.st-key-${CSS.escape(button.dataset.figure)}`);
    const chart = place?.querySelector(".js-plotly-plot");
    if (!chart) return;
    const over = Number.parseFloat(getComputedStyle(place).getPropertyValue("--over")) || 0;
    const { whole, size } = await compose(chart, over, JSON.parse(button.dataset.words));
    const blob = new Blob([whole], { type: "image/svg+xml" });
    save(button.dataset.picture === "svg" ? blob : await drawn(blob, size), `${button.dataset.name}.${button.dataset.picture}`);
  });
})();
