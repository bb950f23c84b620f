"""Things on a table, a shelf or a hill."""

from drawing.canvas import GREEN, GREY, INK, LEAF, NAVY, OCHRE, PAPER, RED, RUST, SAND, SKY, TEAL, WHITE, WIDTH, Canvas


def bread() -> Canvas:
    sheet = Canvas(TEAL)
    sheet.rect(0, 400, WIDTH, 170, SAND)
    sheet.disc(500, 350, 290, RUST, squash=0.62)
    sheet.disc(490, 325, 260, OCHRE, squash=0.58)
    for wave in range(3):
        y = 260 + wave * 65
        sheet.line(
            [(310, y + 20), (380, y - 20), (450, y + 20), (520, y - 20), (590, y + 20), (660, y - 20)], PAPER, 17
        )
    sheet.poly([(830, 470), (1060, 300), (1085, 330), (860, 495)], GREY)
    sheet.line([(835, 480), (780, 525)], INK, 30)
    return sheet


def books() -> Canvas:
    sheet = Canvas(PAPER)
    sheet.rect(0, 480, WIDTH, 90, RUST)
    x = 40
    spines = ((70, 340, RED), (50, 300, NAVY), (90, 370, TEAL), (60, 320, OCHRE), (110, 340, INK), (50, 290, GREEN))
    for index, (width, height, colour) in enumerate((*spines, (80, 350, RUST), (60, 310, NAVY), (90, 380, RED))):
        lift = 80 if index == 4 else 0
        sheet.rect(x, 480 - height - lift, width, height, colour)
        sheet.rect(x, 480 - height - lift + 40, width, 16, PAPER)
        sheet.rect(x, 480 - lift - 60, width, 10, PAPER)
        x += width + 8
    sheet.poly([(790, 480), (930, 180), (1000, 212), (866, 480)], OCHRE)
    sheet.rect(980, 430, 120, 50, TEAL)
    sheet.rect(970, 385, 120, 45, RED)
    return sheet


def clock() -> Canvas:
    sheet = Canvas(RUST)
    sheet.disc(570, 285, 250, PAPER)
    sheet.disc(570, 285, 226, WHITE)
    for index, (x, y) in enumerate(sheet.ring(570, 285, 190, 12)):
        sheet.disc(x, y, 20 if index % 3 == 0 else 11, INK)
    sheet.line([(570, 285), (570, 130)], INK, 18)
    sheet.line([(570, 285), (680, 340)], INK, 22)
    sheet.disc(570, 285, 24, RED)
    for x, y, radius in ((130, 420, 100), (1010, 150, 100), (1060, 400, 70), (90, 150, 80)):
        for point in sheet.ring(x, y, radius, 10):
            sheet.disc(*point, radius * 0.2, OCHRE)
        sheet.disc(x, y, radius * 0.95, OCHRE)
        sheet.disc(x, y, radius * 0.4, RUST)
    return sheet


def typewriter() -> Canvas:
    sheet = Canvas(OCHRE)
    sheet.rect(400, 30, 340, 230, WHITE)
    for row in range(4):
        sheet.rect(440, 70 + row * 40, 260 if row < 3 else 120, 12, INK)
    sheet.rect(290, 225, 560, 60, INK)
    sheet.disc(290, 255, 40, GREY)
    sheet.disc(850, 255, 40, GREY)
    sheet.poly([(330, 285), (810, 285), (900, 520), (240, 520)], TEAL)
    for row in range(4):
        for key in range(9 + row % 2):
            sheet.disc(350 - row * 14 + key * (52 + row * 3), 330 + row * 48, 18, PAPER)
    return sheet


def chess() -> Canvas:
    sheet = Canvas(GREEN)
    for row in range(4):
        for column in range(12):
            shade = PAPER if (row + column) % 2 else INK
            sheet.rect(column * 95, 400 + row * 60, 95, 60, shade)
    for x, height, colour in ((300, 330, WHITE), (600, 270, RED), (880, 240, WHITE)):
        top = 480 - height
        sheet.poly([(x - 40, top + 110), (x + 40, top + 110), (x + 70, 480), (x - 70, 480)], colour)
        sheet.rect(x - 90, 470, 180, 40, colour)
        sheet.disc(x, top + 75, 54, colour)
    sheet.rect(292, 96, 16, 80, WHITE)
    sheet.rect(270, 116, 60, 16, WHITE)
    return sheet


def radio() -> Canvas:
    sheet = Canvas(NAVY)
    for radius in (130, 210, 290, 370):
        sheet.arc(570, 150, radius, 200, 340, SKY, 14)
    sheet.line([(570, 130), (480, 460)], PAPER, 13)
    sheet.line([(570, 130), (660, 460)], PAPER, 13)
    for rung in range(4):
        y, spread = 210 + rung * 70, 24 + rung * 19
        sheet.line([(570 - spread, y), (570 + spread, y)], PAPER, 9)
        sheet.line([(570 - spread, y), (570 + spread + 19, y + 70)], PAPER, 6)
    sheet.disc(570, 120, 26, RED)
    sheet.poly([(0, 480), (300, 430), (700, 470), (1140, 420), (1140, 570), (0, 570)], TEAL)
    sheet.rect(250, 400, 110, 80, RED)
    sheet.poly([(235, 402), (375, 402), (305, 340)], INK)
    sheet.rect(290, 430, 34, 50, OCHRE)
    return sheet


