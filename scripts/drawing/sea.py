"""Coasts, boats and harbours."""

from drawing.canvas import GREY, INK, NAVY, OCHRE, PAPER, RED, RUST, SAND, SKY, TEAL, WHITE, WIDTH, Canvas


def barrier() -> Canvas:
    sheet = Canvas(GREY)
    for x, y in ((120, 70), (420, 50), (760, 80), (1000, 55)):
        sheet.disc(x, y, 95, INK, squash=0.5)
    sheet.rect(0, 300, WIDTH, 270, NAVY)
    sheet.waves(340, SKY, rows=2)
    for gate in range(4):
        x = 60 + gate * 270
        sheet.rect(x, 150, 70, 420, PAPER)
        sheet.pie(x + 35, 152, 58, 180, 360, RED)
        if gate < 3:
            sheet.rect(x + 70, 260, 200, 310, OCHRE)
            for rib in range(3):
                sheet.rect(x + 70, 300 + rib * 80, 200, 14, RUST)
    sheet.rect(0, 470, 60, 100, NAVY)
    sheet.rect(940, 400, 200, 170, NAVY)
    return sheet


def lighthouse() -> Canvas:
    sheet = Canvas(NAVY)
    sheet.poly([(560, 120), (0, 20), (0, 230)], OCHRE)
    sheet.poly([(560, 120), (1140, 60), (1140, 240)], "#3d5784")
    sheet.rect(0, 440, WIDTH, 130, TEAL)
    sheet.waves(480, SKY, rows=2)
    sheet.poly([(380, 570), (450, 430), (560, 400), (690, 430), (780, 570)], INK)
    sheet.poly([(520, 160), (600, 160), (640, 430), (480, 430)], WHITE)
    for band in range(2):
        y = 215 + band * 110
        spread = (y - 160) * 0.148
        sheet.poly([(520 - spread, y), (600 + spread, y), (608 + spread, y + 55), (512 - spread, y + 55)], RED)
    sheet.rect(522, 95, 76, 65, OCHRE)
    sheet.rect(504, 152, 112, 14, INK)
    sheet.poly([(510, 97), (610, 97), (560, 45)], RED)
    return sheet


def ferry() -> Canvas:
    sheet = Canvas(SKY)
    sheet.poly([(0, 320), (200, 210), (420, 320)], TEAL)
    sheet.poly([(700, 320), (960, 190), (1140, 270), (1140, 320)], TEAL)
    sheet.rect(0, 310, WIDTH, 260, NAVY)
    sheet.poly([(170, 360), (960, 360), (900, 470), (240, 470)], RED)
    sheet.rect(170, 345, 790, 22, INK)
    sheet.rect(300, 270, 480, 80, WHITE)
    for window in range(8):
        sheet.rect(322 + window * 57, 292, 34, 30, INK)
    sheet.rect(380, 205, 250, 66, WHITE)
    sheet.rect(470, 110, 80, 100, OCHRE)
    sheet.rect(470, 110, 80, 24, INK)
    for x, y, radius in ((560, 80, 30), (630, 60, 38), (720, 50, 44)):
        sheet.disc(x, y, radius, WHITE)
    sheet.waves(505, SKY, rows=2)
    return sheet


def trawler() -> Canvas:
    sheet = Canvas(PAPER)
    sheet.disc(250, 170, 80, OCHRE)
    sheet.rect(0, 330, WIDTH, 240, TEAL)
    sheet.poly([(430, 290), (540, 345), (930, 345), (980, 280), (940, 430), (520, 430)], NAVY)
    sheet.rect(600, 220, 120, 125, RED)
    sheet.rect(620, 240, 80, 40, WHITE)
    sheet.line([(820, 345), (820, 90)], INK, 12)
    sheet.line([(820, 110), (1010, 230)], INK, 8)
    sheet.line([(820, 110), (560, 300)], INK, 5)
    sheet.line([(1010, 230), (1060, 460)], INK, 4)
    sheet.waves(450, SKY, rows=3)
    for fish in range(5):
        x, y = 130 + fish * 120, 420 + fish % 2 * 70
        sheet.disc(x, y, 38, OCHRE, squash=0.45)
        sheet.poly([(x + 30, y), (x + 62, y - 20), (x + 62, y + 20)], OCHRE)
        sheet.disc(x - 20, y - 4, 5, INK)
    return sheet


