# Two stages: the first has pip and whatever building takes, the second only what runs.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_COMPILE=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /src
RUN python3 -m venv /opt/gistwire
COPY requirements-build.lock requirements.lock ./
RUN /opt/gistwire/bin/pip install --quiet --require-hashes --no-deps -r requirements-build.lock \
 && /opt/gistwire/bin/pip install --quiet --require-hashes --no-deps --no-build-isolation -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
# What packages bring along and this program never opens:
#   tests, and what is compiled for them; type stubs, and what is for compiling against numpy and lxml; lxml's objectify, its own kind of tree
#   *_avx2: rapidfuzz once more for some processors, which run the other as well
#   babel/locale-data: courlan asks for it only when told to sort links by language
#   pycountry/locales: translations of country names; sumy takes the codes of languages from it
#   joblib, tqdm: nltk's work in parallel and its progress bars
#   yaml/_yaml: a faster parser than the one that we build upon
#   aiohttp/_websocket/reader_c: the Bot API has no web sockets, and there is another reader for the import
#   chardet: sumy's reader of pages asks for it, which we do not use; feedparser does without
# The next step but one runs the program on what is left.
RUN /opt/gistwire/bin/pip install --quiet --no-deps --no-build-isolation . \
 && /opt/gistwire/bin/pip uninstall --quiet --yes pip setuptools \
 && cd /opt/gistwire/lib/python3*/site-packages \
 && find . -type d \( -name tests -o -name __pycache__ \) -prune -exec rm -r {} + \
 && find . -type f \( -name '*.pyi' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.pxi' -o -name '*.h' -o -name '*.a' \
    -o -name '*_avx2.*.so' \) -delete \
 && rm -r babel/locale-data pycountry/locales nltk/test numpy/f2py lxml/objectify.*.so joblib tqdm chardet lxml/includes \
    lxml/isoschematron numpy/_core/_simd.*.so numpy/_core/_*_tests.*.so \
    yaml/_yaml.*.so aiohttp/_websocket/reader_c.*.so
# Reads, ranks, asks and answers once, in every format and by every summarizer. That shows that nothing is
# missing, and leaves compiled just the modules that are used, so that a start on a read-only file system is quick.
COPY seeds /articles
COPY .ci/warm-up /src/warm-up
RUN PATH=/opt/gistwire/bin:$PATH PYTHONDONTWRITEBYTECODE= PYTHONPYCACHEPREFIX=/opt/pycache sh /src/warm-up

FROM python:3.13-slim
COPY --from=build /opt /opt
COPY seeds /articles
ENV PATH=/opt/gistwire/bin:$PATH \
    PYTHONPYCACHEPREFIX=/opt/pycache \
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
