package org.coherer.datasource.imagefolder;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;
import org.coherer.datasource.partition.PartitionColumns;

/** Finds images and their classes. Opens none. */
final class ImageFolderFormat implements FileFormat {
  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "tif", "tiff", "bmp", "gif");

  @Override
  public String name() {
    return "imagefolder";
  }

  @Override
  public List<OptionSpec<?>> readOptions() {
    return ImageOptions.ALL;
  }

  @Override
  public boolean hasMalformedRecords() {
    return true;
  }

  @Override
  public boolean isRecursive() {
    return true;
  }

  /** {@inheritDoc} Else labels of a later batch would depend on the directories of that batch. */
  @Override
  public void requireStreamable(Options options) {
    if (isLabelled(options) && !ClassList.isGiven(options)) {
      throw new IllegalArgumentException(
          "No classes of a stream of images (set classes or classesFile, so that labels stay the same, or set labels to none)");
    }
  }

  @Override
  public boolean accepts(String name, Options options) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(extension);
  }

  @Override
  public FormatFiles open(FormatInput input) throws IOException {
    Options options = input.options();
    ImageReading reading = ImageOptions.reading(options);
    StructType columns = new StructType().add(reading.output().column());
    List<ImageFile> files =
        input.files().stream().map(found -> new ImageFile(found, reading)).toList();
    if (!isLabelled(options)) {
      requireNoClasses(options);
      return new FormatFiles(columns, files);
    }
    List<String> classes = ClassList.find(options, input.roots(), input.hadoop());
    if (classes.isEmpty() && files.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot find a class in '%s' (must have directories, each with the images of a class)"
              .formatted(String.join("', '", options.paths())));
    }
    PartitionColumns labels = ClassColumns.of(input.roots(), classes);
    return new FormatFiles(columns, files, Optional.of(labels));
  }

  private static boolean isLabelled(Options options) {
    return options.value(ImageOptions.LABELS).equals("directory");
  }

  private static void requireNoClasses(Options options) {
    if (ClassList.isGiven(options)) {
      throw new IllegalArgumentException(
          "Invalid labels 'none' with classes (must be directory: or omit classes and classesFile)");
    }
  }
}
