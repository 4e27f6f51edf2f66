/** Put a field of nobody's on the page, and the focus into it. */
export function newField() {
  const field = document.createElement("input");
  field.id = "typing";
  document.querySelector("main")?.append(field);
  field.focus();
}