def moth() -> Canvas:
    sheet = Canvas(INK)
    sheet.poly([(470, 0), (670, 0), (880, 570), (260, 570)], "#5b4b36")
    sheet.poly([(420, 120), (720, 120), (650, 0), (490, 0)], RED)
    sheet.disc(570, 150, 60, OCHRE)
    sheet.poly([(570, 330), (380, 230), (330, 380), (450, 440)], SAND)
    sheet.poly([(570, 330), (760, 230), (810, 380), (690, 440)], SAND)
    sheet.poly([(570, 380), (440, 430), (480, 510)], PAPER)
    sheet.poly([(570, 380), (700, 430), (660, 510)], PAPER)
    sheet.disc(430, 330, 24, RUST)
    sheet.disc(710, 330, 24, RUST)
    sheet.line([(570, 310), (570, 470)], RUST, 34)
    sheet.line([(565, 300), (530, 230)], RUST, 7)
    sheet.line([(575, 300), (610, 230)], RUST, 7)
    return sheet


def school() -> Canvas:
    sheet = Canvas(SKY)
    sheet.rect(0, 480, WIDTH, 90, LEAF)
    sheet.arc(570, 120, 62, 180, 360, INK, 20)
    sheet.pie(570, 290, 190, 180, 360, OCHRE)
    sheet.poly([(380, 285), (760, 285), (830, 420), (310, 420)], OCHRE)
    sheet.rect(290, 410, 560, 40, RUST)
    sheet.disc(570, 465, 50, INK)
    sheet.line([(440, 330), (470, 210)], WHITE, 20)
    for x in (130, 1010):
        for radius in (60, 110):
            start = 120 if x < 570 else 300
            sheet.arc(x + (110 if x < 570 else -110), 300, radius, start, start + 120, RED, 14)
    return sheet


def chart() -> Canvas:
    sheet = Canvas(PAPER)
    for bar, height in enumerate((150, 210, 180, 290, 240, 330, 300, 260, 220)):
        sheet.rect(90 + bar * 110, 500 - height, 70, height, SKY if bar % 2 else TEAL)
    sheet.rect(60, 500, 1020, 12, INK)
    sheet.line([(80, 390), (200, 300), (330, 330), (470, 160), (600, 240), (730, 90), (860, 330), (1060, 385)], RED, 18)
    for x, y in ((470, 160), (730, 90), (860, 330)):
        sheet.disc(x, y, 20, OCHRE)
    return sheet


def forecast() -> Canvas:
    sheet = Canvas(SAND)
    sheet.line([(520, 90), (430, 10)], INK, 10)
    sheet.line([(600, 90), (710, 5)], INK, 10)
    sheet.rect(230, 80, 680, 420, INK)
    sheet.rect(265, 115, 520, 350, SKY)
    sheet.disc(620, 210, 70, OCHRE)
    for x, y, radius in ((420, 250, 62), (500, 215, 80), (590, 255, 66)):
        sheet.disc(x, y, radius, WHITE)
    sheet.rect(420, 260, 170, 58, WHITE)
    for drop in range(6):
        x = 385 + drop * 44
        sheet.line([(x, 345), (x - 18, 415)], NAVY, 10)
    sheet.disc(848, 180, 34, OCHRE)
    sheet.disc(848, 280, 34, GREY)
    for row in range(3):
        sheet.rect(815, 350 + row * 30, 66, 12, GREY)
    sheet.rect(300, 500, 40, 70, RUST)
    sheet.rect(800, 500, 40, 70, RUST)
    return sheet


def trough() -> Canvas:
    sheet = Canvas(GREY)
    for drop in range(44):
        x, y = drop * 131 % 1140, drop * 67 % 300
        sheet.line([(x, y), (x - 12, y + 32)], SKY, 5)
    sheet.rect(0, 480, WIDTH, 90, INK)
    sheet.poly([(200, 300), (940, 300), (880, 500), (260, 500)], SAND)
    sheet.rect(180, 280, 780, 40, PAPER)
    sheet.disc(570, 296, 360, TEAL, squash=0.07)
    for x, y, turn in ((330, 236, 1), (470, 246, -1), (800, 230, -1)):
        sheet.disc(x, y, 44, RUST, squash=0.8)
        sheet.disc(x + turn * 40, y - 32, 25, RUST)
        sheet.poly([(x + turn * 60, y - 36), (x + turn * 86, y - 28), (x + turn * 60, y - 22)], OCHRE)
        sheet.poly([(x - turn * 34, y - 8), (x - turn * 100, y - 30), (x - turn * 84, y + 8)], INK)
    return sheet


def lamp() -> Canvas:
    sheet = Canvas(INK)
    sheet.disc(700, 215, 210, "#4a3a2a")
    sheet.disc(700, 215, 135, "#8a6a2e")
    sheet.poly([(700, 110), (745, 200), (700, 262), (655, 200)], OCHRE)
    sheet.poly([(700, 165), (722, 210), (700, 250), (678, 210)], WHITE)
    sheet.rect(660, 258, 80, 26, SAND)
    sheet.poly([(640, 284), (760, 284), (735, 345), (665, 345)], RED)
    sheet.line([(660, 345), (520, 420), (420, 570)], SAND, 52)
    sheet.poly([(330, 570), (410, 420), (520, 470), (520, 570)], RED)
    for fold in range(3):
        sheet.poly(
            [(fold * 70, 0), (fold * 70 + 70, 0), (fold * 46 + 50, 570), (fold * 46, 570)], RED if fold % 2 else RUST
        )
    return sheet
