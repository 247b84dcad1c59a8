FROM node:24-bookworm-slim AS node

FROM eclipse-temurin:25-jdk AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    ./mvnw -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package \
 && java -Djarmode=tools -jar target/concilia.jar extract --destination /hub

# Debian 13 for its pg_dump 17: a pg_dump older than the server refuses to dump it, and compose.yaml has PostgreSQL 17.
FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl postgresql-client tzdata \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --create-home hub \
 && install -d -o hub -g hub /data
COPY --from=eclipse-temurin:25-jre /opt/java/openjdk /opt/java/openjdk
# Libraries change rarely and the hub's own jar often: two layers.
COPY --from=build /hub/lib /hub/lib
COPY --from=build /hub/concilia.jar /hub/
ENV JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:$PATH \
    LANG=C.UTF-8 \
    JDK_JAVA_OPTIONS="-Xmx512m --enable-native-access=ALL-UNNAMED" \
    CONCILIA_DATA_DIR=/data \
    PORT=8080
USER hub
WORKDIR /hub
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD curl --fail --silent --show-error --output /dev/null "http://127.0.0.1:$PORT/api/health"
ENTRYPOINT ["java", "-jar", "concilia.jar"]
