"""No serious finding of axe-core on any page, for any role that may open it, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from mentorship.access import Role
from tests.browser.conftest import PATIENCE, arrived
from tests.pages.test_pages import FOR, PERSON
from tests.support.cold_servers import serving

pytestmark = pytest.mark.browser

#: Findings in Streamlit's own elements that no page can mend; each with its reason.
NOT_OURS: dict[str, str] = {}


@pytest.fixture(scope="module")
def address(tmp_path_factory, sample_file):
    import shutil
    from pathlib import Path

    copy = Path(shutil.copy(sample_file, tmp_path_factory.mktemp("axe") / "sample.duckdb"))
    with serving(copy) as found:
        yield found


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("role", [Role.OMBUDSMAN, Role.LEADERSHIP, Role.MENTEE])
def test_no_serious_finding(chromium, address, role, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    found = []
    for name in [name for name, roles in FOR.items() if role in roles]:
        page.goto(f"{address}/{name}?view_as={role}&person={PERSON.get(role, '')}")
        arrived(page)
        page.wait_for_timeout(500)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical") and violation["id"] not in NOT_OURS:
                found += [f"{name}: {violation['id']}: {node['html'][:200]}" for node in violation["nodes"]]
    context.close()
    assert found == []
