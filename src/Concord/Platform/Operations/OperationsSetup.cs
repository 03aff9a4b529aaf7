using System.Net;
using Concord.Platform.Web;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Concord.Platform.Operations;

/// <summary>What whoever looks after the installation is told: figures, health, log. Figures never stand where readers come.</summary>
internal static class OperationsSetup
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.AddLog();
        builder.Services.AddSingleton<Pulse>();
        var (management, otlp) = (ManagementOf(builder.Configuration), builder.Configuration["otlp"]);
        if (management is null && string.IsNullOrEmpty(otlp)) return;

        builder.Services.AddHostedService<OutboxWatch>();
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("concord")).WithMetrics(metrics =>
        {
            metrics.AddMeter(Pulse.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql");
            if (management is not null) metrics.AddPrometheusExporter();
            if (!string.IsNullOrEmpty(otlp))
            {
                metrics.AddOtlpExporter((exporter, reader) =>
                {
                    exporter.Endpoint = Uri.TryCreate(otlp, UriKind.Absolute, out var address) ? address : throw new SettingRefused("otlp", $"'{otlp}' is not like http://127.0.0.1:4317.");
                    exporter.Protocol = (builder.Configuration["otlp-protocol"] ?? "grpc") switch
                    {
                        "grpc" => OtlpExportProtocol.Grpc,
                        "http" => OtlpExportProtocol.HttpProtobuf,
                        var other => throw new SettingRefused("otlp-protocol", $"'{other}' is neither grpc nor http."),
                    };
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 15_000;
                });
            }
        });
    }

    /// <summary>At the address for management stand figures and health and nothing else, and figures stand nowhere else.</summary>
    public static void UseManagement(this WebApplication app)
    {
        if (ManagementOf(app.Configuration) is not { } management) return;

        // By the port it came in at, not by what the request calls it.
        app.MapWhen(http => http.Connection.LocalPort == management.Port, branch =>
        {
            branch.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
            branch.Run(async http =>
            {
                if (http.Request.Path == Health.Live) await Health.Answer(http, null);
                else if (http.Request.Path == Health.Ready) await Health.Answer(http, await Health.LackingAsync(http));
                else http.Response.StatusCode = StatusCodes.Status404NotFound;
            });
        });
    }

    /// <summary>ADDRESS:PORT, or a port of this machine alone; null: none.</summary>
    /// <exception cref="SettingRefused">It is neither.</exception>
    public static IPEndPoint? ManagementOf(IConfiguration settings) =>
        settings["management"] is not { Length: > 0 } given ? null
        : ushort.TryParse(given, out var port) && port > 0 ? new(IPAddress.Loopback, port)
        : IPEndPoint.TryParse(given, out var endpoint) && endpoint.Port > 0 ? endpoint
        : throw new SettingRefused("management", $"'{given}' is neither a port nor like 127.0.0.1:9464.");
}
