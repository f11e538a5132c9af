# The product in one image; EVENTAGENTS_ROLES says which part of it a container does.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt ./
COPY src src
RUN dotnet publish src/Host -c Release -o /app --nologo -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The health check's only tool.
RUN apt-get update && apt-get install --yes --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown app:app /data
USER app
ENV EVENTAGENTS_BIND=0.0.0.0 \
    EVENTAGENTS_DATA=/data \
    EVENTAGENTS_API_PORT=8080 \
    EVENTAGENTS_GUARD_PORT=8090 \
    DOTNET_EnableDiagnostics=0 \
    TMPDIR=/tmp
EXPOSE 8080 8090
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["dotnet", "EventAgents.Host.dll"]
CMD ["serve"]
