// Copying and printing: nothing that can be read depends on it.
(() => {
  "use strict";

  const copy = async (button) => {
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      const field = document.createElement("textarea");
      field.value = button.dataset.copy;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = "✓";
    setTimeout(() => (button.textContent = label), 1200);
  };

  const show = () => document.querySelectorAll(".bf-copy[hidden]").forEach((button) => button.removeAttribute("hidden"));

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".bf-copy");
    if (!button) return;
    if (button.matches(".bf-to-paper")) window.print();
    else copy(button);
  });

  // Material swaps pages without loading them anew; its document$ tells when.
  if (typeof document$ === "undefined") show();
  else document$.subscribe(show);
})();
