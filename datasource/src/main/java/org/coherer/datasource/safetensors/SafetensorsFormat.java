package org.coherer.datasource.safetensors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.format.FileFormat;
import org.coherer.datasource.format.FormatFiles;
import org.coherer.datasource.format.FormatInput;
import org.coherer.datasource.format.RecordWriterFactory;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** Finds the tensors of safetensors files, by their headers. */
final class SafetensorsFormat implements FileFormat {
  private static final OptionSpec<String> VALUES =
      new OptionSpec<>(
          "values",
          new OptionKind.Choice(List.of("float", "binary")),
          "float",
          "what the column `values` holds: floats, rounded where a float does not hold an element, or the bytes as they are stored");
  private static final OptionSpec<Long> MAX_HEADER_BYTES =
      new OptionSpec<>(
          "maxHeaderBytes",
          new OptionKind.WholeNumber(2, HeaderReader.MAX_HEADER_BYTES),
          "16777216",
          "the longest header that is read, in bytes");
  private static final OptionSpec<Long> MAX_TENSOR_BYTES =
      new OptionSpec<>(
          "maxTensorBytes",
          new OptionKind.WholeNumber(1, Content.MAX_ARRAY_BYTES),
          "536870912",
          "the largest tensor whose values are read, in bytes");

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public List<OptionSpec<?>> readOptions() {
    return List.of(VALUES, MAX_HEADER_BYTES, MAX_TENSOR_BYTES);
  }

  @Override
  public boolean accepts(String name, Options options) {
    return name.endsWith(".safetensors");
  }

  @Override
  public FormatFiles open(FormatInput input) throws IOException {
    boolean areFloats = input.options().value(VALUES).equals("float");
    int maxHeaderBytes = Math.toIntExact(input.options().value(MAX_HEADER_BYTES));
    int maxTensorBytes = Math.toIntExact(input.options().value(MAX_TENSOR_BYTES));
    List<SafetensorsFile> files = new ArrayList<>();
    for (FoundFile found : input.files()) {
      try (Content content = SafetensorsFile.open(found, 0, input.hadoop())) {
        SafetensorsHeader header = HeaderReader.read(content, found.length(), maxHeaderBytes);
        files.add(new SafetensorsFile(found, header, areFloats, maxTensorBytes));
      }
    }
    return new FormatFiles(TensorColumns.of(areFloats), files);
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public Optional<RecordWriterFactory> writer(StructType columns, Options options) {
    return Optional.of(new TensorWriterFactory(columns));
  }
}
