"""Hills, deserts, fields and mountains."""

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


def village() -> Canvas:
    sheet = Canvas(OCHRE)
    sheet.disc(880, 190, 90, PAPER)
    sheet.poly([(0, 350), (320, 150), (640, 330), (900, 260), (1140, 340), (1140, 570), (0, 570)], TEAL)
    sheet.poly([(0, 460), (400, 380), (800, 430), (1140, 390), (1140, 570), (0, 570)], GREEN)
    for x, size, wall in ((250, 120, PAPER), (390, 100, SAND), (640, 130, PAPER), (800, 105, SAND), (520, 90, WHITE)):
        sheet.rect(x, 450 - size * 0.6, size, size * 0.7, wall)
        sheet.poly(
            [(x - 14, 452 - size * 0.6), (x + size + 14, 452 - size * 0.6), (x + size / 2, 452 - size * 1.1)], RED
        )
    sheet.rect(545, 250, 50, 170, GREY)
    sheet.poly([(535, 250), (605, 250), (570, 150)], INK)
    sheet.rect(280, 405, 30, 40, INK)
    sheet.rect(685, 400, 34, 40, OCHRE)
    sheet.line([(0, 560), (300, 505), (560, 520), (900, 560)], SAND, 26)
    sheet.line([(930, 470), (930, 555)], INK, 8)
    sheet.rect(900, 450, 60, 34, WHITE)
    return sheet


def lake() -> Canvas:
    sheet = Canvas(SAND)
    sheet.disc(250, 120, 70, RED)
    sheet.poly([(0, 260), (260, 170), (520, 250), (820, 160), (1140, 260), (1140, 330), (0, 330)], RUST)
    sheet.rect(0, 310, WIDTH, 260, OCHRE)
    sheet.poly([(120, 420), (420, 350), (860, 350), (1060, 430), (820, 510), (300, 500)], TEAL)
    sheet.rect(560, 190, 80, 220, PAPER)
    sheet.poly([(548, 192), (652, 192), (600, 80)], INK)
    sheet.pie(600, 270, 22, 180, 360, INK)
    sheet.rect(578, 270, 44, 50, INK)
    sheet.line([(520, 412), (680, 412)], SKY, 8)
    for crack in range(7):
        x = 60 + crack * 170
        sheet.line([(x, 570), (x + 40, 535), (x + 10, 510)], RUST, 5)
    return sheet


def volcano() -> Canvas:
    sheet = Canvas(NAVY)
    for x, y, radius in ((610, 90, 95), (720, 70, 80), (830, 90, 100), (950, 70, 80), (520, 150, 60)):
        sheet.disc(x, y, radius, GREY)
    sheet.poly([(180, 470), (480, 180), (620, 180), (960, 470)], INK)
    sheet.poly([(480, 180), (620, 180), (590, 230), (555, 205), (520, 240)], RED)
    sheet.line([(550, 190), (560, 290), (510, 370), (530, 470)], RED, 26)
    sheet.line([(585, 200), (640, 300), (690, 470)], OCHRE, 16)
    sheet.line([(550, 180), (545, 70)], OCHRE, 30)
    sheet.line([(550, 180), (480, 90)], RED, 16)
    sheet.line([(550, 180), (610, 100)], RED, 16)
    sheet.rect(0, 470, WIDTH, 100, TEAL)
    sheet.waves(500, SKY, rows=2)
    for house in range(5):
        x = 60 + house * 75
        sheet.rect(x, 430, 48, 40, PAPER)
        sheet.poly([(x - 6, 432), (x + 54, 432), (x + 24, 400)], RED)
    return sheet


def steppe() -> Canvas:
    sheet = Canvas(SKY)
    sheet.disc(570, 330, 120, OCHRE)
    sheet.rect(0, 330, WIDTH, 240, SAND)
    sheet.poly([(0, 330), (200, 300), (380, 330)], GREEN)
    sheet.poly([(740, 330), (960, 290), (1140, 330)], GREEN)
    sheet.poly([(560, 330), (580, 330), (760, 570), (380, 570)], RUST)
    sheet.line([(565, 332), (430, 570)], INK, 11)
    sheet.line([(575, 332), (710, 570)], INK, 11)
    for sleeper in range(7):
        y = 350 + sleeper * sleeper * 5 + sleeper * 6
        spread = (y - 320) * 0.72
        sheet.line([(570 - spread, y), (570 + spread, y)], INK, 4 + sleeper)
    for x, scale in ((200, 1.0), (300, 0.7), (900, 1.2)):
        sheet.pie(x, 470, 75 * scale, 180, 360, WHITE)
        sheet.rect(x - 75 * scale, 468, 150 * scale, 40 * scale, WHITE)
        sheet.rect(x - 13 * scale, 468, 26 * scale, 40 * scale, RED)
    return sheet


