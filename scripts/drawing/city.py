"""Streets, houses and what moves between them."""

from drawing.canvas import (
    GREEN,
    GREY,
    HEIGHT,
    INK,
    LEAF,
    NAVY,
    OCHRE,
    PAPER,
    RED,
    RUST,
    SAND,
    SKY,
    TEAL,
    WHITE,
    WIDTH,
    Canvas,
)


def parliament() -> Canvas:
    sheet = Canvas(NAVY)
    sheet.disc(930, 120, 60, PAPER)
    sheet.disc(905, 105, 55, NAVY)
    sheet.rect(0, 470, WIDTH, 100, INK)
    sheet.pie(570, 250, 170, 180, 360, TEAL)
    sheet.rect(555, 40, 30, 60, TEAL)
    sheet.rect(400, 250, 340, 40, PAPER)
    sheet.rect(200, 290, 740, 180, SAND)
    for column in range(10):
        sheet.rect(222 + column * 74, 310, 30, 160, NAVY)
    sheet.disc(570, 190, 62, PAPER)
    sheet.line([(570, 190), (566, 145)], INK, 9)
    sheet.line([(570, 190), (548, 165)], INK, 9)
    for step in range(3):
        sheet.rect(180 - step * 30, 470 + step * 22, 780 + step * 60, 22, (PAPER, SAND, GREY)[step])
    sheet.line([(690, 470), (625, 215)], OCHRE, 9)
    sheet.line([(740, 470), (675, 215)], OCHRE, 9)
    for rung in range(8):
        sheet.line([(686 - rung * 8, 445 - rung * 30), (734 - rung * 8, 445 - rung * 30)], OCHRE, 7)
    return sheet


def cranes() -> Canvas:
    sheet = Canvas(OCHRE)
    sheet.disc(260, 400, 150, RED)
    sheet.rect(0, 430, WIDTH, 140, TEAL)
    sheet.waves(470, SKY)
    for x in (330, 620, 910):
        sheet.line([(x - 60, 440), (x - 25, 180)], INK, 14)
        sheet.line([(x + 60, 440), (x + 25, 180)], INK, 14)
        sheet.line([(x - 45, 320), (x + 45, 320)], INK, 10)
        sheet.rect(x - 45, 140, 90, 55, INK)
        sheet.line([(x - 90, 150), (x + 210, 70)], INK, 14)
        sheet.line([(x + 180, 80), (x + 180, 250)], INK, 5)
    sheet.rect(1055, 250, 70, 50, RED)
    sheet.rect(765, 250, 70, 50, PAPER)
    sheet.poly([(30, 400), (300, 400), (270, 475), (70, 475)], INK)
    sheet.rect(90, 350, 60, 50, PAPER)
    sheet.rect(160, 360, 100, 40, RUST)
    return sheet


def night_train() -> Canvas:
    sheet = Canvas(NAVY)
    sheet.disc(880, 130, 75, PAPER)
    sheet.poly([(0, 330), (220, 190), (430, 320), (640, 210), (900, 340), (1140, 230), (1140, 570), (0, 570)], TEAL)
    sheet.rect(0, 360, WIDTH, 34, INK)
    for arch in range(7):
        x = -40 + arch * 180
        sheet.rect(x, 390, 36, 180, INK)
        sheet.pie(x + 108, 466, 76, 180, 360, TEAL)
        sheet.poly([(x + 36, 390), (x + 180, 390), (x + 180, 466), (x + 36, 466)], INK)
        sheet.pie(x + 108, 468, 72, 180, 360, TEAL)
    sheet.rect(0, 270, 210, 90, RED)
    for car in range(4):
        sheet.rect(220 + car * 215, 270, 200, 90, INK)
        for window in range(4):
            sheet.rect(236 + car * 215 + window * 46, 290, 30, 36, OCHRE)
    for window in range(4):
        sheet.rect(20 + window * 46, 290, 30, 36, OCHRE)
    sheet.poly([(1080, 270), (1130, 300), (1130, 360), (1080, 360)], INK)
    return sheet


def tram() -> Canvas:
    sheet = Canvas(SKY)
    sheet.disc(930, 130, 70, OCHRE)
    sheet.poly([(0, 360), (350, 270), (760, 350), (1140, 280), (1140, 570), (0, 570)], LEAF)
    sheet.rect(300, 110, 22, 420, INK)
    sheet.rect(200, 70, 220, 150, RED)
    sheet.rect(216, 86, 188, 118, PAPER)
    sheet.disc(310, 145, 42, RED)
    sheet.disc(318, 158, 16, PAPER)
    sheet.line([(326, 112), (296, 146)], PAPER, 13)
    for blade in range(38):
        x = blade * 31
        sheet.poly([(x - 14, 570), (x + (blade % 5 - 2) * 9, 400 + blade * 37 % 70), (x + 14, 570)], GREEN)
    sheet.line([(480, 560), (690, 330)], RUST, 12)
    sheet.line([(640, 560), (712, 330)], RUST, 12)
    for sleeper in range(6):
        y = 540 - sleeper * 38
        sheet.line([(505 + sleeper * 33, y), (645 + sleeper * 12, y)], INK, 12 - sleeper)
    return sheet


