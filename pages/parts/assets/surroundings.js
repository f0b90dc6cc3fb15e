// On a phone the menu lies over the page: it goes away once another page has come.

const seen = new WeakMap()

export default function ({ data, parentElement }) {
  const isAnother = seen.get(parentElement) !== data
  seen.set(parentElement, data)
  if (!isAnother || !window.matchMedia("(max-width: 768px)").matches) return
  document.querySelector('[aria-controls="stSidebar"][aria-expanded="true"]')?.click()
}
