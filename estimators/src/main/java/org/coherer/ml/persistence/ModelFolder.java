package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.connector.column.ClassLabels;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.training.calibration.Calibration;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.file.TableSnapshot;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.tables.TableFolder;

/**
 * The folder of a saved model: Spark's {@code metadata}, and {@code data} with everything else. The
 * manifest comes last, and nothing is parsed before its digest was compared, but embedding tables:
 * their files have checksums of their own.
 */
final class ModelFolder {

  private static final String MANIFEST = "data/manifest.properties";
  private static final String TABLES = "data/tables";
  private static final int MAX_MANIFEST_BYTES = 1 << 16;
  private static final long MIN_UNPACKED_BYTES = 64L << 20;

  /** Parameters hardly compress; where an optimizer has just begun, most of its state is zero. */
  private static final long MAX_COMPRESSION = 64;

  private final FileSystem fileSystem;
  private final Path folder;
  private final CheckedFiles files;

  ModelFolder(FileSystem fileSystem, Path folder) {
    this.fileSystem = fileSystem;
    this.folder = folder;
    this.files = new CheckedFiles(fileSystem, folder);
  }

  /** Returns the most bytes that a part of a network's file of so many bytes may unpack to. */
  static long unpackedLimit(long bytes) {
    return Math.max(MIN_UNPACKED_BYTES, MAX_COMPRESSION * bytes);
  }

  /** What a folder holds. */
  record Saved(StageMetadata metadata, ModelArtifact artifact) {}

  /**
   * Writes all files.
   *
   * @param metadata the one line that Spark's reader of stages expects
   * @throws IOException if the file system fails, or a file is there already
   */
  void write(String metadata, ModelArtifact artifact) throws IOException {
    Map<ModelFile, Manifest.Entry> entries = new EnumMap<>(ModelFile.class);
    add(ModelFile.METADATA, (metadata + "\n").getBytes(StandardCharsets.UTF_8), entries);
    files.write("metadata/_SUCCESS", new byte[0]);
    Engine engine = Engines.named(artifact.engine());
    entries.put(
        ModelFile.NETWORK,
        files.write(ModelFile.NETWORK, out -> engine.write(artifact.network(), out)));
    if (artifact.provenance() != null) {
      add(ModelFile.PROVENANCE, ProvenanceFile.write(artifact.provenance()), entries);
    }
    if (artifact.history() != null) {
      add(ModelFile.HISTORY, HistoryFile.write(artifact.history()), entries);
    }
    addLearned(artifact.preprocessing(), entries);
    if (artifact.tables().isPresent()) {
      boolean withState = artifact.network().optimizerState() != null;
      TableSnapshot.open(artifact.tables().get().files()).copy(tables().files(), withState);
    }
    if (!artifact.calibration().isIdentity()) {
      add(ModelFile.CALIBRATION, CalibrationFile.write(artifact.calibration()), entries);
    }
    Manifest manifest = new Manifest(Manifest.VERSION, artifact.engine(), entries);
    files.write(MANIFEST, manifest.toBytes());
  }

  private void addLearned(LearnedPreprocessing learned, Map<ModelFile, Manifest.Entry> entries)
      throws IOException {
    if (!learned.labels().equals(ClassLabels.NONE)) {
      add(ModelFile.LABELS, LabelsFile.write(learned.labels()), entries);
    }
    if (PreprocessingFile.isNeeded(learned)) {
      add(ModelFile.PREPROCESSING, PreprocessingFile.write(learned), entries);
    }
  }

  /** Returns where the embedding tables are, of which each file has checksums of its own. */
  private TableFolder tables() throws IOException {
    return TableFolder.of(files.path(TABLES).toString(), fileSystem.getConf());
  }

  private void add(ModelFile file, byte[] content, Map<ModelFile, Manifest.Entry> entries)
      throws IOException {
    entries.put(file, files.write(file, out -> out.write(content)));
  }

  /**
   * Reads all files, of every format version so far.
   *
   * @throws IOException if anything is missing, torn, altered or of a later version. The message
   *     names the file
   */
  Saved read() throws IOException {
    return Untrusted.read(folder, this::readAll);
  }

