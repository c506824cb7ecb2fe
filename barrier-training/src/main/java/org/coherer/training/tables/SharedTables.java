package org.coherer.training.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.coherer.training.embedding.file.StoredTables;
import org.coherer.training.embedding.file.TableFiles;
import org.coherer.training.embedding.file.TableManifest;
import org.coherer.training.embedding.file.TableSnapshot;

/**
 * The tables that this process looks rows up in, each folder's once, whoever uses them. Those on a
 * file system of another machine are copied to a folder of this one, of which the files are deleted
 * as soon as they are mapped: their space is free again when the tables are closed, or the process
 * ends, however it does. Tables are closed when nobody has used them for a while. Thread-safe.
 */
public final class SharedTables {

  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final SharedTables OF_PROCESS = new SharedTables(IDLE, timer());

  private final Duration idle;
  private final ScheduledExecutorService timer;
  private final Map<Key, Entry> entries = new HashMap<>();

  /**
   * Shares tables.
   *
   * @param idle how long tables that nobody uses stay open
   * @param timer closes them
   */
  SharedTables(Duration idle, ScheduledExecutorService timer) {
    this.idle = idle;
    this.timer = timer;
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "coherer-shared-tables");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Returns the tables that are shared in this process. */
  public static SharedTables ofProcess() {
    return OF_PROCESS;
  }

  /** Tables in use. Closing the lease ends the use, not the tables. */
  public interface Lease extends AutoCloseable {

    /** Returns the tables, which may be used until the lease is closed. */
    StoredTables tables();

    /** Ends the use. Safe to call again. */
    @Override
    void close();
  }

  /** Which tables: in a folder that was overwritten there are others. */
  private record Key(String path, TableManifest manifest) {}

  /** The tables of a folder. Its lock is held while they are opened, copied or closed. */
  private static final class Entry {
    StoredTables tables;
    int users;
    long uses;
  }

  /**
   * Opens the tables of a folder, unless they are open. Waits while another thread does so.
   *
   * @param folder the folder of a snapshot, of which the manifest is read at each call
   * @param scratch where a copy is made; has space for all ids and rows
   * @throws IOException if they cannot be opened or copied; if a file is damaged, a {@link
   *     org.coherer.training.file.DamagedFileException}. The message names it
   */
  public Lease use(TableFolder folder, Path scratch) throws IOException {
    TableSnapshot snapshot = TableSnapshot.open(folder.files());
    Key key = new Key(folder.path(), snapshot.manifest());
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(key, none -> new Entry());
      entry.users++;
    }
    try {
      synchronized (entry) {
        if (entry.tables == null) {
          entry.tables = open(folder.local(), snapshot, scratch);
        }
        return new Use(this, key, entry, entry.tables);
      }
    } catch (IOException | RuntimeException | Error e) {
      release(key, entry);
      throw e;
    }
  }

  private static StoredTables open(Optional<Path> local, TableSnapshot snapshot, Path scratch)
      throws IOException {
    if (local.isPresent()) {
      return StoredTables.open(local.get(), snapshot.manifest());
    }
    Files.createDirectories(scratch);
    Path copy = Files.createTempDirectory(scratch, "coherer-tables-");
    try {
      TableSnapshot copied = snapshot.copy(TableFiles.local(copy), false);
      return StoredTables.open(copy, copied.manifest());
    } finally {
      delete(copy);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void release(Key key, Entry entry) {
    synchronized (entries) {
      entry.users--;
      entry.uses++;
      if (entry.users == 0) {
        long uses = entry.uses;
        ScheduledFuture<?> unused =
            timer.schedule(
                () -> closeUnused(key, entry, uses), idle.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }

  private void closeUnused(Key key, Entry entry, long uses) {
    synchronized (entries) {
      if (entry.users > 0 || entry.uses != uses) {
        return;
      }
      entries.remove(key, entry);
    }
    synchronized (entry) {
      if (entry.tables != null) {
        entry.tables.close();
      }
    }
  }

  /** Returns how many folders have tables that are open, or are being opened. */
  int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private static final class Use implements Lease {

    private final SharedTables shared;
    private final Key key;
    private final Entry entry;
    private final StoredTables tables;
    private boolean closed;

    Use(SharedTables shared, Key key, Entry entry, StoredTables tables) {
      this.shared = shared;
      this.key = key;
      this.entry = entry;
      this.tables = tables;
    }

    @Override
    public synchronized StoredTables tables() {
      if (closed) {
        throw new IllegalStateException("The use of the tables in " + key.path() + " has ended");
      }
      return tables;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        shared.release(key, entry);
      }
    }
  }
}
