# Two stages: the first has pip and whatever building takes, the second only what runs.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
RUN python3 -m venv /opt/gistwire
COPY requirements-build.lock requirements.lock ./
RUN /opt/gistwire/bin/pip install --quiet --require-hashes --no-deps -r requirements-build.lock \
 && /opt/gistwire/bin/pip install --quiet --require-hashes --no-deps --no-build-isolation -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
RUN /opt/gistwire/bin/pip install --quiet --no-deps --no-build-isolation . \
 && /opt/gistwire/bin/python -m compileall -q /opt/gistwire/lib \
 && /opt/gistwire/bin/pip uninstall --quiet --yes pip setuptools

FROM python:3.13-slim
COPY --from=build /opt/gistwire /opt/gistwire
COPY seeds /articles
ENV PATH=/opt/gistwire/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    GISTWIRE_DATABASE=/data/gistwire.db \
    GISTWIRE_ARTICLES=/articles
# A number, so that `runAsNonRoot` can tell it is not root.
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
VOLUME /data
WORKDIR /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["gistwire", "check"]
ENTRYPOINT ["gistwire"]
CMD ["run"]
