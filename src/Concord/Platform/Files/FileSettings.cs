namespace Concord.Platform.Files;

/// <summary>An S3-compatible service and how to get in.</summary>
/// <param name="Service">Address of the service, without the bucket.</param>
internal sealed record ObjectSettings(string Service, string Bucket, string Region, string AccessKey, string SecretKey);

/// <summary>What an installation is told of its files.</summary>
/// <param name="Objects">Null: a folder beside the database.</param>
/// <param name="Scanner">Where clamd listens, HOST:PORT or unix:/PATH; null: files are not scanned.</param>
/// <param name="Largest">Bytes of one file.</param>
/// <param name="PerDay">Bytes that one account may send within 24 hours.</param>
/// <param name="Total">Bytes of all files together.</param>
internal sealed record FileSettings(ObjectSettings? Objects, string? Scanner, long Largest, long PerDay, long Total)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>S3's own limit for the copy that gives a file its final name.</summary>
    private const long LargestEver = 5 * 1024 * Megabyte;

    /// <summary>Reads --s3 URL --s3-bucket NAME --s3-region NAME --clamd WHERE --file-mb N --file-day-mb N --files-mb N. The keys of the service come
    /// from the environment alone (CONCORD_S3_ACCESS_KEY, CONCORD_S3_SECRET_KEY): a command line can be read by every user of the machine.</summary>
    public static FileSettings From(IConfiguration settings)
    {
        return new(
            ObjectsFrom(settings),
            settings["clamd"],
            Math.Min(LargestEver, Megabytes("file-mb", 1024)),
            Megabytes("file-day-mb", 5 * 1024),
            Megabytes("files-mb", 100 * 1024));

        long Megabytes(string name, long usual) => (long.TryParse(settings[name], out var set) && set > 0 ? set : usual) * Megabyte;
    }

    private static ObjectSettings? ObjectsFrom(IConfiguration settings)
    {
        if (settings["s3"] is not { Length: > 0 } address) return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo != "") throw new InvalidOperationException("--s3 needs an address such as https://s3.example.org, without a password in it.");

        // The bucket may stand in the address as its path.
        var bucket = settings["s3-bucket"] ?? (url.AbsolutePath.Trim('/') is { Length: > 0 } path ? path : "concord");
        return new(url.GetLeftPart(UriPartial.Authority), bucket, settings["s3-region"] ?? "us-east-1", Secret("CONCORD_S3_ACCESS_KEY"), Secret("CONCORD_S3_SECRET_KEY"));
    }

    private static string Secret(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"--s3 needs the environment variable {name}.");
}