  private Saved readAll() throws IOException {
    Path source = files.path(MANIFEST);
    Manifest manifest =
        Manifest.parse(files.readAtMost(MANIFEST, MAX_MANIFEST_BYTES), source.toString());
    Map<ModelFile, byte[]> small = new EnumMap<>(ModelFile.class);
    for (Map.Entry<ModelFile, Manifest.Entry> listed : manifest.entries().entrySet()) {
      if (listed.getKey() == ModelFile.NETWORK) {
        files.verify(listed.getKey(), listed.getValue());
      } else {
        small.put(listed.getKey(), files.read(listed.getKey(), listed.getValue()));
      }
    }
    StageMetadata metadata = metadata(small.get(ModelFile.METADATA));
    LearnedPreprocessing learned =
        learned(small.get(ModelFile.PREPROCESSING), small.get(ModelFile.LABELS));
    byte[] provenance = small.get(ModelFile.PROVENANCE);
    byte[] history = small.get(ModelFile.HISTORY);
    return new Saved(
        metadata,
        new ModelArtifact(
            network(manifest, source),
            learned,
            provenance == null
                ? null
                : ProvenanceFile.read(provenance, source(ModelFile.PROVENANCE)),
            history == null ? null : HistoryFile.read(history, source(ModelFile.HISTORY)),
            calibration(small.get(ModelFile.CALIBRATION)),
            tables(learned)));
  }

  /**
   * Finds the embedding tables of a network that has columns of ids.
   *
   * @throws IOException if they are not there, or are others
   */
  private Optional<TableFolder> tables(LearnedPreprocessing learned) throws IOException {
    if (!(learned.features() instanceof EmbeddingEncoding embedding)) {
      return Optional.empty();
    }
    TableFolder found = tables();
    List<EmbeddingInput> stored = TableSnapshot.open(found.files()).manifest().inputs();
    if (!stored.equals(embedding.inputs())) {
      throw new IOException(
          "Cannot read "
              + found
              + ": its tables are not those of "
              + files.path(ModelFile.PREPROCESSING.path()));
    }
    return Optional.of(found);
  }

  /**
   * Reads a calibration.
   *
   * @param content that of the file; {@code null} if there is none
   */
  private Calibration calibration(byte[] content) throws IOException {
    return content == null
        ? Calibration.NONE
        : Untrusted.read(
            files.path(ModelFile.CALIBRATION.path()),
            () -> CalibrationFile.read(content, source(ModelFile.CALIBRATION)));
  }

  /**
   * Reads what was learned.
   *
   * @param scalings the content of the file of its own; {@code null} if there is none
   * @param texts the content of the file of labels; {@code null} if there is none
   */
  private LearnedPreprocessing learned(byte[] scalings, byte[] texts) throws IOException {
    ClassLabels labels =
        texts == null
            ? ClassLabels.NONE
            : Untrusted.read(
                files.path(ModelFile.LABELS.path()),
                () -> LabelsFile.read(texts, source(ModelFile.LABELS)));
    return scalings == null
        ? LearnedPreprocessing.NONE.withLabels(labels)
        : Untrusted.read(
            files.path(ModelFile.PREPROCESSING.path()),
            () -> PreprocessingFile.read(scalings, source(ModelFile.PREPROCESSING), labels));
  }

  private String source(ModelFile file) {
    return files.path(file.path()).toString();
  }

  /**
   * Reads what Spark wrote.
   *
   * @param verified the content, if the manifest lists it, which it does since version 2
   */
  private StageMetadata metadata(byte[] verified) throws IOException {
    if (verified != null) {
      return StageMetadata.parse(verified, source(ModelFile.METADATA));
    }
    String name = "metadata/" + firstPart();
    int limit = Math.toIntExact(ModelFile.METADATA.maxBytes());
    return StageMetadata.parse(files.readAtMost(name, limit), files.path(name).toString());
  }

  /** Spark names the files that its jobs write as it likes; only one has content. */
  private String firstPart() throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus status : fileSystem.listStatus(new Path(folder, "metadata"))) {
      if (status.isFile()
          && status.getLen() > 0
          && status.getPath().getName().startsWith("part-")) {
        names.add(status.getPath().getName());
      }
    }
    if (names.isEmpty()) {
      throw new IOException("Cannot read " + files.path("metadata") + ": it has no file part-*");
    }
    return Collections.min(names);
  }

  private NetworkFile network(Manifest manifest, Path source) throws IOException {
    Engine engine;
    try {
      engine = Engines.named(manifest.engine());
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot read " + source + ": " + e.getMessage(), e);
    }
    long bytes = manifest.entries().get(ModelFile.NETWORK).bytes();
    Path path = files.path(ModelFile.NETWORK.path());
    return Untrusted.read(
        path,
        () -> {
          try (InputStream in = files.open(ModelFile.NETWORK)) {
            return engine.read(in, unpackedLimit(bytes));
          } catch (IOException e) {
            throw new IOException("Cannot read " + path + ": " + e.getMessage(), e);
          }
        });
  }
}
