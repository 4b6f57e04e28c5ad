"use strict";

var CMECF = { MainMenu: {} };

(function (menu) {
  // The drop-downs that the menu script brought, by item of the bar; without that script none.
  const dropDowns = new Map();

  function bar() {
    return document.querySelector("[data-menu-bar]");
  }

  function element(name, className, parent) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (parent) parent.append(made);
    return made;
  }

  // The bar is replaced by the menu script's, so a script from the browser's cache shows an old bar.
  // This happens as soon as the script has run, and not with the drop-downs a moment later, so that
  // nobody ever sees the page's own list flash up where an old script is about to replace it.
  menu.showBar = function (arrived) {
    bar().outerHTML = arrived;
    for (const dropDown of bar().querySelectorAll("[data-drop-down]")) {
      dropDowns.set(dropDown.parentElement, dropDown);
      dropDown.remove();
    }
  };

  function close() {
    for (const [barItem, dropDown] of dropDowns) {
      if (dropDown.hidden) continue;
      dropDown.hidden = true;
      dropDown.classList.remove("visible");
      const label = barItem.firstElementChild;
      label.setAttribute("aria-expanded", "false");
      if (dropDown.contains(document.activeElement)) label.focus();
    }
  }

  function open(barItem) {
    const dropDown = dropDowns.get(barItem);
    if (!dropDown.hidden) return;
    close();
    dropDown.hidden = false;
    dropDown.classList.add("visible");
    barItem.firstElementChild.setAttribute("aria-expanded", "true");
  }

  // A heading that says that it can be expanded opens what follows it, whatever it is wrapped in.
  function expand(event) {
    const heading = event.target.closest("[aria-expanded]");
    if (!heading) return;
    event.preventDefault();
    let part = heading;
    while (!part.nextElementSibling) part = part.parentElement;
    part.nextElementSibling.hidden = false;
    heading.setAttribute("aria-expanded", "true");
  }

  function addDropDown(barItem, dropDown) {
    const label = barItem.firstElementChild;
    barItem.classList.add("yuimenubaritem-hassubmenu");
    label.classList.add("yuimenubaritemlabel-hassubmenu");
    label.setAttribute("aria-haspopup", "true");
    label.setAttribute("aria-expanded", "false");
    barItem.append(dropDown);
    dropDown.addEventListener("click", expand);
    barItem.addEventListener("mouseenter", () => open(barItem));
    // Focus that comes back from the drop-down as it closes must not open it again.
    label.addEventListener("focus", (event) => {
      if (!barItem.contains(event.relatedTarget)) open(barItem);
    });
    label.addEventListener("click", function (event) {
      event.preventDefault();
      open(barItem);
    });
  }

  menu.createMenu = function () {
    if (!dropDowns.size) return;
    bar().closest("#topmenu")?.classList.add("yui-module", "yui-overlay", "visible");
    [...bar().children].forEach(function (barItem, index) {
      if (barItem.firstElementChild) barItem.id = "yui-gen" + index;
    });
    for (const [barItem, dropDown] of dropDowns) addDropDown(barItem, dropDown);
    document.addEventListener("click", function (event) {
      if (![...dropDowns.keys()].some((barItem) => barItem.contains(event.target))) close();
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
      bar().closest("body > *").after(prompt);
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
