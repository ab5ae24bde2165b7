package io.railgate.embeddings;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An encoder on ONNX Runtime's CPU provider. One session, shared by all threads; each call computes
 * on its caller's thread alone. A BERT-style model is expected: inputs {@code input_ids}, {@code
 * attention_mask} and, if it has them, {@code token_type_ids}, each [texts][tokens]; first output
 * [texts][tokens][dimension].
 */
public final class OnnxEncoder implements Encoder {

  /**
   * Texts of a run on a CPU. Of the full-precision bge-small a text of 10 tokens took 6.0, 3.3, 2.7
   * and 2.5 ms of one core with 1, 4, 8 and 32 in a run, and one of 32 tokens 11.0, 8.2, 7.8 and
   * 7.7 ms.
   */
  private static final int BATCH = 8;

  /** Most tokens of a run, padding among them, which bounds the memory of a call. */
  private static final int MOST_TOKENS = 4_096;

  private final EncoderModel model;
  private final Tokenizer tokenizer;
  private final OrtEnvironment environment;
  private final OrtSession session;

  /**
   * Loads a model, in some 0.2 s.
   *
   * @throws ModelUnusable if it cannot be loaded, or does not have the declared shape
   */
  public OnnxEncoder(EncoderModel model) {
    this.model = model;
    this.tokenizer = new Tokenizer(model);
    this.environment = OrtEnvironment.getEnvironment();
    try {
      this.session = openSession(environment, model);
    } catch (OrtException e) {
      tokenizer.close();
      throw new ModelUnusable(model.name(), model.onnx() + ": " + e.getMessage(), e);
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
    return model.batching() == EncoderModel.Batching.ALONE ? 1 : BATCH;
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

  @Override
  public List<String> windows(String text) {
    return tokenizer.windows(text);
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new InferenceFailed("the ONNX session could not be closed", e);
    }
  }

  private List<Embedding> run(List<long[]> ids) {
    int width = ids.stream().mapToInt(row -> row.length).max().orElseThrow();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        inputs.put(name, tensor(input(name, ids, width), ids.size(), width));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return pool((OnnxTensor) result.get(0), ids, width);
      }
    } catch (OrtException e) {
      throw new InferenceFailed("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private List<Embedding> pool(OnnxTensor output, List<long[]> ids, int width) {
    FloatBuffer tokens = output.getFloatBuffer();
    List<Embedding> embeddings = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      tokens.position(i * width * model.dimension());
      float[] pooled = model.pooling().pool(tokens, ids.get(i).length, model.dimension());
      embeddings.add(Embedding.ofDirection(pooled));
    }
    return embeddings;
  }

  private OnnxTensor tensor(long[] values, int rows, int width) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {rows, width});
  }

  /** One input of the model, rows padded with zeros to {@code width}, shape [rows * width]. */
  private static long[] input(String name, List<long[]> ids, int width) {
    long[] values = new long[ids.size() * width];
    for (int row = 0; row < ids.size(); row++) {
      for (int t = 0; t < ids.get(row).length; t++) {
        values[row * width + t] =
            switch (name) {
              case "input_ids" -> ids.get(row)[t];
              case "attention_mask" -> 1;
              default -> 0;
            };
      }
    }
    return values;
  }

  private static OrtSession openSession(OrtEnvironment environment, EncoderModel model)
      throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtSession session = environment.createSession(model.onnx().read(model.name()), options);
      try {
        requireShape(session, model);
        return session;
      } catch (ModelUnusable e) {
        session.close();
        throw e;
      }
    }
  }

  private static void requireShape(OrtSession session, EncoderModel model) throws OrtException {
    for (String input : session.getInputNames()) {
      if (!List.of("input_ids", "attention_mask", "token_type_ids").contains(input)) {
        throw new ModelUnusable(model.name(), "has an unknown input " + input);
      }
    }
    var output = session.getOutputInfo().values().iterator().next().getInfo();
    boolean fits =
        output instanceof TensorInfo tensor
            && tensor.getShape().length == 3
            && tensor.getShape()[2] == model.dimension();
    if (!fits) {
      throw new ModelUnusable(
          model.name(), "first output is " + output + ", expected [][][" + model.dimension() + "]");
    }
  }
}
