package dev.bosai.app.router;

import dev.bosai.activities.route.RouterContract;
import dev.bosai.app.net.HostPort;
import dev.bosai.app.net.JsonServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

class RouterTest implements RouterContract {
  @TempDir Path folder;

  @Override
  public Running start(Map<String, String> backends, String initial) throws IOException {
    RouteBook book =
        RouteBook.open(folder.resolve("state"), folder.resolve("log"), initial, Clock.systemUTC());
    Router router =
        new Router(
            book,
            HostPort.parse("127.0.0.1:0"),
            backends.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> HostPort.parse(e.getValue()))));
    JsonServer control =
        JsonServer.start(
            HostPort.parse("127.0.0.1:0"), RouterControl.PATH, new RouterControl(router));
    return new Started(router, control);
  }

  private record Started(Router router, JsonServer control) implements Running {
    @Override
    public String listen() {
      return router.listen().toString();
    }

    @Override
    public String admin() {
      return "http://127.0.0.1:" + control.port();
    }

    @Override
    public void close() throws IOException {
      control.close();
      router.close();
    }
  }
}
