package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher, in a project of its own where JDKs and Maven are scripts that say how they were
 * called. Its usual folders for JDKs are moved into that project.
 */
class LauncherIT {

  private static final String LIBRARIES = "/proxy/target/railgate/lib/";

  @TempDir Path project;

  @BeforeEach
  void copyTheLauncher() throws IOException {
    String shared = Files.readString(Path.of("../proxy/src/dist/lib/launch.sh"));
    String moved =
        shared
            .replace(" /usr/lib/jvm/*", " " + project + "/jvm/*")
            .replace(" /usr/java/* /opt/java/* /opt/jdk* /opt/*/jdk*", "")
            .replace(" /opt/homebrew/", " /absent/")
            .replace(" /usr/local/opt/", " /absent/")
            .replace(" /Library/Java/", " /absent/");
    assertThat(moved).isNotEqualTo(shared).doesNotContain("/usr/lib/jvm/*");
    write("proxy/src/dist/lib/launch.sh", moved);
    String launcher = Files.readString(Path.of("../railgate"));
    script("railgate", launcher.substring(launcher.indexOf('\n') + 1));
    for (String module : List.of("embeddings", "rails", "proxy")) {
      write(module + "/pom.xml", "");
      write(module + "/src/main/java/A.java", "");
    }
    write("rails/schema/rails.schema.json", "{}");
    write("pom.xml", "");
    for (String tool :
        List.of(
            "sed",
            "head",
            "dirname",
            "readlink",
            "find",
            "mkdir",
            "touch",
            "cat",
            "grep",
            "ln",
            "rm",
            "uname",
            "sleep")) {
      script("bin/" + tool, "exec " + which(tool) + " \"$@\"");
    }
  }

  /** What a run printed, on both streams, and ended with. */
  private record Run(int code, String output) {}

  @Test
  void saysWhatItLookedForWhenThereIsNoJdk() throws Exception {
    jdk("old", "17.0.1");
    script("bin/java", "echo 'openjdk version \"11.0.2\"' >&2");

    Run run = run(Map.of("JAVA_HOME", project.resolve("old").toString()), "--version");

    assertThat(run.code).isEqualTo(1);
    assertThat(run.output)
        .startsWith("railgate: found no JDK 21 or newer. Looked at:\n")
        .contains("JAVA_HOME: " + project + "/old (Java 17)")
        .contains("PATH: " + project + " (Java 11)")
        .contains("/usr/lib/jvm, /usr/java, /opt, ~/.sdkman")
        .contains("or set JAVA_HOME to one.");
  }

  @Test
  void takesJavaHomeThenPathThenTheNewestInTheUsualFolders() throws Exception {
    built();
    jdk("jvm/a", "21.0.1");
    jdk("jvm/b", "25");
    jdk("jvm/c", "17.0.9");
    jdk("jvm/d", "1.8.0_402");
    jdk("home", "22.0.1");

    assertThat(run(Map.of(), "x").output).startsWith("java of " + project + "/jvm/b ");
    assertThat(run(Map.of("JAVA_HOME", project + "/home"), "x").output)
        .startsWith("java of " + project + "/home ");
    assertThat(run(Map.of("JAVA_HOME", project + "/jvm/c"), "x").output)
        .startsWith("java of " + project + "/jvm/b ");

    Files.createSymbolicLink(project.resolve("bin/java"), project.resolve("home/bin/java"));
    assertThat(run(Map.of(), "x").output).startsWith("java of " + project + "/home ");
  }

  @Test
  void givesTheJvmItsFlagsAndTheCommandItsArguments() throws Exception {
    built();
    jdk("jvm/a", "21");

    Run run = run(Map.of("RAILGATE_JAVA_OPTIONS", "-Xmx2g -Da=b"), "explain", "a b", "c*");

    assertThat(run.output)
        .contains("--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC ")
        .contains("-XX:MaxHeapFreeRatio=40 -XX:-ShrinkHeapInSteps -Xms48m -Xmx512m ")
        .contains("-Xmx2g -Da=b io.railgate")
        .endsWith("io.railgate.proxy.cli.Railgate explain a b c*\n");
  }

