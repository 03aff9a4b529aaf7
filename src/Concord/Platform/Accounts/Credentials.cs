using System.Buffers.Binary;
using System.Security.Cryptography;
using Concord.Domain.Common;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>What somebody has chosen to sign in with: a passkey, or a password with an authenticator.</summary>
/// <param name="TotpStep">The step of the authenticator's clock whose code has proven that it works.</param>
internal sealed record NewCredentials(string? PasswordHash, string? TotpSecret, long TotpStep, Passkey? Passkey);

/// <summary>What proves who somebody is: a password and a code of their authenticator.</summary>
internal sealed class Credentials(Db db, IPasswordHasher<Account> hasher, ILookupNormalizer names, IClock clock, IOptions<PasswordHasherOptions> hashing)
{
    // Where the framework's own store keeps it.
    private const string Provider = "[AspNetUserStore]";
    private const string Key = "AuthenticatorKey";

    private static readonly Account Nobody = new();

    /// <summary>
    /// Whose credentials they are; null when anything is wrong. Whatever is wrong, the same questions are asked of the database and one
    /// password is hashed: the time taken does not tell whether there is such an account. A code is used up by this.
    /// </summary>
    /// <param name="code">Of the authenticator, or a recovery code; empty for an account that has neither.</param>
    public async Task<Account?> CheckAsync(string email, string password, string code, CancellationToken stop = default)
    {
        var name = names.NormalizeEmail(email.Trim());
        var account = await db.Accounts.SingleOrDefaultAsync(one => one.NormalizedEmail == name, stop);
        var id = account?.Id ?? Guid.Empty;
        var kept = await SecretOf(id, stop);
        var recovery = RecoveryCode.Read(code) is { } typed ? await RecoveryOf(id, RecoveryCode.HashOf(id, typed), stop) : null;
        var isPassword = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? HashOfNothing(), Passwords.Normal(password)) != PasswordVerificationResult.Failed;
        var step = Totp.StepOf(kept ?? Totp.NewSecret(), code, clock.GetCurrentInstant());
        if (account is not { IsOpen: true } || !isPassword) return null;

