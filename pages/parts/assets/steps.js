// One row of steps per kind of session: a filled step adds, a hatched one is wasted. Everything is set as text.

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

export default function ({ data, parentElement }) {
  const items = data.map(each => {
    const steps = each.adds.map(minutes => {
      const step = element("span", { class: minutes ? "adds" : "wasted" })
      if (minutes) step.style.height = `${25 + 75 * Math.min(1, minutes / each.most)}%`
      return step
    })
    return element(
      "li",
      {},
      element("span", { class: "label" }, each.label),
      element("span", { class: "says" }, each.says),
      element("span", { class: "steps", "aria-hidden": "true" }, ...steps),
    )
  })
  parentElement.querySelector("ul").replaceChildren(...items)
}
