/* Opens the search dialog; what answers in it (search.js) is loaded the first time. Without this the plain link to all trials stays. */
(function () {
  "use strict";
  var box = document.querySelector("[data-search]"), dialog = document.getElementById("search-dialog"), loaded = false;
  if (!box || !dialog || !dialog.showModal) return;
  var open = box.querySelector("button"), input = dialog.querySelector("input");

  box.querySelector("a").hidden = true;
  open.hidden = false;

  function load() {
    var script = document.createElement("script");
    loaded = true;
    script.src = box.dataset.script;
    script.onerror = function () {
      loaded = false; // the next opening tries again
      dialog.querySelector("[role=status]").textContent = JSON.parse(box.dataset.words).failed;
    };
    document.head.appendChild(script);
  }

  function show() {
    if (dialog.open) return;
    delete dialog.dataset.entered;
    if (!loaded) load();
    dialog.showModal();
    input.select();
  }

  open.addEventListener("click", show);
  dialog.querySelector("[data-close]").addEventListener("click", function () { dialog.close(); });
  dialog.querySelector("form").addEventListener("submit", function (event) {
    event.preventDefault();
    dialog.dataset.entered = "1"; // search.js goes on where it is not there yet
  });

  // a click on the backdrop, or on a result of this very page, closes
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || (event.target.closest && event.target.closest("ol a"))) dialog.close();
  });

  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      show();
    }
  });
})();
