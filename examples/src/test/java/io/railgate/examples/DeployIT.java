package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.embeddings.Encoder;
import io.railgate.proxy.ServedProcess;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.lint.Linter;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.testing.TestReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for deployments agree with each other and with what Railgate does. */
class DeployIT {

  private static final Path DEPLOY = Path.of("deploy");
  private static final Path SET = DEPLOY.resolve("rail-set");
  private static final String KEY = "rg-a-key-for-this-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Railgate takes at most to end beyond requests in flight, in seconds. */
  private static final int CLOSING = 3;

  @TempDir Path temp;

  @Test
  void theRailSetPassesItsTestsAndHasNoWarnings() throws Exception {
    var read = RailSetReader.readWithTests(SET, Map.of("WEB_SHOP_KEY_SHA256", digest())::get);
    Encoder encoder = ExampleSet.ENCODER;
    try (RailEngine engine = RailEngine.load(read.set(), encoder, ExampleSet.CACHE)) {
      LocalDate today = ExampleSet.TODAY;
      assertThat(Linter.lint(engine, encoder, read.tests(), today)).isEmpty();
      var report = TestReport.of(engine, encoder, read.tests(), today, ExampleSet.CACHE);
      assertThat(report.failures()).isEmpty();
    }
  }

  @Test
  void thePodsArgumentsServeTheConfigMapAndAnswerTheProbes() throws Exception {
    JsonNode pod = kubernetes("deployment").at("/spec/template");
    JsonNode container = pod.at("/spec/containers/0");
    Path volume = volume(pod);
    List<String> options = options(container);

    try (ServedProcess proxy =
        ServedProcess.serve(
            volume,
            variables(container),
            List.of("-Xmx512m"),
            temp.resolve("log"),
            options.toArray(String[]::new))) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode asked = container.path(probe).path("httpGet");
        assertThat(asked.path("port").asText()).isEqualTo("management");
        assertThat(status(proxy.managementUrl() + asked.path("path").asText())).isEqualTo(200);
      }
      JsonNode scraped = pod.at("/metadata/annotations");
      assertThat(scraped.path("prometheus.io/port").asInt()).isEqualTo(port(pod, "management"));
      assertThat(status(proxy.managementUrl() + scraped.path("prometheus.io/path").asText()))
          .isEqualTo(200);
      assertThat(asked(proxy.url(), "none")).isEqualTo(401);
      assertThat(asked(proxy.url(), KEY)).isEqualTo(200);

