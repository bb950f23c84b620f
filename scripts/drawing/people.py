"""Faces, figures and those who perform."""

from drawing.canvas import GREEN, GREY, INK, LEAF, NAVY, OCHRE, PAPER, RED, RUST, SAND, SKY, TEAL, WHITE, WIDTH, Canvas


def mapmaker() -> Canvas:
    sheet = Canvas(TEAL)
    sheet.rect(420, 60, 660, 450, PAPER)
    sheet.poly([(420, 330), (560, 250), (700, 300), (860, 180), (1080, 240), (1080, 60), (420, 60)], SAND)
    sheet.poly([(470, 510), (560, 400), (720, 430), (760, 510)], LEAF)
    sheet.line([(620, 60), (600, 150), (700, 220), (680, 330), (790, 400), (770, 510)], NAVY, 12)
    for dash in range(9):
        sheet.line([(450 + dash * 72, 190 + dash * 24), (486 + dash * 72, 202 + dash * 24)], RED, 13)
    _profile(sheet, 210, INK, RUST)
    sheet.line([(330, 470), (520, 330)], OCHRE, 18)
    return sheet


def judge() -> Canvas:
    sheet = Canvas(SKY)
    sheet.rect(700, 70, 340, 430, WHITE)
    for row in range(9):
        sheet.rect(740, 120 + row * 40, 260 if row % 4 else 160, 12, GREY)
    sheet.line([(735, 286), (1010, 286)], RED, 14)
    sheet.line([(735, 366), (930, 366)], RED, 14)
    _profile(sheet, 330, NAVY, INK)
    sheet.rect(180, 455, 300, 16, WHITE)
    return sheet


def volcanologist() -> Canvas:
    sheet = Canvas(NAVY)
    sheet.poly([(700, 570), (860, 250), (940, 250), (1140, 520), (1140, 570)], INK)
    sheet.poly([(860, 250), (940, 250), (920, 290), (890, 270)], RED)
    for x, y, radius in ((900, 180, 50), (950, 110, 64), (1030, 70, 70)):
        sheet.disc(x, y, radius, GREY)
    _profile(sheet, 330, OCHRE, RUST)
    sheet.pie(320, 165, 128, 180, 360, RED)
    sheet.rect(190, 160, 280, 22, RED)
    sheet.disc(420, 225, 34, SKY)
    sheet.line([(330, 215), (420, 225)], INK, 10)
    return sheet


def auditor() -> Canvas:
    sheet = Canvas(LEAF)
    sheet.poly(
        [
            (620, 40),
            (860, 40),
            (860, 480),
            (830, 460),
            (800, 490),
            (770, 460),
            (740, 490),
            (710, 460),
            (680, 490),
            (620, 460),
        ],
        WHITE,
    )
    for row in range(8):
        sheet.rect(650, 90 + row * 42, 110, 12, GREY)
        sheet.rect(790, 90 + row * 42, 44, 12, RED if row in (2, 5) else GREY)
    sheet.disc(790, 260, 120, INK)
    sheet.disc(790, 260, 98, SKY)
    sheet.rect(730, 215, 120, 26, INK)
    sheet.rect(730, 270, 80, 26, RED)
    sheet.line([(870, 350), (990, 500)], INK, 34)
    _profile(sheet, 320, NAVY, INK)
    return sheet


def conductor() -> Canvas:
    sheet = Canvas(RED)
    sheet.disc(570, 300, 250, OCHRE)
    sheet.person(570, 570, 440, INK)
    sheet.line([(540, 270), (350, 130)], INK, 34)
    sheet.line([(600, 270), (790, 170)], INK, 34)
    sheet.line([(350, 130), (240, 40)], WHITE, 10)
    for seat in range(9):
        x = 40 + seat * 132
        if abs(x - 570) > 120:
            sheet.disc(x, 470, 36, RUST)
            sheet.pie(x, 570, 64, 180, 360, RUST)
    return sheet


def choir() -> Canvas:
    sheet = Canvas(OCHRE)
    sheet.rect(0, 60, WIDTH, 330, PAPER)
    for column in range(5):
        sheet.rect(70 + column * 230, 60, 50, 330, WHITE)
    sheet.rect(0, 390, WIDTH, 180, RUST)
    for row, (foot, height) in enumerate(((500, 270), (550, 300))):
        for singer in range(7 - row):
            x = 140 + singer * 145 + row * 70
            colour = (NAVY, RED, TEAL, INK, GREEN)[(singer + row * 2) % 5]
            top = foot + row * 20 - height * 0.86
            sheet.person(x, foot + row * 20, height, colour, head=SAND)
            sheet.pie(x, top, height * 0.14, 180, 360, (INK, RUST, GREY)[singer % 3])
            sheet.disc(x, top + 18, 8, INK)
            sheet.rect(x - 38, foot + row * 20 - height * 0.6, 76, 44, WHITE)
    return sheet


