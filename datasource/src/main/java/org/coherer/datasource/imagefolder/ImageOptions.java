package org.coherer.datasource.imagefolder;

import java.util.List;
import java.util.Optional;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.image.ChannelOrder;
import org.coherer.datasource.image.Framing;
import org.coherer.datasource.image.ImageDecoder;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** The options of a reader of images, and what they have to do with one another. */
final class ImageOptions {
  static final OptionSpec<String> LABELS =
      new OptionSpec<>(
          "labels",
          new OptionKind.Choice(List.of("directory", "none")),
          "directory",
          "whether the directory below the path is the class of an image; with `none`, there are no columns `label` and `className`, and images may lie anywhere");
  static final OptionSpec<String> CLASSES =
      new OptionSpec<>(
          "classes",
          new OptionKind.Text("names separated by commas, or a JSON array of names"),
          "",
          "the classes, in the order of their labels; by default, the directories below all paths, sorted");
  static final OptionSpec<String> CLASSES_FILE =
      new OptionSpec<>(
          "classesFile",
          new OptionKind.Text("a path"),
          "",
          "a text file that has the classes, one a line, in place of `classes`");

  private static final int MAX_SIDE = 16_384;
  private static final String IMAGE = "image";
  private static final String FLOAT = "float";

  private static final OptionSpec<String> OUTPUT =
      new OptionSpec<>(
          "output",
          new OptionKind.Choice(List.of(IMAGE, FLOAT, "uint8")),
          IMAGE,
          "what an image becomes: `image`, Spark's struct; `float` or `uint8`, values in an array or in bytes, all images of one size");
  private static final OptionSpec<List<Integer>> RESIZE =
      new OptionSpec<>(
          "resize",
          new OptionKind.Sides(MAX_SIDE),
          "",
          "the size that images are brought to: with one number, that of the shorter side, the other in proportion; with two, both");
  private static final OptionSpec<List<Integer>> CROP =
      new OptionSpec<>(
          "crop",
          new OptionKind.Sides(MAX_SIDE),
          "",
          "the size that is cut out of the centre, after `resize`; one number is height and width");
  private static final OptionSpec<String> CHANNELS =
      new OptionSpec<>(
          "channels",
          new OptionKind.Choice(List.of("rgb", "bgr", "grey")),
          "",
          "the channels and their order; by default, `rgb` with `float` and `uint8`, and with `image`, where the order is always blue, green, red, those that the file has");
  private static final OptionSpec<String> LAYOUT =
      new OptionSpec<>(
          "layout",
          new OptionKind.Choice(List.of("chw", "hwc")),
          "",
          "of `float` and `uint8`: `chw`, the default, channel by channel, as DL4J's networks take them; `hwc`, pixel by pixel, as those imported from Keras do");
  private static final OptionSpec<Double> SCALE =
      new OptionSpec<>(
          "scale",
          new OptionKind.Factor(),
          "",
          "of `float`: the factor of all values, which are 0 to 255 before");
  private static final OptionSpec<Boolean> EXIF =
      new OptionSpec<>(
          "exifOrientation",
          new OptionKind.Flag(),
          "true",
          "whether images are turned upright, as their EXIF data says");
  private static final OptionSpec<Long> MAX_PIXELS =
      new OptionSpec<>(
          "maxPixels",
          new OptionKind.WholeNumber(1, Integer.MAX_VALUE),
          "67108864",
          "the most pixels of an image, in the file and after `resize`; one of more makes a record malformed");
  private static final OptionSpec<Long> MAX_FILE_BYTES =
      new OptionSpec<>(
          "maxFileBytes",
          new OptionKind.WholeNumber(1, Content.MAX_ARRAY_BYTES),
          "268435456",
          "the most bytes of a file; a longer one is a malformed record, and is not read");

