package io.railgate.examples.benchmarks.load;

/** Time on a core, in seconds, in each of its modes. */
record CpuTime(double user, double kernel) {

  static final CpuTime NONE = new CpuTime(0, 0);

  CpuTime plus(CpuTime other) {
    return new CpuTime(user + other.user, kernel + other.kernel);
  }

  CpuTime minus(CpuTime other) {
    return new CpuTime(user - other.user, kernel - other.kernel);
  }

  double seconds() {
    return user + kernel;
  }
}
