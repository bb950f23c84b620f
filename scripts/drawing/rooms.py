"""Rooms and what stands in them."""

from drawing.canvas import GREEN, GREY, INK, NAVY, OCHRE, PAPER, RED, RUST, SAND, SKY, TEAL, WHITE, WIDTH, Canvas


def court() -> Canvas:
    sheet = Canvas(RUST)
    sheet.rect(0, 430, WIDTH, 140, INK)
    for chair in range(11):
        x = 40 + chair * 98
        sheet.rect(x, 230, 74, 220, SAND if chair not in (4, 6) else OCHRE)
        sheet.pie(x + 37, 232, 37, 180, 360, SAND if chair not in (4, 6) else OCHRE)
        if chair in (4, 6):
            sheet.disc(x + 37, 300, 26, INK)
            sheet.pie(x + 37, 402, 62, 180, 360, INK)
    sheet.rect(0, 400, WIDTH, 40, PAPER)
    sheet.line([(570, 40), (570, 190)], PAPER, 12)
    sheet.line([(420, 75), (720, 60)], PAPER, 10)
    for x, y in ((420, 75), (720, 60)):
        sheet.line([(x, y), (x - 50, y + 80)], PAPER, 4)
        sheet.line([(x, y), (x + 50, y + 80)], PAPER, 4)
        sheet.pie(x, y + 80, 58, 0, 180, PAPER)
    return sheet


def ballot() -> Canvas:
    sheet = Canvas(OCHRE)
    sheet.poly([(330, 200), (810, 200), (770, 520), (370, 520)], NAVY)
    sheet.poly([(330, 200), (400, 150), (740, 150), (810, 200)], TEAL)
    sheet.rect(480, 168, 180, 16, INK)
    sheet.poly([(500, 172), (490, 40), (630, 20), (645, 172)], WHITE)
    sheet.line([(530, 90), (560, 120), (612, 55)], RED, 14)
    sheet.arc(570, 330, 56, 180, 360, PAPER, 22)
    sheet.rect(490, 325, 160, 125, RED)
    sheet.disc(570, 375, 20, INK)
    sheet.rect(562, 380, 16, 42, INK)
    return sheet


def press() -> Canvas:
    sheet = Canvas(SAND)
    for x, y, radius in ((260, 190, 120), (520, 190, 120), (260, 400, 90), (520, 400, 90)):
        sheet.disc(x, y, radius, INK)
        sheet.disc(x, y, radius * 0.35, RED)
    sheet.rect(110, 470, 560, 60, RUST)
    sheet.line([(0, 80), (260, 70), (380, 290), (520, 310), (640, 330), (760, 250), (1140, 250)], WHITE, 26)
    for sheet_number in range(4):
        y = 420 + sheet_number * 30
        sheet.rect(800, y, 260, 24, WHITE)
        sheet.rect(815, y + 9, 150, 6, INK)
    sheet.rect(850, 120, 190, 130, WHITE)
    sheet.rect(866, 136, 158, 26, INK)
    for row in range(4):
        sheet.rect(866, 174 + row * 18, 70, 8, GREY)
        sheet.rect(952, 174 + row * 18, 72, 8, GREY)
    return sheet


def stage() -> Canvas:
    sheet = Canvas(INK)
    sheet.poly([(440, 0), (700, 0), (900, 480), (240, 480)], SAND)
    sheet.disc(570, 150, 118, WHITE)
    for x, y in sheet.ring(570, 150, 96, 12):
        sheet.disc(x, y, 8, INK)
    sheet.line([(570, 150), (635, 90)], RED, 14)
    sheet.rect(0, 480, WIDTH, 90, RUST)
    sheet.rect(290, 462, 560, 24, GREY)
    sheet.person(450, 465, 190, NAVY)
    sheet.person(700, 465, 210, RED, head=INK)
    for fold in range(4):
        sheet.poly(
            [(fold * 60, 0), (fold * 60 + 60, 0), (fold * 50 + 40, 520), (fold * 50, 520)], RED if fold % 2 else RUST
        )
        sheet.poly(
            [(1140 - fold * 60, 0), (1080 - fold * 60, 0), (1100 - fold * 50, 520), (1140 - fold * 50, 520)],
            RED if fold % 2 else RUST,
        )
    return sheet


def summit() -> Canvas:
    sheet = Canvas(SKY)
    for flag, (upper, lower) in enumerate(
        ((RED, WHITE), (TEAL, OCHRE), (INK, OCHRE), (WHITE, GREEN), (OCHRE, RED), (NAVY, WHITE), (GREEN, RED))
    ):
        x = 70 + flag * 150
        sheet.rect(x, 40, 9, 300, INK)
        sheet.rect(x + 9, 46, 100, 42, upper)
        sheet.rect(x + 9, 88, 100, 42, lower)
    sheet.rect(0, 340, WIDTH, 230, SAND)
    sheet.disc(570, 440, 470, RUST, squash=0.24)
    sheet.disc(570, 428, 440, PAPER, squash=0.2)
    for seat in range(7):
        x = 150 + seat * 140
        sheet.disc(x, 300, 36, INK)
        sheet.pie(x, 405, 70, 180, 360, INK)
    sheet.rect(540, 410, 60, 40, WHITE)
    return sheet


def archive() -> Canvas:
    sheet = Canvas(RUST)
    for row in range(3):
        y = 50 + row * 170
        sheet.rect(40, y + 130, 1060, 18, INK)
        for box in range(9):
            x = 55 + box * 116
            if (row, box) == (1, 5):
                continue
            sheet.rect(x, y + 20, 100, 110, (SAND, PAPER, OCHRE)[(row + box) % 3])
            sheet.rect(x + 24, y + 50, 52, 30, WHITE)
            sheet.disc(x + 50, y + 104, 11, INK)
    for drop in range(5):
        x = 660 + drop % 2 * 44
        sheet.disc(x, 90 + drop * 90, 15, SKY)
        sheet.poly([(x - 12, 86 + drop * 90), (x + 12, 86 + drop * 90), (x, 56 + drop * 90)], SKY)
    return sheet


def dining_car() -> Canvas:
    sheet = Canvas(RUST)
    sheet.rect(150, 50, 840, 300, INK)
    sheet.rect(170, 70, 800, 260, NAVY)
    sheet.disc(760, 150, 55, PAPER)
    sheet.poly([(170, 330), (170, 250), (360, 190), (560, 270), (740, 220), (970, 290), (970, 330)], TEAL)
    sheet.poly([(120, 0), (260, 0), (200, 370), (120, 370)], OCHRE)
    sheet.poly([(1020, 0), (880, 0), (940, 370), (1020, 370)], OCHRE)
    sheet.rect(60, 430, 1020, 140, PAPER)
    sheet.rect(60, 430, 1020, 16, SAND)
    sheet.disc(430, 415, 110, WHITE, squash=0.22)
    sheet.pie(430, 400, 96, 0, 180, WHITE)
    sheet.disc(430, 402, 92, RED, squash=0.2)
    for steam in range(3):
        x = 385 + steam * 45
        sheet.line([(x, 370), (x - 12, 340), (x + 12, 310), (x, 280)], GREY, 8)
    sheet.rect(700, 300, 14, 120, INK)
    sheet.poly([(640, 310), (774, 310), (740, 230), (674, 230)], OCHRE)
    sheet.rect(670, 412, 74, 16, INK)
    return sheet
