using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Concord.Platform.Languages;

namespace Concord.Platform.Web;

/// <summary>
/// The style sheet, script and pictures: inside the program, compressed once, under an address that holds their hash, so that a browser
/// asks once and a new version is never mixed with an old page.
/// </summary>
internal sealed class Assets
{
    private const string Folder = "Assets/";
    private readonly FrozenDictionary<string, Asset> assets;

    public Assets() =>
        assets = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => new Asset(name[Folder.Length..], Bytes(name)))
            .ToFrozenDictionary(asset => asset.Name);

    /// <summary>The address of an asset.</summary>
    public string this[string name] => $"/assets/{assets[name].Hash}/{name}";

    public Asset? Find(string name) => assets.GetValueOrDefault(name);

    private static byte[] Bytes(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

internal sealed class Asset
{
    public Asset(string name, byte[] bytes)
    {
        (Name, Bytes) = (name, bytes);
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        Type = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => throw new InvalidOperationException($"No content type for {name}."),
        };

        using var memory = new MemoryStream();
        using (var brotli = new BrotliStream(memory, CompressionLevel.SmallestSize)) brotli.Write(bytes);
        Brotli = memory.ToArray();
    }

    public string Name { get; }

    public string Type { get; }

    public string Hash { get; }

    public byte[] Bytes { get; }

    public byte[] Brotli { get; }
}

internal static class AssetRoutes
{
    public static void MapAssets(this WebApplication app)
    {
        app.MapGet("/assets/{hash}/{name}", (string hash, string name, HttpContext http, Assets assets) =>
        {
            if (assets.Find(name) is not { } asset) return Results.NotFound();

            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            http.Response.Headers.Vary = "Accept-Encoding";
            if (!http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)) return Results.Bytes(asset.Bytes, asset.Type);

            http.Response.Headers.ContentEncoding = "br";
            return Results.Bytes(asset.Brotli, asset.Type);
        }).AllowAnonymous();

        // The two tints of the sides come from the programme's data, as CSS the policy allows.
        app.MapGet("/sides.css", (CurrentProgramme programme) =>
        {
            var css = new StringBuilder();
            foreach (var party in programme.Now.Parties) css.Append(".side-").Append(party.Key).Append("{color:").Append(party.Tint.Light).Append('}');
            css.Append("@media(prefers-color-scheme:dark){");
            foreach (var party in programme.Now.Parties) css.Append(".side-").Append(party.Key).Append("{color:").Append(party.Tint.Dark).Append('}');
            css.Append('}');
            return Results.Text(css.ToString(), "text/css", Encoding.UTF8);
        }).AllowAnonymous();
    }
}
