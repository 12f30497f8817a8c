import pytest
pytestmark=[pytest.mark.ckan_config("ckan.plugins","scheming_datasets socialprograms"), pytest.mark.ckan_config("ckan.locale_default","es")]
@pytest.mark.parametrize("width",[390,1280])
def test_look(visit, editor, width):
    page=visit(editor,width)
    page.goto("/commitment/new")
    page.screenshot(path=f"/tmp/sp/shots/form-new-{width}.png", full_page=True)
    open("/tmp/sp/writedev/new.html","w").write(page.content())
