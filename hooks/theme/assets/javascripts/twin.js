/* Parallel reading: at the end of each paragraph a small link to the same paragraph in the other language, which opens in place.
   The twin page is asked for once, when it is first wanted. A page opened as a file may not read another; there a hidden frame hands it over. */
(function () {
  "use strict";
  var ASK = "review:twins", PATIENCE = 5000; // milliseconds until the link is followed instead
  var chinese = document.documentElement.lang !== "en", other = chinese ? "en" : "zh";
  var WORDS = chinese ? { mark: "EN", lang: "en", colon: "：", label: "看本段英文" } : { mark: "中", lang: "zh-CN", colon: ": ", label: "show this paragraph in Chinese" };
  var local = location.protocol === "file:", page = null;

  function pairs(root) {
    var found = {};
    root.querySelectorAll("article .pair[id]").forEach(function (pair) { found[pair.id] = pair.innerHTML; });
    return found;
  }

  function fetched(url) {
    return fetch(url).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (text) { return pairs(new DOMParser().parseFromString(text, "text/html")); });
  }

  function framed(url) {
    return new Promise(function (resolve, reject) {
      var frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = WORDS.mark;
      frame.src = url;
      window.addEventListener("message", function (event) {
        if (event.source === frame.contentWindow && event.data && event.data.twins) { resolve(event.data.twins); frame.remove(); }
      });
      frame.addEventListener("load", function () { frame.contentWindow.postMessage(ASK, "*"); });
      setTimeout(reject, PATIENCE);
      document.body.append(frame);
    });
  }

  /* What a frame is asked, only among files of one reader's disk. */
  if (local) {
    window.addEventListener("message", function (event) {
      if (event.data === ASK && event.source === window.parent) event.source.postMessage({ twins: pairs(document) }, "*");
    });
  }

  function block(html, url) {
    var made = new DOMParser().parseFromString(html, "text/html").body, shown = document.createElement("div");
    made.querySelectorAll(".twin, .pair__twin, .popover").forEach(function (each) { each.remove(); });
    made.querySelectorAll("[id]").forEach(function (each) { each.removeAttribute("id"); });
    made.querySelectorAll("a[href], img[src]").forEach(function (each) {
      var name = each.hasAttribute("href") ? "href" : "src", target = each.getAttribute(name);
      var here = target.charAt(0) === "#" && document.getElementById(target.slice(1)); // references have one number in both languages
      if (!here) each.setAttribute(name, new URL(target, url).href);
    });
    shown.className = "pair__twin";
    shown.lang = WORDS.lang;
    while (made.firstChild) shown.append(made.firstChild);
    return shown;
  }

  function toggle(link, pair, url) {
    var shown = pair.querySelector(":scope > .pair__twin");
    if (shown) {
      shown.hidden = !shown.hidden;
      link.setAttribute("aria-expanded", String(!shown.hidden));
      return;
    }
    link.setAttribute("aria-busy", "true");
    page = page || (local ? framed(url) : fetched(url));
    page.then(function (found) {
      link.removeAttribute("aria-busy");
      if (!found[pair.id]) throw new Error(pair.id);
      if (pair.querySelector(":scope > .pair__twin")) return;
      pair.append(block(found[pair.id], url));
      link.setAttribute("aria-expanded", "true");
    }).catch(function () { location.assign(link.href); });
  }

  function put(pair, url) {
    var link = document.createElement("a"), last = pair.lastElementChild;
    link.className = "twin";
    link.href = url + "#" + pair.id;
    link.hreflang = other;
    link.textContent = WORDS.mark;
    link.setAttribute("role", "button");
    link.setAttribute("aria-label", WORDS.mark + WORDS.colon + WORDS.label); // a name said aloud begins with what is seen
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      toggle(link, pair, url);
    });
    link.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); link.click(); }
    });
    while (last && /^(ul|ol|div|blockquote)$/.test(last.localName) && last.lastElementChild) last = last.lastElementChild;
    last = last && /^(p|li)$/.test(last.localName) ? last : pair;
    last.classList.add("twin__host"); // the link stands in the margin, or in the gap below, and moves nothing
    last.append(link);
  }

  var way = document.querySelector("a.md-select__link[hreflang='" + other + "']");
  if (way && document.querySelector("a.md-select__link[hreflang='zh-en']")) {
    document.querySelectorAll("article .pair[id]").forEach(function (pair) { put(pair, way.href.split("#")[0]); });
  }
})();
