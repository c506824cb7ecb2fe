"""Answers with Pillow's version. Fails where there is none."""
import PIL

print(PIL.__version__)
