package org.coherer.training.embedding.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;
import org.coherer.training.file.Envelope;
import org.coherer.training.file.FileKind;
import org.coherer.training.file.RandomInput;

/** A manifest, or the header of a slice: a file that is an envelope of fields and nothing else. */
final class HeaderFile {

  static final FileKind MANIFEST = new FileKind("COHE", 1, 64 << 20);
  static final FileKind SLICE = new FileKind("COHR", 1, 64 << 20);

  private HeaderFile() {}

  /** Writes a file. */
  static Envelope write(
      FileKind kind, TableFiles files, String name, HeaderFields.BodyWriter fields)
      throws IOException {
    Envelope envelope = Envelope.of(kind, HeaderFields.bytes(fields));
    try (TableOutput out = files.create(name)) {
      out.write(envelope.toBuffer(kind));
      out.commit();
    }
    return envelope;
  }

  /** Opens a file of a snapshot. */
  static RandomInput open(TableFiles files, String name) throws IOException {
    try {
      return files.open(name);
    } catch (FileNotFoundException e) {
      throw new DamagedFileException(files.path(name), Damage.MISSING, "there is no such file", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws DamagedFileException if it is no whole one of this kind and version
   */
  static Envelope read(FileKind kind, TableFiles files, String name) throws IOException {
    String path = files.path(name);
    try (RandomInput file = open(files, name)) {
      Envelope found = Envelope.read(kind, file, path);
      if (file.length() != found.bytes()) {
        throw new DamagedFileException(
            path,
            Damage.ALTERED,
            "it has %d bytes (must be %d)".formatted(file.length(), found.bytes()));
      }
      return found;
    }
  }

  /**
   * Parses the fields of a file.
   *
   * @throws DamagedFileException if they cannot be
   */
  static <T> T parse(Envelope envelope, String path, HeaderFields.BodyReader<T> parser)
      throws DamagedFileException {
    try {
      return HeaderFields.parse(envelope.body(), parser);
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedFileException(
          path, Damage.ALTERED, "it has invalid fields (" + e.getMessage() + ")", e);
    }
  }
}
