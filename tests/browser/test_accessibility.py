"""Every page as it comes, for each role that may open it, light and dark, wide and narrow: no serious finding of
axe-core, and no table that is cut off."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from mentorship.access import Role
from tests.browser.conftest import PATIENCE, arrived
from tests.pages.test_pages import FOR, PERSON
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser

#: Findings in Streamlit's own elements that no page can mend; each with its reason.
NOT_OURS: dict[str, str] = {}
#: Tables that reach beyond what is seen of them, also in shadow trees. A phone has cards instead.
CUT = """() => {
  const found = []
  const walk = root => root.querySelectorAll("*").forEach(each => {
    if (each.shadowRoot) walk(each.shadowRoot)
    if (each.className === "scroll" && each.scrollWidth > each.clientWidth + 1) found.push(each.ariaLabel)
  })
  walk(document)
  return found
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory, sample_file):
    import shutil
    from pathlib import Path

    copy = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("axe") / "sample.duckdb"))
    with serving(copy) as found:
        yield found


@pytest.mark.parametrize(
    ("role", "width", "scheme"),
    [(Role.OMBUDSMAN, 1280, "light"), (Role.OMBUDSMAN, 390, "dark"), (Role.LEADERSHIP, 1280, "dark"),
     (Role.MENTEE, 390, "light")],
)  # fmt: skip
def test_no_serious_finding_and_no_table_cut_off(chromium, address, role, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    found = []
    mentee = "&mentee=P-1051" if role is Role.OMBUDSMAN else ""
    for name in [name for name, roles in FOR.items() if role in roles]:
        page.goto(f"{address}/{name}?view_as={role}&person={PERSON.get(role, '')}{mentee}")
        arrived(page)
        page.wait_for_timeout(500)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical") and violation["id"] not in NOT_OURS:
                found += [f"{name}: {violation['id']}: {node['html'][:200]}" for node in violation["nodes"]]
        found += [f"{name}: cut off: {table}" for table in (page.evaluate(CUT) if width == 1280 else [])]
    context.close()
    assert found == []
