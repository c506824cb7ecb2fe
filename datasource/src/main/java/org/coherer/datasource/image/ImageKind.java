package org.coherer.datasource.image;

import java.util.Arrays;
import java.util.Optional;

/** A format of image files, which their first bytes tell. */
enum ImageKind {
  JPEG("jpeg", 0, "\u00FF\u00D8\u00FF"),
  PNG("png", 0, "\u0089PNG\r\n\u001A\n"),
  GIF("gif", 0, "GIF8"),
  BMP("bmp", 0, "BM"),
  TIFF_LITTLE("tiff", 0, "II*\0"),
  TIFF_BIG("tiff", 0, "MM\0*"),
  WEBP("webp", 8, "WEBP");

  private final String format;
  private final int offset;
  private final String magic;

  ImageKind(String format, int offset, String magic) {
    this.format = format;
    this.offset = offset;
    this.magic = magic;
  }

  /** Returns the kind of a file, if it is one of these. */
  static Optional<ImageKind> of(byte[] data) {
    return Arrays.stream(values()).filter(kind -> kind.starts(data)).findFirst();
  }

  /** Returns the name of the format, in lower case. */
  String format() {
    return format;
  }

  private boolean starts(byte[] data) {
    if (data.length < offset + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if (Byte.toUnsignedInt(data[offset + i]) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
