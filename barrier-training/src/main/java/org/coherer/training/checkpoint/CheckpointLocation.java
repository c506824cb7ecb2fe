package org.coherer.training.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.coherer.training.checkpoint.storage.CheckpointFiles;

/**
 * Where checkpoints are, for tasks on other machines.
 *
 * @param folder a path with its scheme
 * @param settings Hadoop's configuration, as Hadoop writes it; may hold credentials
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CheckpointLocation(String folder, byte[] settings) implements Serializable {

  /**
   * Returns the location of a folder.
   *
   * @param folder a path; one without a scheme is one of the default file system
   * @throws IOException if no file system has this scheme, or it cannot be reached
   */
  public static CheckpointLocation of(String folder, Configuration configuration)
      throws IOException {
    Path path = new Path(folder);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      configuration.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, in memory
    }
    String qualified = path.getFileSystem(configuration).makeQualified(path).toString();
    return new CheckpointLocation(qualified, bytes.toByteArray());
  }

  /**
   * Opens the store.
   *
   * @throws IOException if the file system cannot be reached
   */
  public CheckpointStore open() throws IOException {
    return new CheckpointStore(fileSystem(), new Path(folder));
  }

  /**
   * Opens the files of the folder, whatever they are.
   *
   * @throws IOException if the file system cannot be reached
   */
  public CheckpointFiles files() throws IOException {
    return new CheckpointFiles(fileSystem(), new Path(folder));
  }

  /** Returns the name of the folder, without its path. */
  public String name() {
    return new Path(folder).getName();
  }

  /** Returns the location of a folder in this one. */
  public CheckpointLocation resolve(String name) {
    return new CheckpointLocation(new Path(folder, name).toString(), settings);
  }

  private FileSystem fileSystem() throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.readFields(new DataInputStream(new ByteArrayInputStream(settings)));
    return new Path(folder).getFileSystem(configuration);
  }

  /** Returns the folder; the settings may hold credentials. */
  @Override
  public String toString() {
    return folder;
  }
}
