# A council's image: the front end is built by Node, the environment by Python; neither tool stays in what runs.
FROM node:24.11.1-bookworm-slim AS front
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY static static
RUN npm run build

FROM python:3.11.14-slim-bookworm AS environment
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/environment
COPY requirements/base.txt requirements/base.txt
RUN /opt/environment/bin/pip install --require-hashes --requirement requirements/base.txt

FROM python:3.11.14-slim-bookworm AS product
ENV PATH=/opt/environment/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/collected DATA_DIR=/srv/data BIND=0.0.0.0:8000
# Papers as PDF need Pango; pictures of charts need Chromium.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends chromium libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /srv --no-create-home product \
    && install --directory --owner product /srv/data
WORKDIR /srv/product
COPY --from=environment /opt/environment /opt/environment
COPY manage.py pyproject.toml ./
COPY config config
COPY apps apps
COPY templates templates
COPY data data
COPY static static
COPY --from=front /build/static/dist static/dist
# The secrets of this one command are made for it and kept nowhere.
RUN key=$(python -c "import secrets; print(secrets.token_urlsafe(64))") \
    && SECRET_KEY=$key CHILD_KEY=$key-child AUDIT_KEY=$key-audit SITE_URL=https://localhost \
    python manage.py collectstatic --no-input --verbosity 0
USER product
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-m", "config.probe", "web"]
CMD ["gunicorn", "--config", "python:config.gunicorn"]
