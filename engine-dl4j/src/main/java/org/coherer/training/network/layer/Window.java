package org.coherer.training.network.layer;

/**
 * The geometry of a kernel on an image: size, stride, dilation and padding. The padding is {@code
 * padTop} zero rows above the image, and as many below it as the output needs; columns likewise.
 */
public record Window(Side vertical, Side horizontal) {

  /**
   * One dimension of a window.
   *
   * @param in the length of the input
   * @param kernel the number of kernel elements
   * @param stride the distance between two kernel positions
   * @param dilation the distance between two kernel elements, in input elements
   * @param before the padding before the input
   * @param out the length of the output
   */
  public record Side(int in, int kernel, int stride, int dilation, int before, int out) {

    /** Checks that padding is not negative and all other numbers are positive. */
    public Side {
      if (in < 1 || kernel < 1 || stride < 1 || dilation < 1 || before < 0 || out < 1) {
        throw new IllegalArgumentException(
            "Invalid window: input "
                + in
                + ", kernel "
                + kernel
                + ", stride "
                + stride
                + ", dilation "
                + dilation
                + ", padding "
                + before
                + ", output "
                + out
                + " (padding must not be below 0, all others above 0)");
      }
    }

    /** Returns a side with the same padding at both ends, and as many positions as fit. */
    public static Side padded(int in, int kernel, int stride, int dilation, int padding) {
      int space = in + 2 * padding - reach(kernel, dilation);
      return new Side(in, kernel, stride, dilation, padding, space < 0 ? 0 : space / stride + 1);
    }

    /**
     * Returns a side with an output of in / stride, rounded up; the padding is split between both
     * ends.
     */
    public static Side same(int in, int kernel, int stride, int dilation) {
      int out = (in + stride - 1) / stride;
      int missing = (out - 1) * stride + reach(kernel, dilation) - in;
      return new Side(in, kernel, stride, dilation, Math.max(0, missing / 2), out);
    }

    /**
     * Returns a causal side: all padding comes before the input, so that no output depends on a
     * later input.
     */
    public static Side causal(int in, int kernel, int stride, int dilation) {
      int out = (in + stride - 1) / stride;
      return new Side(in, kernel, stride, dilation, reach(kernel, dilation) - 1, out);
    }

    /** Returns a side with one kernel element and one position. */
    public static Side single() {
      return new Side(1, 1, 1, 1, 0, 1);
    }

    private static int reach(int kernel, int dilation) {
      return (kernel - 1) * dilation + 1;
    }

    /** Returns the length of the input with its padding. */
    int paddedLength() {
      return Math.max(before + in, (out - 1) * stride + reach(kernel, dilation));
    }

    private boolean isPointwise() {
      return kernel == 1 && stride == 1 && before == 0 && out == in;
    }
  }

  /** Returns whether every output depends only on the input at its position. */
  boolean isPointwise() {
    return vertical.isPointwise() && horizontal.isPointwise();
  }

  /** Returns the elements of the kernel. */
  int kernel() {
    return vertical.kernel() * horizontal.kernel();
  }

  /** Returns the elements of an input channel. */
  int in() {
    return vertical.in() * horizontal.in();
  }

  /** Returns the elements of an output channel. */
  int out() {
    return vertical.out() * horizontal.out();
  }
}
