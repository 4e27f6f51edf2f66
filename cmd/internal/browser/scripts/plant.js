/** Put a button and a picture on the page that nobody has put into words. */
export function plant() {
  document.body.append(
    document.createElement("button"),
    Object.assign(document.createElement("img"), { src: "data:," }),
  );
}
