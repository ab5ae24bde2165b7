package io.railgate.proxy;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The command {@code railgate serve} in a JVM of its own, whose memory can be asked for. */
public final class ServedProcess implements AutoCloseable {

  private static final String LISTENING = "Listening on ";

  private static final Pattern HEALTH = Pattern.compile(" +health +(http://\\S+)/health/ready");

  private final Process process;
  private final URI url;
  private final URI managementUrl;
  private final List<String> banner;
  private final JMXConnector management;

  private ServedProcess(Process process, URI url, List<String> banner, JMXConnector management) {
    this.process = process;
    this.url = url;
    this.managementUrl = management(banner);
    this.banner = List.copyOf(banner);
    this.management = management;
  }

  /**
   * Serves a set; returns when it listens.
   *
   * @param variables what the set's settings name
   * @param jvm options of the JVM
   * @param log is written what the process logs
   * @param options more of them for the command
   */
  public static ServedProcess serve(
      Path folder, Map<String, String> variables, List<String> jvm, Path log, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvm);
    command.add("io.railgate.proxy.cli.Railgate");
    command.addAll(List.of("serve", folder.toString(), "--port", "0", "--management-port", "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(variables);
    // Not as an option: ONNX Runtime may crash if the command line is long.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    try {
      List<String> told = listening(process, log);
      URI url = URI.create(told.getLast().substring(LISTENING.length()));
      return new ServedProcess(process, url, told, manage(process));
    } catch (IOException | RuntimeException | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Base URL for clients. */
  public URI url() {
    return url;
  }

  public URI managementUrl() {
    return managementUrl;
  }

  public Process process() {
    return process;
  }

  /** Threads of the JVM. */
  public int threads() throws IOException {
    return ManagementFactory.getPlatformMXBean(connection(), ThreadMXBean.class).getThreadCount();
  }

  /** Files and sockets that the process holds open; Linux only. */
  public int openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return (int) files.count();
    }
  }

  /** What it said before it listened. */
  public List<String> banner() {
    return banner;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Most memory that the process ever had resident, in bytes; Linux only. */
  public long peakResidentBytes() throws IOException {
    return kilobytes("VmHWM:") * 1024;
  }

  /** Memory that the process has resident, in bytes; Linux only. */
  public long residentBytes() throws IOException {
    return kilobytes("VmRSS:") * 1024;
  }

  /** What lives on the heap, in bytes: used after a collection. */
  public long liveHeapBytes() throws IOException {
    MemoryMXBean memory = ManagementFactory.getPlatformMXBean(connection(), MemoryMXBean.class);
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Use of a part of the heap from which on the JVM tells of it, in bytes; 0 if it never does. */
  public long usageThreshold(String pool) throws IOException {
    for (MemoryPoolMXBean each :
        ManagementFactory.getPlatformMXBeans(connection(), MemoryPoolMXBean.class)) {
      if (each.getName().equals(pool)) {
        return each.getUsageThreshold();
      }
    }
    throw new IOException("the JVM has no " + pool);
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .completeOnTimeout(process, 10, TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
  }

  private MBeanServerConnection connection() throws IOException {
    return management.getMBeanServerConnection();
  }

  private long kilobytes(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** What it prints until it listens. */
  private static List<String> listening(Process process, Path log) throws IOException {
    List<String> told = new ArrayList<>();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      told.add(line);
      if (line.startsWith(LISTENING)) {
        return told;
      }
    }
    throw new IOException("the proxy did not start: " + Files.readString(log));
  }

  private static URI management(List<String> told) {
    return told.stream()
        .map(HEALTH::matcher)
        .filter(Matcher::matches)
        .map(found -> URI.create(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("BanJNDI") // the address is that of a process of our own
  private static JMXConnector manage(Process process) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }
}
