package org.coherer.ml.persistence;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files of a saved model that its manifest may list, and how large each may be. */
enum ModelFile {
  METADATA("metadata/part-00000", 16L << 20),
  NETWORK("data/network.zip", 64L << 30),
  PROVENANCE("data/provenance.properties", 64L << 20),
  HISTORY("data/history.properties", 64L << 20),
  LABELS("data/labels.properties", 64L << 20),
  PREPROCESSING("data/preprocessing.properties", 256L << 20),
  CALIBRATION("data/calibration.properties", 1L << 16);

  private final String path;
  private final long maxBytes;

  ModelFile(String path, long maxBytes) {
    this.path = path;
    this.maxBytes = maxBytes;
  }

  /** Returns the path within the model's folder. */
  String path() {
    return path;
  }

  long maxBytes() {
    return maxBytes;
  }

  static Optional<ModelFile> at(String path) {
    return Arrays.stream(values()).filter(file -> file.path.equals(path)).findAny();
  }

  static String allPaths() {
    return Arrays.stream(values()).map(ModelFile::path).collect(Collectors.joining(", "));
  }
}
