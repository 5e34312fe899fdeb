// Runs before the first paint, so that a remembered theme never flashes in the wrong colours.
try {
  const theme = localStorage.getItem("theme");
  if (["auto", "light", "dark", "contrast"].includes(theme)) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be barred; the server's choice then stands.
}
