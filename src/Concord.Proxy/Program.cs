using Concord.Proxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

// A small proxy on loopback in front of several nodes on one machine: --port N --nodes http://127.0.0.1:5081,http://127.0.0.1:5082
// Requests go round. A node that does not answer is left out at once and tried again soon; what it may have begun is not sent twice,
// unless asking twice is harmless.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Logging.AddFilter("Yarp", LogLevel.Error); // a node that has ended is expected here, and said once by the policy

var port = int.TryParse(builder.Configuration["port"], out var number) ? number : 5080;
var nodes = (builder.Configuration["nodes"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
if (nodes.Length == 0)
{
    Console.Error.WriteLine("Usage: --port N --nodes http://127.0.0.1:N,http://127.0.0.1:N,…");
    return 2;
}

builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = null; // the nodes know what they take
    kestrel.ListenLocalhost(port);
});
builder.Services.AddSingleton<IPassiveHealthCheckPolicy, LeftOutAtOnce>();
builder.Services.AddReverseProxy().LoadFromMemory(
    [
        new RouteConfig
        {
            RouteId = "all",
            ClusterId = "nodes",
            Match = new() { Path = "/{**all}" },

            // Whatever a client says of where it comes from is replaced by what the proxy sees; the nodes believe nobody else.
            Transforms =
            [
                new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" },
                new Dictionary<string, string> { ["X-Forwarded"] = "Set" },
            ],
        },
    ],
    [
        new ClusterConfig
        {
            ClusterId = "nodes",
            LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin,
            Destinations = nodes.Index().ToDictionary(one => $"node {one.Index + 1}", one => new DestinationConfig { Address = one.Item }),
            HealthCheck = new()
            {
                AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
                Passive = new() { Enabled = true, Policy = LeftOutAtOnce.PolicyName, ReactivationPeriod = TimeSpan.FromSeconds(2) },
            },
            HttpClient = new() { EnableMultipleHttp2Connections = false },
            HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromMinutes(5) },
        },
    ]);

var app = builder.Build();
app.MapReverseProxy(pipeline =>
{
    pipeline.UseSecondTry();
    pipeline.UseLoadBalancing();
    pipeline.UsePassiveHealthChecks();
});
await app.RunAsync();
return 0;
