package org.coherer.datasource.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.coherer.datasource.file.GzipStream;

/**
 * Inflates bytes. What is read has to be the same whatever the buffer, and what the JDK reads,
 * which takes more for valid.
 */
final class GzipTarget implements Target {
  private static final int SMALL = 3;
  private static final int LARGE = 64 * 1024;

  @Override
  public void run(byte[] input) {
    Optional<byte[]> content = inflated(input, LARGE);
    checkSame(content, inflated(input, SMALL), "with a small buffer");
    if (content.isPresent()) {
      checkSame(content, ofJdk(input), "by the JDK");
    }
  }

  private static Optional<byte[]> inflated(byte[] input, int bufferBytes) {
    try (GzipStream in = new GzipStream(new ByteArrayInputStream(input), bufferBytes)) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      if (e.getMessage() == null || !e.getMessage().startsWith("the gzip file ")) {
        throw new AssertionError("A message does not tell of the gzip file", e);
      }
      return Optional.empty();
    }
  }

  private static Optional<byte[]> ofJdk(byte[] input) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(input), LARGE)) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new AssertionError("The JDK does not read what was read", e);
    }
  }

  private static void checkSame(Optional<byte[]> expected, Optional<byte[]> found, String how) {
    boolean isSame = Arrays.equals(expected.orElse(null), found.orElse(null));
    if (!isSame) {
      throw new AssertionError(
          "The content %s has %d bytes (must be the %d of a large one)"
              .formatted(
                  how,
                  found.map(b -> b.length).orElse(-1),
                  expected.map(b -> b.length).orElse(-1)));
    }
  }
}