def band() -> Canvas:
    sheet = Canvas(GREEN)
    sheet.disc(570, 640, 420, LEAF)
    for x, coat in ((230, RED), (900, NAVY)):
        sheet.person(x, 550, 380, coat, head=SAND)
        sheet.rect(x - 60, 130, 120, 44, INK)
        sheet.rect(x - 80, 166, 160, 14, OCHRE)
    sheet.line([(270, 240), (600, 200)], OCHRE, 16)
    sheet.line([(270, 275), (520, 245)], OCHRE, 16)
    sheet.poly([(540, 208), (660, 110), (660, 280)], OCHRE)
    sheet.disc(660, 195, 86, SAND)
    sheet.disc(660, 195, 56, RUST)
    sheet.disc(900, 420, 120, WHITE)
    sheet.disc(900, 420, 100, RED)
    sheet.line([(790, 330), (860, 400)], INK, 12)
    return sheet


def crown() -> Canvas:
    sheet = Canvas(NAVY)
    sheet.poly([(330, 410), (810, 410), (850, 520), (290, 520)], RED)
    sheet.rect(290, 440, 560, 14, SAND)
    sheet.poly([(380, 400), (340, 170), (470, 280), (570, 110), (670, 280), (800, 170), (760, 400)], OCHRE)
    for x, y in ((340, 160), (570, 100), (800, 160)):
        sheet.disc(x, y, 26, OCHRE)
    for x, colour in ((450, TEAL), (570, RED), (690, TEAL)):
        sheet.disc(x, 360, 22, colour)
    for x in (60, 180, 960, 1080):
        sheet.person(x, 570, 250, INK)
    return sheet


def puppets() -> Canvas:
    sheet = Canvas(TEAL)
    sheet.rect(0, 490, WIDTH, 80, INK)
    for x, coat, lift in ((330, RED, 0), (790, OCHRE, 40)):
        foot = 480 - lift
        sheet.line([(x - 90, 60), (x + 90, 40)], RUST, 18)
        sheet.line([(x - 80, 60), (x - 120, foot - 200)], WHITE, 4)
        sheet.line([(x + 80, 45), (x + 120, foot - 220)], WHITE, 4)
        sheet.line([(x, 50), (x, foot - 330)], WHITE, 4)
        sheet.disc(x, foot - 270, 60, SAND)
        sheet.disc(x - 20, foot - 278, 8, INK)
        sheet.disc(x + 20, foot - 278, 8, INK)
        sheet.poly([(x - 50, foot - 215), (x + 50, foot - 215), (x + 75, foot - 70), (x - 75, foot - 70)], coat)
        sheet.line([(x - 55, foot - 195), (x - 120, foot - 190)], coat, 26)
        sheet.line([(x + 55, foot - 195), (x + 120, foot - 215)], coat, 26)
        sheet.line([(x - 35, foot - 70), (x - 45, foot)], INK, 26)
        sheet.line([(x + 35, foot - 70), (x + 55, foot - 10)], INK, 26)
    sheet.poly([(275, 168), (275, 118), (303, 145), (330, 105), (357, 145), (385, 118), (385, 168)], OCHRE)
    return sheet


def _profile(sheet: Canvas, x: float, coat: str, hair: str) -> None:
    """Head and shoulders from the side, looking right."""
    sheet.poly([(x - 220, 570), (x - 160, 400), (x - 40, 350), (x + 60, 350), (x + 150, 410), (x + 190, 570)], coat)
    sheet.rect(x - 45, 290, 100, 90, SAND)
    sheet.disc(x, 215, 118, SAND)
    sheet.poly([(x + 100, 185), (x + 150, 245), (x + 100, 255)], SAND)
    sheet.pie(x - 8, 200, 130, 150, 330, hair)
    sheet.disc(x - 92, 250, 52, hair)
    sheet.disc(x + 62, 205, 10, INK)
    sheet.line([(x + 70, 285), (x + 100, 282)], RUST, 8)
