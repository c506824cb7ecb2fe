package org.coherer.training.network.layer;

/**
 * Where a kernel is laid on an image: how large it is, how far it moves, and how much of it may lie
 * outside. Zero rows are imagined around the image: {@code padTop} above it, and as many below it
 * as the output needs; columns likewise.
 */
public record Window(Side vertical, Side horizontal) {

  /**
   * One dimension of a window.
   *
   * @param in the length of the input
   * @param kernel how many elements a kernel has
   * @param stride from one place of the kernel to the next
   * @param dilation from one element of the kernel to the next, in elements of the input
   * @param before how far the first place begins before the input
   * @param out the number of places, the length of the output
   */
  public record Side(int in, int kernel, int stride, int dilation, int before, int out) {

    /** Checks that there is something of everything. */
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

    /** Returns a side with the same zeros at both ends, and as many places as fit. */
    public static Side padded(int in, int kernel, int stride, int dilation, int padding) {
      int room = in + 2 * padding - reach(kernel, dilation);
      return new Side(in, kernel, stride, dilation, padding, room < 0 ? 0 : room / stride + 1);
    }

    /** Returns a side with an output of in / stride, rounded up; zeros are shared by both ends. */
    public static Side same(int in, int kernel, int stride, int dilation) {
      int out = (in + stride - 1) / stride;
      int missing = (out - 1) * stride + reach(kernel, dilation) - in;
      return new Side(in, kernel, stride, dilation, Math.max(0, missing / 2), out);
    }

    /** Returns a side on which no output depends on an input behind it: all zeros come before. */
    public static Side causal(int in, int kernel, int stride, int dilation) {
      int out = (in + stride - 1) / stride;
      return new Side(in, kernel, stride, dilation, reach(kernel, dilation) - 1, out);
    }

    /** Returns a side that nothing moves on. */
    public static Side single() {
      return new Side(1, 1, 1, 1, 0, 1);
    }

    private static int reach(int kernel, int dilation) {
      return (kernel - 1) * dilation + 1;
    }

    /** Returns the length of the input with all zeros that the kernel sees. */
    int paddedLength() {
      return Math.max(before + in, (out - 1) * stride + reach(kernel, dilation));
    }

    private boolean isPointwise() {
      return kernel == 1 && stride == 1 && before == 0 && out == in;
    }
  }

  /** Returns whether every output is that of the one input at its place. */
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
