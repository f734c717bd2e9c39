package dev.bosai.app.lab.daemon;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.lab.LabPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The running link, as somebody with a pair of pliers would use it. */
public final class LabLink {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final LabPorts ports;

  /** Makes it for a lab's ports. */
  public LabLink(LabPorts ports) {
    this.ports = ports;
  }

  /** Lets nothing cross a site's border any more; nobody is told, and nothing is closed. */
  public void cut(String site) {
    put(LabPipe.all(ports).stream().filter(pipe -> pipe.site().equals(site)).toList());
  }

  /** Mends all that is cut; what was held comes through. */
  public void mend() {
    put(List.of());
  }

  private void put(List<LabPipe> cut) {
    String names =
        cut.stream().map(pipe -> '"' + pipe.name() + '"').collect(Collectors.joining(","));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.linkAdmin() + "/pipes"))
            .timeout(SOON)
            .PUT(HttpRequest.BodyPublishers.ofString("{\"cut\":[" + names + "]}"))
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw unwell(answer.body(), null);
      }
    } catch (IOException e) {
      throw unwell(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unwell("interrupted", e);
    }
  }

  private static Fault unwell(String why, @Nullable Exception cause) {
    String hint = "\"bosai lab up\" brings back what is missing";
    String problem = "the lab's link does not do as it is told: " + why;
    return cause == null
        ? new Fault(Blame.ENVIRONMENT, problem, hint)
        : new Fault(Blame.ENVIRONMENT, problem, hint, cause);
  }
}
