package org.coherer.training.engine.dl4j.natives;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the OpenBLAS that is loaded what it is, which its Java binding does not offer. */
final class OpenBlas {

  private static final Logger log = LoggerFactory.getLogger(OpenBlas.class);

  /** Lazy and local: no other library of the process shall find its functions here. */
  private static final int RTLD_LAZY = 1;

  private static final boolean ASCII_ONLY = false;

  private OpenBlas() {}

  /** Returns the kind of processor whose kernels it has chosen. */
  static Optional<String> core() {
    return text("openblas_get_corename");
  }

  /** Returns its description of itself, which begins with name and version. */
  static Optional<String> config() {
    return text("openblas_get_config");
  }

  private static Optional<String> text(String function) {
    try {
      String path = Loader.load(openblas_nolapack.class);
      NativeLibrary library =
          NativeLibrary.getInstance(path, Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY));
      return Optional.ofNullable(
          library.getFunction(function).invokeString(new Object[0], ASCII_ONLY));
    } catch (RuntimeException | LinkageError e) { // MKL in its place, or no JNA for the platform
      log.debug("Cannot ask OpenBLAS for {}", function, e);
      return Optional.empty();
    }
  }
}
