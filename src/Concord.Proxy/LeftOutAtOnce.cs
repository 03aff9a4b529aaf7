using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Concord.Proxy;

/// <summary>One request that a node did not answer is enough: it is left out until the period of reactivation is over.</summary>
internal sealed class LeftOutAtOnce(IDestinationHealthUpdater health, ILogger<LeftOutAtOnce> log) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = nameof(LeftOutAtOnce);

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature()?.Error is not (ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.ResponseBodyDestination or ForwarderError.UpgradeResponseDestination)) return;

        var period = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? TimeSpan.FromSeconds(2);
        if (destination.Health.Passive != DestinationHealth.Unhealthy) log.LogWarning("{Node} does not answer and is left out for {Seconds} s.", destination.Model.Config.Address, period.TotalSeconds);
        health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
    }
}
