package dev.bosai.app.temporal;

import dev.bosai.runbooks.system.TemporalService;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An open connection to the one place where a system's runs live. */
public final class TemporalConnection implements AutoCloseable {
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final NioEventLoopGroup threads;
  private final TemporalAccess access;

  private TemporalConnection(
      WorkflowServiceStubs stubs,
      WorkflowClient client,
      NioEventLoopGroup threads,
      TemporalAccess access) {
    this.stubs = stubs;
    this.client = client;
    this.threads = threads;
    this.access = access;
  }

  /**
   * Opens a connection; the first call shows whether the service answers.
   *
   * @param service address and namespace, as the system file says
   * @param access what this host's environment adds
   */
  public static TemporalConnection open(TemporalService service, TemporalAccess access) {
    NioEventLoopGroup threads =
        new NioEventLoopGroup(1, new DefaultThreadFactory("temporal-connection", true));
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(service.address())
            .setRpcTimeout(Duration.ofSeconds(10))
            .setChannelInitializer(
                channel -> {
                  runOn(threads, channel);
                  access.name(channel);
                });
    access.encryption(options);
    access.credentials(options);
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(options.build());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(service.namespace())
                .setDataConverter(access.converter())
                .build());
    return new TemporalConnection(stubs, client, threads, access);
  }

  // The shared threads of gRPC stay in a native call for a second after the last connection is
  // closed, and a Java process that ends waits 300 ms for such threads.
  private static void runOn(NioEventLoopGroup threads, ManagedChannelBuilder<?> channel) {
    ((NettyChannelBuilder) channel).eventLoopGroup(threads).channelType(NioSocketChannel.class);
  }

  /** Returns the client for runs. */
  public WorkflowClient client() {
    return client;
  }

  /** Returns the raw service, for what the client does not offer. */
  public WorkflowServiceStubs service() {
    return stubs;
  }

  /** Returns the operator's part of the service, over the same connection. */
  public OperatorServiceStubs operator() {
    OperatorServiceStubsOptions.Builder options =
        OperatorServiceStubsOptions.newBuilder().setChannel(stubs.getRawChannel());
    access.credentials(options);
    return OperatorServiceStubs.newServiceStubs(options.validateAndBuildWithDefaults());
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(1, TimeUnit.SECONDS);
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
