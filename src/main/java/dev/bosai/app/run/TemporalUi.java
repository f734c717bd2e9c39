package dev.bosai.app.run;

import dev.bosai.runbooks.system.TemporalService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Links into Temporal's Web UI.
 *
 * @param base without a trailing slash
 * @param namespace the namespace
 */
public record TemporalUi(String base, String namespace) {
  private static final int OFFSET = 1000;

  /**
   * Finds the Web UI. Temporal's development server puts it on the front end's port + 1000;
   * elsewhere the system file says where it is.
   */
  public static TemporalUi of(TemporalService service) {
    String base = service.ui().isEmpty() ? besideFrontEnd(service.address()) : service.ui();
    return new TemporalUi(base.replaceAll("/+$", ""), service.namespace());
  }

  /** Returns what a browser says of the pages of the Web UI when they ask others for something. */
  public String origin() {
    return base.replaceFirst("^(https?://[^/]+)/.*$", "$1");
  }

  /** Returns the page that lists the namespace's executions. */
  public String list() {
    return base + "/namespaces/" + encoded(namespace) + "/workflows";
  }

  /** Returns the page of one execution that tells its story: summary, prompt and table of steps. */
  public String link(String workflowId, String runId) {
    return list() + "/" + encoded(workflowId) + "/" + runId + "/user-metadata";
  }

  private static String besideFrontEnd(String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 0 || !address.substring(colon + 1).matches("\\d{1,5}")) {
      return "http://" + address;
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    return "http://" + address.substring(0, colon) + ":" + (port + OFFSET);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
