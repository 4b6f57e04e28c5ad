"use strict";

var CMECF = { MainMenu: {} };

(function (menu) {
  // What the menu script brought; it stays empty where that script did not arrive.
  let items = [];

  function element(name, className, parent) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (parent) parent.append(made);
    return made;
  }

  function link(label, href, parent) {
    const made = element("a", "", parent);
    made.textContent = label;
    made.href = href;
    return made;
  }

  // The bar is rebuilt from the menu script, so a script from the browser's cache shows an old bar.
  // This happens as soon as the script has run, and not with the drop-downs a moment later, so that
  // nobody ever sees the page's own list flash up where an old script is about to replace it.
  menu.showItems = function (arrived) {
    items = arrived;
    const list = document.querySelector("#topmenu ul.first-of-type");
    const alerts = document.getElementById("placeholderForAlertsIcon");
    list.replaceChildren();
    for (const item of items) {
      const label = element("a", "yuimenubaritemlabel", element("li", "yuimenubaritem", list));
      label.innerHTML = item.label;
      if (item.groups.length) {
        label.append(" ");
        element("div", "spritedownarrow", label);
      }
      if (item.href) label.href = item.href;
      if (item.onclick) label.setAttribute("onclick", item.onclick);
    }
    list.append(alerts);
  };

  function close() {
    for (const open of document.querySelectorAll("#topmenu .yuimenu.visible")) {
      open.classList.remove("visible");
      const label = open.previousElementSibling;
      label.setAttribute("aria-expanded", "false");
      if (open.contains(document.activeElement)) label.focus();
    }
  }

  function open(label) {
    const dropDown = label.nextElementSibling;
    if (dropDown.classList.contains("visible")) return;
    close();
    dropDown.classList.add("visible");
    label.setAttribute("aria-expanded", "true");
  }

  function addGroup(group, body) {
    const list = document.createElement("ul");
    if (group.heading) {
      const heading = link(group.heading, group.href, element("h6", "", body));
      heading.setAttribute("aria-expanded", "false");
      list.hidden = true;
      heading.addEventListener("click", function (event) {
        event.preventDefault();
        list.hidden = false;
        heading.setAttribute("aria-expanded", "true");
      });
    }
    for (const item of group.items) link(item.label, item.href, element("li", "", list));
    body.append(list);
  }

  function addDropDown(barItem, groups) {
    const label = barItem.firstElementChild;
    barItem.classList.add("yuimenubaritem-hassubmenu");
    label.classList.add("yuimenubaritemlabel-hassubmenu");
    label.setAttribute("aria-haspopup", "true");
    label.setAttribute("aria-expanded", "false");
    const body = element("div", "bd", element("div", "yuimenu", barItem));
    for (const group of groups) addGroup(group, body);
    barItem.addEventListener("mouseenter", () => open(label));
    // Focus that comes back from the drop-down as it closes must not open it again.
    label.addEventListener("focus", (event) => {
      if (!barItem.contains(event.relatedTarget)) open(label);
    });
    label.addEventListener("click", function (event) {
      event.preventDefault();
      open(label);
    });
  }

  menu.createMenu = function () {
    if (!items.length) return;
    document.getElementById("topmenu").classList.add("yui-module", "yui-overlay", "visible");
    const barItems = document.querySelectorAll("#topmenu ul.first-of-type > li");
    items.forEach(function (item, index) {
      barItems[index].id = "yui-gen" + index;
      if (item.groups.length) addDropDown(barItems[index], item.groups);
    });
    document.addEventListener("click", function (event) {
      if (!event.target.closest("#topmenu .yuimenubaritem-hassubmenu")) close();
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") close();
    });
  };

  menu.searchPrompt = function () {
    let prompt = document.getElementById("searchPrompt");
    if (!prompt) {
      prompt = element("form", "");
      prompt.id = "searchPrompt";
      prompt.action = "/cgi-bin/Search.pl";
      prompt.setAttribute("role", "search");
      const words = element("input", "", prompt);
      words.name = "words";
      words.setAttribute("aria-label", "Search menus and cases");
      element("button", "", prompt).textContent = "Search";
      document.getElementById("cmecfMainContent").before(prompt);
    }
    prompt.elements.words.focus();
  };

  menu.showHelpPage = function () {
    location.assign("/cgi-bin/Help.pl");
  };

  menu.showCourtInformation = function () {
    location.assign("/cgi-bin/CourtInfo.pl?location=main");
  };
})(CMECF.MainMenu);
