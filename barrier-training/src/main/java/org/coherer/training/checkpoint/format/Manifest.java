package org.coherer.training.checkpoint.format;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.checkpoint.storage.DurableOutput;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;
import org.coherer.training.file.Envelope;
import org.coherer.training.file.RandomInput;

/**
 * What a checkpoint consists of. Without one, its slices are litter.
 *
 * @param id which checkpoint
 * @param fingerprint what a run that resumes from it must have in common with it
 * @param library the version of Coherer that wrote it
 * @param committed when it was written, by the driver's clock
 * @param state what is alike on all ranks
 * @param slices the files of the ranks, in their order
 */
public record Manifest(
    CheckpointId id,
    Fingerprint fingerprint,
    String library,
    Instant committed,
    CheckpointState state,
    List<SliceSummary> slices) {

  /** Checks that the slices hold every element of every vector exactly once. */
  public Manifest {
    slices = List.copyOf(slices);
    for (int rank = 0; rank < slices.size(); rank++) {
      if (slices.get(rank).rank() != rank) {
        throw new IllegalArgumentException(
            "Invalid slice of rank " + slices.get(rank).rank() + " in the place of rank " + rank);
      }
    }
    Coverage.check(state.vectors(), slices);
  }

  /** Returns how many workers the run had. */
  public int workers() {
    return slices.size();
  }

  /** Returns the name of a slice's file. */
  public String fileOf(SliceSummary slice) {
    return id.slice(slice.rank(), slices.size());
  }

  /** Writes it as a file; does not commit the file. */
  public void writeTo(DurableOutput out) throws IOException {
    out.write(toEnvelope().toBuffer(CheckpointHeader.MANIFEST));
  }

  private Envelope toEnvelope() {
    FieldWriter fields = new FieldWriter().id(id).text(library).number(committed.toEpochMilli());
    fields.integer(fingerprint.components().size());
    fingerprint.components().forEach((name, value) -> fields.text(name).text(value));
    state.write(fields);
    fields.integer(slices.size());
    slices.forEach(slice -> slice.write(fields));
    return Envelope.of(CheckpointHeader.MANIFEST, fields.toBytes());
  }

  /**
   * Reads a manifest.
   *
   * @param expected the checkpoint that the file's name says
   * @throws DamagedFileException if it is none that can be used
   * @throws IOException if the file system fails
   */
  public static Manifest read(CheckpointFiles files, CheckpointId expected) throws IOException {
    String path = files.path(expected.manifest());
    try (RandomInput in = CheckpointHeader.open(files, expected.manifest())) {
      Envelope envelope = Envelope.read(CheckpointHeader.MANIFEST, in, path);
      if (in.length() != envelope.bytes()) {
        throw new DamagedFileException(
            path,
            Damage.ALTERED,
            "it has %d bytes (must be %d)".formatted(in.length(), envelope.bytes()));
      }
      Manifest found = CheckpointHeader.parse(envelope, path, Manifest::parse);
      if (!found.id.equals(expected)) {
        throw new DamagedFileException(
            path, Damage.FOREIGN, "it is the manifest of " + found.id.name());
      }
      return found;
    }
  }

  private static Manifest parse(FieldReader fields) {
    CheckpointId id = fields.id();
    String library = fields.text();
    Instant committed = Instant.ofEpochMilli(fields.number());
    Map<String, String> components = new TreeMap<>();
    fields
        .list(() -> Map.entry(fields.text(), fields.text()))
        .forEach(entry -> components.put(entry.getKey(), entry.getValue()));
    CheckpointState state = CheckpointState.read(fields);
    List<SliceSummary> slices = fields.list(() -> SliceSummary.read(fields));
    return new Manifest(id, Fingerprint.of(components), library, committed, state, slices);
  }
}