  static final List<OptionSpec<?>> ALL =
      List.of(
          OUTPUT,
          LABELS,
          CLASSES,
          CLASSES_FILE,
          RESIZE,
          CROP,
          CHANNELS,
          LAYOUT,
          SCALE,
          EXIF,
          MAX_PIXELS,
          MAX_FILE_BYTES);

  private ImageOptions() {}

  /**
   * Returns how images are read.
   *
   * @throws IllegalArgumentException if options do not go together. The message names them
   */
  static ImageReading reading(Options options) {
    long maxPixels = options.value(MAX_PIXELS);
    Framing framing =
        new Framing(
            options.find(RESIZE).orElse(List.of()),
            options.find(CROP).orElse(List.of()),
            maxPixels);
    checkSizes(framing);
    ImageDecoder decoder = new ImageDecoder(maxPixels, options.value(EXIF));
    int maxBytes = Math.toIntExact(options.value(MAX_FILE_BYTES));
    return new ImageReading(decoder, framing, output(options, framing), maxBytes);
  }

  private static ImageOutput output(Options options, Framing framing) {
    String output = options.value(OUTPUT);
    Optional<ChannelOrder> channels = options.find(CHANNELS).map(ImageOptions::channels);
    if (output.equals(IMAGE)) {
      refuse(options, LAYOUT, output, "float or uint8");
      refuse(options, SCALE, output, FLOAT);
      if (channels.filter(ChannelOrder.RGB::equals).isPresent()) {
        throw new IllegalArgumentException(
            "Invalid channels 'rgb' with the output 'image' (must be bgr or grey: Spark's images have blue first; or set output to float or uint8)");
      }
      return new StructOutput(
          channels.filter(ChannelOrder.GREY::equals).isPresent(),
          channels.filter(ChannelOrder.BGR::equals).isPresent());
    }
    if (framing.size().isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid output '%s' of images of any size (must be of one: set crop, or resize to height x width such as 224x224)"
              .formatted(output));
    }
    boolean isPlanar = options.find(LAYOUT).orElse("chw").equals("chw");
    ChannelOrder order = channels.orElse(ChannelOrder.RGB);
    if (output.equals(FLOAT)) {
      return new TensorOutput(order, isPlanar, options.find(SCALE).orElse(1.0).floatValue(), true);
    }
    refuse(options, SCALE, output, FLOAT);
    return new TensorOutput(order, isPlanar, 1, false);
  }

  private static ChannelOrder channels(String word) {
    return switch (word) {
      case "rgb" -> ChannelOrder.RGB;
      case "bgr" -> ChannelOrder.BGR;
      default -> ChannelOrder.GREY;
    };
  }

  private static void refuse(Options options, OptionSpec<?> option, String output, String needed) {
    options
        .find(option)
        .ifPresent(
            value -> {
              throw new IllegalArgumentException(
                  "Invalid %s '%s' with the output '%s' (must have the output %s)"
                      .formatted(option.name(), value, output, needed));
            });
  }

  private static void checkSizes(Framing framing) {
    List<Integer> resize = framing.resize();
    List<Integer> crop = framing.crop();
    boolean isSmaller =
        !crop.isEmpty()
            && !resize.isEmpty()
            && (crop.get(0) > resize.get(0)
                || crop.get(crop.size() - 1) > resize.get(resize.size() - 1));
    boolean isSquare = crop.size() == 1 || crop.isEmpty() || crop.get(0).equals(crop.get(1));
    if (isSmaller && (resize.size() == 2 || isSquare)) {
      throw new IllegalArgumentException(
          "Invalid crop %s of images that are resized to %s (must be at most that)"
              .formatted(crop, resize));
    }
    List<Integer> size = framing.size();
    if (!size.isEmpty() && (long) size.get(0) * size.get(1) > framing.maxPixels()) {
      throw new IllegalArgumentException(
          "Invalid size %d x %d (must have at most %d pixels: raise maxPixels)"
              .formatted(size.get(0), size.get(1), framing.maxPixels()));
    }
  }
}
