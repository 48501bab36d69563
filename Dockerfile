FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# The projects first: packages are restored again only when one of these files changes.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/EdgeGateway/EdgeGateway.csproj src/EdgeGateway/
COPY src/EdgeGateway.Callbacks/EdgeGateway.Callbacks.csproj src/EdgeGateway.Callbacks/
COPY src/EdgeGateway.Proxy/EdgeGateway.Proxy.csproj src/EdgeGateway.Proxy/
COPY src/EdgeGateway.Redis/EdgeGateway.Redis.csproj src/EdgeGateway.Redis/
COPY src/EdgeGateway.Sqlite/EdgeGateway.Sqlite.csproj src/EdgeGateway.Sqlite/
RUN dotnet restore src/EdgeGateway/EdgeGateway.csproj --use-current-runtime -p:PublishReadyToRun=true

COPY src/ src/
# For one runtime, and so compiled ahead of time: it starts sooner.
RUN dotnet publish src/EdgeGateway/EdgeGateway.csproj -c Release -o /app --no-restore --self-contained false --use-current-runtime -p:PublishReadyToRun=true \
 && mkdir /data

# Chiseled: no shell, no package manager, user 1654 instead of root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
WORKDIR /app
COPY --from=build /app .
COPY --from=build --chown=1654:1654 /data /data

# The file system may be read-only: everything that is written is in /data. Mount the configuration at /config. With the two variables the
# tools need no options: docker exec GATEWAY EdgeGateway ledger list
ENV PATH=/app:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    EDGEGATEWAY_CONFIG=/config/gateway.json \
    Ledger__Sqlite__Path=/data/ledger.db \
    Kestrel__Endpoints__Edge__Url=http://0.0.0.0:8080 \
    Kestrel__Endpoints__Management__Url=http://0.0.0.0:9090 \
    DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 8080 9090
USER 1654
# No HEALTHCHECK: it would start a second .NET process every few seconds. Ask /health/live and /health/ready on port 9090.
ENTRYPOINT ["EdgeGateway"]
CMD ["run"]
