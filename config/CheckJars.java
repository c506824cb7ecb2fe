import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Looks into the jars that Coherer brings onto Spark's class path, for {@code bin/test-packages}: no class may be
 * there twice or be one of Spark's, and natives are of one platform.
 */
final class CheckJars {

  private static final Pattern NATIVES = Pattern.compile("(?:org/nd4j|org/bytedeco)/.*/((?:linux|macosx|windows)-[a-z0-9_]+)[^/]*/[^/]+");

  /** Classes of ND4J's shaded Guava and Protocol Buffers that kept their names, all the same as Guava's in Spark. */
  private static final Pattern LEFT_BY_ND4J =
      Pattern.compile("javax/annotation/.*|com/google/thirdparty/publicsuffix/.*");

  private final Map<String, Path> classes = new TreeMap<>();
  private final Set<String> platforms = new TreeSet<>();
  private final Set<String> faults = new TreeSet<>();
  private long bytes;
  private int jars;

  /** The arguments: a folder of Coherer's jars, or one jar; a folder of Spark's; the expected platform. */
  public static void main(String[] arguments) throws IOException {
    CheckJars check = new CheckJars();
    Path ours = Path.of(arguments[0]);
    if (Files.isDirectory(ours)) {
      check.readFolder(ours);
    } else {
      check.readOurs(ours);
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[1]), "*.jar")) {
      for (Path jar : jars) {
        check.compareWithSpark(jar);
      }
    }
    check.expectPlatform(arguments[2]);
    check.faults.forEach(System.err::println);
    System.out.printf(
        "jars=%d classes=%d MB=%.1f natives=%s%n",
        check.jars, check.classes.size(), check.bytes / 1e6, String.join("+", check.platforms));
    System.exit(check.faults.isEmpty() && check.classes.size() > 1000 ? 0 : 1);
  }

  private void readFolder(Path folder) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : found) {
        readOurs(jar);
      }
    }
  }

  private void readOurs(Path jar) throws IOException {
    jars++;
    bytes += Files.size(jar);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        String name = entries.nextElement().getName();
        Matcher natives = NATIVES.matcher(name);
        if (natives.matches()) {
          platforms.add(natives.group(1));
        }
        if (isClass(name)) {
          Path other = classes.putIfAbsent(name, jar);
          if (other != null) {
            faults.add(name + " is in " + other.getFileName() + " and in " + jar.getFileName());
          }
        }
      }
    }
  }

  private void compareWithSpark(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        String name = entries.nextElement().getName();
        if (classes.containsKey(name) && !LEFT_BY_ND4J.matcher(name).matches()) {
          faults.add(
              name + " is in " + classes.get(name).getFileName() + " and in Spark's " + jar.getFileName());
        }
      }
    }
  }

  private void expectPlatform(String platform) {
    if (!platforms.equals(Set.of(platform))) {
      faults.add("Natives are of " + platforms + " (must be of " + platform + " alone)");
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class");
  }
}