      int management = proxy.managementUrl().getPort();
      assertThat(healthy(management)).isZero();
      proxy.process().destroy();
      assertThat(proxy.process().waitFor(drain(container) + CLOSING + 5, TimeUnit.SECONDS))
          .isTrue();
      assertThat(healthy(management)).isEqualTo(1);
    }
  }

  @Test
  void thePodIsRestrictedAndEndsInTime() throws IOException {
    JsonNode pod = kubernetes("deployment").at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.at("/volumeMounts").findValuesAsText("mountPath")).contains("/tmp");
    for (JsonNode mount : container.path("volumeMounts")) {
      assertThat(pod.at("/volumes").findValuesAsText("name")).contains(mount.path("name").asText());
    }
    int paused = container.at("/lifecycle/preStop/exec/command/1").asInt();
    assertThat(pod.path("terminationGracePeriodSeconds").asInt())
        .isGreaterThanOrEqualTo(paused + drain(container) + CLOSING + 5);
  }

  @Test
  void theOtherManifestsMeanThePods() throws IOException {
    JsonNode deployment = kubernetes("deployment");
    JsonNode labels = deployment.at("/spec/template/metadata/labels");
    List<JsonNode> selectors =
        List.of(
            deployment.at("/spec/selector/matchLabels"),
            kubernetes("service").at("/spec/selector"),
            kubernetes("pod-disruption-budget").at("/spec/selector/matchLabels"),
            kubernetes("network-policy").at("/spec/podSelector/matchLabels"));
    assertThat(selectors).allSatisfy(selector -> assertThat(selector).isEqualTo(labels));
    JsonNode pod = deployment.at("/spec/template");
    assertThat(port(pod, kubernetes("service").at("/spec/ports/0/targetPort").asText()))
        .isEqualTo(8080);
    for (JsonNode rule : kubernetes("network-policy").at("/spec/ingress")) {
      assertThat(port(pod, rule.at("/ports/0/port").asText())).isPositive();
    }
    List<String> listed = texts(kubernetes("kustomization").path("resources"));
    assertThat(listed)
        .allSatisfy(file -> assertThat(DEPLOY.resolve("kubernetes/" + file)).exists());
    assertThat(listed).contains("../rail-set").hasSize(5);
  }

  @Test
  void composeServesTheSameSetAsRestricted() throws IOException {
    JsonNode service = yaml(DEPLOY.resolve("compose.yml")).at("/services/railgate");
    String mounted = service.at("/volumes/0").asText();
    assertThat(mounted).isEqualTo("./rail-set:/etc/railgate/set:ro");
    assertThat(service.path("read_only").asBoolean()).isTrue();
    assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
    assertThat(service.at("/tmpfs/0").asText()).startsWith("/tmp:");
    String dockerfile = Files.readString(DEPLOY.resolve("Dockerfile"));
    assertThat(dockerfile)
        .contains("USER " + service.path("user").asText() + "\n")
        .contains("CMD [\"serve\", \"/etc/railgate/set\", \"--host\", \"0.0.0.0\"]")
        .contains("HEALTHCHECK ");
    assertThat(Files.readString(DEPLOY.resolve("example.env")))
        .contains("\nRAILGATE_BACKEND_URL=", "\nOPENAI_API_KEY=\n", "\nWEB_SHOP_KEY_SHA256=\n");
  }

  @Test
  void theImageIsOfThisVersion() throws IOException {
    String version = parentVersion(Path.of("pom.xml"));
    assertThat(kubernetes("kustomization").at("/images/0/newTag").asText()).isEqualTo(version);
    assertThat(yaml(DEPLOY.resolve("compose.yml")).at("/services/railgate/image").asText())
        .isEqualTo("railgate:" + version);
    assertThat(Files.readString(DEPLOY.resolve("Dockerfile"))).contains("-t railgate:" + version);
  }

  /** The version of a Maven module's parent. */
  private static String parentVersion(Path pom) throws IOException {
    String text = Files.readString(pom);
    int start = text.indexOf("<version>") + "<version>".length();
    return text.substring(start, text.indexOf("</version>", start));
  }

  /** The rail set as the kubelet lays it out: files behind a link that it turns to new ones. */
  private Path volume(JsonNode pod) throws IOException {
    Map<String, String> files = new HashMap<>();
    for (String file :
        texts(yaml(SET.resolve("kustomization.yaml")).at("/configMapGenerator/0/files"))) {
      int equals = file.indexOf('=');
      files.put(equals < 0 ? file : file.substring(0, equals), file.substring(equals + 1));
    }
    Path volume = temp.resolve("volume");
    for (JsonNode item : pod.at("/spec/volumes/0/configMap/items")) {
      Path file = volume.resolve("..2026_11_21").resolve(item.path("path").asText());
      Files.createDirectories(file.getParent());
      Files.copy(SET.resolve(files.get(item.path("key").asText())), file);
    }
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_11_21"));
    for (String name : List.of("railgate.yml", "rails")) {
      Files.createSymbolicLink(volume.resolve(name), Path.of("..data", name));
    }
    return volume;
  }

  /** The container's arguments but for the folder and the ports, which are those of this test. */
  private static List<String> options(JsonNode container) {
    List<String> arguments = new ArrayList<>(texts(container.path("args")));
    assertThat(arguments.removeFirst()).isEqualTo("serve");
    assertThat(arguments.removeFirst())
        .isEqualTo(container.at("/volumeMounts/0/mountPath").asText());
    assertThat(arguments.remove("--port=8080")).isTrue();
    assertThat(arguments.remove("--management-port=8081")).isTrue();
    return arguments;
  }

  /** What the container's environment has, and nothing else that the set may name. */
  private static Map<String, String> variables(JsonNode container) {
    Map<String, String> made =
        Map.of(
            "RAILGATE_BACKEND_URL", "demo",
            "OPENAI_API_KEY", "sk-none",
            "WEB_SHOP_KEY_SHA256", digest());
    List<String> names = container.path("env").findValuesAsText("name");
    assertThat(names).containsAll(made.keySet());
    return made;
  }

  /** How long requests in flight have, in seconds. */
  private static int drain(JsonNode container) {
    String option = "--drain=";
    return texts(container.path("args")).stream()
        .filter(argument -> argument.startsWith(option))
        .mapToInt(argument -> Integer.parseInt(argument.substring(option.length())))
        .sum();
  }

  private static int port(JsonNode pod, String name) {
    for (JsonNode port : pod.at("/spec/containers/0/ports")) {
      if (port.path("name").asText().equals(name)) {
        return port.path("containerPort").asInt();
      }
    }
    throw new AssertionError("no port is called " + name);
  }

  private static int status(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static int asked(URI url, String key) throws IOException, InterruptedException {
    String body =
        "{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\": \"user\", \"content\": \"open?\"}]}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + key)
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static int healthy(int port) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(DEPLOY.resolve("healthy").toString(), "" + port)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode kubernetes(String name) throws IOException {
    return yaml(DEPLOY.resolve("kubernetes").resolve(name + ".yaml"));
  }

  private static JsonNode yaml(Path file) throws IOException {
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return JSON.valueToTree(loaded);
  }
}
