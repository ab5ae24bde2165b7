package io.railgate.embeddings;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A BERT-style model on ONNX Runtime: inputs {@code input_ids}, {@code attention_mask} and, if it
 * has them, {@code token_type_ids}, each [texts][tokens]; first output [texts][tokens][dimension].
 * Safe for many threads; each call computes on its caller's thread alone, or on the GPU.
 */
final class OnnxSession implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OnnxSession.class);

  /** Which GPU, as CUDA counts those that {@code CUDA_VISIBLE_DEVICES} lets it see. */
  private static final int GPU = 0;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Device device;

  private OnnxSession(OrtEnvironment environment, OrtSession session, Device device) {
    this.environment = environment;
    this.session = session;
    this.device = device;
  }

  /**
   * Opens a model on the device that it is for.
   *
   * @throws ModelUnusable if it cannot be loaded, does not have the declared shape, or its device
   *     cannot be used
   */
  static OnnxSession open(EncoderModel model) {
    return switch (model.device()) {
      case CPU -> open(model, Device.CPU);
      case CUDA -> open(model, Device.CUDA);
      case AUTO -> openOnEither(model);
    };
  }

  /** {@link Device#CPU} or {@link Device#CUDA}. */
  Device device() {
    return device;
  }

  /**
   * Computes the tokens' vectors.
   *
   * @param ids of the tokens of each text
   * @param width of the longest text
   * @return shape [texts * width * dimension]
   * @throws InferenceFailed if that fails
   */
  FloatBuffer run(List<long[]> ids, int width) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        inputs.put(name, tensor(input(name, ids, width), ids.size(), width));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        return ((OnnxTensor) result.get(0)).getFloatBuffer();
      }
    } catch (OrtException e) {
      throw new InferenceFailed("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new InferenceFailed("the ONNX session could not be closed", e);
    }
  }

  private static OnnxSession openOnEither(EncoderModel model) {
    try {
      return open(model, Device.CUDA);
    } catch (ModelUnusable e) {
      log.atWarn()
          .addKeyValue("encoder", model.name())
          .addKeyValue("cause", e.getMessage())
          .log("no GPU can be used; the encoder runs on the CPU");
      return open(model, Device.CPU);
    }
  }

  private static OnnxSession open(EncoderModel model, Device device) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (var options = options()) {
      if (device == Device.CUDA) {
        addGpu(options, model);
      }
      OrtSession session = environment.createSession(model.onnx().read(model.name()), options);
      OnnxSession opened = new OnnxSession(environment, session, device);
      try {
        opened.requireShape(model);
        opened.requireWork(model);
        return opened;
      } catch (OrtException | RuntimeException e) {
        opened.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new ModelUnusable(model.name(), model.onnx() + onDevice(device) + e.getMessage(), e);
    }
  }

  private static String onDevice(Device device) {
    return device == Device.CPU ? ": " : " on " + device.word() + ": ";
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    return options;
  }

  private static void addGpu(SessionOptions options, EncoderModel model) {
    try (var gpu = new OrtCUDAProviderOptions(GPU)) {
      // In the 19 bits of TF32 vectors would not be those of a CPU.
      gpu.add("use_tf32", "0");
      gpu.add("arena_extend_strategy", "kSameAsRequested");
      options.addCUDA(gpu);
    } catch (OrtException | LinkageError e) {
      throw new ModelUnusable(
          model.name(),
          "device cuda cannot be used (a build by -Pcuda, an NVIDIA driver, CUDA 12 and cuDNN 9 are"
              + " needed): "
              + e.getMessage(),
          e);
    }
  }

  /** Whether a device can be used shows when it is: libraries are loaded late. */
  private void requireWork(EncoderModel model) {
    try {
      FloatBuffer tokens = run(List.of(new long[3]), 3);
      if (!Float.isFinite(tokens.get(0))) {
        throw new ModelUnusable(model.name(), "computes nothing finite" + onDevice(device).strip());
      }
    } catch (InferenceFailed e) {
      throw new ModelUnusable(model.name(), "fails" + onDevice(device) + e.getMessage(), e);
    }
  }

  private void requireShape(EncoderModel model) throws OrtException {
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
}
