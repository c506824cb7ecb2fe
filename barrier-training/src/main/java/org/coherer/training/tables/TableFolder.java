package org.coherer.training.tables;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.coherer.training.checkpoint.CheckpointLocation;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.checkpoint.storage.DurableOutput;
import org.coherer.training.embedding.file.TableFiles;
import org.coherer.training.embedding.file.TableOutput;
import org.coherer.training.file.RandomInput;

/**
 * A folder of tables, or one with such folders in it, for the driver and for tasks on other
 * machines.
 *
 * @param location where it is, with Hadoop's configuration
 */
public record TableFolder(CheckpointLocation location) implements Serializable {

  /**
   * Returns a folder, which need not exist.
   *
   * @param folder a path; one without a scheme is one of the default file system
   * @throws IOException if no file system has this scheme, or it cannot be reached
   */
  public static TableFolder of(String folder, Configuration configuration) throws IOException {
    return new TableFolder(CheckpointLocation.of(folder, configuration));
  }

  /** Returns a folder in this one. */
  public TableFolder resolve(String name) {
    return new TableFolder(location.resolve(name));
  }

  /** Returns the path with its scheme. */
  public String path() {
    return location.folder();
  }

  /**
   * Returns the folder, if it is one of this machine.
   *
   * @throws IOException if the file system cannot be reached
   */
  public Optional<Path> local() throws IOException {
    return location.files().localFolder();
  }

  /**
   * Opens its files.
   *
   * @throws IOException if the file system cannot be reached
   */
  public TableFiles files() throws IOException {
    return new Files(location.files());
  }

  /**
   * Creates the folder, and checks that files can be written there. To be called before any task
   * starts.
   *
   * @throws IOException if they cannot. The message names the folder
   */
  public void prepare() throws IOException {
    location.files().prepare("embedding tables");
  }

  /**
   * Returns the paths of the folders in it that nobody has changed for some time.
   *
   * @throws IOException if it cannot be listed. The message names it
   */
  public Set<String> foldersOlderThan(Duration age) throws IOException {
    long before = System.currentTimeMillis() - age.toMillis();
    return location.files().folders().stream()
        .filter(status -> status.getModificationTime() <= before)
        .map(status -> status.getPath().toString())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Deletes the folder with all that is in it, if it is there.
   *
   * @throws IOException if it cannot be deleted. The message names it
   */
  public void delete() throws IOException {
    location.files().deleteFolder();
  }

  /** Returns the path; the configuration may hold credentials. */
  @Override
  public String toString() {
    return path();
  }

  private record Files(CheckpointFiles files) implements TableFiles {

    @Override
    public String path(String name) {
      return files.path(name);
    }

    @Override
    public TableOutput create(String name) throws IOException {
      return new Output(files.create(name), path(name));
    }

    @Override
    public RandomInput open(String name) throws IOException {
      return new Input(files.open(name), path(name));
    }
  }

  private record Output(DurableOutput out, String path) implements TableOutput {

    @Override
    public void write(ByteBuffer buffer) throws IOException {
      try {
        out.write(buffer);
      } catch (IOException e) {
        throw new IOException("Cannot write " + path + ": " + e, e);
      }
    }

    @Override
    public void commit() throws IOException {
      try {
        out.commit();
      } catch (IOException e) {
        throw new IOException("Cannot write " + path + ": " + e, e);
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private record Input(RandomInput in, String path) implements RandomInput {

    @Override
    public long length() {
      return in.length();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
      try {
        in.read(position, into);
      } catch (EOFException e) {
        throw e;
      } catch (IOException e) {
        throw new IOException("Cannot read " + path + ": " + e, e);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
