from globeterm.rendering.cells import width
from globeterm.ui.notice import Notice, set_notice

KOREAN = "TypeKey 시스템이 UTF-8로 돌아가는데, 거기서 닉네임을 정할 경우에 EUC-KR로 된 무버블타입으로"


def test_a_sentence_in_wide_letters_is_not_cut():
    lines = set_notice(Notice("신문", (KOREAN,)), 44, 20)
    assert max(width(line.plain) for line in lines) <= 44
    assert "".join(line.plain.strip() for line in lines).replace(" ", "") == "신문" + KOREAN.replace(" ", "")


def test_a_sentence_in_narrow_letters_is_broken_at_blanks():
    lines = [line.plain.strip() for line in set_notice(Notice("No story", ("It is offline, as you asked.",)), 20, 0)]
    assert lines == ["No story", "", "It is offline,", "as you asked."]
