using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Concord.Platform.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>
/// Slows guessing down without locking anybody out: attempts are counted per account and network, and per network, so that a stranger's
/// attempts do not count against the owner; a device that has signed in before has a counter of its own. Kept in the database, where all
/// nodes count together.
/// </summary>
internal sealed class SignInThrottle(Db db, IClock clock, ILookupNormalizer names, IDataProtectionProvider protection)
{
    public const int PerAccountAndNetwork = 5;
    public const int PerNetwork = 50;
    public const int PerDevice = 10;
    public const string DeviceCookie = "concord-device";
    public static readonly Duration Window = Duration.FromMinutes(15);

    private readonly IDataProtector protector = protection.CreateProtector("device");

    /// <summary>Counts an attempt before it is made, so that a thousand at once count as a thousand.</summary>
    /// <returns>How long to wait before the next; null: go ahead.</returns>
    public async Task<Duration?> CountAsync(HttpContext http, string email)
    {
        var name = names.NormalizeEmail(email.Trim());
        Duration? wait = null;
        await db.InOneTransaction(async () =>
        {
            if (DeviceOf(http, name) is { } device)
            {
                wait = await Count(Key("device", device), PerDevice);
                return;
            }

            var network = NetworkOf(http);
            wait = await Count(Key("account", name, network), PerAccountAndNetwork) ?? await Count(Key("network", network), PerNetwork);
        });
        return wait;
    }

    /// <summary>Counts an attempt that names no account: by passkey.</summary>
    public async Task<Duration?> CountAsync(HttpContext http)
    {
        Duration? wait = null;
        await db.InOneTransaction(async () => wait = await Count(Key("network", NetworkOf(http)), PerNetwork));
        return wait;
    }

    /// <summary>Counts a request for a link by mail. It has counters of its own: whoever has just failed to sign in is the one who needs it.</summary>
    public async Task<Duration?> CountForgottenAsync(HttpContext http, string email)
    {
        var (name, network) = (names.NormalizeEmail(email.Trim()), NetworkOf(http));
        Duration? wait = null;
        await db.InOneTransaction(async () => wait = await Count(Key("forgotten", name, network), PerAccountAndNetwork) ?? await Count(Key("forgetful network", network), PerNetwork));
        return wait;
    }

    /// <summary>Whether this browser has signed in to the account before.</summary>
    public bool Knows(HttpContext http, string email) => DeviceOf(http, names.NormalizeEmail(email.Trim())) is not null;

    /// <summary>Takes a good sign-in out of the counters, and lets the device be known.</summary>
    public async Task SucceededAsync(HttpContext http, string email)
    {
        var name = names.NormalizeEmail(email.Trim());
        var known = DeviceOf(http, name);
        var network = NetworkOf(http);
        var own = known is null ? Key("account", name, network) : Key("device", known);
        var shared = known is null ? Key("network", network) : "";
        var old = (clock.GetCurrentInstant() - Window).ToUnixTimeSeconds();
        await db.InOneTransaction(async () =>
        {
            await db.Database.ExecuteSqlAsync($"delete from sign_in_counter where key = {own} or since < {old}");
            await db.Database.ExecuteSqlAsync($"update sign_in_counter set attempts = attempts - 1 where key = {shared} and attempts > 0");
        });

        Remember(http, email);
    }

    /// <summary>Lets the browser be known to have signed in to the account.</summary>
    public void Remember(HttpContext http, string email)
    {
        if (!http.Items.TryAdd(DeviceCookie, email)) return; // in this answer already

        var name = names.NormalizeEmail(email.Trim());
        var device = DeviceOf(http, name) ?? RandomNumberGenerator.GetHexString(32);
        http.Response.Cookies.Append(DeviceCookie, protector.Protect(device + "\n" + name), new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(180),
        });
    }

    private async Task<Duration?> Count(string key, int limit)
    {
        var now = clock.GetCurrentInstant().ToUnixTimeSeconds();
        var old = now - (long)Window.TotalSeconds;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into sign_in_counter (key, since, attempts) values ({key}, {now}, 1)
            on conflict (key) do update set
                attempts = case when sign_in_counter.since <= {old} then 1 else sign_in_counter.attempts + 1 end,
                since = case when sign_in_counter.since <= {old} then {now} else sign_in_counter.since end
            """);
        var counter = (await db.Database.SqlQuery<Counter>($"""select since as "Since", attempts as "Attempts" from sign_in_counter where key = {key}""").ToListAsync()).Single();
        return counter.Attempts > limit ? Duration.FromSeconds(Math.Max(1, counter.Since + (long)Window.TotalSeconds - now)) : null;
    }

    /// <summary>The device's own name, if it has signed in to this very account before.</summary>
    private string? DeviceOf(HttpContext http, string name)
    {
        if (http.Request.Cookies[DeviceCookie] is not { Length: > 0 } cookie) return null;
        try
        {
            var parts = protector.Unprotect(cookie).Split('\n');
            return parts.Length == 2 && parts[1] == name ? parts[0] : null;
        }
        catch (CryptographicException)
        {
            return null; // forged, or of keys long gone: a device like any other
        }
    }

    /// <summary>An IPv4 address; of an IPv6 address the first half, since every household may use all of the second.</summary>
    private static string NetworkOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes()[..8]) : address.ToString();
    }

    private static string Key(string sort, params string[] parts) => sort + ":" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    private sealed record Counter(long Since, int Attempts);
}
