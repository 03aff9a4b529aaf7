using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Concord.Platform.Database;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>
/// A one-time link: to open an account, or to choose a new password and authenticator. A reset of an account that holds a party's role
/// brings its new credentials here, and they wait for that party's desk.
/// </summary>
internal sealed class Invitation
{
    public static readonly Duration Lifetime = Duration.FromDays(7);

    private Invitation()
    {
    } // for EF Core

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public Guid Account { get; private set; }

    /// <summary>SHA-256 of the token: who reads the table cannot use the link.</summary>
    public string TokenHash { get; private set; } = "";

    /// <summary>Whether the account is open already.</summary>
    public bool Resets { get; private set; }

    /// <summary>The first dialogue desk of a party: nobody is there yet to confirm it.</summary>
    public bool Claims { get; private set; }

    public Instant MadeAt { get; private set; }

    /// <summary>Null: whoever holds the installation.</summary>
    public Guid? MadeBy { get; private set; }

    public Instant ExpiresAt { get; private set; }

    public Instant? UsedAt { get; private set; }

    public string? PasswordHash { get; private set; }

    public string? TotpSecret { get; private set; }

    /// <summary>JSON of a <see cref="Accounts.Passkey"/>.</summary>
    public string? Passkey { get; private set; }

    /// <summary>Whether it has brought new credentials that the party's desk has still to decide on.</summary>
    public bool Waits { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public Guid? DecidedBy { get; private set; }

    /// <summary>A new link. The token stands in it and nowhere else.</summary>
    public static (Invitation Invitation, string Token) For(Account account, bool claims, Guid? by, Instant now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (new() { Account = account.Id, TokenHash = HashOf(token), Resets = account.IsOpen, Claims = claims, MadeAt = now, MadeBy = by, ExpiresAt = now + Lifetime }, token);
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public bool Works(Instant now) => UsedAt is null && now < ExpiresAt;

    public void Use(Instant now) => UsedAt = now;

    /// <summary>Keeps the new credentials until the party's desk has decided.</summary>
    public void Wait(NewCredentials brought) =>
        (Waits, PasswordHash, TotpSecret, Passkey) = (true, brought.PasswordHash, brought.TotpSecret, brought.Passkey is null ? null : JsonSerializer.Serialize(brought.Passkey, Stored.Json));

    /// <summary>What waits.</summary>
    public NewCredentials Brought()
    {
        var passkey = Passkey is null ? null : JsonSerializer.Deserialize<Passkey>(Passkey, Stored.Json)!;
        if (passkey is not null) passkey.MadeAt = UsedAt!.Value;
        return new(PasswordHash, TotpSecret, 0, passkey);
    }

    public void Decide(Guid? by, Instant now) => (DecidedBy, DecidedAt, Waits, PasswordHash, TotpSecret, Passkey) = (by, now, false, null, null, null);

    /// <summary>A newer link stands in its place.</summary>
    public void Replace(Instant now) => ExpiresAt = now < ExpiresAt ? now : ExpiresAt;
}

/// <summary>
/// Eight letters that a person reads out to their desk before it confirms them. They follow from the credentials, so whoever else got
/// hold of the link cannot show the same ones.
/// </summary>
internal static class RecognitionCode
{
    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";

    public static string Of(Account account) => From(account.Id + account.SecurityStamp);

    public static string Of(Invitation reset) => From(reset.Id + reset.PasswordHash + reset.Passkey);

    private static string From(string secret)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("recognition" + secret));
        var letters = string.Concat(bytes.Take(8).Select(one => Letters[one % Letters.Length]));
        return letters[..4] + "-" + letters[4..];
    }
}
