package org.coherer.datasource.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.codec.FileOpener;

/**
 * Reads the central directory of a zip archive, at its end, so that an array is found without
 * reading those before it. Files in the archive that are no arrays are skipped.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT, 4.3</a>
 */
final class NpzDirectory {
  /** The most files of an archive. */
  static final int MAX_ENTRIES = 4096;

  private static final int MAX_DIRECTORY_BYTES = 16 << 20;
  private static final int END_BYTES = 22;
  private static final int END_MAGIC = 0x06054B50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_MAGIC = 0x07064B50;
  private static final int END64_BYTES = 56;
  private static final int END64_MAGIC = 0x06064B50;
  private static final int ENTRY_BYTES = 46;
  private static final int ENTRY_MAGIC = 0x02014B50;
  private static final int LOCAL_BYTES = 30;
  private static final long IN_EXTRA = 0xFFFF_FFFFL;
  private static final String SUFFIX = ".npy";

  /** What deflate can make of a byte at most, and of a few more. */
  private static final long MAX_INFLATION = 1032;

  private final String name;
  private final long fileBytes;
  private final FileOpener file;
  private final Set<String> names = new HashSet<>();

  private NpzDirectory(String name, long fileBytes, FileOpener file) {
    this.name = name;
    this.fileBytes = fileBytes;
    this.file = file;
  }

  /**
   * Returns the arrays, in the order of the directory.
   *
   * @param name the format and the file, for messages
   * @param fileBytes the length of the file
   * @param file opens it
   * @throws IOException if the archive is damaged, or has too many files
   */
  static List<NpzEntry> read(String name, long fileBytes, FileOpener file) throws IOException {
    return new NpzDirectory(name, fileBytes, file).read();
  }

  private List<NpzEntry> read() throws IOException {
    long[] place = place();
    try (Content content = new Content(name, false, file.open(place[0]), place[0])) {
      ByteBuffer directory = content.littleEndian((int) place[1], "the directory");
      List<NpzEntry> all = new ArrayList<>();
      while (directory.hasRemaining()) {
        all.add(entry(content, directory, place[0] + directory.position()));
        if (all.size() > MAX_ENTRIES) {
          throw content.broken(place[0], "more than %d files".formatted(MAX_ENTRIES));
        }
      }
      checkPlaces(content, all, place[0]);
      return all.stream().filter(entry -> entry.name().endsWith(SUFFIX)).map(this::named).toList();
    }
  }

  private NpzEntry named(NpzEntry entry) {
    String array = entry.name().substring(0, entry.name().length() - SUFFIX.length());
    return new NpzEntry(array, entry.start(), entry.storedBytes(), entry.bytes());
  }

  /** Returns where the directory starts, and how long it is. */
  private long[] place() throws IOException {
    long from = Math.max(0, fileBytes - END_BYTES - 0xFFFF - LOCATOR_BYTES);
    try (Content content = new Content(name, false, file.open(from), from)) {
      ByteBuffer tail = content.littleEndian((int) (fileBytes - from), "the end");
      int end = tail.limit() - END_BYTES;
      while (end >= 0 && !isEnd(tail, end)) {
        end--;
      }
      if (end < 0) {
        throw content.broken(from, "no end of a directory is found (must be a zip archive)");
      }
      long bytes = Integer.toUnsignedLong(tail.getInt(end + 12));
      long start = Integer.toUnsignedLong(tail.getInt(end + 16));
      if (start == IN_EXTRA || bytes == IN_EXTRA) {
        return place64(content, tail, end - LOCATOR_BYTES);
      }
      return checked(content, start, bytes);
    }
  }

  private static boolean isEnd(ByteBuffer tail, int at) {
    return tail.getInt(at) == END_MAGIC
        && at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.limit();
  }

  private long[] place64(Content content, ByteBuffer tail, int locator) throws IOException {
    if (locator < 0 || tail.getInt(locator) != LOCATOR_MAGIC) {
      throw content.broken(content.offset(), "the locator of Zip64 is missing");
    }
    long at = tail.getLong(locator + 8);
    if (at < 0 || at > fileBytes - END64_BYTES) {
      throw content.broken(content.offset(), "the end of Zip64 is at %d".formatted(at));
    }
    try (Content end = new Content(name, false, file.open(at), at)) {
      ByteBuffer numbers = end.littleEndian(END64_BYTES, "the end of Zip64");
      if (numbers.getInt(0) != END64_MAGIC) {
        throw end.broken(at, "this is no end of Zip64");
      }
      return checked(end, numbers.getLong(48), numbers.getLong(40));
    }
  }

