// What a button sends: its form's fields, or without a form those of the page; open shadow roots are part of it.
(button) => {
  const OF_SITE = "header, nav, footer, search, [role=search], [role=banner], [role=navigation], [role=contentinfo]";
  const UNSENT = ["submit", "button", "reset", "image", "file"];
  const above = (node) => node.assignedSlot ?? node.parentNode ?? node.host ?? null;
  const isIn = (node, suffices) => {
    for (let each = node; each; each = above(each)) if (suffices(each)) return true;
    return false;
  };
  const fieldsIn = (root) =>
    [...root.querySelectorAll("*")].flatMap((each) => [
      ...(each.matches("input, select, textarea") ? [each] : []),
      ...(each.shadowRoot ? fieldsIn(each.shadowRoot) : []),
    ]);
  let form = button.form ?? null;
  if (!form) isIn(button, (each) => each.tagName === "FORM" && (form = each));
  const isOwn = (field) =>
    form
      ? field.form === form || isIn(field, (each) => each === form)
      : !isIn(field, (each) => each.matches && each.matches(OF_SITE));
  const isSent = (field) =>
    !field.matches(":disabled") && !UNSENT.includes(field.type) && (!/^(checkbox|radio)$/.test(field.type) || field.checked);
  const action = (form && (button.getAttribute("formaction") || form.getAttribute("action"))) || "";
  const here = document.location.href;
  return {
    address: URL.canParse(action, document.baseURI) ? new URL(action || here, document.baseURI).href : here,
    // Many a form that a script sends says nothing of where it goes, or names its own page.
    says_where: Boolean(action) && new URL(action, document.baseURI).href.split("#")[0] !== here.split("#")[0],
    method: form ? (button.getAttribute("formmethod") || form.getAttribute("method") || "get").toUpperCase() : "",
    fields: fieldsIn(document)
      .filter((field) => isOwn(field) && isSent(field))
      .map((field) => ({ name: field.name || "", value: String(field.value), is_drawn: field.type !== "hidden" })),
    button: [button.name || "", String(button.value || "")],
  };
}
