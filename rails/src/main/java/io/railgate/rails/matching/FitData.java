package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Sha256;
import io.railgate.rails.matching.Matcher.Entry;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a {@link MatcherModel} is fitted to. Nothing of it is written to. */
final class FitData {

  private static final int ITERATIONS = 60;

  /** Most samples times rails times iterations of a fit: some ten seconds on one core. */
  private static final long MOST_WORK = 200_000_000;

  private final Samples samples;
  private final int[] turns;
  private final boolean[][] candidates;
  private final boolean[] start;
  private final List<Embedding> never;
  private final List<Embedding> background;
  private final double margin;

  /** Takes what the methods of these names tell. */
  FitData(
      Samples samples,
      int[] turns,
      boolean[][] candidates,
      boolean[] start,
      List<Embedding> never,
      List<Embedding> background,
      double margin) {
    this.samples = samples;
    this.turns = turns;
    this.candidates = candidates;
    this.start = start;
    this.never = never;
    this.background = background;
    this.margin = margin;
  }

  /**
   * Sorts out what a fit needs.
   *
   * @param entries those of rails first, then the lines under {@code never}
   * @param background at least one
   * @param margin least lead of a match
   */
  static FitData of(
      List<Rail> rails, List<Entry> entries, List<Embedding> background, double margin) {
    List<Entry> own = entries.stream().filter(entry -> entry.rail() != Entry.NEVER).toList();
    return new FitData(
        samples(rails.size(), own),
        turns(own),
        candidates(rails),
        candidates(rails, Optional.empty()),
        entries.stream().skip(own.size()).map(Entry::vector).toList(),
        background,
        margin);
  }

  /** The rails' entries. */
  Samples samples() {
    return samples;
  }

  /** The number of each sample's example within its rail; -1 for samples that are no examples. */
  int[] turns() {
    return turns;
  }

  /** For each rail those that can match where it can, shape [rails][rails]; rows may be shared. */
  boolean[][] candidates() {
    return candidates;
  }

  /** The rails that can match at the start, shape [rails]. */
  boolean[] start() {
    return start;
  }

  /** The lines under {@code never}. */
  List<Embedding> never() {
    return never;
  }

  /** Prompts that are meant for no rail. */
  List<Embedding> background() {
    return background;
  }

  /** The background's vectors, shape [prompts][dimension]. */
  float[][] strangers() {
    return background.stream().map(Embedding::toArray).toArray(float[][]::new);
  }

  double margin() {
    return margin;
  }

  /** Most steps of a fit: fewer in large sets. */
  int iterations() {
    long work = (long) (samples.size() + background.size()) * samples.rails;
    return (int) Math.min(ITERATIONS, MOST_WORK / work);
  }

  /**
   * SHA-256 in hex over all of this, {@link Matcher#VERSION}, and the cosines that {@code index}
   * computes for one vector: processors round them in their own ways.
   *
   * @param index of the entries
   */
  String digest(RailIndex index) {
    MessageDigest sha256 = Sha256.digest();
    try (var out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), sha256))) {
      out.writeUTF(Matcher.VERSION);
      out.writeDouble(margin);
      out.writeInt(samples.rails);
      out.writeInt(samples.size());
      for (int i = 0; i < samples.size(); i++) {
        out.writeInt(samples.rail[i]);
        out.writeInt(turns[i]);
        out.writeFloat(samples.weight[i]);
        out.write(bytes(samples.vectors[i]));
      }
      writeVectors(out, never);
      writeVectors(out, background);
      writeCandidates(out);
      for (double cosine : index.cosines(background.getFirst())) {
        out.writeDouble(cosine);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a digest does no I/O
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static void writeVectors(DataOutputStream out, List<Embedding> vectors)
      throws IOException {
    out.writeInt(vectors.size());
    for (Embedding vector : vectors) {
      out.write(bytes(vector.toArray()));
    }
  }

  /** Rows that are shared are written once. */
  private void writeCandidates(DataOutputStream out) throws IOException {
    out.write(bytes(start));
    IdentityHashMap<boolean[], Integer> rows = new IdentityHashMap<>();
    for (boolean[] row : candidates) {
      Integer known = rows.putIfAbsent(row, rows.size());
      if (known == null) {
        out.write(bytes(row));
      } else {
        out.writeInt(known);
      }
    }
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static byte[] bytes(boolean[] row) {
    byte[] bytes = new byte[row.length];
    for (int i = 0; i < row.length; i++) {
      bytes[i] = (byte) (row[i] ? 1 : 0);
    }
    return bytes;
  }

  /** Entries of one example share its weight. */
  private static Samples samples(int rails, List<Entry> own) {
    Map<Example, Integer> counts = new HashMap<>();
    own.forEach(entry -> counts.merge(entry.example(), 1, Integer::sum));
    float[][] vectors = own.stream().map(entry -> entry.vector().toArray()).toArray(float[][]::new);
    float[] weights = new float[own.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1f / counts.getOrDefault(own.get(i).example(), 1);
    }
    return new Samples(vectors, own.stream().mapToInt(Entry::rail).toArray(), weights, rails);
  }

  /** The number of each entry's example within its rail; -1 for the about lines. */
  private static int[] turns(List<Entry> own) {
    Map<Integer, Map<Example, Integer>> seen = new HashMap<>();
    int[] turns = new int[own.size()];
    for (int i = 0; i < turns.length; i++) {
      Entry entry = own.get(i);
      Map<Example, Integer> ofRail = seen.computeIfAbsent(entry.rail(), rail -> new HashMap<>());
      turns[i] = entry.about() ? -1 : ofRail.computeIfAbsent(entry.example(), e -> ofRail.size());
    }
    return turns;
  }

  /** For each rail those that can match where it can: at the start, or after some rail. */
  private static boolean[][] candidates(List<Rail> rails) {
    Map<Optional<RailId>, boolean[]> byPlace = new HashMap<>();
    boolean[][] candidates = new boolean[rails.size()][];
    for (int number = 0; number < candidates.length; number++) {
      Optional<RailId> place = place(rails.get(number), rails);
      candidates[number] = byPlace.computeIfAbsent(place, where -> candidates(rails, where));
    }
    return candidates;
  }

  private static boolean[] candidates(List<Rail> rails, Optional<RailId> place) {
    boolean[] candidates = new boolean[rails.size()];
    for (int number = 0; number < candidates.length; number++) {
      candidates[number] = rails.get(number).caseAfter(place).isPresent();
    }
    return candidates;
  }

  private static Optional<RailId> place(Rail rail, List<Rail> rails) {
    if (rail.caseAfter(Optional.empty()).isPresent()) {
      return Optional.empty();
    }
    return rails.stream()
        .map(Rail::id)
        .filter(before -> rail.caseAfter(Optional.of(before)).isPresent())
        .findFirst();
  }
}
