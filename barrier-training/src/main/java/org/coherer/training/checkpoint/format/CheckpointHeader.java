package org.coherer.training.checkpoint.format;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.function.Function;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;
import org.coherer.training.file.Envelope;
import org.coherer.training.file.FileKind;
import org.coherer.training.file.RandomInput;

/** What both kinds of file begin with: an envelope of fields. */
final class CheckpointHeader {

  static final FileKind MANIFEST = new FileKind("COHM", 1, 64 << 20);
  static final FileKind SLICE = new FileKind("COHS", 1, 16 << 20);

  private CheckpointHeader() {}

  /**
   * Opens a file of a checkpoint.
   *
   * @throws DamagedFileException if it is not there
   */
  static RandomInput open(CheckpointFiles files, String name) throws IOException {
    try {
      return files.open(name);
    } catch (FileNotFoundException e) {
      throw new DamagedFileException(files.path(name), Damage.MISSING, "there is no such file", e);
    }
  }

  /**
   * Parses the fields.
   *
   * @throws DamagedFileException if they cannot be
   */
  static <T> T parse(Envelope envelope, String path, Function<FieldReader, T> parser)
      throws DamagedFileException {
    FieldReader fields = new FieldReader(envelope.body());
    try {
      T parsed = parser.apply(fields);
      fields.end();
      return parsed;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new DamagedFileException(
          path, Damage.ALTERED, "its header has invalid fields (" + e + ")", e);
    }
  }
}