  private long[] checked(Content content, long start, long bytes) throws IOException {
    if (start < 0 || bytes < 0 || bytes > MAX_DIRECTORY_BYTES || start > fileBytes - bytes) {
      throw content.broken(
          content.offset(),
          "the directory has %d bytes from %d on (must be within %d, and at most %d)"
              .formatted(bytes, start, fileBytes, MAX_DIRECTORY_BYTES));
    }
    return new long[] {start, bytes};
  }

  private NpzEntry entry(Content content, ByteBuffer in, long at) throws IOException {
    int begin = in.position();
    if (in.remaining() < ENTRY_BYTES || in.getInt(begin) != ENTRY_MAGIC) {
      throw content.broken(at, "this is no entry of the directory");
    }
    int nameBytes = Short.toUnsignedInt(in.getShort(begin + 28));
    int extraBytes = Short.toUnsignedInt(in.getShort(begin + 30));
    int commentBytes = Short.toUnsignedInt(in.getShort(begin + 32));
    if (in.remaining() < ENTRY_BYTES + nameBytes + extraBytes + commentBytes) {
      throw content.broken(at, "the entry is longer than the directory");
    }
    byte[] text = new byte[nameBytes];
    in.get(begin + ENTRY_BYTES, text);
    ByteBuffer extra =
        in.slice(begin + ENTRY_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
    long[] large = large(extra);
    long[] numbers = {
      Integer.toUnsignedLong(in.getInt(begin + 24)),
      Integer.toUnsignedLong(in.getInt(begin + 20)),
      Integer.toUnsignedLong(in.getInt(begin + 42))
    };
    int used = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == IN_EXTRA && used < large.length) {
        numbers[i] = large[used++];
      }
    }
    in.position(begin + ENTRY_BYTES + nameBytes + extraBytes + commentBytes);
    return checked(
        content,
        at,
        new NpzEntry(new String(text, StandardCharsets.UTF_8), numbers[2], numbers[1], numbers[0]));
  }

  private NpzEntry checked(Content content, long at, NpzEntry entry) throws IOException {
    if (!names.add(entry.name())) {
      throw content.broken(at, "file '%s' is there twice".formatted(entry.name()));
    }
    boolean isPossible =
        entry.start() >= 0
            && entry.storedBytes() >= 0
            && entry.bytes() >= 0
            && entry.bytes() / MAX_INFLATION <= entry.storedBytes();
    if (!isPossible) {
      throw content.broken(
          at,
          "file '%s' has %d bytes, stored as %d at %d (must be at most %d times as many)"
              .formatted(
                  entry.name(), entry.bytes(), entry.storedBytes(), entry.start(), MAX_INFLATION));
    }
    return entry;
  }

  /** Returns the numbers of the extra field of Zip64, none if there is no such field. */
  private static long[] large(ByteBuffer extra) {
    while (extra.remaining() >= 2 * Short.BYTES) {
      int id = extra.getShort();
      int claimed = Short.toUnsignedInt(extra.getShort());
      int bytes = Math.min(extra.remaining(), claimed);
      if (id == 1) {
        long[] numbers = new long[bytes / Long.BYTES];
        extra.asLongBuffer().get(numbers);
        return numbers;
      }
      extra.position(extra.position() + bytes);
    }
    return new long[0];
  }

  private static void checkPlaces(Content content, List<NpzEntry> all, long directory)
      throws IOException {
    List<NpzEntry> ordered = new ArrayList<>(all);
    ordered.sort(Comparator.comparingLong(NpzEntry::start));
    for (int i = 0; i < ordered.size(); i++) {
      NpzEntry entry = ordered.get(i);
      long limit = i + 1 < ordered.size() ? ordered.get(i + 1).start() : directory;
      if (limit - entry.start() < LOCAL_BYTES
          || limit - entry.start() - LOCAL_BYTES < entry.storedBytes()) {
        throw content.broken(
            entry.start(),
            "file '%s' has %d bytes here, but the next starts at %d (must not overlap)"
                .formatted(entry.name(), entry.storedBytes(), limit));
      }
    }
  }
}
