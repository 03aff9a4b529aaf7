using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>
/// One signed-in device of an account. What is kept of the device is what its owner needs to tell it from the others: the browser and the
/// system in a word each, and when it was used, to the hour. No network address, no fingerprint.
/// </summary>
internal sealed class SignIn
{
    /// <summary>A device that is not used for so long is signed out.</summary>
    public static readonly Duration Idle = Duration.FromHours(12);

    /// <summary>How exactly it is known when a device was used last: noting it is a write, and nobody's business by the minute.</summary>
    public static readonly Duration Grain = Duration.FromHours(1);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid Account { get; init; }

    public required SignInMethod Method { get; init; }

    /// <summary>The account's security stamp when it was made: a sign-in ends when that changes.</summary>
    public required string Stamp { get; init; }

    /// <summary>As in the key of its word, Browser.…; null: not known.</summary>
    public string? Browser { get; init; }

    /// <summary>As in the key of its word, System.…; null: not known.</summary>
    public string? System { get; init; }

    public required Instant MadeAt { get; init; }

    /// <summary>At most a <see cref="Grain"/> before it was really used.</summary>
    public required Instant SeenAt { get; set; }

    /// <summary>When its owner last proved who they are, at sign-in or since.</summary>
    public required Instant ProvedAt { get; set; }

    public Instant? EndedAt { get; set; }

    public static SignIn Of(Account account, SignInMethod how, string userAgent, Instant now) =>
        new()
        {
            Account = account.Id,
            Method = how,
            Stamp = account.SecurityStamp!,
            Browser = DeviceWords.BrowserIn(userAgent),
            System = DeviceWords.SystemIn(userAgent),
            MadeAt = now,
            SeenAt = now,
            ProvedAt = now,
        };

    /// <summary>Since when a sign-in must have been seen to hold at this moment.</summary>
    public static Instant MustBeSeenSince(Instant now) => now - Idle - Grain;

    /// <summary>Whether its owner has proved who they are a short while ago.</summary>
    public bool IsFresh(Instant now) => now - ProvedAt < FreshAttribute.Lasts;

    public bool HasExpired(Instant now) => SeenAt < MustBeSeenSince(now);
}

/// <summary>How somebody proved who they are.</summary>
internal enum SignInMethod
{
    /// <summary>By password, and by a code where one is asked for.</summary>
    Password,

    Passkey,

    /// <summary>By an identity provider that the installation trusts.</summary>
    Provider,
}

/// <summary>What a browser says of itself, in a word for the browser and one for the system.</summary>
internal static class DeviceWords
{
    // Most say that they are several others too: the first that fits is meant.
    private static readonly (string Sign, string Word)[] Browsers =
    [
        ("MicroMessenger", "wechat"), ("QQBrowser", "qq"), ("UCBrowser", "uc"), ("HuaweiBrowser", "huawei"), ("MiuiBrowser", "xiaomi"), ("SamsungBrowser", "samsung"),
        ("Edg", "edge"), ("OPR/", "opera"), ("Firefox/", "firefox"), ("FxiOS/", "firefox"), ("Chrome/", "chrome"), ("CriOS/", "chrome"), ("Safari/", "safari"),
    ];

    private static readonly (string Sign, string Word)[] Systems =
    [
        ("HarmonyOS", "harmony"), ("OpenHarmony", "harmony"), ("Android", "android"), ("iPhone", "iphone"), ("iPad", "ipad"), ("Windows", "windows"), ("Macintosh", "mac"), ("CrOS", "chromeos"), ("Linux", "linux"),
    ];

    public static string? BrowserIn(string userAgent) => First(Browsers, userAgent);

    public static string? SystemIn(string userAgent) => First(Systems, userAgent);

    private static string? First((string Sign, string Word)[] known, string userAgent) => known.FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Word;
}
