// One bar per requirement: what is there in the colour of its category, what is scheduled hatched, the numbers at its end.
// Everything is set as text, never as markup.

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

export default function ({ data, parentElement }) {
  const items = data.map(each => {
    const have = element("span", { class: "have" })
    have.style.width = `${100 * each.have}%`
    have.style.background = each.colour
    const planned = element("span", { class: "planned" })
    planned.style.width = `${100 * each.planned}%`
    planned.style.color = each.colour
    return element(
      "li",
      { class: each.complete ? "complete" : "" },
      element("span", { class: "label" }, each.label),
      element("span", { class: "numbers" }, each.numbers),
      element("span", { class: "track", "aria-hidden": "true" }, have, planned),
    )
  })
  parentElement.querySelector("ul").replaceChildren(...items)
}
