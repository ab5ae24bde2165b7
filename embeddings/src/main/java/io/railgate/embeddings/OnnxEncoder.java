package io.railgate.embeddings;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** An encoder on ONNX Runtime. One session, shared by all threads. */
public final class OnnxEncoder implements Encoder {

  /**
   * Texts of a run on a CPU. Of the full-precision bge-small a text of 10 tokens took 6.0, 3.3, 2.7
   * and 2.5 ms of one core with 1, 4, 8 and 32 in a run, and one of 32 tokens 11.0, 8.2, 7.8 and
   * 7.7 ms.
   */
  private static final int BATCH = 8;

  /** On a GPU more are worth it; how many was not measured. */
  private static final int GPU_BATCH = 64;

  /** Most tokens of a run, padding among them, which bounds the memory of a call. */
  private static final int MOST_TOKENS = 4_096;

  private final EncoderModel model;
  private final Tokenizer tokenizer;
  private final OnnxSession session;

  /**
   * Loads a model, in some 0.2 s.
   *
   * @throws ModelUnusable if it cannot be loaded, does not have the declared shape, or its device
   *     cannot be used
   */
  public OnnxEncoder(EncoderModel model) {
    this.model = model;
    this.tokenizer = new Tokenizer(model);
    try {
      this.session = OnnxSession.open(model);
    } catch (ModelUnusable e) {
      tokenizer.close();
      throw e;
    }
  }

  @Override
  public EncoderModel model() {
    return model;
  }

  @Override
  public Device device() {
    return session.device();
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    List<long[]> ids = texts.stream().map(tokenizer::idsToRead).toList();
    Embedding[] embeddings = new Embedding[ids.size()];
    for (List<Integer> run : runs(ids)) {
      List<Embedding> computed = run(run.stream().map(ids::get).toList());
      for (int i = 0; i < run.size(); i++) {
        embeddings[run.get(i)] = computed.get(i);
      }
    }
    return List.of(embeddings);
  }

  @Override
  public int batch() {
    if (model.batching() == EncoderModel.Batching.ALONE) {
      return 1;
    }
    return device() == Device.CUDA ? GPU_BATCH : BATCH;
  }

  @Override
  public List<String> windows(String text) {
    return tokenizer.windows(text);
  }

  @Override
  public void close() {
    tokenizer.close();
    session.close();
  }

  /** The places of the texts of each run: those of like length, so that little is padding. */
  private List<List<Integer>> runs(List<long[]> ids) {
    List<Integer> byLength =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> ids.get(place).length))
            .toList();
    List<List<Integer>> runs = new ArrayList<>();
    List<Integer> run = List.of();
    for (int place : byLength) {
      if (runs.isEmpty()
          || run.size() == batch()
          || (run.size() + 1) * ids.get(place).length > MOST_TOKENS) {
        run = new ArrayList<>();
        runs.add(run);
      }
      run.add(place);
    }
    return runs;
  }

  private List<Embedding> run(List<long[]> ids) {
    int width = ids.stream().mapToInt(row -> row.length).max().orElseThrow();
    FloatBuffer tokens = session.run(ids, width);
    List<Embedding> embeddings = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      tokens.position(i * width * model.dimension());
      float[] pooled = model.pooling().pool(tokens, ids.get(i).length, model.dimension());
      embeddings.add(Embedding.ofDirection(pooled));
    }
    return embeddings;
  }
}
