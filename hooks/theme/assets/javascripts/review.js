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

  /* A report of an error names the datum or the paragraph that the address of the page names. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".ways-in a.data-problem");
    if (!link || !location.hash) return;
    var target = new URL(link.href);
    target.searchParams.set("datum", (target.searchParams.get("datum") || "").split("#")[0] + decodeURIComponent(location.hash));
    link.href = target.href;
  }, true);
})();