        var isWhole = kept is null ? string.IsNullOrWhiteSpace(code) : recovery is not null ? await UseRecoveryAsync(account, recovery.Value, stop) : step is not null && await UseStepAsync(account, step.Value, stop);
        return isWhole ? account : null;
    }

    /// <summary>Ten new recovery codes in the place of those there were. Saved by the caller.</summary>
    /// <returns>The codes, as they are shown once.</returns>
    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Account account)
    {
        db.RemoveRange(await db.RecoveryCodes.Where(one => one.Account == account.Id).ToListAsync());
        var codes = Enumerable.Range(0, RecoveryCode.Many).Select(_ => RecoveryCode.For(account.Id)).ToList();
        db.AddRange(codes.Select(code => code.Row));
        return [.. codes.Select(code => code.Shown)];
    }

    /// <summary>Takes the authenticator away, and the codes that stand in for it. Saved by the caller.</summary>
    public async Task RemoveAuthenticatorAsync(Account account)
    {
        db.RemoveRange(await db.RecoveryCodes.Where(one => one.Account == account.Id).ToListAsync());
        db.RemoveRange(await db.Set<IdentityUserToken<Guid>>().Where(one => one.UserId == account.Id).ToListAsync());
        account.TwoFactorEnabled = false;
        await SetAsync(account, null, null);
    }

    /// <summary>Uses a step of the clock up: of several at once one gets it.</summary>
    private async Task<bool> UseStepAsync(Account account, long step, CancellationToken stop)
    {
        var taken = 0;
        await db.InOneTransaction(
            async () => taken = await db.Accounts.Where(one => one.Id == account.Id && one.TotpStep < step).ExecuteUpdateAsync(set => set.SetProperty(one => one.TotpStep, step), stop),
            stop);
        return taken == 1;
    }

    /// <summary>Uses a recovery code up, and tells the account's owner.</summary>
    private async Task<bool> UseRecoveryAsync(Account account, Guid code, CancellationToken stop)
    {
        const string What = "recovery-code-used";
        var now = clock.GetCurrentInstant();
        var taken = 0;
        await db.InOneTransaction(
            async () =>
            {
                taken = await db.RecoveryCodes.Where(one => one.Id == code && one.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.UsedAt, now), stop);
                if (taken == 0) return;

                db.Enter(nameof(Account), account.Id, account.Email!, Audience.Nobody, "changed", new Dictionary<string, string?[]> { ["Event"] = [null, What] });
                db.Post(account.Id, new SecurityEvent(What, now.ToUnixTimeSeconds()));
                await db.SaveChangesAsync(stop);
            },
            stop);
        return taken == 1;
    }

    /// <summary>Whether the account has an authenticator.</summary>
    public async Task<bool> HasAuthenticatorAsync(Account account, CancellationToken stop = default) => await SecretOf(account.Id, stop) is not null;

    /// <summary>Whether it is a code of the account's authenticator, or a recovery code; it is used up by this.</summary>
    public async Task<bool> CheckCodeAsync(Account account, string code, CancellationToken stop = default)
    {
        if (await SecretOf(account.Id, stop) is not { } secret) return false;
        if (RecoveryCode.Read(code) is { } typed && await RecoveryOf(account.Id, RecoveryCode.HashOf(account.Id, typed), stop) is { } recovery) return await UseRecoveryAsync(account, recovery, stop);
        return Totp.StepOf(secret, code, clock.GetCurrentInstant()) is { } step && await UseStepAsync(account, step, stop);
    }

    public string Hash(string password) => hasher.HashPassword(Nobody, Passwords.Normal(password));

    /// <summary>Gives an account new credentials, and ends every sign-in it has. Saved by the caller.</summary>
    /// <param name="hash">Of the password; null: as it was.</param>
    /// <param name="secret">Of the authenticator; null: as it was.</param>
    public async Task SetAsync(Account account, string? hash, string? secret)
    {
        account.PasswordHash = hash ?? account.PasswordHash;
        account.SecurityStamp = RandomNumberGenerator.GetHexString(32);
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        if (secret is null) return;

        account.TwoFactorEnabled = true;
        var tokens = db.Set<IdentityUserToken<Guid>>();
        if (await tokens.SingleOrDefaultAsync(one => one.UserId == account.Id && one.LoginProvider == Provider && one.Name == Key) is { } kept) kept.Value = secret;
        else tokens.Add(new() { UserId = account.Id, LoginProvider = Provider, Name = Key, Value = secret });
    }

    /// <summary>Puts new credentials in the place of every way in there was, passkeys and links with identity providers too: whoever resets
    /// has lost something, and whoever has found it must not keep a way in. Saved by the caller.</summary>
    public async Task ReplaceAsync(Account account, NewCredentials brought)
    {
        db.RemoveRange(await db.Passkeys.Where(one => one.Account == account.Id).ToListAsync());
        db.RemoveRange(await db.RecoveryCodes.Where(one => one.Account == account.Id).ToListAsync());
        db.RemoveRange(await db.Logins.Where(one => one.UserId == account.Id).ToListAsync());
        if (brought.TotpSecret is null) db.RemoveRange(await db.Set<IdentityUserToken<Guid>>().Where(one => one.UserId == account.Id).ToListAsync());
        await SetAsync(account, null, brought.TotpSecret);
        (account.PasswordHash, account.TwoFactorEnabled, account.EmailConfirmed, account.TotpStep) = (brought.PasswordHash, brought.TotpSecret is not null, true, brought.TotpStep);
        if (brought.Passkey is { } passkey) Add(account, passkey);
    }

    /// <summary>Adds a passkey. Saved by the caller.</summary>
    public void Add(Account account, Passkey passkey)
    {
        passkey.Account = account.Id;
        db.Passkeys.Add(passkey);
    }

    private Task<Guid?> RecoveryOf(Guid account, string hash, CancellationToken stop) =>
        db.RecoveryCodes.Where(one => one.Account == account && one.Hash == hash && one.UsedAt == null).Select(one => (Guid?)one.Id).SingleOrDefaultAsync(stop);

    private Task<string?> SecretOf(Guid account, CancellationToken stop) =>
        db.Set<IdentityUserToken<Guid>>().Where(one => one.UserId == account && one.LoginProvider == Provider && one.Name == Key).Select(one => one.Value).SingleOrDefaultAsync(stop);

    /// <summary>A hash that no password has, as costly to compare with as a real one (the framework's third format).</summary>
    private string HashOfNothing()
    {
        var bytes = RandomNumberGenerator.GetBytes(13 + 16 + 32);
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), 2); // HMAC-SHA-512
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), (uint)hashing.Value.IterationCount);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), 16);
        return Convert.ToBase64String(bytes);
    }
}
