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

  /* An address that a part had before leads on to where it is now. */
  function lead() {
    var place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place && place.closest(".moved")) location.replace(place.querySelector("a").href);
    if (!place && location.hash) document.querySelectorAll("a[data-begins]").forEach(function (way) {
      if (location.hash.startsWith("#" + way.dataset.begins)) location.replace(way.href + location.hash);
    });
  }
  addEventListener("hashchange", lead);
  lead();

  /* On a phone the head of a disease's page is brief (answers.css): its button shows it in full. */
  var head = document.querySelector(".overview[data-more]"), text = document.querySelector("article");
  if (head && window.CSS && CSS.supports && CSS.supports("selector(:has(a))")) {
    var fuller = document.createElement("button");
    fuller.className = "overview__more";
    head.firstElementChild.appendChild(fuller);
    var show = function (full) {
      text.classList.toggle("full", full);
      fuller.textContent = full ? head.dataset.less : head.dataset.more;
      fuller.setAttribute("aria-expanded", String(full));
    };
    fuller.addEventListener("click", function () { show(!text.classList.contains("full")); });
    show(false);
  }

  /* Light or dark: the button's name is what it would do; until the reader chooses, the page follows the device. */
  var scheme = document.querySelector("button.scheme"), device = matchMedia("(prefers-color-scheme: dark)");
  function dark() { return document.body.getAttribute("data-md-color-scheme") === "slate"; }
  function paint(isDark) {
    document.body.setAttribute("data-md-color-scheme", isDark ? "slate" : "default");
    document.querySelector("meta[name=color-scheme]").content = isDark ? "dark" : "light";
    name();
  }
  function name() { scheme.title = dark() ? scheme.dataset.light : scheme.dataset.dark; scheme.setAttribute("aria-label", scheme.title); }
  if (scheme) {
    name();
    scheme.addEventListener("click", function () {
      paint(!dark());
      try { localStorage.setItem("scheme", dark() ? "slate" : "default"); } catch (error) { /* as above */ }
    });
    device.addEventListener("change", function () {
      var chosen = null;
      try { chosen = localStorage.getItem("scheme"); } catch (error) { /* as above */ }
      if (!chosen) paint(device.matches);
    });
  }

  /* The menu of a narrow page: opened with the keyboard it takes the focus; Escape closes it and comes back. */
  var drawer = document.getElementById("__drawer"), menu = document.querySelector("header button.menu");
  function told() {
    var first = [].find.call(document.querySelectorAll(".md-sidebar--primary a"), function (link) { return link.getClientRects().length; });
    menu.setAttribute("aria-expanded", String(drawer.checked));
    if (drawer.checked && first && document.activeElement === menu && menu.matches(":focus-visible")) first.focus();
  }
  if (drawer && menu) {
    menu.setAttribute("aria-expanded", String(drawer.checked));
    drawer.addEventListener("change", told);
    menu.addEventListener("click", function () { drawer.click(); });
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

  /* A table that is wider than the page scrolls by itself: the keyboard must reach it, and a screen reader say what it is. Each is measured when it comes
     near, for to ask sooner would lay out the whole page. */
  function reach(wrap) {
    var wide = wrap.scrollWidth > wrap.clientWidth + 1, before = wrap;
    if (wide === wrap.classList.contains("wide")) return;
    wrap.classList.toggle("wide", wide);
    if (!wide) { ["tabindex", "role", "aria-label"].forEach(function (name) { wrap.removeAttribute(name); }); return; }
    while (before && !/^h[1-6]$/.test(before.localName)) before = before.previousElementSibling || before.parentElement;
    wrap.tabIndex = 0;
    wrap.setAttribute("role", "region");
    wrap.setAttribute("aria-label", (before ? before.firstChild.textContent : document.title).trim());
  }
  var sized = new ResizeObserver(function (entries) { entries.forEach(function (entry) { reach(entry.target); }); });
  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) { sized[entry.isIntersecting ? "observe" : "unobserve"](entry.target); });
  }, { rootMargin: "100% 0px" });
  window.addEventListener("load", function () { // by then the theme has put its boxes round the tables
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (wrap) { if (!wrap.closest(".map, .all")) near.observe(wrap); });
  });

  /* A report of an error names the datum or the paragraph that the address of the page names. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".ways-in a.data-problem");
    if (!link || !location.hash) return;
    var target = new URL(link.href);
    target.searchParams.set("datum", (target.searchParams.get("datum") || "").split("#")[0] + decodeURIComponent(location.hash));
    link.href = target.href;
  }, true);
  /* Engines before 2024 print a closed fold shut, whatever the style sheet says. */
  if (!(window.CSS && CSS.supports && CSS.supports("selector(::details-content)"))) {
    var folds = [];
    addEventListener("beforeprint", function () {
      folds = [].slice.call(document.querySelectorAll(".md-typeset details:not([open]):not(.cite)"));
      folds.forEach(function (fold) { fold.open = true; });
    });
    addEventListener("afterprint", function () { folds.forEach(function (fold) { fold.open = false; }); });
  }
})();
