package org.coherer.datasource.cifar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.StoredFile;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** Finds the files of CIFAR-10 and CIFAR-100. */
final class CifarFormat implements FileFormat {
  private static final OptionSpec<String> VARIANT =
      new OptionSpec<>(
          "variant",
          new OptionKind.Choice(List.of("cifar10", "cifar100")),
          "",
          "which of the two it is; by default, the length of each file tells, but not of an empty or a compressed one");
  private static final OptionSpec<String> SPLIT =
      new OptionSpec<>(
          "split",
          new OptionKind.Choice(List.of("train", "test")),
          "",
          "which files of a directory are read: those whose names begin with `data_batch` or `train`, or those with `test`; by default, all that end in `.bin` or `.bin.gz`");

  @Override
  public String name() {
    return "cifar";
  }

  @Override
  public List<OptionSpec<?>> readOptions() {
    return List.of(VARIANT, SPLIT);
  }

  @Override
  public boolean hasMalformedRecords() {
    return true;
  }

  @Override
  public boolean accepts(String name, Options options) {
    Optional<String> split = options.find(SPLIT);
    boolean isBinary = name.endsWith(".bin") || name.endsWith(".bin.gz");
    boolean isTest = name.startsWith("test");
    boolean isTrain = name.startsWith("train") || name.startsWith("data_batch");
    return isBinary && split.map(wanted -> wanted.equals("test") ? isTest : isTrain).orElse(true);
  }

  @Override
  public FormatFiles open(FormatInput input) throws IOException {
    Optional<String> split = input.options().find(SPLIT);
    Optional<CifarVariant> variant = input.options().find(VARIANT).map(CifarVariant::of);
    List<CifarFile> files = new ArrayList<>();
    for (FoundRoot root : input.roots()) {
      requireNoSplit(root, split);
      for (FoundFile found : root.files()) {
        files.add(open(found, variant, input.hadoop()));
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot find a CIFAR file in '%s' (names must end in .bin or .bin.gz%s)"
              .formatted(
                  String.join("', '", input.options().paths()),
                  split.map(s -> ", and be of the split " + s).orElse("")));
    }
    checkSame(files);
    return new FormatFiles(files.get(0).variant().columns(), files);
  }

  private static void requireNoSplit(FoundRoot root, Optional<String> split) {
    if (root.isFile() && split.isPresent()) {
      throw new IllegalArgumentException(
          "Cannot read a split of '%s': it is a file (omit the option split, or load the directory)"
              .formatted(root.given()));
    }
  }

  private static CifarFile open(
      FoundFile found, Optional<CifarVariant> given, HadoopSettings hadoop) throws IOException {
    StoredFile stored = StoredFile.inspect(found, hadoop);
    Optional<CifarVariant> told =
        stored.isSplittable() ? CifarVariant.ofLength(found.length()) : Optional.empty();
    CifarVariant variant = given.or(() -> told).orElseThrow(() -> new IOException(untold(stored)));
    CifarFile file = new CifarFile(stored, variant);
    if (stored.isSplittable() && found.length() % variant.recordBytes() != 0) {
      throw file.truncated(
          found.length() / variant.recordBytes(), found.length() % variant.recordBytes());
    }
    return file;
  }

  private static String untold(StoredFile file) {
    return "Cannot read CIFAR file '%s' of %d %sbytes: its length does not tell which variant it is (must be a multiple of %d for cifar10 or %d for cifar100; set the option variant)"
        .formatted(
            file.path(),
            file.length(),
            file.isSplittable() ? "" : "compressed ",
            CifarVariant.CIFAR10.recordBytes(),
            CifarVariant.CIFAR100.recordBytes());
  }

  private static void checkSame(List<CifarFile> files) {
    CifarFile first = files.get(0);
    for (CifarFile file : files) {
      if (file.variant() != first.variant()) {
        throw new IllegalArgumentException(
            "Cannot read '%s' of %s with '%s' of %s (load them one by one)"
                .formatted(
                    file.found().path(), file.variant(), first.found().path(), first.variant()));
      }
    }
  }
}