def swimmers() -> Canvas:
    sheet = Canvas(OCHRE)
    sheet.pie(570, 250, 150, 180, 360, RED)
    for tower, height in enumerate((90, 150, 70, 190, 110, 60, 130, 90, 160, 80, 120, 70)):
        sheet.rect(tower * 95, 250 - height * 0.75, 80, height, RUST)
    sheet.rect(0, 250, WIDTH, 320, TEAL)
    sheet.waves(300, SKY, rows=2)
    for x, y, cap in ((250, 400, WHITE), (560, 450, RED), (880, 390, OCHRE)):
        sheet.disc(x, y, 46, SAND)
        sheet.pie(x, y - 4, 50, 180, 360, cap)
        sheet.line([(x + 70, y + 40), (x + 130, y - 50), (x + 190, y + 20)], SAND, 24)
        sheet.line([(x - 110, y + 52), (x + 210, y + 52)], SKY, 12)
    return sheet


def storm() -> Canvas:
    sheet = Canvas(INK)
    for x, y, radius in ((180, 110, 130), (380, 90, 150), (620, 110, 160), (850, 90, 140), (1040, 120, 120)):
        sheet.disc(x, y, radius, GREY)
    sheet.poly([(600, 190), (690, 190), (640, 290), (710, 290), (540, 450), (590, 330), (530, 330)], OCHRE)
    for drop in range(26):
        x, y = 20 + drop * 173 % 1120, 230 + drop * 61 % 210
        sheet.line([(x, y), (x - 14, y + 40)], SKY, 5)
    sheet.rect(0, 470, WIDTH, 100, NAVY)
    for crest in range(8):
        x = crest * 160
        sheet.poly([(x - 30, 500), (x + 60, 430), (x + 130, 500)], TEAL)
        sheet.poly([(x + 30, 455), (x + 60, 430), (x + 88, 455)], WHITE)
    return sheet


def barge() -> Canvas:
    sheet = Canvas(SKY)
    for house, (height, colour) in enumerate(
        ((250, RUST), (300, SAND), (230, RED), (280, PAPER), (260, OCHRE), (310, RUST))
    ):
        x = house * 192
        sheet.rect(x, 370 - height, 186, height, colour)
        for row in range(3):
            for column in range(3):
                sheet.rect(x + 24 + column * 54, 400 - height + row * 72, 30, 42, NAVY)
    sheet.rect(0, 350, WIDTH, 30, GREY)
    sheet.rect(0, 380, WIDTH, 190, TEAL)
    sheet.waves(420, SKY, rows=4)
    sheet.poly([(120, 400), (960, 400), (1040, 360), (990, 480), (160, 480)], INK)
    for crate in range(6):
        sheet.rect(330 + crate * 92, 330 - crate % 2 * 30, 80, 70 + crate % 2 * 30, (OCHRE, RED, PAPER)[crate % 3])
        sheet.rect(364 + crate * 92, 330 - crate % 2 * 30, 12, 70 + crate % 2 * 30, INK)
    sheet.rect(160, 290, 140, 110, RED)
    sheet.rect(180, 310, 40, 40, WHITE)
    sheet.rect(240, 310, 40, 40, WHITE)
    sheet.disc(940, 350, 28, RUST, squash=0.8)
    sheet.disc(972, 325, 20, RUST)
    sheet.line([(918, 342), (900, 312)], RUST, 8)
    sheet.rect(922, 360, 10, 40, RUST)
    sheet.rect(952, 360, 10, 40, RUST)
    return sheet
