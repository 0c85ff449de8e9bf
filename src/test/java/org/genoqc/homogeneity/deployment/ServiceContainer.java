package org.genoqc.homogeneity.deployment;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.PostgresContainer;
import org.genoqc.homogeneity.harness.Waiting;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

/** A container of the image as locked up as the chart and compose.yaml run it: read-only, no capabilities. */
final class ServiceContainer extends GenericContainer<ServiceContainer> {

    private static final int PORT = 8080;

    ServiceContainer() {
        super(ServiceImage.name());
        withExposedPorts(PORT);
        withTmpFs(Map.of("/tmp", "rw"));
        // the port is of this machine, and the tests may do everything
        withEnv("HOMOGENEITY_SECURITY_ALLOWANONYMOUS", "true");
        // compiles quickly instead of well, since it ends before the other would pay; ImageIT has the JVM of the image
        withEnv("JAVA_TOOL_OPTIONS", CommandProcess.QUICK_JVM);
        with(host -> host.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges")));
        waitingFor(Wait.forHttp("/actuator/health/readiness").withStartupTimeout(Waiting.MAX));
    }

    ServiceContainer with(Consumer<HostConfig> host) {
        return withCreateContainerCmdModifier(command -> host.accept(command.getHostConfig()));
    }

    ServiceContainer withDataVolume(String name) {
        return with(host -> host.withBinds(new Bind(name, new Volume("/data"))));
    }

    ServiceContainer withDatabase(PostgresContainer.Database database) {
        return withNetwork(PostgresContainer.NETWORK)
                .withEnv("SPRING_DATASOURCE_URL", database.urlInNetwork())
                .withEnv("SPRING_DATASOURCE_USERNAME", database.user())
                .withEnv("SPRING_DATASOURCE_PASSWORD", database.password());
    }

    /** Not to be ready, but to end. */
    ServiceContainer expectedToEnd() {
        return waitingFor(new AbstractWaitStrategy() {
                    @Override
                    protected void waitUntilReady() {
                        // never will be
                    }
                })
                .withStartupCheckStrategy(
                        new StartupCheckStrategy() {
                            @Override
                            public StartupStatus checkStartupState(DockerClient docker, String id) {
                                boolean runs = Boolean.TRUE.equals(
                                        getCurrentState(docker, id).getRunning());
                                return runs ? StartupStatus.NOT_YET_KNOWN : StartupStatus.SUCCESSFUL;
                            }
                        }.withTimeout(Waiting.MAX));
    }

    InspectContainerResponse inspect() {
        return getDockerClient().inspectContainerCmd(getContainerId()).exec();
    }

    /** As {@code docker stop}; gives the exit code of the service. */
    long stopGracefully() {
        getDockerClient()
                .stopContainerCmd(getContainerId())
                .withTimeout((int) Waiting.MAX.toSeconds())
                .exec();
        return inspect().getState().getExitCodeLong();
    }

    /** As {@code docker kill}: without a word. */
    void kill() {
        getDockerClient().killContainerCmd(getContainerId()).exec();
    }

    /** As {@code docker start}. */
    void startAgain() {
        getDockerClient().startContainerCmd(getContainerId()).exec();
    }

    /** A client of the port that the container has now; it changes with each start. */
    JobClient client() {
        Ports.Binding[] bindings =
                inspect().getNetworkSettings().getPorts().getBindings().get(new ExposedPort(PORT));
        return new JobClient(URI.create("http://" + getHost() + ":" + bindings[0].getHostPortSpec()));
    }
}
