/* Small comforts on top of pages that work without them. */
(function () {
  "use strict";
  var RENDITIONS = ["zh", "en", "zh-en"];

  /* The switch of language keeps the place: the anchor nearest to the top of the window, or the one in the address. */
  function place() {
    if (location.hash) return location.hash;
    var found = "";
    document.querySelectorAll("article h2[id], article h3[id], article .pair[id]").forEach(function (element) {
      if (element.getBoundingClientRect().top < 160) found = "#" + element.id;
    });
    return found;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.md-select__link[hreflang]");
    if (!link || RENDITIONS.indexOf(link.getAttribute("hreflang")) < 0) return;
    try { localStorage.setItem("rendition", link.getAttribute("hreflang")); } catch (error) { /* storage may be forbidden */ }
    link.hash = place();
  }, true);

  /* The menu of a narrow page is a label: the theme lets Enter press it, this the space bar, and Escape closes it and comes back. */
  var drawer = document.getElementById("__drawer"), menu = document.querySelector("header label[for=__drawer]");
  function told() {
    var first = [].find.call(document.querySelectorAll(".md-sidebar--primary a"), function (link) { return link.getClientRects().length; });
    menu.setAttribute("aria-expanded", String(drawer.checked));
    if (drawer.checked && first && document.activeElement === menu) first.focus();
  }
  if (drawer && menu) {
    told();
    drawer.addEventListener("change", told);
    menu.addEventListener("keydown", function (event) {
      if (event.key !== " ") return;
      event.preventDefault();
      drawer.click();
    });
  }

  /* Escape closes the menu, or the list of languages, which opens where the focus is. */
  document.addEventListener("keydown", function (event) {
    var list = event.target.closest && event.target.closest(".md-select");
    if (event.key !== "Escape") return;
    if (drawer && drawer.checked) { drawer.click(); menu.focus(); }
    if (list) { list.querySelector("button").focus(); list.dataset.closed = ""; }
  });
  document.querySelectorAll(".md-select").forEach(function (list) {
    ["focusout", "pointerenter", "click"].forEach(function (name) {
      list.addEventListener(name, function () { delete list.dataset.closed; });
    });
  });

  /* A table that is wider than the page scrolls by itself: the keyboard must reach it, and a screen reader say what it is. */
  function reach() {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (wrap) {
      var wide = wrap.scrollWidth > wrap.clientWidth + 1, before = wrap;
      if (wide === wrap.classList.contains("wide") || wrap.closest(".map, .all")) return;
      wrap.classList.toggle("wide", wide);
      if (!wide) { ["tabindex", "role", "aria-label"].forEach(function (name) { wrap.removeAttribute(name); }); return; }
      while (before && !/^h[1-6]$/.test(before.localName)) before = before.previousElementSibling || before.parentElement;
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "region");
      wrap.setAttribute("aria-label", (before ? before.firstChild.textContent : document.title).trim());
    });
  }
  window.addEventListener("load", reach);
  window.addEventListener("resize", reach);

  /* A report of an error names the datum or the paragraph that the address of the page names. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".ways-in a.data-problem");
    if (!link || !location.hash) return;
    var target = new URL(link.href);
    target.searchParams.set("datum", (target.searchParams.get("datum") || "").split("#")[0] + decodeURIComponent(location.hash));
    link.href = target.href;
  }, true);
})();