def hotel() -> Canvas:
    sheet = Canvas("#3a2c4d")
    sheet.disc(160, 120, 60, OCHRE)
    sheet.poly([(0, 480), (300, 410), (620, 470), (1140, 420), (1140, 570), (0, 570)], SAND)
    sheet.rect(360, 70, 480, 430, PAPER)
    sheet.rect(340, 50, 520, 30, RED)
    for row in range(3):
        for column in range(5):
            x, y = 390 + column * 88, 110 + row * 105
            lit = (row * 5 + column) % 4 != 2
            sheet.rect(x, y, 62, 78, OCHRE if lit else INK)
            if lit:
                sheet.disc(x + 31, y + 36, 15, INK)
                sheet.pie(x + 31, y + 82, 28, 180, 360, INK)
    sheet.rect(560, 425, 80, 75, INK)
    for x in (120, 980):
        sheet.line([(x, 500), (x + 12, 330)], RUST, 18)
        for dx, dy in ((-90, 20), (-70, -45), (0, -75), (75, -45), (95, 20)):
            sheet.line([(x + 12, 330), (x + 12 + dx, 330 + dy)], GREEN, 20)
    return sheet


def queue() -> Canvas:
    sheet = Canvas(PAPER)
    sheet.rect(0, 480, WIDTH, 90, SAND)
    sheet.rect(60, 160, 190, 320, TEAL)
    sheet.rect(85, 190, 140, 100, INK)
    sheet.disc(125, 235, 13, OCHRE)
    sheet.disc(185, 235, 13, OCHRE)
    sheet.line([(120, 270), (190, 270)], OCHRE, 8)
    sheet.rect(50, 330, 240, 30, INK)
    for place, (height, colour) in enumerate(
        ((270, RED), (310, NAVY), (240, INK), (330, RUST), (280, OCHRE), (300, GREY))
    ):
        sheet.person(370 + place * 135, 500, height, colour, head=INK if colour != INK else GREY)
    sheet.line([(395, 330), (450, 285)], GREEN, 16)
    sheet.line([(450, 285), (480, 235)], LEAF, 24)
    return sheet


def market() -> Canvas:
    sheet = Canvas(SKY)
    sheet.rect(0, 450, WIDTH, 120, SAND)
    for stall, colour in enumerate((RED, TEAL, OCHRE)):
        x = 40 + stall * 370
        for stripe in range(6):
            shade = colour if stripe % 2 == 0 else WHITE
            sheet.poly(
                [
                    (x + 30 + stripe * 45, 110),
                    (x + 75 + stripe * 45, 110),
                    (x + 55 * (stripe + 1), 220),
                    (x + 55 * stripe, 220),
                ],
                shade,
            )
            sheet.pie(x + 27 + 55 * stripe, 219, 28, 0, 180, shade)
        sheet.rect(x + 15, 220, 12, 260, INK)
        sheet.rect(x + 303, 220, 12, 260, INK)
        sheet.rect(x, 390, 330, 100, RUST)
        for row in range(2):
            for bulb in range(7 - row):
                sheet.disc(x + 40 + bulb * 42 + row * 21, 375 - row * 34, 24, (OCHRE, RED, LEAF)[stall])
    return sheet


def umbrella() -> Canvas:
    sheet = Canvas(GREY)
    for drop in range(60):
        x, y = drop * 97 % 1160, drop * 53 % 570
        sheet.line([(x, y), (x - 14, y + 34)], SKY, 4)
    sheet.pie(570, 310, 290, 180, 360, RED)
    for rib in range(4):
        sheet.pie(353 + rib * 145, 312, 72.5, 180, 360, GREY)
    sheet.line([(570, 20), (570, 480)], INK, 14)
    sheet.arc(530, 480, 47, 0, 180, INK, 14)
    for x in (353, 498, 643, 788):
        sheet.line([(570, 24), (x - 72 if x < 570 else x + 72, 300)], RUST, 4)
    return sheet


def garden() -> Canvas:
    sheet = Canvas(OCHRE)
    for block, (x, top, width) in enumerate(
        ((0, 330, 190), (180, 250, 220), (400, 360, 250), (640, 210, 230), (870, 300, 270))
    ):
        sheet.rect(x, top, width, HEIGHT - top, (RUST, NAVY, RED, INK, TEAL)[block])
        for row in range(int((HEIGHT - top) / 80)):
            for column in range(int(width / 62)):
                sheet.rect(x + 22 + column * 62, top + 40 + row * 80, 30, 42, SAND)
        for bush in range(int(width / 44)):
            sheet.disc(x + 24 + bush * 44, top - 8, 28, GREEN if bush % 2 else LEAF)
    sheet.rect(740, 90, 14, 110, RUST)
    sheet.disc(747, 90, 70, GREEN)
    sheet.disc(700, 115, 8, RED)
    sheet.disc(775, 75, 8, RED)
    sheet.person(510, 350, 120, INK)
    return sheet


def opera() -> Canvas:
    sheet = Canvas(INK)
    sheet.poly([(0, 0), (1140, 0), (1140, 120), (980, 520), (160, 520), (0, 120)], NAVY)
    for step in range(5):
        inset = 30 + step * 34
        sheet.line([(inset, 130 + step * 80), (170 + step * 4, 130 + step * 80)], GREY, 9)
        sheet.line([(1140 - inset, 130 + step * 80), (970 - step * 4, 130 + step * 80)], GREY, 9)
    sheet.poly([(230, 90), (910, 90), (830, 400), (310, 400)], RED)
    sheet.poly([(555, 400), (585, 400), (570, 90)], RUST)
    sheet.rect(310, 400, 520, 22, PAPER)
    sheet.poly([(0, 0), (90, 0), (560, 500), (260, 500)], "#4a5f80")
    sheet.person(400, 525, 190, OCHRE)
    sheet.line([(425, 390), (500, 335)], OCHRE, 16)
    sheet.line([(375, 390), (310, 340)], OCHRE, 16)
    for singer in range(5):
        sheet.person(600 + singer * 80, 530, 120, PAPER)
    return sheet
