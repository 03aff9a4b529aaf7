using System.Text.Json;

namespace Concord.Platform.Accounts.Providers;

/// <summary>Asks a provider for its metadata, to tell whoever looks after the installation whether it answers.</summary>
internal sealed class ProviderState(IHttpClientFactory clients)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>reachable, unreachable, or wrong: something answers, and it is not this provider.</returns>
    public async Task<string> OfAsync(IdentityProvider provider, CancellationToken stop)
    {
        using var client = clients.CreateClient();
        client.Timeout = Patience;
        client.MaxResponseContentBufferSize = 1024 * 1024;
        try
        {
            var json = await client.GetStringAsync(provider.Authority.ToString().TrimEnd('/') + "/.well-known/openid-configuration", stop);
            using var metadata = JsonDocument.Parse(json);
            return metadata.RootElement.TryGetProperty("issuer", out _) && metadata.RootElement.TryGetProperty("authorization_endpoint", out _) ? "reachable" : "wrong";
        }
        catch (Exception failure) when (Handshake.IsUnreachable(failure) && !stop.IsCancellationRequested)
        {
            return "unreachable";
        }
        catch (JsonException)
        {
            return "wrong";
        }
    }
}
