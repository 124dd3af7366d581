/* What a figure, a citation or an abbreviation says of itself, opened by hovering, by the keyboard or by the first tap.
   One listener of each kind for the whole page and one small box made anew each time: a page with many figures costs no more than one with none. */
(function () {
  "use strict";
  var FIGURE = "a.datum[title], a.datum[data-title]";
  var MARK = ".citation a[href^='#ref-']";
  var TERM = "article abbr[title], article abbr[data-title], article sup.unconfirmed[title], article sup.unconfirmed[data-title]";
  var LINK = "a.explains"; // made below: a link with an abbreviation in it, which is told with the link
  var TAPPED = [FIGURE, MARK].join(","); // what the first tap opens; another link leads where it says at once
  var ALL = [FIGURE, MARK, TERM, LINK].join(",");
  var WORDS = /^zh/.test(document.documentElement.lang)
    ? { row: "看试验表中的这一行", entry: "看文献条目", on: "前往", colon: "：", stop: "。" }
    : { row: "See it in the trial’s table", entry: "See the entry", on: "Go there", colon: ": ", stop: ". " };
  var OPENS = 150, CLOSES = 250; // milliseconds a mouse rests before, and may be away
  var open = null, box = null, timer = 0, pointer = "";

  function element(name, classes, text) {
    var made = document.createElement(name);
    made.className = classes;
    if (text) made.textContent = text;
    return made;
  }

  function way(link, words) {
    var made = element("a", "popover__way", words);
    made.href = link.getAttribute("href");
    made.tabIndex = -1; // the keyboard stands on the very link this repeats
    return made;
  }

  /* Trial first, then what the title says, a line each. */
  function figure(link) {
    var lines = link.dataset.title.split(" · ");
    return lines.map(function (line, index) { return element("span", index ? "popover__line" : "popover__head", line); }).concat(named(link), way(link, WORDS.row));
  }

  /* The abbreviations of a link, a line each. */
  function named(link) {
    return Array.prototype.map.call(link.querySelectorAll("abbr"), function (mark) {
      return element("span", "popover__line", mark.textContent + WORDS.colon + mark.dataset.title + (mark.dataset.definition ? WORDS.stop + mark.dataset.definition : ""));
    });
  }

  function told(owner) {
    if (owner.matches(FIGURE)) return figure(owner);
    if (owner.matches(MARK)) return citation(owner);
    return owner.localName === "a" ? named(owner).concat(way(owner, WORDS.on)) : term(owner);
  }

  /* The owner of the box and the abbreviations in it, of which the browser would show titles of its own. */
  function titled(owner) { return [owner].concat(Array.prototype.slice.call(owner.querySelectorAll("abbr"))); }

  /* The entries a marker stands for: of [1–3] both ends and what lies between. */
  function citation(link) {
    var entries = document.querySelectorAll("ol.references > li"), known = Array.prototype.indexOf.bind(entries);
    var first = known(document.getElementById(link.hash.slice(1))), last = first;
    var near = link.nextSibling, before = link.previousSibling;
    if (near && near.nodeValue === "–") last = known(document.getElementById(near.nextSibling.hash.slice(1)));
    if (before && before.nodeValue === "–") first = known(document.getElementById(before.previousSibling.hash.slice(1)));
    if (first < 0 || last < first) return [element("span", "popover__line", link.dataset.title), way(link, WORDS.entry)];
    var shown = [];
    for (var at = first; at <= last; at++) shown.push(entry(entries[at], at + 1));
    return shown.concat(way(link, WORDS.entry));
  }

  function entry(item, number) {
    var line = element("span", "popover__line", number + ". "), text = (item.querySelector("p") || item).cloneNode(true);
    line.lang = item.lang;
    text.querySelectorAll(".backs, .uses").forEach(function (each) { each.remove(); });
    text.querySelectorAll("a").forEach(function (each) { each.tabIndex = -1; });
    text.querySelectorAll("[id]").forEach(function (each) { each.removeAttribute("id"); });
    while (text.firstChild) line.appendChild(text.firstChild);
    return line;
  }

  /* Full name, then the definition. */
  function term(mark) {
    var made = [element("span", mark.dataset.definition ? "popover__head" : "popover__line", mark.dataset.title)];
    return mark.dataset.definition ? made.concat(element("span", "popover__line", mark.dataset.definition)) : made;
  }

  function show(owner) {
    clearTimeout(timer);
    if (open === owner) return;
    hide();
    titled(owner).forEach(function (each) {
      if (each.hasAttribute("title")) { each.dataset.title = each.title; each.removeAttribute("title"); }
    });
    open = owner;
    box = element("span", "popover");
    box.id = "popover";
    box.setAttribute("role", "tooltip");
    box.append.apply(box, told(owner));
    owner.setAttribute("aria-describedby", "popover");
    (owner.closest("sup.citation") || owner).after(box); // read right after what it explains
    if (box.showPopover) { box.popover = "manual"; box.showPopover(); } // above all else, cut off by nothing
    place();
  }

  function hide() {
    var owner = open, gone = box;
    clearTimeout(timer);
    open = box = null; // first: taking away a box that holds the focus asks for this again
    if (!owner) return;
    titled(owner).forEach(function (each) {
      if (each.dataset.title) { each.title = each.dataset.title; each.removeAttribute("data-title"); }
    });
    owner.removeAttribute("aria-describedby");
    gone.remove();
  }

  /* Below its owner, above where there is no room; never beyond the edge of a phone. */
  function place() {
    if (!open) return;
    var at = open.getClientRects()[0] || open.getBoundingClientRect(), size = box.getBoundingClientRect();
    var width = document.documentElement.clientWidth, below = open.getBoundingClientRect().bottom + 6;
    var top = below + size.height > window.innerHeight - 8 && at.top - size.height - 6 > 48 ? at.top - size.height - 6 : below;
    box.style.left = Math.max(8, Math.min(at.left, width - size.width - 8)) + "px";
    box.style.top = top + "px";
    if (at.bottom < 0 || at.top > window.innerHeight) hide();
  }

  function owner(event) {
    var found = event.target.closest ? event.target.closest(ALL) : null;
    return found && found.closest(LINK) || found;
  }

  function later(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse") return;
    var found = owner(event);
    if (box && box.contains(event.target) || found && found === open) clearTimeout(timer);
    else if (found) later(function () { show(found); }, OPENS);
    else later(hide, CLOSES);
  });
  document.addEventListener("pointerdown", function (event) {
    pointer = event.pointerType;
    if (open && !box.contains(event.target) && !open.contains(event.target)) hide();
  });
  document.addEventListener("click", function (event) {
    var found = owner(event), touched = pointer === "touch" || pointer === "pen";
    pointer = "";
    if (!found || box && box.contains(event.target)) { if (event.target.closest(".popover a")) setTimeout(hide); return; } // a link that is gone leads nowhere
    if (found.localName !== "a") { show(found); return; }
    if (touched && found !== open && found.matches(TAPPED) && !event.defaultPrevented) { event.preventDefault(); show(found); }
    else setTimeout(hide); // the link leads on
  });
  document.addEventListener("focusin", function (event) {
    var found = owner(event);
    if (found && found.matches(":focus-visible")) show(found);
  });
  document.addEventListener("focusout", function (event) {
    var next = event.relatedTarget;
    if (open && !(next && (box.contains(next) || open.contains(next)))) hide();
  });
  document.addEventListener("keydown", function (event) {
    pointer = "";
    if (event.key === "Escape" && open) { hide(); event.stopPropagation(); }
  }, true);
  window.addEventListener("scroll", place, { passive: true, capture: true });
  window.addEventListener("resize", hide);
  window.addEventListener("beforeprint", hide);
  /* Abbreviations are no links: without this the keyboard could not reach them. */
  document.querySelectorAll(TERM).forEach(function (each) {
    var link = each.localName === "abbr" && each.closest("a");
    if (link) link.classList.add("explains"); else each.tabIndex = 0;
  });
})();
