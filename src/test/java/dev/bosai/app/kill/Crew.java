package dev.bosai.app.kill;

import dev.bosai.app.drill.Appended;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabPorts;
import dev.bosai.app.lab.LabStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lab's workers and probe, replaced by those that can be killed to order, and started again when
 * they were.
 */
final class Crew {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PROBE = "probe";

  /** Stands behind a worker's name: who takes over while the dead one is started again. */
  private static final String SPARE = "'s spare";

  /** What each prints once it takes work. */
  private static final Map<String, String> READY =
      Map.of("tokyo", "works for", "us-west", "works for", PROBE, "answers runs");

  private final Lab lab;
  private final Path folder;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final List<Process> asleep = new ArrayList<>();

  private Crew(Lab lab, Path folder) {
    this.lab = lab;
    this.folder = folder;
  }

  /**
   * One process.
   *
   * @param process that runs
   * @param log what it prints from its start on
   */
  private record Member(Process process, Appended log) {}

  /** Puts the crew in the place of the lab's own workers and probe. */
  static Crew replacing(LabDrill drill) {
    return replacing(drill, List.of("tokyo", "us-west", PROBE)).withSpares();
  }

  /** Puts the crew in the place of the lab's own workers; its probe goes on. */
  static Crew replacingWorkers(LabDrill drill) {
    return replacingWorkersAlone(drill).withSpares();
  }

  /** Does the same with one worker for each site: where it dies, nobody takes over. */
  static Crew replacingWorkersAlone(LabDrill drill) {
    return replacing(drill, List.of("tokyo", "us-west"));
  }

  private static Crew replacing(LabDrill drill, List<String> names) {
    Lab lab = drill.lab();
    Path folder = new Folders(lab.settings().user()).open(lab.layout().root().resolve("drill"));
    Crew crew = new Crew(lab, folder);
    crew.copyClasses();
    crew.dismissOwn(names);
    names.forEach(crew::start);
    crew.awaitReady();
    return crew;
  }

  private Crew withSpares() {
    List<String> workers = members.keySet().stream().filter(name -> !name.equals(PROBE)).toList();
    workers.forEach(name -> start(name + SPARE));
    awaitReady();
    return this;
  }

  /** Kills the lab's own workers; the crew's go on. */
  void dismissOwn() {
    dismissOwn(members.keySet().stream().map(Crew::site).distinct().toList());
  }

  private static String site(String name) {
    return name.replace(SPARE, "");
  }

  private void dismissOwn(List<String> names) {
    LabStatus status = LabStatus.of(lab);
    List<ProcessIdentity> own =
        Stream.concat(
                status.workers().stream().map(LabStatus.Worker::pid),
                status.processes().stream()
                    .filter(other -> names.contains(other.name()))
                    .map(LabStatus.Other::pid))
            .flatMap(pid -> ProcessIdentity.of(pid).stream())
            .toList();
    ProcessIdentity.signal("KILL", own);
    Await.until(() -> own.stream().noneMatch(ProcessIdentity::alive), PATIENCE);
  }

  /** Returns the order that can be given for every piece of work. */
  StandingOrder standing() {
    return new StandingOrder(folder);
  }

  /** Gives orders to whoever meets them. */
  void order(KillOrder... orders) {
    orders().give(List.of(orders));
  }

  /** Returns the orders as they stand. */
  KillOrders orders() {
    return new KillOrders(folder);
  }

  /** Takes the orders back that were not carried out, and returns them. */
  List<KillOrder> unmet() {
    return orders().unmet();
  }

  /** Starts again who is dead, and another in the place of who sleeps; returns their names. */
  List<String> replaceLost() {
    List<String> sleeping = names(Crew::sleeps);
    sleeping.forEach(name -> asleep.add(Objects.requireNonNull(members.get(name)).process()));
    List<String> lost = names(process -> !process.isAlive() || asleep.contains(process));
    lost.forEach(this::start);
    return lost;
  }

  /** Returns what each member's log gets from now on, whoever of that name writes it. */
  Map<String, Appended> logs() {
    return members.keySet().stream()
        .collect(Collectors.toMap(name -> name, name -> Appended.toEnd(log(name))));
  }

  /** Lets go on who was put to sleep and has been replaced; returns how many those are. */
  int wake() {
    List<ProcessIdentity> sleepers =
        asleep.stream().flatMap(process -> ProcessIdentity.of(process.pid()).stream()).toList();
    ProcessIdentity.signal("CONT", sleepers);
    return sleepers.size();
  }

  private List<String> names(Predicate<Process> which) {
    return members.entrySet().stream()
        .filter(entry -> which.test(entry.getValue().process()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean sleeps(Process process) {
    try {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      return Files.readString(status).contains("State:\tT");
    } catch (IOException ended) {
      return false;
    }
  }

  /** Waits until all of them take work. */
  void awaitReady() {
    members.forEach(
        (name, member) -> {
          boolean ready =
              Await.until(() -> !member.log().with(READY.get(site(name))).isEmpty(), PATIENCE);
          if (!ready) {
            throw new AssertionError(name + " does not take work: " + member.log().lines());
          }
        });
  }

  private void start(String name) {
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.add(lab.layout().systemFile().toString());
    if (name.equals(PROBE)) {
      arguments.add(lab.layout().probe().toString());
      start(name, KillingProbe.class, arguments);
      return;
    }
    LabPorts ports = lab.settings().ports();
    String site = site(name);
    int temporal = site.equals("tokyo") ? ports.temporalFromTokyo() : ports.temporalFromUsWest();
    arguments.addAll(List.of(site, "127.0.0.1:" + temporal));
    start(name, KillingWorker.class, arguments);
  }

  private void start(String name, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx160m", "-cp"));
    command.add(lab.layout().jar() + ":" + folder);
    command.add(main.getName());
    command.addAll(arguments);
    Path log = log(name);
    Appended from = Appended.toEnd(log);
    ProcessBuilder builder =
        new ProcessBuilder(lab.settings().user().running(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("BOSAI_LAB", lab.layout().root().toString());
    builder.environment().put("BOSAI_HOME", folder.toString());
    builder.environment().put("HOME", folder.toString());
    try {
      members.put(name, new Member(builder.start(), from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log(String name) {
    return lab.layout().logs("ops").resolve("killing-" + name.replace(SPARE, "-spare") + ".log");
  }

  /** Another user runs the workers, who may not be able to enter the folder of this build. */
  private void copyClasses() {
    try {
      Path classes =
          Path.of(Crew.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      String path = Crew.class.getPackageName().replace('.', '/');
      Path target = Files.createDirectories(folder.resolve(path));
      try (Stream<Path> files = Files.list(classes.resolve(path))) {
        for (Path file : files.toList()) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
