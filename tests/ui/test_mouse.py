"""The mouse: the wheel scrolls what is under it, a drag selects, a click opens; where the keys go is not lost by it."""

from textual.events import MouseScrollDown, MouseScrollUp

from .papers import make_app, press, running, settle, sheet_of, some_paper


def wheel(kind: type[MouseScrollDown] | type[MouseScrollUp], x: int, y: int) -> MouseScrollDown | MouseScrollUp:
    return kind(None, x, y, 0, 0, 0, False, False, False, screen_x=x, screen_y=y)


async def test_the_wheel_scrolls_the_story_under_it_and_the_keys_stay_where_they_were():
    async with running(make_app(some_paper()), (120, 24)) as pilot:
        sheet, pane = sheet_of(pilot), sheet_of(pilot).crew.story
        await press(pilot, "enter", "2")
        x, y = pane.region.x + 5, pane.region.y + 5
        for _ in range(3):
            pilot.app.post_message(wheel(MouseScrollDown, x, y))
            await settle(pilot)
            await pilot.wait_for_animation()
        assert (pane.scroll_offset.y, sheet.pane, sheet.headlines.chosen) == (6, "headlines", 1)
        pilot.app.post_message(wheel(MouseScrollUp, x, y))
        await settle(pilot)
        await pilot.wait_for_animation()
        assert pane.scroll_offset.y == 4
        assert pane._top == pane._galley.key_at(4)


async def test_text_is_selected_by_a_drag_and_quoted_and_a_link_under_it_is_not_opened():
    paper = some_paper()
    async with running(make_app(paper), (120, 24)) as pilot:
        sheet, pane = sheet_of(pilot), sheet_of(pilot).crew.story
        await press(pilot, "enter")
        row = next(y for y in range(pane.size.height) if "paragraph 1." in pane.render_line(y).text)
        await pilot.mouse_down(pane, offset=(2, row))
        await pilot.hover(pane, offset=(20, row))
        await pilot.mouse_up(pane, offset=(20, row))
        await settle(pilot)
        assert pane.text_selection is not None
        selected = pane.get_selection(pane.text_selection)
        assert selected is not None
        assert selected[0] == pane.render_line(row).text[2:21]
        assert sheet.headlines.opened == 1
