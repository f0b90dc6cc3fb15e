// Brings what was opened in a list into sight. Where it is in sight already, nothing moves.

const seen = new WeakMap()

export default function ({ data, parentElement }) {
  if (seen.get(parentElement) !== data) parentElement.querySelector("span").scrollIntoView({ block: "nearest" })
  seen.set(parentElement, data)
}
