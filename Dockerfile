# Builds, trains, and throws away what only that needed.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Native parts come prebuilt as packages of their own: no script has to run, no compiler is needed.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY build.mjs tsconfig.json ./
COPY src src
COPY data data
COPY intents intents
COPY locales locales
RUN node build.mjs && node dist/cli.js check && node dist/cli.js train
# The pages' files are served from where they were written; the rest of src is in dist by now.
RUN find src -name '*.ts' -delete && find src -type d -empty -delete

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/src src
COPY --from=build /app/intents intents
COPY --from=build /app/locales locales
# Edited content is trained at run time, and the embedded store keeps its files here.
COPY --from=build --chown=node:node /app/data data
RUN mkdir -p data/store && chown node:node data/store
USER node
VOLUME /app/data/store
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --start-interval=1s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# Ten seconds are enough for an orderly stop, which is what Docker waits before it kills.
CMD ["node", "--max-semi-space-size=64", "dist/main.js"]
