/**
 * Hold a file over the page, let it go, or paste a text, as no driver can.
 * @param {"dragover"|"drop"|"paste"} how
 * @param {string} name
 * @param {string} text
 */
export function bring(how, name, text) {
  const carried = new DataTransfer();
  if (name) carried.items.add(new File([text], name));
  else carried.setData("text/plain", text);
  const event =
    how === "paste"
      ? new ClipboardEvent(how, { bubbles: true, cancelable: true, clipboardData: carried })
      : new DragEvent(how, { bubbles: true, cancelable: true, dataTransfer: carried });
  document.body.dispatchEvent(event);
}
