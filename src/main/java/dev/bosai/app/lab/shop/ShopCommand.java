package dev.bosai.app.lab.shop;

import dev.bosai.activities.shop.Orders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bosai lab shop}: the lab starts it; runs until it is stopped. */
@Command(
    name = "shop",
    hidden = true,
    description = "The lab's small service: takes orders and places some itself.",
    mixinStandardHelpOptions = true)
public final class ShopCommand implements Runnable {
  @Option(
      names = "--listen",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Where it answers.")
  private String listen = "";

  @Option(
      names = "--database",
      required = true,
      paramLabel = "URL",
      description = "JDBC URL of its database.")
  private String database = "";

  @Option(names = "--rate", defaultValue = "50", description = "Orders a second it places itself.")
  private int rate;

  @Override
  public void run() {
    int colon = listen.lastIndexOf(':');
    InetSocketAddress address =
        new InetSocketAddress(
            listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)));
    try (OrderStream stream = new OrderStream(new Orders(database));
        ShopServer server = new ShopServer(address, new Orders(database), stream)) {
      server.start();
      stream.run(rate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
