# The service as a container image.
#   from a clean clone, with nothing but Docker:   docker build -t chi2-homogeneity .
#   from an executable jar already built, where the builder has no network:
#       docker build --build-arg JAR=target/chi2-homogeneity-0.1.0-exec.jar -t chi2-homogeneity .
# Needs neither BuildKit nor Compose. How to run it: docs/operations.md
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG JRE_IMAGE=eclipse-temurin:25-jre

FROM ${JDK_IMAGE} AS build
ARG JAR=
WORKDIR /build
RUN [ -n "$JAR" ] || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven; }
COPY . .
# the format is not checked here, and the release archive not made: that is for those who change the code
RUN if [ -z "$JAR" ]; then mvn -B -ntp -DskipTests -Dformat.skip -Dassembly.skipAssembly package && JAR=$(ls target/*-exec.jar); fi \
    && java -Djarmode=tools -jar "$JAR" extract --layers --destination layers --application-filename chi2-homogeneity.jar

FROM ${JRE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="chi2-homogeneity" \
      org.opencontainers.image.description="Two-tier chi-squared test of homogeneity between genotyping batches, for every probeset of a SNP array" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="genoqc" \
      org.opencontainers.image.base.name="eclipse-temurin:25-jre"
RUN groupadd --gid 10001 homogeneity \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin homogeneity \
    && install -d -o 10001 -g 10001 -m 0750 /data
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY LICENSE ./
COPY src/main/docker/ ./
# A container is reached by its own address alone. So the service does not start before it is said who may use it:
# HOMOGENEITY_SECURITY_MODE=api-key or oauth2; or HOMOGENEITY_SECURITY_ALLOWANONYMOUS=true, where its port is published for those
# alone who may do everything (docker run -p 127.0.0.1:8080:8080).
ENV SERVER_ADDRESS=0.0.0.0 \
    HOMOGENEITY_DATADIR=/data \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
# The AOT cache: classes loaded and linked, as the JVM of this very image, with these very files, wants them, and what the
# JIT compiler learned from a job. The cache is an optimisation only; where the JVM can't use it (other flags of the heap),
# it starts without.
RUN ./train-aot-cache
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/app/healthcheck"]
# Running jobs stop at the next part of their work; at most 35 s (docker stop -t 40).
STOPSIGNAL SIGTERM
# 70 % of the memory of the container is heap, the rest is for the JVM itself, its threads and the page cache.
# JAVA_TOOL_OPTIONS takes more options, e.g. -Xmx, which wins over the percentage.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:AOTCache=/app/chi2-homogeneity.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/chi2-homogeneity.jar"]
