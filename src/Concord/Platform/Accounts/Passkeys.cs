using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>
/// Asks browsers for passkeys and checks what they answer (WebAuthn). A challenge travels with the form, sealed, for five minutes; that it
/// was answered is written down, so that an answer counts once.
/// </summary>
internal sealed class Passkeys(Db db, IPasskeyHandler<Account> handler, PasskeySite site, IDataProtectionProvider protection, CurrentProgramme programme, Words words, IClock clock)
{
    public static readonly Duration ChallengeLifetime = Duration.FromMinutes(5);

    /// <summary>In characters: an RSA attestation is some four thousand.</summary>
    private const int Longest = 32_000;

    private readonly IDataProtector protector = protection.CreateProtector("passkey");

    /// <summary>Asks for any passkey of this installation: the same words for everybody, since nobody has said yet who they are.</summary>
    public async Task<PasskeyQuestion> AskAnyAsync(HttpContext http)
    {
        var asked = await handler.MakeRequestOptionsAsync(null, http);
        return Question(asked.RequestOptionsJson, asked.AssertionState, "any");
    }

    /// <summary>Asks for a passkey of this account.</summary>
    public async Task<PasskeyQuestion> AskForAsync(HttpContext http, Account account)
    {
        var asked = await handler.MakeRequestOptionsAsync(account, http);
        return Question(asked.RequestOptionsJson, asked.AssertionState, "of " + account.Id);
    }

    /// <summary>Asks a passkey of this account to sign something: its hash is the challenge, in place of a random one.</summary>
    public async Task<PasskeyQuestion> AskToSignAsync(HttpContext http, Account account, byte[] challenge)
    {
        var asked = await handler.MakeRequestOptionsAsync(account, http);
        var (options, state) = (JsonNode.Parse(asked.RequestOptionsJson)!, JsonNode.Parse(asked.AssertionState!)!);
        options["challenge"] = Base64Url.EncodeToString(challenge);
        options["userVerification"] = "required";
        state["challenge"] = Convert.ToBase64String(challenge);
        return Question(options.ToJsonString(), state.ToJsonString(), "sign " + account.Id);
    }

    /// <summary>Asks for a new passkey for an account.</summary>
    /// <param name="email">Shown beside the passkey by the device; that of the account, if it has one.</param>
    public async Task<PasskeyQuestion> AskNewAsync(HttpContext http, Account account, string? email)
    {
        var shown = account.Email ?? (string.IsNullOrWhiteSpace(email) ? programme.Now.Key : email.Trim());
        var name = account.Name.IsEmpty ? shown : words.Plain(account.Name);
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = shown, DisplayName = name }, http);
        var options = JsonNode.Parse(asked.CreationOptionsJson)!;
        options["rp"]!["name"] = words.Plain(programme.Now.Short);
        return Question(options.ToJsonString(), asked.AttestationState, "new " + account.Id);
    }

    /// <summary>Who has answered; null when the answer is wrong in any way, too late, or was given before.</summary>
    /// <param name="account">Null: whoever it is.</param>
    /// <param name="toSign">Whether it was asked to sign something: no such answer lets anybody in, and none that lets in signs.</param>
    public async Task<Account?> CheckAsync(HttpContext http, PasskeyAnswer answer, Account? account, CancellationToken stop, bool toSign = false)
    {
        if (Open(answer, account is null ? "any" : (toSign ? "sign " : "of ") + account.Id) is not { } state) return null;

        var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = answer.Credential!, AssertionState = state });
        if (!result.Succeeded || !result.User.IsOpen || !await Use(answer.State!, stop)) return null;

        // Of two answers with the same count one is a copy: whoever is second finds the count moved.
        var (id, count, now) = (Base64Url.EncodeToString(result.Passkey.CredentialId), (long)result.Passkey.SignCount, clock.GetCurrentInstant());
        var moved = 0;
        await db.InOneTransaction(
            async () => moved = await db.Passkeys.Where(one => one.CredentialId == id && (one.SignCount < count || (count == 0 && one.SignCount == 0)))
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.SignCount, count).SetProperty(one => one.BackedUp, result.Passkey.IsBackedUp).SetProperty(one => one.UsedAt, now), stop),
            stop);
        return moved == 1 ? result.User : null;
    }

    /// <summary>The new passkey that was made for this account; not saved. Null when the answer is wrong in any way, too late, or was given before.</summary>
    public async Task<Passkey?> ReadNewAsync(HttpContext http, PasskeyAnswer answer, Guid account, string? name, CancellationToken stop)
    {
        if (Open(answer, "new " + account) is not { } state) return null;

        var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = answer.Credential!, AttestationState = state });
        if (!result.Succeeded || !result.Passkey.IsUserVerified || !await Use(answer.State!, stop)) return null;

        var called = string.IsNullOrWhiteSpace(name) ? DeviceOf(http) : name.Trim();
        return Passkey.From(result.Passkey, site.RpIdOf(http), called[..Math.Min(called.Length, Passkey.LongestName)], clock.GetCurrentInstant());
    }

    /// <summary>What a passkey without a name of its owner's is called: the device it was made on.</summary>
    private string DeviceOf(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return words.DeviceName(DeviceWords.BrowserIn(agent), DeviceWords.SystemIn(agent));
    }

    private PasskeyQuestion Question(string options, string? state, string purpose) =>
        new(JsonDocument.Parse(options).RootElement, protector.Protect($"{purpose}\n{clock.GetCurrentInstant().ToUnixTimeMilliseconds()}\n{state}"));

    private string? Open(PasskeyAnswer answer, string purpose)
    {
        if (answer.Credential is not { Length: > 0 and <= Longest } || answer.State is not { Length: > 0 and <= Longest }) return null;
        try
        {
            var parts = protector.Unprotect(answer.State).Split('\n', 3);
            var asked = Instant.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture));
            return parts[0] == purpose && clock.GetCurrentInstant() - asked < ChallengeLifetime ? parts[2] : null;
        }
        catch (CryptographicException)
        {
            return null; // forged, or of keys long gone
        }
    }

    /// <summary>Writes down that this question was answered. The rows go the way of those of forms (see <see cref="Submission"/>).</summary>
    /// <returns>False when it was answered before.</returns>
    private async Task<bool> Use(string state, CancellationToken stop)
    {
        var used = "passkey " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)));
        if (await db.Submissions.AnyAsync(one => one.Token == used, stop)) return false;

        var row = db.Submissions.Add(new() { Token = used, At = clock.GetCurrentInstant() });
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException)
        {
            row.State = EntityState.Detached; // another request was quicker
            return false;
        }
    }
}

/// <summary>What a browser is asked, and what has to come back with its answer.</summary>
/// <param name="Options">As navigator.credentials takes them.</param>
internal sealed record PasskeyQuestion(JsonElement Options, string State);

/// <summary>What a form brings back.</summary>
internal sealed class PasskeyAnswer
{
    /// <summary>JSON of the browser's PublicKeyCredential.</summary>
    public string? Credential { get; set; }

    public string? State { get; set; }
}

/// <summary>For which domain passkeys are made, and from which pages they may come.</summary>
internal sealed class PasskeySite(IConfiguration settings)
{
    // As the installation is told; while nothing is said, wherever it is reached (development).
    private readonly Uri? home = settings["address"] is { Length: > 0 } address ? new(address) : null;

    public string? RpId => home?.Host;

    public string RpIdOf(HttpContext http) => home?.Host ?? http.Request.Host.Host;

    public string OriginOf(HttpContext http) => home?.GetLeftPart(UriPartial.Authority) ?? $"{http.Request.Scheme}://{http.Request.Host}";
}
