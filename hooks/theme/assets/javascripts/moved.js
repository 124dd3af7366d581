/* In the place of a page that is gone: on to what it became, with the place on the page. */
(function () {
  "use strict";
  var page = document.querySelector("a[data-moved]"), part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (part) location.replace(part.querySelector("a").href);
  else location.replace(page.href + (page.hash ? "" : location.hash));
})();
