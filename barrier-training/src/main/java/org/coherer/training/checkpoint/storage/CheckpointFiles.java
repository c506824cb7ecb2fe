package org.coherer.training.checkpoint.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.coherer.training.file.RandomInput;

/** A folder, such as that of checkpoints. Creates, reads, lists and deletes; renames nothing. */
public final class CheckpointFiles {

  private final FileSystem files;
  private final Path folder;
  private final boolean local;

  /**
   * Opens a folder, which need not exist.
   *
   * @param folder made absolute by the file system
   */
  public CheckpointFiles(FileSystem files, Path folder) {
    this.files = files;
    this.folder = files.makeQualified(folder);
    this.local =
        files.getClass() == LocalFileSystem.class || files.getClass() == RawLocalFileSystem.class;
  }

  /** Returns the path of a file. */
  public String path(String name) {
    return new Path(folder, name).toString();
  }

  /**
   * Creates the folder, if it is not there.
   *
   * @throws IOException if it cannot be. The message names it
   */
  public void createFolder() throws IOException {
    if (!files.mkdirs(folder)) {
      throw new IOException("Cannot create the folder " + folder + " (the file system refuses)");
    }
  }

  /**
   * Creates the folder, and a file in it, which it deletes. To be called before any task starts.
   *
   * @param what is to be written there, for the message
   * @throws IOException if it cannot be. The message names the folder
   */
  public void prepare(String what) throws IOException {
    String probe = "probe-" + UUID.randomUUID();
    try {
      createFolder();
      try (DurableOutput out = create(probe)) {
        out.write(ByteBuffer.wrap(new byte[1]));
        out.commit();
      }
      delete(probe);
    } catch (IOException e) {
      throw new IOException(
          "Cannot write "
              + what
              + " to "
              + folder
              + ": "
              + e.getMessage()
              + " (must be a folder in which files can be created and deleted)",
          e);
    }
  }

  /**
   * Creates a file that is not there yet.
   *
   * @throws IOException if it cannot be, or is there. The message names it
   */
  public DurableOutput create(String name) throws IOException {
    try {
      return local
          ? LocalFiles.create(localPath(name))
          : HadoopFiles.create(files, new Path(folder, name));
    } catch (IOException e) {
      throw new IOException("Cannot create " + path(name) + ": " + e, e);
    }
  }

  /**
   * Opens a file.
   *
   * @throws FileNotFoundException if it is not there
   * @throws IOException if it cannot be opened. The message names it
   */
  public RandomInput open(String name) throws IOException {
    try {
      return local
          ? LocalFiles.open(localPath(name))
          : HadoopFiles.open(files, new Path(folder, name));
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(path(name));
      missing.initCause(e);
      throw missing;
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("Cannot open " + path(name) + ": " + e, e);
    }
  }

  /**
   * Returns all files of the folder; none if there is no folder.
   *
   * @throws IOException if it cannot be listed. The message names it
   */
  public List<FileStatus> list() throws IOException {
    return list(FileStatus::isFile);
  }

  /**
   * Returns all folders of the folder; none if there is no folder.
   *
   * @throws IOException if it cannot be listed. The message names it
   */
  public List<FileStatus> folders() throws IOException {
    return list(FileStatus::isDirectory);
  }

  private List<FileStatus> list(Predicate<FileStatus> kind) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(folder)) {
        if (kind.test(status)) {
          found.add(status);
        }
      }
    } catch (FileNotFoundException e) {
      return List.of(); // Nobody has written anything yet.
    } catch (IOException e) {
      throw new IOException("Cannot list the folder " + folder + ": " + e, e);
    }
    return found;
  }

  /**
   * Deletes a file, if it is there.
   *
   * @throws IOException if it cannot be deleted. The message names it
   */
  public void delete(String name) throws IOException {
    try {
      files.delete(new Path(folder, name), false);
    } catch (FileNotFoundException e) {
      return; // What somebody else has deleted is deleted.
    } catch (IOException e) {
      throw new IOException("Cannot delete " + path(name) + ": " + e, e);
    }
  }

  /**
   * Deletes the folder with all that is in it, if it is there.
   *
   * @throws IOException if it cannot be deleted. The message names it
   */
  public void deleteFolder() throws IOException {
    try {
      files.delete(folder, true);
    } catch (FileNotFoundException e) {
      return; // What somebody else has deleted is deleted.
    } catch (IOException e) {
      throw new IOException("Cannot delete " + folder + ": " + e, e);
    }
  }

  /** Returns the folder, if it is one of this machine. */
  public Optional<java.nio.file.Path> localFolder() {
    return local ? Optional.of(java.nio.file.Path.of(folder.toUri().getPath())) : Optional.empty();
  }

  private java.nio.file.Path localPath(String name) {
    return java.nio.file.Path.of(new Path(folder, name).toUri().getPath());
  }

  /** Returns the folder. */
  @Override
  public String toString() {
    return folder.toString();
  }
}
