/* The trial explorer: filters and sorting on top of a table that stands without them. A view is its address, so that it can be shared.

   The rows are read once from the table's own marks and taken out of the page; only those a reader has asked for are put back, CHUNK at a
   time, so that a keystroke costs the same at fifty rows and at five thousand. Rows of further pages are asked for with the first filter; a
   page opened as a file may not read another, there a hidden frame hands them over. Texts are only ever set as text. */
(function () {
  "use strict";
  var CHUNK = 80, ASK = "review:rows", PATIENCE = 20000; // milliseconds until a page is given up
  var box = document.querySelector(".explorer");
  var form = box && box.querySelector("form");
  var table = box && box.querySelector("table");
  var body = table && table.tBodies[0];
  var local = location.protocol === "file:";
  if (local && body) addEventListener("message", function (event) {
    if (event.data === ASK && event.source === parent) event.source.postMessage({ rows: body.innerHTML }, "*");
  });
  if (!form || !body) return;

  var LISTS = ["diagnosis", "agent", "class", "phase", "design", "setting", "line", "status", "since", "endpoint"];
  var NAMES = LISTS.concat(["q", "from", "to", "sort", "role"]);
  var UNDER_TEST = {agent: "tested", "class": "testedClass"};
  var language = document.documentElement.lang || "en";
  var compare = new Intl.Collator(language, {numeric: true}).compare;
  var output = form.querySelector("output");
  var rows = Array.prototype.map.call(body.rows, read);
  var pages = Array.prototype.map.call(box.querySelectorAll("a.rows"), function (way) { return way.href; });
  var whole = pages.length ? null : Promise.resolve(), complete = !pages.length; // of all rows
  var shown = [], drawn = 0;

  function read(element, place) {
    var marks = (element.querySelector("span[data-agent]") || element).dataset;
    var row = {element: element, place: place, marks: {}, year: Number(marks.year) || 0, n: Number(marks.n) || 0, rank: Number(marks.rank) || 0};
    LISTS.concat(["tested", "testedClass"]).forEach(function (name) { row.marks[name] = (marks[name] || "").split(" "); });
    row.phase = row.marks.phase[0] === "none" ? "" : row.marks.phase[0];
    row.status = row.marks.status[0];
    return row;
  }

  /* ---- further pages ---- */

  function fetched(url) {
    return fetch(url).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (html) {
      // the rows alone: the page about them has styles that its own policy allows and ours does not
      return html.slice(html.indexOf("<tbody"), html.indexOf("</tbody>"));
    });
  }

  function framed(url) {
    return new Promise(function (resolve, reject) {
      var frame = document.createElement("iframe");
      frame.hidden = true;
      frame.src = url;
      addEventListener("message", function (event) {
        if (event.source === frame.contentWindow && event.data && event.data.rows) { resolve("<tbody>" + event.data.rows); frame.remove(); }
      });
      frame.addEventListener("load", function () { frame.contentWindow.postMessage(ASK, "*"); });
      setTimeout(reject, PATIENCE);
      document.body.append(frame);
    });
  }

  function take(pieces) {
    pieces.forEach(function (html) {
      new DOMParser().parseFromString("<table>" + html, "text/html").querySelectorAll("tbody tr").forEach(function (row) {
        rows.push(read(document.importNode(row, true), rows.length));
      });
    });
    complete = true;
  }

  /* Does something when all rows are there: at once where they are. */
  function withAll(action) {
    if (complete) { action(); return; }
    box.setAttribute("aria-busy", "true");
    whole = whole || Promise.all(pages.map(local ? framed : fetched)).then(take);
    whole.then(action, function () { whole = null; action(); }) // with the rows there are
      .finally(function () { box.removeAttribute("aria-busy"); });
  }

  /* The text of a row and its name are read when they are first asked for. */
  function said(row) { return row.said || (row.said = row.element.textContent.toLowerCase()); }
  function name(row) { return row.name || (row.name = row.element.querySelector("a").textContent); }

  function field(key) { return form.elements[key]; }
  function value(key) { var found = field(key); return found.type === "checkbox" ? (found.checked ? found.value : "") : found.value; }

  /* ---- the address ---- */

  function state() {
    var parts = new URLSearchParams();
    NAMES.forEach(function (key) { if (value(key)) parts.set(key, value(key)); });
    return parts.toString();
  }

  function restore() {
    // a page that is not allowed to change its query keeps its view behind the #
    var parts = new URLSearchParams(location.search || location.hash.slice(1));
    NAMES.forEach(function (key) {
      var found = field(key), wanted = parts.get(key) || "";
      if (found.type === "checkbox") { found.checked = wanted === found.value; return; }
      if (found.tagName === "SELECT" && key === "sort" && wanted) addSort(wanted);
      found.value = wanted;
      // of a filter that lists the most frequent alone, an address may ask for another
      if ("part" in found.dataset && wanted && !found.value) { found.add(new Option(wanted, wanted)); found.value = wanted; }
      if (found.tagName === "SELECT" && found.selectedIndex < 0) found.value = "";
    });
  }

  function remember() {
    var parts = state();
    try { history.replaceState(history.state, "", location.pathname + (parts ? "?" + parts : "")); }
    catch (error) { location.replace("#" + parts); }
  }

  /* ---- filters ---- */

  function tests() {
    var found = [], tested = value("role") === "tested";
    LISTS.forEach(function (key) {
      var mark = tested && UNDER_TEST[key] || key, wanted = value(key);
      found.push({key: key, mark: mark, passes: wanted ? function (row) { return row.marks[mark].indexOf(wanted) >= 0; } : null});
    });
    var words = value("q").toLowerCase().split(/\s+/).filter(Boolean), from = Number(value("from")), to = Number(value("to"));
    if (words.length) found.push({passes: function (row) { return words.every(function (word) { return said(row).indexOf(word) >= 0; }); }});
    if (from) found.push({passes: function (row) { return row.year >= from; }});
    if (to) found.push({passes: function (row) { return row.year && row.year <= to; }});
    return found;
  }

  /* Rows that pass every filter; and, for each list, how many would be left by each of its options, all other filters standing. */
  function sift() {
    var asked = tests(), active = asked.filter(function (test) { return test.passes; });
    var lists = asked.filter(function (test) { return test.key; }), counts = {}, passed = [];
    lists.forEach(function (test) { counts[test.key] = new Map(); });
    function count(row, test) {
      row.marks[test.mark].forEach(function (id) { counts[test.key].set(id, (counts[test.key].get(id) || 0) + 1); });
    }
    rows.forEach(function (row) {
      var failed = null, failures = 0;
      for (var i = 0; i < active.length && failures < 2; i++) if (!active[i].passes(row)) { failed = active[i]; failures++; }
      if (!failures) { passed.push(row); lists.forEach(function (test) { count(row, test); }); }
      else if (failures === 1 && failed.key) count(row, failed);
    });
    lists.forEach(function (test) { tell(field(test.key), counts[test.key]); });
    return passed;
  }

  function tell(select, counts) {
    Array.prototype.forEach.call(select.options, function (option) {
      if (!option.value) return;
      var number = counts.get(option.value) || 0, text = option.dataset.said + " (" + number + ")";
      if (option.textContent !== text) option.textContent = text;
      option.disabled = !number && !option.selected;
    });
  }

  /* ---- order ---- */

  function sorted(list) {
    var wanted = value("sort"), down = wanted.charAt(0) === "-", key = down ? wanted.slice(1) : wanted;
    if (!key) return list;
    var by = key === "name" ? function (a, b) { return compare(name(a), name(b)); }
      : typeof list[0] === "undefined" || typeof list[0][key] === "number" ? function (a, b) { return a[key] - b[key]; }
      : function (a, b) { return compare(a[key], b[key]); };
    return list.slice().sort(function (a, b) {
      // what is unknown comes last, whichever way the order runs
      if (key !== "rank" && key !== "name" && !a[key] !== !b[key]) return a[key] ? -1 : 1;
      return (down ? by(b, a) : by(a, b)) || a.place - b.place;
    });
  }

  /* An order that a head of the table asks for and the list of orders does not have. */
  function addSort(wanted) {
    var select = field("sort"), key = wanted.replace(/^-/, "");
    if (Array.prototype.some.call(select.options, function (option) { return option.value === wanted; })) return;
    var head = table.querySelector("th[data-sort=" + JSON.stringify(key) + "]");
    if (head) select.add(new Option(head.textContent + (wanted.charAt(0) === "-" ? " ↓" : " ↑"), wanted));
  }

  function heads() {
    var wanted = value("sort"), key = wanted.replace(/^-/, "");
    table.querySelectorAll("th[data-sort]").forEach(function (head) {
      if (head.dataset.sort === key) head.setAttribute("aria-sort", wanted === key ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  }

  function equip(head) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.textContent = "";
    head.append(button);
    button.addEventListener("click", function () {
      var key = head.dataset.sort, first = key === "year" || key === "n" ? "-" + key : key;
      var wanted = value("sort") === first ? (first === key ? "-" + key : key) : value("sort") === (first === key ? "-" + key : key) ? "" : first;
      addSort(wanted);
      field("sort").value = wanted;
      change();
    });
  }

  /* ---- the table ---- */

  var more = document.createElement("button");
  more.type = "button";
  more.className = "show-more";
  more.addEventListener("click", function () {
    withAll(function () {
      if (shown.length < drawn + 1) shown = sorted(sift());
      var next = shown[drawn];
      draw();
      if (next) next.element.querySelector("a").focus();
    });
  });

  /* Whether the rows that are wanted are the very ones that stand there. */
  function stands() {
    var rows = body.rows, wanted = Math.min(shown.length, CHUNK);
    if (rows.length !== wanted) return false;
    for (var at = 0; at < wanted; at++) if (rows[at] !== shown[at].element) return false;
    return true;
  }

  function draw(all) {
    var until = all ? shown.length : Math.min(shown.length, drawn + CHUNK), piece = document.createDocumentFragment();
    for (; drawn < until; drawn++) piece.append(shown[drawn].element);
    body.append(piece);
    tellMore();
  }

  function tellMore() {
    var last = complete ? shown.length : Number(box.dataset.number);
    more.hidden = drawn >= last;
    more.textContent = box.dataset.more.replace("1111", Math.min(CHUNK, last - drawn));
  }

  function update() {
    shown = sorted(sift());
    if (stands()) { drawn = body.rows.length; tellMore(); } // a browser lays out a table anew for every row it gets
    else { drawn = 0; body.replaceChildren(); draw(); }
    heads();
    output.textContent = shown.length ? box.dataset.count.replace("1111", shown.length).replace("2222", rows.length) : box.dataset.none;
  }

  /* Without filters the first rows stand as they came. */
  function begin() {
    if (complete || state()) { withAll(update); return; }
    shown = rows.slice();
    drawn = shown.length;
    tellMore();
    output.textContent = box.dataset.count.replace("1111", box.dataset.number).replace("2222", box.dataset.number);
  }

  function change() { withAll(function () { update(); remember(); }); }

  var waiting = 0;
  function soon() { clearTimeout(waiting); waiting = setTimeout(change, 120); }

  LISTS.forEach(function (key) {
    var select = field(key), options = Array.prototype.slice.call(select.options);
    options.forEach(function (option) { option.dataset.said = option.textContent; });
    // names in the order of the reader's language, which no sorting at build knows for Chinese
    if (key === "agent") options.slice(1).sort(function (a, b) { return compare(a.textContent, b.textContent); }).forEach(function (option) { select.add(option); });
  });
  table.querySelectorAll("th[data-sort]").forEach(equip);
  table.after(more);
  restore();
  form.addEventListener("input", function (event) { if (event.target.name === "q") soon(); else change(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); change(); });
  form.addEventListener("reset", function () { setTimeout(change, 0); });
  addEventListener("popstate", function () { restore(); withAll(update); });
  addEventListener("beforeprint", function () { if (complete) draw(true); });
  // filters that stand in the address are never out of sight
  var fold = form.querySelector("details");
  fold.open = Array.prototype.some.call(fold.querySelectorAll("select"), function (select) { return select.value; });
  form.hidden = false;
  box.classList.add("ready");
  begin();
})();
