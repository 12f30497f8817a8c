import pytest
from test_form_marks import draft
pytestmark = [pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")]
def test_s(visit, editor, draft):
    for width in (390, 1280):
        page = visit(editor, width)
        page.goto(f"/es/commitment/edit/{draft['id']}#part-plan")
        page.fill("#field-activities-2-serves", "no hay tal meta")
        page.click("button[value=publish]"); page.wait_for_selector(".sp-summary")
        page.screenshot(path=f"/tmp/sp/shots/form-errors-{width}.png")
        page.locator(".sp-summary a").first.click(); page.wait_for_timeout(1500)
        y = page.evaluate("(() => { const r = document.activeElement.getBoundingClientRect(); return [document.activeElement.id, r.top, r.bottom, innerHeight] })()")
        print(width, y)
        page.screenshot(path=f"/tmp/sp/shots/form-error-row-{width}.png")
