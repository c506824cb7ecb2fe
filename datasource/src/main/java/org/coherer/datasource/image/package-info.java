/**
 * Images: the bytes of a file become pixels, which are turned as their EXIF data says, resized and
 * cropped. Knows neither Spark nor file systems.
 *
 * <p>The JDK decodes JPEG, PNG, TIFF, BMP and GIF, and TwelveMonkeys WebP. The readers are made
 * directly: nothing is registered in the JVM, no file is written, and no image of AWT is drawn. The
 * JDK's reader of JPEG hands out the components of the file; their colours are worked out here, by
 * the rules and the arithmetic of libjpeg, since the JDK does not know CMYK. Resizing is that of
 * Pillow's {@code BILINEAR}, to the bit.
 *
 * <p>Nobody trusts a file: whatever a decoder throws at one is a {@link
 * org.coherer.datasource.image.BadImageException}, unless memory is what lacks, for which the file
 * is not to blame. How many pixels there are, also inside of what is decoded as a whole, and how
 * many scans, is checked before any is decoded.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">JPEG (ITU-T T.81)</a>
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf">EXIF 2.3</a>
 */
package org.coherer.datasource.image;
