namespace Concord.Platform.Sealing;

internal static class SealingSetup
{
    /// <summary>Where the public keys stand: not under a language, and for ever.</summary>
    public const string KeysAddress = "/.well-known/concord-seal-keys.json";

    public static void AddSealing(this WebApplicationBuilder builder) => builder.Services.AddScoped<SealKeys>().AddScoped<Sealer>();

    /// <summary>Publishes the keys that seals are checked with (a JWKS, RFC 7517).</summary>
    public static void MapSealKeys(this WebApplication app) =>
        app.MapGet(KeysAddress, async (HttpContext http, SealKeys keys, CancellationToken stop) =>
        {
            http.Response.Headers.CacheControl = "no-store"; // who checks a new seal must not be given the keys of an hour ago
            return Results.Bytes((await keys.PublishedAsync(stop)).ToJson(), "application/jwk-set+json");
        }).AllowAnonymous();

    /// <summary>Makes the first key of a new installation.</summary>
    public static async Task PrepareSealKeysAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SealKeys>().PrepareAsync();
    }
}