  /** The JVM takes one only, and starts with none if there are two. */
  @Test
  void leavesTheChoiceOfACollectorToWhoeverMakesOne() throws Exception {
    built();
    jdk("jvm/a", "21");

    assertThat(run(Map.of("RAILGATE_JAVA_OPTIONS", "-XX:+UseZGC"), "x").output)
        .contains(" -XX:+UseZGC io.railgate")
        .doesNotContain("UseSerialGC", "HeapFreeRatio");
    assertThat(run(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC"), "x").output)
        .doesNotContain("UseSerialGC");
  }

  @Test
  void keepsWhatMakesStartsFasterAlsoAfterABuildByMavenAlone() throws Exception {
    write("proxy/target/railgate/built", "");
    jdk("jvm/a", "25");

    Run first = run(Map.of(), "x");
    Run second = run(Map.of(), "x");

    assertThat(first.output).startsWith("railgate: keeping what makes later starts faster");
    assertThat(Files.readString(project.resolve("proxy/target/launcher-archive.log")))
        .contains(" -XX:AOTCacheOutput=");
    assertThat(second.output).startsWith("java of");
  }

  @Test
  void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
    jdk("jvm/a", "21");
    maven("mkdir -p proxy/target/railgate && touch proxy/target/railgate/built");

    Run first = run(Map.of(), "x");
    Run second = run(Map.of(), "x");
    Files.setLastModifiedTime(
        project.resolve("rails/src/main/java/A.java"),
        FileTime.from(Instant.now().plusSeconds(60)));
    Run third = run(Map.of(), "x");

    assertThat(first.code).isZero();
    assertThat(first.output).startsWith("railgate: building, once").contains("java of");
    assertThat(second.output).startsWith("java of");
    assertThat(third.output).startsWith("railgate: the sources are newer than the build; building");
    assertThat(Files.readString(project.resolve("calls")))
        .isEqualTo(
            "%1$s/jvm/a: -B -f %1$s/pom.xml -pl proxy -am -DskipTests package%n"
                .formatted(project)
                .repeat(2));
  }

  /** The files as the JVM of each version calls them. */
  @ParameterizedTest
  @CsvSource({
    "25, -XX:AOTCacheOutput, startup.aot, -XX:AOTCache",
    "21.0.2, -XX:ArchiveClassesAtExit, startup.jsa, -XX:SharedArchiveFile"
  })
  void keepsTheClassesOfAFirstRunAfterABuild(
      String version, String written, String file, String read) throws Exception {
    maven("mkdir -p proxy/target/railgate && touch proxy/target/railgate/built");
    jdk("jvm/a", version);
    String kept = project + "/proxy/target/railgate/" + file;
    script(
        "jvm/a/bin/java",
        "echo \"java $*\"; case \"$*\" in *%s=*) touch %s;; esac".formatted(written, kept));

    assertThat(run(Map.of(), "x").output).contains(read + "=" + kept + " ").endsWith(" x\n");
    assertThat(Files.readString(project.resolve("proxy/target/launcher-archive.log")))
        .contains(written + "=" + kept + " ")
        .endsWith("io.railgate.proxy.cli.Railgate rehearse " + project + "/examples/bank\n");

    write("jvm/a/release", "JAVA_VERSION=\"" + (version.equals("25") ? "21" : "25") + "\"\n");
    assertThat(run(Map.of(), "x").output).as("another JDK").doesNotContain(file);
  }

  @Test
  void startsWithoutWhatCouldNotBeKept() throws Exception {
    maven("mkdir -p proxy/target/railgate && touch proxy/target/railgate/built");
    jdk("jvm/a", "25");
    script(
        "jvm/a/bin/java",
        "for last; do :; done; echo \"java $*\"; [ \"$last\" = x ] || { touch "
            + project
            + "/proxy/target/railgate/startup.aot; exit 1; }");

    Run run = run(Map.of(), "x");

    assertThat(run.code).isZero();
    assertThat(run.output).contains("java ").doesNotContain("AOTCache");
  }

  /** The JVM would say on each start what is wrong with it. */
  @Test
  void aFileThatTheJvmCannotUseIsPassedOverInSilence() throws Exception {
    Path build = Path.of("../proxy/target/railgate/lib").toRealPath();
    built();
    Files.createSymbolicLink(project.resolve("proxy/target/railgate/lib"), build);
    write("proxy/target/railgate/startup.aot", "no archive");
    write("proxy/target/railgate/startup.jsa", "no archive");

    Run run = run(Map.of("JAVA_HOME", System.getProperty("java.home")), "--version");

    assertThat(run.code).as(run.output).isZero();
    assertThat(run.output).matches("railgate \\S+\\RJava \\S+\\R");
  }

  @Test
  void saysWhenTheBuildFails() throws Exception {
    jdk("jvm/a", "21");
    maven("echo '[INFO] x'; echo '[ERROR] no such symbol'; exit 3");

    Run run = run(Map.of(), "x");

    assertThat(run.code).isEqualTo(1);
    assertThat(run.output)
        .contains("\n[ERROR] no such symbol\nrailgate: the build failed; all of its output is in ")
        .doesNotContain("[INFO]", "java of");
  }

  @Test
  void saysWhenThereIsNoMaven() throws Exception {
    jdk("jvm/a", "21");

    Run run = run(Map.of(), "x");

    assertThat(run.code).isEqualTo(1);
    assertThat(run.output)
        .isEqualTo(
            "railgate: there is no current build, and no Maven (mvn) on the PATH to make one\n");
  }

  @Test
  void saysWhenTheJavaHasNoCompiler() throws Exception {
    jdk("jvm/a", "21");
    maven("");
    Files.delete(project.resolve("jvm/a/bin/javac"));

    Run run = run(Map.of(), "x");

    assertThat(run.code).isEqualTo(1);
    assertThat(run.output).contains("/jvm/a has no compiler").doesNotContain("java of");
  }

  @Test
  void ofTwoStartsAtOnceOneBuilds() throws Exception {
    jdk("jvm/a", "21");
    maven("sleep 2; mkdir -p proxy/target/railgate && touch proxy/target/railgate/built");

    CompletableFuture<Run> other = CompletableFuture.supplyAsync(() -> runUnchecked("x"));
    Run run = run(Map.of(), "x");

    assertThat(List.of(run, other.join())).allSatisfy(one -> assertThat(one.code).isZero());
    assertThat(run.output + other.join().output).containsOnlyOnce("building, once");
    assertThat(Files.readAllLines(project.resolve("calls"))).hasSize(1);
    assertThat(project.resolve("proxy/target/launcher-build.lock")).doesNotExist();
  }

  @Test
  void aBuildThatWasKilledHoldsNobodyUp() throws Exception {
    jdk("jvm/a", "21");
    maven("mkdir -p proxy/target/railgate && touch proxy/target/railgate/built");
    Files.createDirectories(project.resolve("proxy/target"));
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createSymbolicLink(
        project.resolve("proxy/target/launcher-build.lock"), Path.of("" + dead.pid()));

    assertThat(run(Map.of(), "x").output).startsWith("railgate: building, once");
  }

  @Test
  void isFoundThroughALink() throws Exception {
    built();
    jdk("jvm/a", "21");
    for (String jar : List.of("b", "B", "a")) {
      write("proxy/target/railgate/lib/" + jar + ".jar", "");
    }
    Path link = Files.createSymbolicLink(project.resolve("bin/rg"), project.resolve("railgate"));

    assertThat(run(Map.of(), List.of(link.toString(), "x")).output)
        .contains("with %1$sB.jar:%1$sa.jar:%1$sb.jar: ".formatted(project + LIBRARIES));
  }

  /** That of the distribution, which takes the runtime that is packed with it. */
  @Test
  void theDistributionsRunsWhatLiesBesideIt() throws Exception {
    jdk("jvm/a", "21");
    String home = distribution("my tools/railgate");
    Path link = Files.createSymbolicLink(project.resolve("bin/rg"), Path.of(home, "bin/railgate"));

    assertThat(run(Map.of(), List.of(link.toString(), "explain", "a b")).output)
        .startsWith("java of %s/jvm/a with %s/lib/a.jar: ".formatted(project, home))
        .endsWith("io.railgate.proxy.cli.Railgate explain a b\n")
        .doesNotContain("onnxruntime");

    jdk("my tools/railgate/runtime", "25.0.1");
    write("my tools/railgate/native/libtokenizers.so", "");
    assertThat(run(Map.of(), List.of(link.toString(), "x")).output)
        .startsWith("java of " + home + "/runtime with ")
        .contains(" -Donnxruntime.native.path=" + home + "/native ");
  }

  @Test
  void theDistributionsKeepsAnArchiveWhenAsked() throws Exception {
    String home = distribution("my tools/railgate");
    jdk("my tools/railgate/runtime", "25.0.1");
    String kept = home + "/startup.aot";
    script(
        "my tools/railgate/runtime/bin/java",
        "echo \"java $*\"; case \"$*\" in *AOTCacheOutput=*bank) touch '%s';; esac"
            .formatted(kept));
    List<String> make = List.of(home + "/bin/railgate", "--make-archive");

    assertThat(run(Map.of(), make)).isEqualTo(new Run(0, ""));
    assertThat(Path.of(kept)).exists();
    assertThat(run(Map.of(), List.of(home + "/bin/railgate", "x")).output)
        .contains(" -XX:AOTCache=" + kept + " ")
        .endsWith(" x\n");

    script("my tools/railgate/runtime/bin/java", "echo broken; touch '" + kept + "'; exit 1");
    Run failed = run(Map.of(), make);
    assertThat(failed.code).isEqualTo(1);
    assertThat(failed.output)
        .startsWith("broken\nrailgate: the run that was to be learnt from failed");
    assertThat(Path.of(kept)).doesNotExist();
  }

  /** A distribution in a folder of the project; its path. */
  private String distribution(String folder) throws IOException {
    String launcher = Files.readString(Path.of("../proxy/src/dist/bin/railgate"));
    script(folder + "/bin/railgate", launcher.substring(launcher.indexOf('\n') + 1));
    write(
        folder + "/lib/launch.sh",
        Files.readString(project.resolve("proxy/src/dist/lib/launch.sh")));
    write(folder + "/lib/a.jar", "");
    return project.resolve(folder).toString();
  }

  private Run runUnchecked(String argument) {
    try {
      return run(Map.of(), argument);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(project + "/railgate"));
    command.addAll(List.of(arguments));
    return run(environment, command);
  }

  private Run run(Map<String, String> environment, List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    Map<String, String> all = new HashMap<>(environment);
    all.put("PATH", project + "/bin");
    all.put("HOME", project.toString());
    builder.environment().clear();
    builder.environment().putAll(all);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private void jdk(String folder, String version) throws IOException {
    script(folder + "/bin/javac", "");
    script(
        folder + "/bin/java",
        "echo \"java of " + project.resolve(folder) + " with $CLASSPATH: $*\"");
    write(folder + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private void maven(String behaviour) throws IOException {
    script("bin/mvn", "echo \"$JAVA_HOME: $*\" >> calls\n" + behaviour);
  }

  private void built() throws IOException {
    write("proxy/target/railgate/built", "");
    write("proxy/target/railgate/prepared", "");
  }

  private void script(String file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(
        project.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(String file, String content) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private static Path which(String tool) {
    return List.of("/bin", "/usr/bin").stream()
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
