package org.coherer.benchmarks.datasource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.harness.Pythons;
import org.coherer.benchmarks.harness.ResultLine;
import org.coherer.benchmarks.harness.Rounds;
import org.coherer.benchmarks.harness.Summary;
import org.coherer.datasource.image.Framing;
import org.coherer.datasource.image.ImageDecoder;

/**
 * Images per second of the processor's time, on one thread: decoded by the data source, by the
 * JDK's decoder alone, and by Pillow; and decoded and resized by the first and the last.
 */
public final class ImageDecode {

  /** Names the Python that has Pillow. */
  public static final String VARIABLE = "COHERER_PILLOW_PYTHON";

  private static final int SIDE = 224;
  private static final double TURN_SECONDS = 1;
  private static final long MAX_PIXELS = 1 << 26;
  private static final String OURS = "coherer";
  private static final String JDK = "jdk";
  private static final String PILLOW = "pillow";

  /** The name of the part of the benchmark. */
  static final String CASE = "images";

  private final Path scripts;
  private final Path folder;
  private final Optional<Pythons.Found> pillow;

  /**
   * Writes the images.
   *
   * @param scripts the folder of our scripts
   * @param folder an empty one
   * @param environment of this process
   */
  public ImageDecode(Path scripts, Path folder, Map<String, String> environment) {
    this.scripts = scripts;
    this.folder = folder;
    pillow = Pythons.find(environment, VARIABLE, scripts.resolve("pillow_probe.py"));
    for (ImageSample sample : ImageSample.values()) {
      sample.write(folder);
    }
  }

  /**
   * Measures all.
   *
   * @param rounds how often
   * @param lines takes a line for each contender and each kind of image
   */
  public void run(Rounds rounds, Consumer<ResultLine> lines) {
    for (ImageSample sample : ImageSample.values()) {
      for (int side : new int[] {0, SIDE}) {
        Map<String, DoubleSupplier> contenders = contenders(sample, side);
        DatasourceBenchmark.warmUp(contenders);
        lines.accept(line(sample, side, rounds.measure(contenders), rounds.count()));
      }
    }
  }

  private ResultLine line(ImageSample sample, int side, Map<String, Summary> measured, int rounds) {
    Summary ours = measured.get(OURS);
    Optional<Summary> jdk = Optional.ofNullable(measured.get(JDK));
    Optional<Summary> others = Optional.ofNullable(measured.get(PILLOW));
    return new ResultLine("datasource")
        .with("images", sample.label())
        .with("resized", side)
        .measured("per_s", Optional.of(ours), 1)
        .measured("jdk_per_s", jdk, 1)
        .measured("pillow_per_s", others, 1)
        .ratio("jdk", ours.rateRatio(jdk))
        .ratio("pillow", ours.rateRatio(others))
        .with("pillow", pillow.map(Pythons.Found::answer).orElse(ResultLine.ABSENT))
        .with("rounds", rounds);
  }

  private Map<String, DoubleSupplier> contenders(ImageSample sample, int side) {
    List<byte[]> files = sample.read(folder);
    ImageDecoder decoder = new ImageDecoder(MAX_PIXELS, true);
    List<Integer> size = side == 0 ? List.of() : List.of(side, side);
    Framing framing = new Framing(size, List.of(), MAX_PIXELS);
    Map<String, DoubleSupplier> contenders = new LinkedHashMap<>();
    contenders.put(
        OURS, () -> perSecond(files, file -> framing.apply(decoder.decode(file)).width()));
    if (side == 0) {
      ImageReader reader = ImageIO.getImageReadersByFormatName(sample.format()).next();
      contenders.put(JDK, () -> perSecond(files, file -> readByJdk(reader, file)));
    }
    pillow.ifPresent(
        found -> contenders.put(PILLOW, () -> askPillow(found.python(), sample, side)));
    return contenders;
  }

  private static int readByJdk(ImageReader reader, byte[] file) throws IOException {
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      return reader.read(0).getWidth();
    }
  }

  private double askPillow(String python, ImageSample sample, int side) {
    List<String> command = new ArrayList<>(List.of(python));
    command.add(scripts.resolve("pillow_images.py").toString());
    command.addAll(
        List.of(folder.toString(), sample.label(), "" + side, Double.toString(TURN_SECONDS)));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      byte[] answer = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw new BenchmarkException(String.join(" ", command) + " has failed");
      }
      return Double.parseDouble(new String(answer, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted while Pillow was measured", e);
    }
  }

  /** Returns how many are done in a second, in the best of three turns, as the script does it. */
  private static double perSecond(List<byte[]> files, Work work) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    double best = 0;
    for (int turn = 0; turn < 3; turn++) {
      long start = clock.getCurrentThreadCpuTime();
      long end = start + (long) (TURN_SECONDS / 3 * 1e9);
      int done = 0;
      while (clock.getCurrentThreadCpuTime() < end) {
        try {
          if (work.width(files.get(done % files.size())) < 1) {
            throw new BenchmarkException("An image without pixels");
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        done++;
      }
      best = Math.max(best, done * 1e9 / (clock.getCurrentThreadCpuTime() - start));
    }
    return best;
  }

  /** What is done with a file. */
  @FunctionalInterface
  private interface Work {
    int width(byte[] file) throws IOException;
  }
}
