/* Search: answers from an index in shards, in a dialog that opening.js opens, which loads this. Nothing of the index is loaded before something is
   typed; then only the few shards in which the typed words stand, by script tags, because that works from file:// too. How the shards are made:
   hooks/review/search. */
(function () {
  "use strict";

  var box = document.querySelector("[data-search]");
  var dialog = document.getElementById("search-dialog");

  var WORDS = JSON.parse(box.dataset.words);
  var SHOWN = 10;

  /* ---- The index: files by name, each a call reviewSearch(version, name, data) ---- */

  var files = {}, waiting = {}, version = "";

  window.reviewSearch = function (told, name, data) {
    if (waiting[name]) waiting[name](told, data);
  };

  function load(name) {
    if (!files[name]) {
      files[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = box.dataset.index + name + ".js" + (version ? "?v=" + version : "");
        script.onerror = function () { reject(new Error(name)); };
        waiting[name] = function (told, data) {
          if (version && told !== version) reject(new Error("version"));
          else { version = version || told; resolve(data); }
          delete waiting[name];
          script.remove();
        };
        document.head.appendChild(script);
      });
      files[name].catch(function () { delete files[name]; });
    }
    return files[name];
  }

  /* A site may be renewed while a page of it is open: then everything is asked for anew, once. */
  function renewed(work) {
    return work().catch(function (error) {
      if (error.message !== "version") throw error;
      files = {};
      version = String(Date.now());
      var asked = load("index");
      version = "";
      return asked.then(work);
    });
  }

  /* The shard in which a key would stand: the last one that begins at or before it. */
  function place(starts, key) {
    var low = 0, high = starts.length;
    while (high - low > 1) {
      var middle = (low + high) >> 1;
      if (starts[middle] <= key) low = middle; else high = middle;
    }
    return low;
  }

  function shard(number) {
    return load("w" + number).then(function (flat) {
      if (!flat.byKey) {
        flat.byKey = new Map();
        for (var at = 0; at < flat.length; at += 2) flat.byKey.set(flat[at], flat[at + 1]);
      }
      return flat.byKey;
    });
  }

  function entry(index, key) {
    return shard(place(index.words, key)).then(function (entries) { return entries.get(key); });
  }

  var DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

  /* Pairs of document and value; see shards.py. */
  function pairs(text, tell) {
    var document = -1, step = 0, size = 1, count = 0;
    for (var at = 0; at < text.length; at++) {
      var digit = DIGITS.indexOf(text[at]);
      if (digit >= 32) { step += (digit - 32) * size; size *= 32; continue; }
      document += step + digit * size;
      at += 1;
      tell(document, DIGITS.indexOf(text[at]) / 63);
      step = 0; size = 1; count += 1;
    }
    return count;
  }

  /* ---- The query: what one word is, as hooks/review/search/search_words.py says ---- */

  var HAN = "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var PIECE = new RegExp("[" + HAN + "]+|(?:(?![" + HAN + "])[\\p{L}\\p{N}])+", "gu");
  var JOINED = new RegExp("(?:(?![" + HAN + "])[\\p{L}\\p{N}])+(?:[-‐‑–/+*.](?:(?![" + HAN + "])[\\p{L}\\p{N}])+)*", "gu");
  var HAS_HAN = new RegExp("[" + HAN + "]", "u"), HAN_ONLY = new RegExp("^[" + HAN + "]+$", "u");
  var ENDINGS = [[/([a-z]{2})ies$/, "$1y"], [/(ss|sh|ch|x)es$/, "$1"], [/([a-z]{2}[a-rt-z])s$/, "$1"]];
  var SPELLINGS = [[/[ao]e/g, "e"], [/our($|al|ed|ing|able)/g, "or$1"], [/is(e|ed|ing|ation)$/, "iz$1"]];

  /* What is written in more than one way, made one, as hooks/review/search/folding.py does it; ``simple`` comes with the index. */
  var simple = {}, DIGITS_OF = { I: "1", II: "2", III: "3", IV: "4", V: "5", "一": "1", "二": "2", "三": "3", "四": "4" };
  var DEGREE = /(^|[^A-Za-z0-9.])((?:IV|V|I{1,3})[ab]?(?:\s?[/–-]\s?(?:IV|V|I{1,3})[ab]?)*)\s*([期级度型])|(^|[^十百])([一二三四])(期)(?![望间待限刊])/g;
  var PHASE = /\b(phase|stage|grade)(s?[\s-]+)((?:IV|V|I{1,3})[ab]?(?:\s?[/–-]\s?(?:IV|V|I{1,3})[ab]?)*)\b/gi;
  var LINE = /(^|[^A-Za-z0-9.])([1-4])\s*线/g, NUMERAL = /IV|V|I{1,3}|[一二三四]/g;

  function arabic(numerals) {
    return numerals.toUpperCase().replace(NUMERAL, function (numeral) { return DIGITS_OF[numeral]; }).toLowerCase();
  }

  function normal(text) {
    text = Array.from(text.normalize("NFKD").replace(/[\u0300-\u036f]/g, ""), function (character) { return simple[character] || character; }).join("");
    text = text.replace(DEGREE, function (all, before, numerals, word, other, han, phase) {
      return numerals ? before + arabic(numerals) + word : other + arabic(han) + phase;
    });
    text = text.replace(LINE, function (all, before, digit) { return before + " 一二三四"[digit] + "线"; });
    return text.replace(PHASE, function (all, word, blank, numerals) { return word + blank + arabic(numerals); });
  }

  function fold(pairs) {
    var characters = Array.from(pairs);
    for (var at = 0; at < characters.length; at += 2) simple[characters[at]] = characters[at + 1];
  }

  function stem(word, stop) {
    word = word.toLowerCase();
    if (word.length < 4 || /[^\x00-\x7f]/.test(word) || stop.indexOf(word) >= 0) return word;
    for (var at = 0; at < ENDINGS.length; at++) {
      var shorter = word.replace(ENDINGS[at][0], ENDINGS[at][1]);
      if (shorter !== word) { word = shorter; break; }
    }
    return SPELLINGS.reduce(function (word, spelling) { return word.replace(spelling[0], spelling[1]); }, word);
  }

  /* The query as one key, the places where it may be cut, and its pieces by the place where each begins. */
  function cut(text, stop) {
    var query = { key: "", cuts: [], pieces: {} };
    (normal(text).match(PIECE) || []).forEach(function (piece) {
      var han = HAS_HAN.test(piece), word = han ? piece : stem(piece, stop);
      query.pieces[query.key.length] = { text: word, at: query.key.length, han: han, stop: stop.indexOf(word) >= 0 };
      Array.from(han ? word : [word]).forEach(function (part) {
        query.key += part;
        query.cuts.push(query.key.length);
      });
    });
    return query;
  }

  /* The words of the query from left to right: at each place the longest key that the index holds, or what a key begins with where the
     query ends. A title is no word, only a name; it is kept beside the words it consists of. Chinese characters that are no word stay
     together: they may be a part of a name, but one of them alone is never taken for another. */
  async function words(index, query) {
    var found = [], at = 0, piece = null;
    while (at < query.key.length) {
      piece = query.pieces[at] || piece;
      var next = query.cuts.find(function (cut) { return cut > at; }), span = await longest(index, query, at, found);
      var rest = query.key.slice(at), inside = piece.han ? HAN_ONLY.test(rest) : next === query.key.length;
      if (span !== rest && inside && rest.length > 1 && await begins(index, rest)) {
        found.push({ text: rest, han: piece.han, last: true });
        break;
      }
      var word = span || query.key.slice(at, next);
      if (span || !piece.han) found.push({ text: word, from: at, piece: piece, known: !!span, han: piece.han, stop: piece.stop && word === piece.text, mute: !span && silent(word), last: word === rest });
      else if (index.stop.indexOf(word) < 0) stray(found, word, at, piece);
      at += word.length;
    }
    found = await unknown(index, found);
    if (!found.length && query.key) found.push({ text: query.key, han: piece.han, last: true });
    var telling = found.filter(function (word) { return !word.stop; });
    return telling.length ? telling : found;
  }

  /* What no page is found by alone; see _says in postings.py. */
  function silent(word) { return word.length < 2 || /^[0-9]{1,3}$/.test(word); }

  /* A character that is no word: it goes with the one before it, where that is none either. One alone is sought with its neighbours. */
  function stray(found, text, at, piece) {
    var before = found[found.length - 1];
    if (!before || !before.stray || before.until !== at) found.push(before = { text: "", from: at, piece: piece, han: true, stray: true, mute: text === piece.text });
    before.text += text;
    before.until = at + text.length;
  }

  /* The ending of many drugs' names goes with the word before it: together they are the name of a drug that the review does not have. */
  async function unknown(index, found) {
    var joined = [];
    for (var at = 0; at < found.length; at++) {
      var word = found[at], before = joined[joined.length - 1];
      var ends = before && word.stray && before.han && before.from + before.text.length === word.from && before.piece === word.piece && index.ends.indexOf(word.text) >= 0;
      if (ends && before.text.length < 3 && !((await entry(index, before.text)) || "").split("~")[1]) {
        joined.pop();
        word = { text: before.text + word.text, from: before.from, piece: word.piece, han: true, stray: true };
      }
      joined.push(word);
    }
    return joined;
  }

  function around(word) {
    var from = word.from - word.piece.at, alone = Array.from(word.text).length === 1;
    return alone ? Array.from(word.piece.text.slice(0, from)).slice(-1).concat(word.text, Array.from(word.piece.text.slice(from + word.text.length)).slice(0, 1)) : Array.from(word.text);
  }

  async function longest(index, query, at, found) {
    var ends = query.cuts.filter(function (end) { return end > at; }).slice(0, 16);
    if (ends[ends.length - 1] < query.key.length) ends.push(query.key.length);
    for (var tried = ends.length - 1; tried >= 0; tried--) {
      var key = query.key.slice(at, ends[tried]), text = await entry(index, key);
      if (text === undefined) continue;
      if (text[0] !== "~" || text.split("~")[2]) return key;
      found.push({ text: key, known: true, title: true });
    }
    return "";
  }

  async function begins(index, text) {
    var first = place(index.words, text), last = place(index.words, text + "\uffff");
    for (var number = first; number <= Math.min(last, first + 1); number++) {
      var entries = Array.from((await shard(number)).entries());
      if (entries.some(function (pair) { return pair[0].startsWith(text) && pair[1][0] !== "~"; })) return true;
    }
    return false;
  }

  /* ---- The answer: BM25 as reckoned at build, what a name names, and how much of the query a page has ---- */

  var NAME = 12, SHORT = 4, HALF = 0.5, LONGER = 0.4, ALIKE = 0.5, WHOLE = 0.999, PAIR = "+", ABOUT = "@";

  /* What a query asks with says nothing of what it asks about; one of nothing else is left whole. */
  function bare(text, asking) {
    var left = asking.reduce(function (rest, words) { return rest.split(words).join(" "); }, text);
    return /\S/.test(left) ? left : text;
  }

  async function answers(text) {
    var index = await load("index");
    fold(index.fold);
    var query = cut(bare(text, index.asking), index.stop), found = await words(index, query);
    var scores = new Map(), length = found.reduce(function (sum, word) { return sum + (word.title || word.mute ? 0 : word.text.length); }, 0);
    for (var number = 0; number < found.length; number++) {
      var word = found[number], hits = await look(index, word);
      hits.forEach(function (hit, document) {
        var score = scores.get(document) || { says: 0, names: 0, share: 0, exact: 0 }, share = Math.min(1, word.text.length / (length || 1));
        score.says += hit.says;
        score.names += NAME * hit.names * share * share;
        score.share += word.title ? 0 : share;
        score.exact += word.title ? (word.text === query.key ? 1 : 0) : word.near ? 0 : share;
        scores.set(document, score);
      });
    }
    var documents = Array.from(scores.entries()).map(function (pair) {
      return { number: pair[0], whole: pair[1].exact >= WHOLE, score: pair[1].says * pair[1].share * pair[1].share + pair[1].names };
    });
    documents.sort(function (one, other) { return other.whole - one.whole || other.score - one.score || one.number - other.number; });
    if (found.length > 1) await answered(index, found, documents);
    return { documents: documents, marks: marks(bare(text, index.asking), found, index.stop), index: index, extent: extent(Array.from(scores.values())) };
  }

  /* Of several words the trials say most, being many; the text that weighs them is the third result at the latest, from a page whose title
     has one of the words where there is one. A clinical question that has all of them comes first, for it answers. */
  async function answered(index, found, documents) {
    var about = new Map(), own = [];
    found.forEach(function (word) { own = own.concat(word.text, word.also || []); });
    for (var at = 0; at < own.length; at++) {
      var text = await entry(index, ABOUT + own[at]);
      if (text !== undefined) add(index, text.split("~"), 1, about);
    }
    var best = documents.findIndex(function (one) { return about.has(one.number); });
    if (best < 0) best = documents.findIndex(function (one) { return one.whole && one.number >= index.texts[0] && one.number < index.texts[1]; });
    if (best > 2) documents.splice(2, 0, documents.splice(best, 1)[0]);
    var asked = documents.findIndex(function (one) { return one.number >= index.asked[0] && one.number < index.asked[1]; });
    if (asked > 0 && documents[asked].whole && documents[asked].score > HALF * documents[0].score) documents.unshift(documents.splice(asked, 1)[0]);
  }

  /* How much of the query the best page has: all of it, all but for its spelling, or only a part. A drug that the review does not have must
     never be taken for one of a like name. */
  function extent(scores) {
    if (scores.some(function (score) { return score.exact >= WHOLE; })) return "whole";
    return scores.some(function (score) { return score.share >= WHOLE; }) ? "near" : "part";
  }

  /* What one word says of which documents. */
  async function look(index, word) {
    var hits = new Map();
    if (word.known) await gather(index, word.text, 1, hits, word);
    if (word.stray) await inside(index, word, hits);
    else if (!word.title && (word.last || word.han || word.text.length > SHORT)) await longer(index, word, hits);
    if (!hits.size && !word.han && !word.title && word.text.length > 3) {
      word.near = true;
      await alike(index, word, hits);
    }
    return hits;
  }

  /* Names that hold these characters side by side: every pair of them must stand there. */
  async function inside(index, word, hits) {
    var letters = around(word), found = null;
    for (var at = 0; at + 1 < letters.length; at++) {
      var text = await entry(index, PAIR + letters[at] + letters[at + 1]), own = new Map();
      if (text !== undefined) add(index, text.split("~"), 1, own);
      found = found ? new Map(Array.from(found).filter(function (pair) { return own.has(pair[0]); })) : own;
    }
    if (found) found.forEach(function (hit, document) { hits.set(document, hit); });
  }

  async function gather(index, key, worth, hits, word) {
    var text = await entry(index, key);
    if (text === undefined) return;
    var parts = text.split("~");
    add(index, parts, worth, hits);
    var see = parts[2] ? parts[2].split(" ") : [];
    for (var at = 0; at < see.length; at++) {
      (word.also = word.also || []).push(see[at]);
      var meant = await entry(index, see[at]);
      if (meant !== undefined) add(index, [meant.split("~")[0]], worth, hits);
    }
  }

  /* ``least`` is the number of documents that count where the key is one of several for the same word: a rare longer word tells no more. */
  function add(index, parts, worth, hits, least) {
    var said = [], own = pairs(parts[0], function (document, impact) { said.push([document, impact]); }), count = Math.max(own, least || 0);
    var rare = Math.log(1 + (index.documents - count + 0.5) / (count + 0.5));
    said.forEach(function (pair) {
      var hit = hits.get(pair[0]) || { says: 0, names: 0 };
      hit.says = Math.max(hit.says, worth * rare * pair[1]);
      hits.set(pair[0], hit);
    });
    pairs(parts[1] || "", function (document, sure) {
      var hit = hits.get(document) || { says: 0, names: 0 };
      hit.names = Math.max(hit.names, worth * sure);
      hits.set(document, hit);
    });
  }

  /* Keys that begin with the word: it may not be typed to its end, be the beginning of a longer Chinese word, or be cut short as clinicians do: chemo, neoadj. */
  async function longer(index, word, hits) {
    if (word.text.length < 2 && !word.han) return;
    var first = place(index.words, word.text), last = Math.min(place(index.words, word.text + "\uffff"), first + 1);
    var found = [];
    for (var number = first; number <= last; number++) {
      (await shard(number)).forEach(function (text, key) {
        if (key !== word.text && key.startsWith(word.text)) found.push({ parts: text.split("~"), worth: LONGER * (0.5 + 0.5 * word.text.length / key.length) });
      });
    }
    var least = Math.max.apply(null, found.map(function (one) { return pairs(one.parts[0], function () {}); }));
    found.forEach(function (one) { add(index, one.parts, one.worth, hits, least); });
  }

  /* Keys that differ by a slip or two of spelling. */
  async function alike(index, word, hits) {
    var entries = await shard(place(index.words, word.text)), limit = word.text.length > 7 ? 2 : 1;
    entries.forEach(function (text, key) {
      if (key[0] === word.text[0] && distance(word.text, key, limit) <= limit) add(index, text.split("~"), ALIKE, hits);
    });
  }

  function distance(one, other, limit) {
    if (Math.abs(one.length - other.length) > limit) return limit + 1;
    var row = Array.from({ length: other.length + 1 }, function (_, at) { return at; });
    for (var i = 1; i <= one.length; i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= other.length; j++) {
        var above = row[j];
        row[j] = Math.min(above + 1, row[j - 1] + 1, diagonal + (one[i - 1] === other[j - 1] ? 0 : 1));
        diagonal = above;
      }
    }
    return row[other.length];
  }

  /* What to mark in a result: the words as typed, and the Chinese names they led to. */
  function marks(text, found, stop) {
    var typed = (normal(text).match(JOINED) || []).filter(function (piece) { return piece.length > 1 && stop.indexOf(piece.toLowerCase()) < 0; });
    var han = [];
    found.forEach(function (word) { han = han.concat([word.text], word.also || []); });
    han = han.filter(function (word) { return HAS_HAN.test(word) && word.length > 1; });
    var all = typed.map(function (word) { return "\\b" + word.match(PIECE).map(escaped).join("[\\s\\-‐‑–/+*.]?"); }).concat(han.map(escaped));
    return all.length ? new RegExp("(" + all.sort(function (a, b) { return b.length - a.length; }).join("|") + ")", "giu") : null;
  }

  function escaped(text) { return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"); }

  /* What a result shows: [kind, address, title, place, sentence, …]. */
  function shown(index, number) {
    var chunk = place(index.shown, number);
    return load("d" + chunk).then(function (documents) { return documents[number - index.shown[chunk]]; });
  }

  /* ---- The dialog ---- */

  var input = dialog.querySelector("input"), list = dialog.querySelector("ol"), status = dialog.querySelector("[role=status]"), hint = dialog.querySelector("#search-hint");
  var more = dialog.querySelector("[data-more]"), timer = 0, turn = 0, ready = Promise.resolve();

  /* Found words come in mark elements; everything is text, never markup. */
  function marked(element, text, pattern) {
    (pattern ? text.split(pattern) : [text]).forEach(function (part, at) {
      if (!part) return;
      element.appendChild(at % 2 ? make("mark", part) : document.createTextNode(part));
    });
    return element;
  }

  function make(name, text, kind) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  }

  function tongue(element, text) {
    var lang = HAS_HAN.test(text) ? "zh-CN" : "en";
    if (lang.slice(0, 2) !== document.documentElement.lang.slice(0, 2)) element.lang = lang;
    return element;
  }

  /* The sentence that says most of what was asked for; always whole, so that no figure loses its comparator. */
  function best(sentences, pattern) {
    var most = -1, found = "";
    sentences.forEach(function (sentence) {
      var said = pattern ? new Set((sentence.match(pattern) || []).map(function (word) { return word.toLowerCase(); })).size : 0;
      if (said > most) { most = said; found = sentence; }
    });
    return found;
  }

  /* Of a question its answer, or the outcome that was asked for by its name: what stands before the colon, where that has a word that the
     question lacks. */
  function outcome(one, pattern) {
    var lines = one.slice(6).map(function (line) { return line.split(" "); }), names = lines.map(function (words) { return words.slice(1).join(" ").split(/[:：]/)[0]; });
    var named = best(names, pattern), asked = one[2].toLowerCase();
    var own = pattern && (named.match(pattern) || []).some(function (word) { return asked.indexOf(word.toLowerCase()) < 0; }), at = own ? names.indexOf(named) : -1;
    return at < 0 ? [one[5], ""] : [lines[at].slice(1).join(" "), lines[at][0]];
  }

  function result(one, pattern) {
    var item = make("li"), head = item.appendChild(make("div", "", "search__head")), link = make("a");
    var judged = one[0] === "question", told = judged ? outcome(one, pattern) : [best(one.slice(4), pattern), ""], sentence = told[0];
    link.href = new URL(one[1] + told[1], new URL(box.dataset.home, location.href)).href;
    if (judged) item.className = "search__question";
    head.appendChild(make("span", WORDS.kinds[one[0]] || WORDS.kinds.list, "search__kind"));
    head.appendChild(tongue(marked(link, one[2], pattern), one[2]));
    if (one[3]) head.appendChild(make("span", one[3], "search__place"));
    if (judged) item.appendChild(make("p", one[4], "search__judged"));
    if (sentence) item.appendChild(tongue(marked(make("p"), sentence, pattern), sentence));
    return item;
  }

  async function fill(found, from) {
    var wanted = found.documents.slice(from, from + SHOWN);
    var results = await Promise.all(wanted.map(function (each) { return shown(found.index, each.number); }));
    return results.map(function (one) { return result(one, found.marks); });
  }

  function say(text) { status.textContent = text; }

  function clear() {
    list.textContent = "";
    more.hidden = true;
    more.onclick = null;
    hint.hidden = false;
  }

  function run() {
    var text = input.value.trim(), mine = ++turn;
    if (!text) { clear(); say(""); return Promise.resolve(); }
    dialog.setAttribute("aria-busy", "true");
    return renewed(async function () {
      var found = await answers(text), items = await fill(found, 0);
      if (mine !== turn) return;
      clear();
      list.append.apply(list, items);
      hint.hidden = items.length > 0;
      say(told(found, text));
      offer(found, items.length, mine);
    }).catch(function (error) {
      if (window.console) console.error(error);
      if (mine === turn) { clear(); say(WORDS.failed); }
    }).then(function () {
      if (mine === turn) dialog.removeAttribute("aria-busy");
    });
  }

  function told(found, text) {
    if (!found.documents.length) return WORDS.none;
    if (found.extent !== "whole") return WORDS[found.extent].replace("#", function () { return text; });
    return found.documents.length === 1 ? WORDS.one : WORDS.many.replace("#", found.documents.length);
  }

  function offer(found, from, mine) {
    more.hidden = from >= found.documents.length;
    more.onclick = async function () {
      var items = await fill(found, from).catch(function () { say(WORDS.failed); return []; });
      if (mine !== turn || !items.length) return;
      list.append.apply(list, items);
      items[0].querySelector("a").focus();
      offer(found, from + items.length, mine);
    };
  }

  function typed() {
    clearTimeout(timer);
    ready = new Promise(function (done) { timer = setTimeout(function () { run().then(done); }, 150); });
  }

  // what is typed by pinyin is no word before it is chosen
  input.addEventListener("input", function (event) { if (!event.isComposing) typed(); });
  input.addEventListener("compositionend", typed);

  function enter() {
    ready.then(function () {
      var first = list.querySelector("a");
      if (first) first.click();
    });
  }

  dialog.querySelector("form").addEventListener("submit", enter);

  // what was done before this was there
  if (input.value) typed();
  if (dialog.dataset.entered) enter();

  dialog.addEventListener("keydown", function (event) {
    if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    var links = Array.from(list.querySelectorAll("a")), at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== input) return;
    var next = at + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    if (next < 0) input.focus(); else if (links[next]) links[next].focus();
  });
})();
