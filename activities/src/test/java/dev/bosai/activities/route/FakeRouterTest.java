package dev.bosai.activities.route;

import java.io.IOException;
import java.util.Map;

class FakeRouterTest implements RouterContract {
  @Override
  public Running start(Map<String, String> backends, String initial) throws IOException {
    return FakeRouter.start(backends, initial);
  }
}
