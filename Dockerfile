# Two stages: the first has pip and fills a virtual environment from the hash-only lock, the second only runs it.
FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.lock .
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --no-deps --only-binary=:all: --require-hashes -r requirements.lock \
 && /venv/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home tidtam \
 && install -d -o tidtam -g tidtam /var/lib/tidtam
COPY --from=build /venv /venv
WORKDIR /app
COPY bot bot
COPY handlers handlers
COPY storage storage
COPY scheduler scheduler
COPY dialogue dialogue
COPY measures measures
COPY reports reports
COPY console console
COPY LICENSE NOTICE ./
RUN /venv/bin/python -m compileall -q .
USER tidtam
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    DATABASE_URL=sqlite:////var/lib/tidtam/tidtam.db \
    FILES_DIR=/var/lib/tidtam/files
VOLUME /var/lib/tidtam
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["serve"]
