/* Copying a citation: buttons in each “Cite” menu. Without this the texts can be selected and the files opened. */
(function () {
  "use strict";
  var chinese = /^zh/.test(document.documentElement.lang);
  var WORDS = chinese
    ? { copy: "复制", copied: "已复制：", failed: "未能复制，请选中文字后复制：", names: { gbt7714: "GB/T 7714", nlm: "NLM（温哥华）", bib: "BibTeX", ris: "RIS", json: "CSL-JSON", nbib: "NBIB" } }
    : { copy: "Copy", copied: "Copied: ", failed: "Could not copy; select the text and copy it: ", names: { gbt7714: "GB/T 7714", nlm: "NLM (Vancouver)", bib: "BibTeX", ris: "RIS", json: "CSL-JSON", nbib: "NBIB" } };
  var waiting = {};

  /* The old way works where the page has no secure address, as on a ward’s plain network. */
  function copyOldWay(text) {
    var area = document.createElement("textarea"), done = false, before = document.activeElement;
    area.value = text;
    area.setAttribute("aria-hidden", "true");
    area.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(area);
    area.select();
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    area.remove();
    if (before) before.focus();
    return done;
  }

  function copy(text) {
    if (!navigator.clipboard) return Promise.resolve(copyOldWay(text));
    return navigator.clipboard.writeText(text).then(function () { return true; }, function () { return copyOldWay(text); });
  }

  function say(menu, words) {
    var status = menu.querySelector("[role=status]");
    status.textContent = "";
    setTimeout(function () { status.textContent = words; }, 50); // said again where it is the same
  }

  function button(menu, name, text, shown) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "cite__copy";
    made.textContent = WORDS.copy + " " + name;
    made.addEventListener("click", function () {
      copy(text()).then(function (done) {
        say(menu, (done ? WORDS.copied : WORDS.failed) + name);
        if (!done && shown) getSelection().selectAllChildren(shown);
      });
    });
    return made;
  }

  function ready(menu) {
    var status = document.createElement("p");
    status.setAttribute("role", "status");
    status.className = "cite__status";
    menu.append(status);
  }

  /* A page: its citations stand in the menu. */
  function page(menu) {
    menu.querySelectorAll(".cite__form").forEach(function (form) {
      var shown = form.querySelector(".cite__text"), name = form.querySelector(".cite__name");
      form.insertBefore(button(menu, name.textContent, function () { return shown.textContent; }, shown), shown);
      name.remove();
    });
    ready(menu);
  }

  /* An entry of the references: its citations come when the menu is first opened, by a script, because a page opened as a file may read no data. */
  function entry(menu) {
    var script = document.createElement("script");
    waiting[menu.dataset.cite] = menu;
    script.src = menu.querySelector("a[href$='.bib']").getAttribute("href").replace(/\.bib$/, ".js");
    document.head.append(script);
    ready(menu);
  }

  window.reviewCitation = function (key, forms) {
    var menu = waiting[key], row = document.createElement("p");
    if (!menu) return;
    row.className = "cite__row";
    Object.keys(WORDS.names).filter(function (id) { return forms[id]; }).forEach(function (id) {
      row.append(button(menu, WORDS.names[id], function () { return forms[id]; }), " ");
    });
    menu.querySelector("summary").after(row);
  };

  document.addEventListener("toggle", function (event) {
    var menu = event.target;
    if (!menu.matches("details.cite") || !menu.open || menu.querySelector("[role=status]")) return;
    (menu.dataset.cite ? entry : page)(menu);
  }, true);
})();
