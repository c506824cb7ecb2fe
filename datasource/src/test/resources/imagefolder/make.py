"""Makes the images of this directory, and beside each what Pillow decodes it to, as NAME.ppm."""

import pathlib
import struct
import zlib

from PIL import Image, ImageCms, ImageOps

HERE = pathlib.Path(__file__).parent
W, H = 23, 17


def photo(width=W, height=H):
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            spot = 90 if (x - 9) ** 2 + (y - 6) ** 2 < 20 else 0
            image.putpixel((x, y), (min(255, 10 * x + spot), min(255, 14 * y + spot // 2), (7 * x + 3 * y + spot) % 256))
    return image


def reference(name):
    image = Image.open(HERE / name)
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):  # Pillow would clip, not scale
        upright = Image.frombytes("L", upright.size, upright.tobytes()[1::2])
    upright.convert("RGB").save(HERE / f"{name}.ppm")


def save(image, name, **options):
    image.save(HERE / name, **options)
    reference(name)


def patched(name, data):
    (HERE / name).write_bytes(data)
    reference(name)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, colour, rows, more=b""):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpegs():
    image = photo()
    save(image, "baseline.jpg", quality=90)
    save(image, "progressive.jpg", quality=90, progressive=True)
    save(image, "full-chroma.jpg", quality=90, subsampling=0)
    save(image, "half-chroma.jpg", quality=90, subsampling=1)
    save(image, "rgb.jpg", quality=90, keep_rgb=True)
    save(image, "restart.jpg", quality=90, restart_marker_blocks=1)
    save(image.convert("L"), "grey.jpg", quality=90)
    save(image.convert("CMYK"), "cmyk.jpg", quality=90)
    cmyk = (HERE / "cmyk.jpg").read_bytes()
    at = cmyk.index(b"Adobe") + 11
    patched("ycck.jpg", cmyk[:at] + b"\2" + cmyk[at + 1 :])
    save(image.crop((0, 0, W, 1)), "one-row.jpg", quality=90)
    save(image.crop((0, 0, 1, H)), "one-column.jpg", quality=90)
    base = (HERE / "baseline.jpg").read_bytes()
    patched("no-jfif.jpg", base[:2] + base[20:])
    (HERE / "no-end.jpg").write_bytes(base[:-2])  # Pillow refuses it
    patched("more-behind.jpg", base + b"more")
    rgb = (HERE / "rgb.jpg").read_bytes()
    patched("junk.jpg", rgb[:2] + b"\xff\xfe\0\4ab" + b"\5\xff\0" + rgb[2:])  # a comment, and bytes of no segment
    version = base.index(b"JFIF") + 5
    patched("version-2.jpg", base[:version] + b"\2" + base[version + 1 :])
    patched("adobe-3.jpg", cmyk[:at] + b"\3" + cmyk[at + 1 :])
    for orientation in range(2, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        save(image, f"orientation-{orientation}.jpg", quality=90, exif=exif)
    (HERE / "truncated.jpg").write_bytes(base[: len(base) * 3 // 4])
    (HERE / "broken-header.jpg").write_bytes(base[:40])


def profile(space):
    whole = ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()
    return whole[:24] + bytes(12) + whole[36:]  # without its date


def swapped():
    """The profile of sRGB with red and blue in each other's place, which nobody who applies it overlooks."""
    whole = profile("sRGB")
    return whole.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")


def pngs():
    image = photo()
    save(image, "rgb.png")
    save(image.convert("L"), "grey.png")
    save(image.quantize(12), "palette.png")
    save(image.convert("1"), "bits.png")
    alpha = image.convert("RGBA")
    alpha.putalpha(image.convert("L"))
    save(alpha, "alpha.png")
    save(alpha.convert("LA"), "grey-alpha.png")
    palette = image.quantize(12)
    save(palette, "palette-alpha.png", transparency=bytes(range(0, 240, 20)))
    exif = Image.Exif()
    exif[0x0112] = 6
    save(image, "orientation-6.png", exif=exif)
    values = [[(x * 2500 + y * 3000 + 77) % 65536 for x in range(W * 3)] for y in range(H)]
    patched("rgb-16.png", png(W, H, 16, 2, [struct.pack(f">{W * 3}H", *row) for row in values]))
    patched("grey-16.png", png(W, H, 16, 0, [struct.pack(f">{W}H", *row[:W]) for row in values]))
    whole = (HERE / "rgb.png").read_bytes()
    (HERE / "truncated.png").write_bytes(whole[: len(whole) // 2])
    (HERE / "huge.png").write_bytes(png(60000, 60000, 8, 2, [b"\0"]))


def others():
    image = photo()
    save(image, "lossy.webp", quality=85)
    save(image, "lossless.webp", lossless=True)
    alpha = image.convert("RGBA")
    alpha.putalpha(image.convert("L"))
    save(alpha, "alpha.webp", quality=85)
    exif = Image.Exif()
    exif[0x0112] = 8
    save(image, "orientation-8.webp", lossless=True, exif=exif)
    save(image, "profile.webp", lossless=True, icc_profile=swapped())
    save(image, "lzw.tiff", compression="tiff_lzw")
    save(image, "deflate.tiff", compression="tiff_adobe_deflate")
    save(image.convert("L"), "grey.tiff")
    save(image, "orientation-3.tiff", tiffinfo={0x0112: 3})
    inks = [*image.convert("CMYK").split()[:3], image.convert("L").point(lambda value: value // 2)]
    save(Image.merge("CMYK", inks), "cmyk.tiff")
    Image.merge("CMYK", inks).save(HERE / "cmyk-jpeg.tiff", compression="jpeg")  # refused
    save(alpha, "alpha.tiff")
    whole = (HERE / "alpha.tiff").read_bytes()
    multiplied = whole.replace(alpha.tobytes(), alpha.convert("RGBa").tobytes())
    extra = struct.pack("<HHIH", 0x0152, 3, 1, 2)  # ExtraSamples: 2 is alpha by itself, 1 multiplied
    patched("multiplied.tiff", multiplied.replace(extra, extra[:-2] + b"\1\0"))
    Image.merge("LAB", image.split()).save(HERE / "lab.tiff", icc_profile=profile("LAB"))
    save(image, "rgb.bmp")
    save(image.quantize(12), "palette.bmp")
    save(image.convert("1"), "bits.bmp")
    save(image.quantize(12), "palette.gif")
    (HERE / "text.jpg").write_text("no image\n")
    (HERE / "empty.png").write_bytes(b"")


def first_frames():
    """Frames that are smaller than what they are shown on, and one that reaches beyond it."""
    image = photo().quantize(12)
    for name, options in (("frame.gif", {}), ("frame-transparent.gif", {"transparency": 2})):
        image.save(HERE / name, optimize=False, interlace=0, **options)
        whole = bytearray((HERE / name).read_bytes())
        frame = whole.index(struct.pack("<BHHHH", 0x2C, 0, 0, W, H))
        whole[frame + 1 : frame + 5] = struct.pack("<HH", 4, 5)
        beyond = bytes(whole)
        whole[6:10] = struct.pack("<HH", 30, 25)
        patched(name, bytes(whole))
    patched("frame-beyond.gif", beyond)
    alpha = photo().convert("RGBA")
    alpha.putalpha(photo().convert("L"))
    for name, still, flags in (("frame.webp", photo(), 2), ("frame-alpha.webp", alpha, 0x12)):
        still.save(HERE / name, lossless=True)
        data = (HERE / name).read_bytes()
        data = data[data.index(b"VP8L") :]
        number = lambda value: struct.pack("<I", value)[:3]
        frame = number(2) + number(3) + number(W - 1) + number(H - 1) + number(100) + b"\2" + data
        extended = bytes([flags, 0, 0, 0]) + number(29) + number(25)
        chunks = ((b"VP8X", extended), (b"ANIM", b"\x20\x40\x60\xff\0\0"), (b"ANMF", frame), (b"ANMF", frame))
        body = b"WEBP" + b"".join(kind + struct.pack("<I", len(of)) + of for kind, of in chunks)
        patched(name, b"RIFF" + struct.pack("<I", len(body)) + body)
    (HERE / "frame-huge.gif").write_bytes(beyond[:6] + struct.pack("<HH", 60000, 60000) + beyond[10:])


def resized():
    for name in ("resized-9x7", "resized-40x31", "resized-23x8"):
        width, height = map(int, name.split("-")[1].split("x"))
        small = Image.open(HERE / "rgb.png").convert("RGB").resize((width, height), Image.BILINEAR)
        small.save(HERE / f"rgb.png.{name}.ppm")
        small = Image.open(HERE / "alpha.png").resize((width, height), Image.BILINEAR)
        for kind in ("RGB", "A"):
            part = small.getchannel(kind) if kind == "A" else small
            part.convert("RGB").save(HERE / f"alpha.png.{name}.{kind.lower()}.ppm")


jpegs()
pngs()
others()
first_frames()
resized()
