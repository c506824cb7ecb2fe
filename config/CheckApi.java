import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiHasAccessModifier;
import japicmp.model.JApiModifier;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares jars for {@code bin/check-api}, which starts this file with japicmp on the class path. */
final class CheckApi {

  private final Set<String> changes = new TreeSet<>();

  /** The arguments are two folders of jars, the file of reasons, and what the old jars are called. */
  public static void main(String[] arguments) throws IOException {
    CheckApi check = new CheckApi();
    check.compare(archives(arguments[0]), archives(arguments[1]));
    System.exit(check.report(Reason.read(Path.of(arguments[2])), arguments[2], arguments[3]));
  }

  /** A line of the file of reasons. */
  private record Reason(String line, String change) {

    static List<Reason> read(Path file) throws IOException {
      List<Reason> reasons = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          int end = line.indexOf(": ");
          if (end < 0 || line.substring(end + 2).isBlank()) {
            System.err.println(
                "check-api: line '" + line + "' of " + file + " has no reason (CHANGE ELEMENT: reason)");
            System.exit(1);
          }
          reasons.add(new Reason(line, line.substring(0, end).strip()));
        }
      }
      return reasons;
    }

    boolean covers(String found) {
      return change.endsWith("*")
          ? found.startsWith(change.substring(0, change.length() - 1))
          : found.equals(change);
    }
  }

  private static List<JApiCmpArchive> archives(String folder) {
    File[] jars = new File(folder).listFiles((in, name) -> name.endsWith(".jar"));
    return Stream.of(jars).sorted().map(jar -> new JApiCmpArchive(jar, "")).toList();
  }

  private void compare(List<JApiCmpArchive> old, List<JApiCmpArchive> current) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true); // Spark's and the like
    new JarArchiveComparator(options).compare(old, current).stream()
        .filter(CheckApi::isShown)
        .forEach(this::add);
  }

  /** Whether users could see it before, or can see it now that it is there. */
  private static boolean isShown(JApiHasAccessModifier element) {
    JApiModifier<AccessModifier> access = element.getAccessModifier();
    return access
        .getOldModifier()
        .or(access::getNewModifier)
        .map(modifier -> modifier.getLevel() >= AccessModifier.PROTECTED.getLevel())
        .orElse(false);
  }

  private void add(JApiClass type) {
    String name = type.getFullyQualifiedName();
    add(type, name);
    add(type.getSuperclass(), name);
    type.getInterfaces().forEach(one -> add(one, name + ": " + one.getFullyQualifiedName()));
    type.getFields().stream()
        .filter(CheckApi::isShown)
        .forEach(field -> add(field, name + "." + field.getName()));
    type.getMethods().stream()
        .filter(CheckApi::isShown)
        .forEach(method -> add(method, name + "." + signature(method)));
    type.getConstructors().stream()
        .filter(CheckApi::isShown)
        .forEach(constructor -> add(constructor, name + "." + signature(constructor)));
  }

  private static String signature(JApiBehavior behavior) {
    return behavior.getParameters().stream()
        .map(parameter -> parameter.getType())
        .collect(Collectors.joining(",", behavior.getName() + "(", ")"));
  }

  private void add(JApiCompatibility element, String name) {
    for (JApiCompatibilityChange change : element.getCompatibilityChanges()) {
      if (!change.isBinaryCompatible() || !change.isSourceCompatible()) {
        changes.add(change.getType() + " " + name);
      }
    }
  }

  private int report(List<Reason> reasons, String file, String base) {
    Set<String> unexplained = new LinkedHashSet<>(changes);
    unexplained.removeIf(change -> reasons.stream().anyMatch(reason -> reason.covers(change)));
    for (Reason reason : reasons) {
      if (changes.stream().noneMatch(reason::covers)) {
        System.out.println("No longer needed in " + file + ": " + reason.line());
      }
    }
    unexplained.forEach(change -> System.out.println("Breaks the API of " + base + ": " + change));
    if (!unexplained.isEmpty()) {
      System.out.println("Undo each of these, or give its reason in " + file);
    }
    System.out.printf(
        "%d incompatible changes since %s, %d without a reason%n",
        changes.size(), base, unexplained.size());
    return unexplained.isEmpty() ? 0 : 1;
  }
}
