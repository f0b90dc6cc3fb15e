// A table of records that reads like a page: text wraps, a click anywhere on a row opens it, on a phone each row is a
// card. Everything is set as text, never as markup: cells come from exports.

const views = new WeakMap() // per table: how it is sorted, and which further columns are shown

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value)
  }
  made.append(...children)
  return made
}

export default function ({ data: written, parentElement, setTriggerValue }) {
  const data = JSON.parse(new TextDecoder().decode(written))
  const view = views.get(parentElement) ?? { by: null, down: false, shown: new Set() }
  views.set(parentElement, view)
  const root = parentElement.querySelector(".records")
  const tell = { open: id => setTriggerValue("opened", id), act: name => setTriggerValue("act", name) }
  const draw = () => root.replaceChildren(...parts(data, view, draw, tell))
  draw()
}

function parts(data, view, draw, tell) {
  const columns = data.columns
    .map((column, place) => ({ ...column, place }))
    .filter(column => !column.further || view.shown.has(column.heading))
  const further = data.columns.filter(column => column.further)
  const rows = sorted(data.rows, view)
  const table = element(
    "table",
    { "aria-label": data.says },
    heads(columns, view, draw),
    ...bodies(rows, view, data).map(([heading, inside]) => body(heading, inside, columns, data, tell)),
  )
  const tools = further.length ? [chooser(further, view, draw)] : []
  return [...tools, element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": data.says }, table), ...downloads(data)]
}

function downloads(data) {
  if (!data.links.length) return []
  const links = data.links.map(link => element("a", { href: link.href, download: "" }, link.label))
  return [element("p", { class: "downloads" }, "Download: ", ...links)]
}

// The rows under their headings, in the order of the headings; sorted by a column they stand together.
function bodies(rows, view, data) {
  if (!data.groups.length || view.by !== null) return [[null, rows]]
  return data.groups.map(group => [group, rows.filter(row => row.group === group)]).filter(([, inside]) => inside.length)
}

function body(heading, rows, columns, data, tell) {
  const made = element("tbody")
  if (heading !== null) {
    made.append(element("tr", { class: "heading" }, element("th", { scope: "rowgroup", colspan: columns.length }, heading)))
  }
  for (const row of rows) {
    made.append(line(row, columns, data, tell.open))
    if (row.id !== null && row.id === data.opened && data.details) made.append(details(data.details, columns, tell.act))
  }
  return made
}

// What an opened row has to say, below it.
function details(found, columns, act) {
  const lines = found.lines.map(each => {
    const quiet = each.quiet ? [element("small", {}, each.quiet)] : []
    return element("p", {}, each.text, ...quiet)
  })
  const buttons = Object.entries(found.actions).map(([name, label]) => {
    const button = element("button", { type: "button", class: "act" }, label)
    button.onclick = () => act(name)
    return button
  })
  return element("tr", { class: "details" }, element("td", { colspan: columns.length }, ...lines, ...buttons))
}

function sorted(rows, view) {
  if (view.by === null) return rows
  const sign = view.down ? -1 : 1
  return [...rows].sort((one, other) => sign * (one.ranks[view.by] - other.ranks[view.by]))
}

function heads(columns, view, draw) {
  const cells = columns.map(column => {
    const button = element("button", { type: "button", class: "sort" }, column.heading)
    button.onclick = () => {
      view.down = view.by === column.place ? !view.down : false
      view.by = column.place
      draw()
    }
    const order = view.by !== column.place ? "none" : view.down ? "descending" : "ascending"
    return element("th", { scope: "col", class: column.align, "aria-sort": order, title: column.help }, button)
  })
  return element("thead", {}, element("tr", {}, ...cells))
}

function line(row, columns, data, open) {
  const cells = columns.map((column, at) => cell(row, column, at === 0, data, open))
  const made = element("tr", { class: row.id !== null && row.id === data.opened ? "opened" : undefined }, ...cells)
  if (data.opens) {
    made.classList.add("opens")
    made.onclick = () => window.getSelection().toString() || open(row.id)
  }
  return made
}

function cell(row, column, isFirst, data, open) {
  const value = row.cells[column.place]
  const content = (DRAWN[column.shows] ?? written)(value)
  const long = String(value.text ?? value).length > 36 ? " long" : ""
  const obvious = column.obvious ? " obvious" : ""
  const none = value === "–" ? " none" : ""
  const attributes = { class: column.align + long + obvious + none, "data-heading": column.heading }
  if (!isFirst) return element("td", attributes, content)
  if (!data.opens) return element("th", { ...attributes, scope: "row" }, content)
  const button = element("button", { type: "button", class: "open", "aria-pressed": String(row.id === data.opened) }, content)
  button.onclick = event => {
    event.stopPropagation()
    open(row.id)
  }
  return element("th", { ...attributes, scope: "row" }, button)
}

const DRAWN = { bar, spark }

function written(value) {
  return element("span", { class: "value" }, value.text ?? value)
}

// A small bar for each month, and what they say: {text, shares}, shares of the tallest.
function spark(value) {
  if (!value.shares) return written(value)
  const bars = value.shares.map(share => {
    const bar = element("span", { class: share ? "some" : "" })
    bar.style.height = `${Math.max(6, 100 * share)}%`
    return bar
  })
  const drawn = element("span", { class: "spark", "aria-hidden": "true" }, ...bars)
  return element("span", { class: "sparkline" }, drawn, element("span", { class: "value" }, value.text))
}

// A length beside its number, with a mark where the limit is: {text, share, mark}, shares of the whole bar.
function bar(value) {
  if (value.share === null || value.share === undefined) return element("span", { class: "value" }, value.text)
  const track = element("span", { class: "track", "aria-hidden": "true" }, element("span", { class: "fill" }))
  track.firstChild.style.width = `${100 * Math.min(1, value.share)}%`
  if (value.over) track.firstChild.classList.add("over")
  if (value.mark !== undefined && value.mark !== null) {
    const mark = element("span", { class: "mark" })
    mark.style.left = `${100 * value.mark}%`
    track.append(mark)
  }
  return element("span", { class: "bar" }, track, element("span", { class: "value" }, value.text))
}

function chooser(further, view, draw) {
  const boxes = further.map(column => {
    const box = element("input", { type: "checkbox", checked: view.shown.has(column.heading) })
    box.onchange = () => {
      box.checked ? view.shown.add(column.heading) : view.shown.delete(column.heading)
      view.open = true
      draw()
    }
    return element("label", {}, box, ` ${column.heading}`)
  })
  return element("details", { class: "chooser", open: view.open }, element("summary", {}, "Columns"), ...boxes)
}
