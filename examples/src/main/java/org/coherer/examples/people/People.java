package org.coherer.examples.people;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Made-up people as a table from the real world would have them: numbers, texts, dates, truths, of
 * which some are missing. Whether somebody earns much depends on every column, and on chance.
 *
 * @param seed equal seeds give equal people
 * @param count how many there are
 */
public record People(long seed, int count) {

  private static final String HEADER = "age,hours,job,town,member,since,income";
  private static final List<String> JOBS =
      List.of("clerk", "nurse", "teacher", "engineer", "manager", "lawyer");
  private static final int TOWNS = 40;
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final int DAYS = 7_000;

  /** Writes them to a new file of comma-separated values, with a header. */
  public void write(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEADER + "\n");
      for (int i = 0; i < count; i++) {
        out.write(line(random) + "\n");
      }
    }
  }

  private static String line(SplittableRandom random) {
    int age = 18 + random.nextInt(50);
    int hours = 15 + random.nextInt(40);
    int job = random.nextInt(JOBS.size());
    int town = random.nextInt(TOWNS);
    boolean member = random.nextInt(3) == 0;
    int days = random.nextInt(DAYS);
    double earned =
        0.4 * age
            + hours
            + 9 * job
            + (town % 4 == 0 ? 18 : 0)
            + (member ? 8 : 0)
            - days / 400.0
            + 4 * random.nextGaussian();
    return String.join(
        ",",
        sometimes(Integer.toString(age), random),
        sometimes(Integer.toString(hours), random),
        sometimes(JOBS.get(job), random),
        "town " + town,
        sometimes(Boolean.toString(member), random),
        sometimes(FIRST_DAY.plusDays(days).toString(), random),
        earned > 70 ? ">50K" : "<=50K");
  }

  /** One value in twenty is missing. */
  private static String sometimes(String value, SplittableRandom random) {
    return random.nextInt(20) == 0 ? "" : value;
  }
}
