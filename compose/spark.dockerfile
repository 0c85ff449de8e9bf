# Spark on Java 25 with the job jar, which mvn verify -Pspark makes; of the user of the service, whose files it reads.
ARG SPARK_IMAGE=apache/spark:4.2.0
ARG JRE_IMAGE=eclipse-temurin:25-jre
FROM ${SPARK_IMAGE} AS spark
FROM ${JRE_IMAGE}
COPY --from=spark /opt/spark /opt/spark
COPY spark/target/chi2-homogeneity-spark-0.1.0.jar /opt/chi2-homogeneity/chi2-homogeneity-spark.jar
RUN install -d -o 10001 -g 10001 -m 0750 /scratch
ENV SPARK_HOME=/opt/spark \
    SPARK_SCALA_VERSION=2.13 \
    SPARK_NO_DAEMONIZE=true \
    SPARK_LOCAL_DIRS=/scratch \
    SPARK_WORKER_DIR=/scratch
USER 10001:10001
WORKDIR /scratch
