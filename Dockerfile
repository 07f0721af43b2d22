# The whole system, self-hosted on workerd (docs/deploy.md). Files of the embedded store are in /data.
FROM node:24-slim
# workerd verifies certificates by those of the system.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
# Building and running need what stands under devDependencies: wrangler, Miniflare, workerd.
RUN npm ci --no-audit --no-fund
COPY . .
# Bundles are built at the start and secrets made at the first one: the user of the process owns both places.
RUN mkdir -p /data /secrets && chown -R node:node /app /data /secrets
USER node
ENV HOST=0.0.0.0 PORT=5000 DATA_FOLDER=/data SECRETS_FOLDER=/secrets
VOLUME ["/data", "/secrets"]
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm, which would not hand on the signal that ends it.
CMD ["node", "scripts/serve.ts"]