def wells() -> Canvas:
    sheet = Canvas(OCHRE)
    sheet.disc(920, 130, 80, PAPER)
    sheet.poly([(0, 300), (300, 220), (700, 320), (1140, 240), (1140, 570), (0, 570)], SAND)
    sheet.poly([(0, 420), (460, 330), (1140, 440), (1140, 570), (0, 570)], RUST)
    sheet.disc(570, 440, 170, INK, squash=0.3)
    sheet.disc(570, 432, 140, TEAL, squash=0.27)
    sheet.rect(430, 200, 20, 240, INK)
    sheet.rect(690, 200, 20, 240, INK)
    sheet.rect(410, 190, 320, 22, INK)
    sheet.disc(570, 225, 34, RED)
    sheet.line([(570, 250), (570, 380)], PAPER, 6)
    sheet.poly([(540, 360), (600, 360), (590, 410), (550, 410)], PAPER)
    sheet.person(250, 500, 210, WHITE, head=INK)
    sheet.person(880, 510, 230, NAVY, head=INK)
    return sheet


def bridge() -> Canvas:
    sheet = Canvas(PAPER)
    sheet.disc(570, 190, 110, RED)
    sheet.rect(0, 430, WIDTH, 140, TEAL)
    sheet.waves(470, SKY)
    for side in (1, -1):
        middle = 570 - side * 290
        sheet.rect(middle - 20, 130, 40, 330, INK)
        for reach in (90, 170, 240):
            sheet.line([(middle, 140), (middle - reach, 350)], INK, 5)
            sheet.line([(middle, 140), (middle + reach, 350)], INK, 5)
    sheet.rect(0, 345, 520, 26, INK)
    sheet.rect(620, 320, 520, 26, INK)
    sheet.rect(505, 335, 15, 46, OCHRE)
    sheet.rect(620, 310, 15, 46, OCHRE)
    sheet.person(470, 345, 75, RED)
    sheet.person(672, 320, 75, NAVY)
    return sheet


def fields() -> Canvas:
    sheet = Canvas(SKY)
    sheet.rect(0, 260, WIDTH, HEIGHT - 260, LEAF)
    for furrow in range(11):
        x = -500 + furrow * 215
        sheet.poly([(570 + (x - 570) * 0.05, 260), (570 + (x - 560) * 0.05, 260), (x + 90, 570), (x, 570)], GREEN)
    sheet.poly([(760, 270), (1020, 270), (1020, 180), (890, 100), (760, 180)], RED)
    sheet.rect(860, 200, 70, 70, PAPER)
    sheet.rect(1030, 120, 60, 150, GREY)
    sheet.pie(1060, 122, 30, 180, 360, WHITE)
    for x, y in ((200, 90), (330, 130), (90, 150)):
        sheet.disc(x, y, 44, WHITE)
        sheet.disc(x + 50, y + 8, 34, WHITE)
    return sheet


def forest() -> Canvas:
    sheet = Canvas(LEAF)
    sheet.disc(620, 250, 190, PAPER)
    for x, width, colour in ((60, 50, GREEN), (250, 44, GREEN), (480, 40, GREEN), (760, 44, GREEN), (1010, 52, GREEN)):
        sheet.rect(x, 0, width, 480, colour)
    sheet.poly([(0, 460), (400, 430), (800, 470), (1140, 440), (1140, 570), (0, 570)], TEAL)
    for x, width in ((130, 110), (380, 130), (660, 120), (900, 140)):
        sheet.poly([(x, 0), (x + width, 0), (x + width + 14, 540), (x - 14, 540)], INK)
        for ring, colour in enumerate((SKY, RED, WHITE, OCHRE)):
            sheet.rect(x - 6, 330 - ring * 64, width + 12, 36, colour)
    return sheet


def lorry() -> Canvas:
    sheet = Canvas(OCHRE)
    sheet.poly([(420, 400), (740, 90), (840, 90), (1140, 380), (1140, 400)], INK)
    sheet.poly([(740, 90), (840, 90), (815, 130), (790, 112), (765, 136)], GREY)
    sheet.disc(790, 40, 40, GREY)
    sheet.rect(0, 390, WIDTH, 110, GREEN)
    sheet.rect(0, 480, WIDTH, 90, SAND)
    sheet.rect(120, 330, 560, 130, NAVY)
    for book in range(17):
        height = 90 + book * 37 % 60
        colour = (RED, PAPER, TEAL, WHITE, RUST)[book % 5]
        sheet.rect(136 + book * 32, 330 - height, 28, height, colour)
        sheet.rect(136 + book * 32, 330 - height + 18, 28, 8, INK)
    sheet.poly([(680, 460), (680, 240), (820, 240), (880, 350), (880, 460)], TEAL)
    sheet.poly([(720, 265), (805, 265), (850, 350), (720, 350)], SKY)
    for x in (230, 360, 780):
        sheet.disc(x, 468, 62, INK)
        sheet.disc(x, 468, 26, SAND)
    return sheet
