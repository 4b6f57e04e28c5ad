"use strict";

// A small substitute for PrimeFaces: every form of the sign-on page is posted by fetch, and the answer
// says which parts of the page to replace. The page itself is never left before the last answer.
(function () {
  const { form: LOGIN_FORM, faces: FACES } = document.currentScript.dataset;
  const VIEW_STATE = FACES + ".ViewState";
  const CHECKBOX = "regmsg:chkRedact_input";
  let waiting = false;

  function apply(answer) {
    const redirect = answer.querySelector("redirect");
    if (redirect) {
      location.assign(redirect.getAttribute("url"));
      return;
    }
    for (const update of answer.querySelectorAll("update")) {
      const id = update.getAttribute("id");
      if (id.includes(VIEW_STATE)) {
        for (const field of document.getElementsByName(VIEW_STATE)) field.value = update.textContent;
      } else {
        document.getElementById(id).outerHTML = update.textContent;
      }
    }
    for (const attributes of answer.querySelectorAll("attributes")) {
      const shown = document.getElementById(attributes.getAttribute("id"));
      for (const attribute of attributes.querySelectorAll("attribute")) {
        shown.setAttribute(attribute.getAttribute("name"), attribute.getAttribute("value"));
      }
    }
  }

  async function post(form, source) {
    // A second click while an answer is due would send a view state that has been used up.
    if (waiting) return;
    waiting = true;
    const fields = new URLSearchParams(new FormData(form));
    fields.set(form.id, form.id);
    fields.set(FACES + ".partial.ajax", "true");
    fields.set(FACES + ".source", source);
    fields.set(FACES + ".partial.execute", "@all");
    fields.set(
      FACES + ".partial.render",
      "pscLoginPanel " + LOGIN_FORM + " redactionConfirmation popupMsgId",
    );
    try {
      const answer = await fetch(location.href, {
        method: "POST",
        body: fields,
        headers: { "Faces-Request": "partial/ajax" },
      });
      apply(new DOMParser().parseFromString(await answer.text(), "text/xml"));
    } finally {
      waiting = false;
    }
  }

  document.addEventListener("submit", function (event) {
    event.preventDefault();
    const button = event.submitter || event.target.querySelector("button[type=submit]");
    post(event.target, button.id);
  });

  document.addEventListener("change", function (event) {
    if (event.target.id !== CHECKBOX) return;
    const box = document.querySelector("#redactionDlg .ui-chkbox-box");
    box.classList.toggle("ui-state-active", event.target.checked);
    post(event.target.form, "regmsg:chkRedact");
  });

  // The box that one sees is not the real checkbox, which is hidden.
  document.addEventListener("click", function (event) {
    if (event.target.closest(".ui-chkbox-box")) document.getElementById(CHECKBOX).click();
  });
})();
