(function () {
	"use strict";
	/* Where a page is of: its own script says how far it is to the top. */
	var top_ = document.currentScript
		? document.currentScript.getAttribute("src").replace("web.js", "")
		: "";
	var MOST = 40;

	/* --- The search: names come with a script, since a file has no other way */

	var bar = document.querySelector(".search");
	var box = bar.querySelector("input");
	var list = document.getElementById("found");
	var names = null, asked = false, at = -1;

	function ask_for_names() {
		if (asked)
			return;
		asked = true;
		var script = document.createElement("script");
		script.src = top_ + "names.js";
		document.head.append(script);
	}

	window.xsmc_names = function (all) {
		names = all.map(function (row) {
			return {kind: row[0], name: row[1], hint: row[3] || "",
				lower: row[1].toLowerCase(), path: row[2]};
		});
		show();
	};

	/* Better the earlier a word stands, at the start of a part best. */
	function rank(entry, words) {
		var sum = 0;
		for (var i = 0; i < words.length; i++) {
			var place = entry.lower.indexOf(words[i]);
			if (place === -1)
				return -1;
			var before = place ? entry.lower[place - 1] : "_";
			sum += (/[a-z0-9]/.test(before) ? 100 : 0) +
				entry.lower.length - words[i].length;
		}
		return sum;
	}

	function find(text) {
		var words = text.toLowerCase().split(/\s+/).filter(Boolean);
		if (!words.length || !names)
			return [];
		return names.map(function (entry) {
			return {entry: entry, rank: rank(entry, words)};
		}).filter(function (found) {
			return found.rank !== -1;
		}).sort(function (a, b) {
			return a.rank - b.rank ||
				(a.entry.name < b.entry.name ? -1 : 1);
		}).slice(0, MOST);
	}

	function choose(index) {
		var items = list.children;
		if (items[at])
			items[at].setAttribute("aria-selected", "false");
		at = items.length ? (index + items.length) % items.length : -1;
		if (at === -1) {
			box.removeAttribute("aria-activedescendant");
			return;
		}
		items[at].setAttribute("aria-selected", "true");
		items[at].scrollIntoView({block: "nearest"});
		box.setAttribute("aria-activedescendant", items[at].id);
	}

	function open_list(on) {
		list.hidden = !on;
		box.setAttribute("aria-expanded", on ? "true" : "false");
	}

	function show() {
		var found = find(box.value);
		list.replaceChildren.apply(list, found.map(function (row, i) {
			var item = document.createElement("li");
			var link = item.appendChild(document.createElement("a"));
			var small = document.createElement("small");
			item.id = "found-" + i;
			item.setAttribute("role", "option");
			item.setAttribute("aria-selected", "false");
			link.href = top_ + row.entry.path;
			link.tabIndex = -1;
			small.textContent = row.entry.kind +
				(row.entry.hint ? ", " + row.entry.hint : "");
			link.append(row.entry.name, small);
			return item;
		}));
		at = -1;
		open_list(found.length > 0);
		choose(0);
	}

	box.addEventListener("focus", ask_for_names);
	box.addEventListener("input", function () {
		ask_for_names();
		show();
	});
	box.addEventListener("keydown", function (event) {
		var step = {ArrowDown: 1, ArrowUp: -1}[event.key];
		if (step) {
			event.preventDefault();
			choose(at + step);
		} else if (event.key === "Enter" && list.children[at]) {
			event.preventDefault();
			location.href = list.children[at].firstChild.href;
		} else if (event.key === "Escape") {
			open_list(false);
		}
	});
	document.addEventListener("click", function (event) {
		if (!bar.contains(event.target))
			open_list(false);
	});
	document.addEventListener("keydown", function (event) {
		if (event.key === "/" && !/input|select|textarea/i
			.test(event.target.nodeName)) {
			event.preventDefault();
			box.focus();
		}
	});
	bar.hidden = false;

	/* --- A filter over the rows of a page's tables and lists ---------- */

	var filter = document.querySelector(".filter");
	if (!filter)
		return;
	var field = filter.querySelector("input");
	var rows = Array.from(document.querySelectorAll("[data-row]"));
	var parts = Array.from(document.querySelectorAll("[data-rows]"));

	function update() {
		var words = field.value.toLowerCase().split(/\s+/)
			.filter(Boolean), shown = 0;
		rows.forEach(function (row) {
			if (row.words === undefined)
				row.words = row.textContent.toLowerCase();
			var on = words.every(function (word) {
				return row.words.indexOf(word) !== -1;
			});
			shown += on;
			if (row.hidden === on)
				row.hidden = !on;
		});
		parts.forEach(function (part) {
			part.hidden = !part.querySelector(
				"[data-row]:not([hidden])");
		});
		filter.querySelector("output").textContent =
			shown + " of " + rows.length;
		history.replaceState(null, "", location.href.split("#")[0] +
			(field.value ? "#find=" + encodeURIComponent(field.value)
				     : location.hash.replace(/^#find=.*/, "")));
	}

	function read_address() {
		var found = /^#find=(.*)/.exec(location.hash);
		if (found)
			field.value = decodeURIComponent(found[1]);
		update();
	}

	field.addEventListener("input", update);
	window.addEventListener("hashchange", read_address);
	filter.hidden = false;
	read_address();
}());
