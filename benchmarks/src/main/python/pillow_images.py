"""Decodes images with Pillow, on one thread: pillow_images.py FOLDER PREFIX SIDE SECONDS

Reads the files of the folder whose names begin so, and decodes them in turn to RGB; if the side is not 0, resizes
them to a square of so many pixels. Prints how many it did in a second of the processor's time, in the best of three turns.
"""
import io
import pathlib
import sys
import time

from PIL import Image


def decode(data, side):
    image = Image.open(io.BytesIO(data)).convert("RGB")
    return (image.resize((side, side), Image.BILINEAR) if side else image).tobytes()


def turn(files, side, seconds):
    done, start = 0, time.process_time()
    while time.process_time() < start + seconds:
        decode(files[done % len(files)], side)
        done += 1
    return done / (time.process_time() - start)


def main(folder, prefix, side, seconds):
    files = [path.read_bytes() for path in sorted(pathlib.Path(folder).glob(prefix + "*"))]
    print(max(turn(files, side, seconds / 3) for _ in range(3)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
