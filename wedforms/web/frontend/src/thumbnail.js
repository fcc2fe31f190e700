// A small picture of a chosen image, drawn on a canvas: the page's policy allows no object addresses.

const SIZE = 112;

/** Put a thumbnail before the words of a file's item; anything that is no picture stays without. */
export async function thumbnail(file, item) {
  if (!file.type.startsWith("image/")) return;
  try {
    item.prepend(draw(await createImageBitmap(file)));
  } catch {
    // the browser cannot read this picture; the server will say whether it is one
  }
}

function draw(bitmap) {
  const canvas = Object.assign(document.createElement("canvas"), { className: "thumbnail", width: SIZE, height: SIZE });
  const scale = Math.max(SIZE / bitmap.width, SIZE / bitmap.height);
  const width = bitmap.width * scale;
  const height = bitmap.height * scale;
  canvas.getContext("2d").drawImage(bitmap, (SIZE - width) / 2, (SIZE - height) / 2, width, height);
  canvas.setAttribute("aria-hidden", "true");
  bitmap.close();
  return canvas;
}
