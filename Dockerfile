# The image of Spark Joy: `joy` with an embedded Spark, not as root, on a root file system that may be read-only.
# Build: make image, or make image-small (both need Docker or Podman; the jar is built first). Run: docker run spark-joy:0.1.0 --help
# The digest is that of the index of all platforms; update it together with the tag.
FROM eclipse-temurin:17.0.20.1_1-jre-noble@sha256:f7537fa73fa7c5bc4e51ea11a611c1d0d8bbf4e9f22de93b666072de98e752e2

ARG VERSION=0.1.0
ARG REVISION=unknown
# The folder of the libraries: make image-small gives one without the jars of jobs/small-image.txt.
ARG LIBRARIES=jobs/target/lib
LABEL org.opencontainers.image.title="Spark Joy" \
      org.opencontainers.image.description="Tables that a business can trust, from the raw logs that Segment leaves in S3" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.licenses="Apache-2.0"

# Hadoop asks for the name of the user that it runs as.
RUN groupadd --gid 10001 joy \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin joy \
    && ln -s /opt/joy/bin/joy /usr/local/bin/joy

# What seldom changes comes first.
COPY LICENSE /opt/joy/LICENSE
COPY NOTICE /opt/joy/NOTICE
COPY $LIBRARIES /opt/joy/jobs/target/lib
COPY bin/joy /opt/joy/bin/joy
COPY bin/archive /opt/joy/bin/archive
COPY bin/healthy /opt/joy/bin/healthy
COPY pipelines.yaml /opt/joy/pipelines.yaml
COPY jobs/target/spark-joy.cdx.json /opt/joy/spark-joy.cdx.json
COPY jobs/target/spark-joy.jar /opt/joy/jobs/target/spark-joy.jar

# Makes every start faster.
RUN /opt/joy/bin/archive

USER 10001:10001
WORKDIR /tmp
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/opt/joy/bin/healthy"]
ENTRYPOINT ["joy"]
CMD ["--help"]
