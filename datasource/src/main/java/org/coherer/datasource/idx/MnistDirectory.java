package org.coherer.datasource.idx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.Listing;

/** Finds the images and the labels of a split in a directory, and checks that they fit together. */
final class MnistDirectory {
  private static final String GZIP_SUFFIX = ".gz";

  private final FoundRoot root;
  private final HadoopSettings hadoop;

  MnistDirectory(FoundRoot root, HadoopSettings hadoop) {
    this.root = root;
    this.hadoop = hadoop;
  }

  /** Returns the pair of the directory, or those of all directories below it that have files. */
  List<IdxRecords> records(IdxOptions options) throws IOException {
    MnistSplit split =
        options
            .split()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot read the directory '%s' without the option split (must be train, t10k or test)"
                            .formatted(root.given())));
    Set<String> directories = new TreeSet<>();
    root.files().forEach(file -> directories.add(file.directory()));
    List<IdxRecords> records = new ArrayList<>();
    for (String directory : directories.isEmpty() ? Set.of(root.path()) : directories) {
      records.add(pair(new Listing(directory, root.files()), split, options));
    }
    return records;
  }

  private IdxRecords pair(Listing listing, MnistSplit split, IdxOptions options)
      throws IOException {
    IdxFile images = open(listing, split.imagesName());
    IdxFile labels = open(listing, split.labelsName());
    checkImages(images);
    checkLabels(labels);
    checkCounts(images, labels);
    return new IdxRecords(
        List.of(
            new IdxColumn("image", images, new IdxValues.Floats(options.scale().orElse(1))),
            new IdxColumn("label", labels, new IdxValues.Integers())));
  }

  private IdxFile open(Listing listing, String name) throws IOException {
    return IdxFile.open(listing.firstOf(List.of(name, name + GZIP_SUFFIX)), hadoop);
  }

  private static void checkImages(IdxFile images) throws IOException {
    if (images.header().isScalar()) {
      throw new BrokenIdxException(
          images.stored(), 3, "1 dimension (images must have 2 or more: rows, and those of one)");
    }
  }

  private static void checkLabels(IdxFile labels) throws IOException {
    IdxHeader header = labels.header();
    if (!header.isScalar() || !header.type().isInteger()) {
      throw new BrokenIdxException(
          labels.stored(),
          2,
          "elements of type %s in dimensions %s (labels must be integers in 1 dimension)"
              .formatted(header.type(), header.dimensions()));
    }
  }

  private static void checkCounts(IdxFile images, IdxFile labels) throws IOException {
    if (images.header().rows() != labels.header().rows()) {
      throw new BrokenIdxException(
          labels.stored(),
          Integer.BYTES,
          "%d labels for the %d images of '%s' (must be as many)"
              .formatted(labels.header().rows(), images.header().rows(), images.stored().path()));
    }
  }
}
